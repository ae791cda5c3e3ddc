"""What a call costs does not grow with the company: it visits what it is about, however many people there are."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from functools import cached_property

import pytest

from fleet_tui import services
from fleet_tui.services.mail import delivery
from fleet_tui.services.services import Services
from fleet_tui.storage.people import queries
from tests.support import calls_beside, calls_imports, calls_people
from tests.support.companies import PEOPLE, company_of
from tests.support.company_sizes import Steps, counted

SMALL, LARGE = 4, 80
"""How many times `PEOPLE`: 1,000 and 20,000."""
CALLS = calls_people.CALLS | calls_imports.CALLS | calls_beside.CALLS
ROOM = 300
"""Steps that a call may take more in the larger company, where not even each fiftieth person may be visited."""

_BILLED = "whoever changes the number of billed technicians is told it: counted once, by the index of just those"
_PLACE = "it says how many match, and how many of them come before: they are counted"
_HISTORY = "it says how many rows match"
_NAMES = "a name is looked for among the people, each of whom is visited once, and not among the entries"
_DAYS = "the first and the last entry of those days are found by the index of their time, which is read between them"
_COUNTS = "it says how many people each of them is about"
_OVERVIEW = "it counts everybody by team, zone and status: each once, in an index that has just that"
GROWING = {
    "People.page": _PLACE,
    "People.page: on": _PLACE,
    "People.find": "it looks for the text in everything that everybody is known by",
    "People.find: a truck": "it looks for the text in everything that everybody is known by",
    "People.ids": "it gives everybody who matches",
    "People.ids_between": "it gives everybody between two",
    "Exports.pieces: of all": "it gives everybody who matches",
    "People.add": _BILLED,
    "People.add: by the deputy": _BILLED,
    "People.add: invited": _BILLED,
    "People.save: non-managed": _BILLED,
    "People.save: managed": _BILLED,
    "Bulk.plan_one: off": _BILLED,
    "Bulk.plan_one: on": _BILLED,
    "Bulk.plan_one: by the deputy": _BILLED,
    "Undo.plan: by the deputy": _BILLED,
    "Undo.run: by the deputy": _BILLED,
    "Bulk.plan: off": _BILLED,
    "Bulk.run: off": _BILLED,
    "Undo.plan: off": _BILLED,
    "Undo.run: off": _BILLED,
    "Bulk.run: type": _BILLED,
    "Imports.plan: managed": _BILLED,
    "Imports.run: managed": _BILLED,
    "Lists.entries: retired": _COUNTS,
    "Lists.entries: of many": _COUNTS,
    "Roles.all": _COUNTS,
    "Roles.plan": _COUNTS,
    "Views.of": _COUNTS,
    "HistoryPages.page: rare": _NAMES,
    "HistoryPages.page: day": _DAYS,
    "HistoryPages.place: filtered": _HISTORY,
    "OverviewService.look": _OVERVIEW,
    "OverviewService.look: again": _OVERVIEW,
    "Billing.on": "it gives everybody who was billed",
    "Mail.waiting": "it counts the messages that wait",
}
"""The calls that visit more in a larger company, each with its reason."""
BESIDE = {"Context", "Drafts", "Marks", "Remembered", "UserFiles"}
"""What the services hold that asks the database nothing by itself."""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Steps, Steps]]]:
    """The steps of each call in the small company and in the large one."""
    folder = tmp_path_factory.mktemp("sizes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "NEWEST", PEOPLE)  # both companies have more
        yield dict(zip(CALLS, zip(*(_taken(folder, times) for times in (SMALL, LARGE)), strict=True), strict=True))


def _taken(folder: typing.Any, times: int) -> list[Steps]:
    company, found = company_of(folder, times), []
    for call in CALLS.values():
        counts = call(company)
        with counted(company.boss.database) as taken:
            counts()
        found.append(taken)
    company.boss.database.close()
    return found


@pytest.mark.long
def test_no_call_visits_more_in_a_larger_company(steps: dict[str, tuple[Steps, Steps]]) -> None:
    grown = {
        name: (small, large)
        for name, (small, large) in steps.items()
        if large.read + large.locked > small.read + small.locked + ROOM
    }
    assert {name: found for name, found in grown.items() if name not in GROWING} == {}
    assert GROWING.keys() - grown == set(), "these do not grow any more: take them out"


@pytest.mark.long
def test_what_grows_while_nobody_else_can_write_is_one_count_by_an_index(steps: dict[str, tuple[Steps, Steps]]) -> None:
    more = (LARGE - SMALL) * PEOPLE
    for name, (small, large) in steps.items():
        if large.locked > small.locked + ROOM:
            assert GROWING[name] == _BILLED, name
            assert large.locked - small.locked < 2 * more, name


def test_every_public_call_is_counted() -> None:
    assert {name.partition(":")[0] for name in CALLS} == _public()


def _public() -> set[str]:
    """Everything that the services offer, by class and name; what takes a transaction is a part of another call."""
    named: dict[str, typing.Any] = {}
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        named |= {name: one for name, one in vars(importlib.import_module(module.name)).items() if inspect.isclass(one)}
    offered = [*typing.get_type_hints(Services, localns=named).values(), delivery.Delivery]
    for one in vars(Services).values():
        if isinstance(one, cached_property):
            offered.append(typing.get_type_hints(one.func, localns=named)["return"])
    return {
        f"{service.__name__}.{name}"
        for service in offered
        if service.__module__.startswith("fleet_tui.services") and service.__name__ not in BESIDE
        for name, call in inspect.getmembers(service, inspect.isfunction)
        if not name.startswith("_") and {"connection", "tx"}.isdisjoint(inspect.signature(call).parameters)
    }
