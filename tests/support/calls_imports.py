"""Every public call about imports once, as in `calls_people`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fleet_tui.domain.bulk.plan import Plan
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import BytesSource
from tests.support.calls_people import Call
from tests.support.companies import Company
from tests.support.people import TECHNICIANS

NEW = "Name,Email,Truck,Skills\n" + "".join(f"Import {n},import{n}@example.org,Truck 1,HVAC\n" for n in range(20))
SAME = "id,Name\n" + "".join(f"{id},Person {id}\n" for id in range(1, 21))
CHANGED = "id,Memo\n" + "".join(f"{id},Rides along.\n" for id in range(1, 21))
DEFAULTS = (("type", "non_managed"), ("role", "Technician"), ("positions", "Installer"))


def planned(services: Services, text: str, *, managed: bool = False) -> Plan:
    """The plan of a file with that text; its new technicians are billed if they are managed."""
    file = services.imports.open(BytesSource("people.csv", text.encode()), TECHNICIANS)
    defaults = (("type", "managed"), *DEFAULTS[1:]) if managed else DEFAULTS
    return services.imports.plan(file, replace(file.mapping, defaults=defaults))


def _open(company: Company) -> Callable[[], object]:
    return lambda: company.boss.imports.open(BytesSource("people.csv", NEW.encode()), TECHNICIANS)


def _plan(text: str, *, managed: bool = False) -> Call:
    return lambda company: lambda: planned(company.boss, text, managed=managed)


def _run(text: str, *, managed: bool = False) -> Call:
    def prepared(company: Company) -> Callable[[], object]:
        plan = planned(company.boss, text.replace("import", f"import{managed}"), managed=managed)
        return lambda: company.boss.imports.run(plan)

    return prepared


def _refused(company: Company) -> Callable[[], object]:
    plan = planned(company.boss, "Name,Email\nAnn,no address\n")
    return lambda: list(company.boss.imports.refused(plan))


CALLS: dict[str, Call] = {
    "Imports.open": _open,
    "Imports.plan: new": _plan(NEW),
    "Imports.plan: managed": _plan(NEW, managed=True),
    "Imports.plan: same": _plan(SAME),
    "Imports.plan: changed": _plan(CHANGED),
    "Imports.run: new": _run(NEW),
    "Imports.run: managed": _run(NEW, managed=True),
    "Imports.run: changed": _run(CHANGED),
    "Imports.refused": _refused,
}
