"""Employees: the office of a service company in believable shares."""

from __future__ import annotations

from random import Random

from fleet_tui.demo.names import Name
from fleet_tui.demo.portraits import PORTRAITS, portrait
from fleet_tui.domain.access import permissions
from fleet_tui.domain.lists import SEED, ListName

_JOBS = (
    (26, "Dispatcher", ("Dispatcher",), "Service"),
    (24, "Office", ("CSR",), "Office"),
    (6, "Dispatch manager", ("Dispatch manager",), "Service"),
    (5, "Office", ("CSR manager", "CSR"), "Office"),
    (6, "Office", ("General office",), "Office"),
    (6, "Office", ("Inside sales",), "Sales"),
    (4, "Office", ("Answering service",), None),
    (5, "Accounting", ("Bookkeeper",), "Office"),
    (3, "Accounting", ("Payroll manager", "Bookkeeper"), "Office"),
    (3, "Fleet manager", ("Service manager",), "Service"),
    (3, "Fleet manager", ("Install production manager",), "Install"),
    (2, "Fleet manager", ("Warehouse manager", "Purchasing manager"), "Maintenance"),
    (2, "Office", ("Marketing manager",), "Sales"),
    (2, "Dispatch manager", ("Sales manager",), "Sales"),
    (1, "Administrator", ("Office manager", "Administrator"), "Office"),
    (1, "Administrator", ("General manager",), None),
    (1, "Administrator", ("Business owner", "General manager"), None),
)
_WEIGHTS = tuple(job[0] for job in _JOBS)


def employee(
    random: Random, name: Name, contact: dict[str, object], office_phone: str | None, *, owner: bool
) -> dict[str, object]:
    """The profile of an employee, by field name, entries of lists by name; an owner may do everything."""
    _, role, positions, unit = _JOBS[-1] if owner else random.choices(_JOBS, _WEIGHTS)[0]
    extension = office_phone is not None and random.random() < 0.7
    if random.random() < 0.1:
        unit = random.choice((None, *SEED[ListName.BUSINESS_UNITS]))
    values: dict[str, object] = {
        "name": name.shown,
        "positions": positions,
        "role": role,
        "business_unit": unit,
        "photo": portrait(random.randrange(PORTRAITS)) if random.random() < 0.15 else None,
        **contact,
        "office_phone": office_phone,
        "has_extension": extension,
        "extension": str(random.randint(100, 9_999)) if extension else None,
        "fleet_pro": owner or random.random() < 0.6,
    }
    if random.random() < 0.06 and not owner:
        for permission in random.sample(permissions.CATALOGUE, random.randint(1, 3)):
            values[permissions.PREFIX + permission.id] = random.choice((permissions.ALLOW, permissions.DENY))
    return values
