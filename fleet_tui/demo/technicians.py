"""Technicians: the trades of a service company in believable shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from fleet_tui.demo.company import Company
from fleet_tui.demo.names import Name
from fleet_tui.demo.places import City, an_address
from fleet_tui.demo.portraits import PORTRAITS, portrait
from fleet_tui.demo.words import a_biography, a_memo
from fleet_tui.domain.access import permissions
from fleet_tui.domain.lists import SEED, ListName
from fleet_tui.domain.people import choices


@dataclass(frozen=True, slots=True)
class _Trade:
    weight: int
    role: str
    positions: tuple[str, ...]
    also: tuple[str, ...]
    rate: int


_TRADES = (
    _Trade(34, "Service technician", ("Service",), ("Maintenance", "Sales"), 34),
    _Trade(22, "Installer", ("Installer",), ("Service", "Helper"), 31),
    _Trade(12, "Maintenance technician", ("Maintenance",), ("Service",), 28),
    _Trade(8, "Sales technician", ("Sales",), ("Service", "Sales manager"), 30),
    _Trade(12, "Helper", ("Helper",), ("Parts runner",), 20),
    _Trade(5, "Driver", ("Parts runner",), ("Helper",), 21),
    _Trade(4, "Technician", ("Service", "Maintenance"), ("Service manager",), 33),
    _Trade(2, "Service technician", ("Service manager",), ("Install production manager", "Sales manager"), 44),
    _Trade(1, "Technician", ("Dummy technician",), (), 0),
)
_WEIGHTS = tuple(trade.weight for trade in _TRADES)
_COLORS = tuple(choice.value for choice in choices.COLORS)
_UPCOMING = tuple(choice.value for choice in choices.UPCOMING)
_PAST = tuple(choice.value for choice in choices.PAST)
_OVERRIDDEN = ("see_people", "see_history", "send_invites", "see_payroll", "export_people")


def technician(
    random: Random, name: Name, contact: dict[str, object], city: City, company: Company, number: int, created: datetime
) -> dict[str, object]:
    """The profile of the technician of that number, by field name, entries of lists by name."""
    trade = random.choices(_TRADES, _WEIGHTS)[0]
    managed = random.random() < (0.25 if trade.role in ("Helper", "Driver") else 0.8)
    also = tuple(position for position in trade.also if random.random() < 0.2)
    zones = random.sample(company.zones, random.choice((1, 1, 2, 2, 3)))
    values: dict[str, object] = {
        "name": name.shown,
        "positions": trade.positions + also,
        "type": choices.MANAGED if managed else choices.NON_MANAGED,
        "role": trade.role,
        "skills": tuple(random.sample(SEED[ListName.SKILLS], random.choice((0, 1, 1, 2, 2, 3, 4)))) or None,
        "photo": portrait(random.randrange(PORTRAITS)) if random.random() < 0.12 else None,
        "color": _COLORS[number % len(_COLORS)],
        "biography": a_biography(random, name.shown.split()[0], random.randint(1, 30))
        if random.random() < 0.3
        else None,
        **contact,
        "mobile_access": random.random() < 0.94,
        "upcoming_visibility": random.choice(_UPCOMING) if random.random() < 0.35 else "all",
        "past_visibility": random.choice(_PAST) if random.random() < 0.35 else "all",
        "memo": a_memo(random) if random.random() < 0.2 else None,
        "daily_goal": Decimal(random.randrange(8, 61) * 50 if managed and trade.rate else 0).quantize(Decimal("0.01")),
        "burden_rate": Decimal(round(trade.rate * random.uniform(110, 150))).scaleb(-2),
        "truck": _truck(random, company, number, trade),
        "fleet_pro": random.random() < (0.85 if managed else 0.45),
    }
    if random.random() < 0.92:
        values["team"] = random.choice(company.teams)
    if random.random() < 0.88:
        values |= {"zone": zones[0], "zones": tuple(zones)}
    if random.random() < 0.7:
        values |= an_address(random, city)
    if trade.rate and random.random() < 0.75:
        values |= _payroll(random, trade, number, created)
    if random.random() < 0.04:
        for permission in random.sample(_OVERRIDDEN, random.randint(1, 2)):
            values[permissions.PREFIX + permission] = random.choice((permissions.ALLOW, permissions.DENY))
    return values


def _truck(random: Random, company: Company, number: int, trade: _Trade) -> str | None:
    """Trucks go round in order, so that each has one driver as long as there are enough of them."""
    if not trade.rate or trade.role == "Helper" or random.random() < 0.08:
        return None
    return (
        company.trucks[number % len(company.trucks)] if number < len(company.trucks) or random.random() < 0.3 else None
    )


def _payroll(random: Random, trade: _Trade, number: int, created: datetime) -> dict[str, object]:
    commission = trade.role == "Sales technician" or random.random() < 0.15
    values: dict[str, object] = {
        "in_payroll": True,
        "pay_type": "commission" if commission else "hourly",
        "pay_basis": random.choice(("timesheet", "timesheet", "performance", "both")),
        "payroll_id": f"T{10_000 + number}",
        "hourly_rate": Decimal(round(trade.rate * random.uniform(90, 115))).scaleb(-2),
        "start_date": (created - timedelta(days=random.randint(0, 21))).date(),
    }
    if commission:
        values["commission"] = Decimal(random.randrange(4, 25) * 50).scaleb(-2)
        values["sold_by"] = Decimal(random.randrange(2, 11) * 50).scaleb(-2)
    return values
