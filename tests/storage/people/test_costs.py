"""A window costs the same however many people there are: a fixed number of statements, and an index for each order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from sqlalchemy import event

from fleet_tui.domain.errors import Busy
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Filter
from fleet_tui.domain.filters.query import Anchor, ListQuery, Side, Sort
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person
from tests.support.tables import for_each

KINDS = [TECHNICIANS, EMPLOYEES]
POSITIONS = ListName.TECHNICIAN_POSITIONS
STATEMENTS = 12
"""As many as a page may take: two counts, a place, a window, its start, people, their links, names, the company."""


@contextmanager
def statements(services: Services) -> Iterator[list[tuple[str, object]]]:
    """What is asked of the database meanwhile."""
    seen: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        seen.append((statement, parameters))

    engines = (services.database._reader, services.database._writer)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def crowd(services: Services, kind: PersonKind, count: int) -> None:
    entries = ("North", "South", "East")
    load(
        services.database,
        [
            new_person(
                kind,
                {"name": f"Person {number % 7}", "positions": ("CSR", "Sales"), "team": entries[number % 3]}
                if kind is TECHNICIANS
                else {"name": f"Person {number % 7}", "positions": ("CSR",), "business_unit": entries[number % 3]},
                active=number % 10 > 0,
            )
            for number in range(count)
        ],
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("side", Side)
def test_the_number_of_statements_does_not_grow_with_the_people(
    services: Services, kind: PersonKind, side: Side
) -> None:
    asked = []
    for count in (5, 300):
        crowd(services, kind, count)
        with statements(services) as seen:
            services.people.page(ListQuery(kind, PROFILE_TYPES[kind].columns), Anchor(side, 3), 100)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= STATEMENTS


def test_moving_through_a_list_does_not_count_it_again(services: Services) -> None:
    crowd(services, TECHNICIANS, 50)
    query = ListQuery(TECHNICIANS, ("name",))
    services.people.page(query)
    with statements(services) as seen:
        services.people.page(query, Anchor(Side.FIRST), 10)
    assert not [statement for statement, _ in seen if "count(*)" in statement]


def test_renaming_an_entry_asks_no_more_for_many_people_than_for_few(services: Services) -> None:
    asked = []
    for count in (5, 300):
        crowd(services, TECHNICIANS, count)
        (sales,) = (entry for entry in services.lists.entries(POSITIONS) if entry.name == "Sales")
        with statements(services) as seen:
            sold = services.lists.rename(sales, "Sold")
        services.lists.rename(sold, "Sales")
        asked.append(len(seen))
    assert asked[0] == asked[1]


@for_each("kind, column", [(kind, column) for kind in KINDS for column in PROFILE_TYPES[kind].columns])
def test_every_order_of_the_list_walks_an_index(crowded: Services, kind: PersonKind, column: str) -> None:
    for descending, filter, side in product((False, True), (Filter(), ONLY_ACTIVE), Side):
        query = ListQuery(kind, PROFILE_TYPES[kind].columns, filter, Sort(column, descending))
        with statements(crowded) as seen:
            crowded.people.page(query, Anchor(side, 100), 20)
        (window,) = [(statement, parameters) for statement, parameters in seen if "ORDER BY" in statement]
        with crowded.database.read() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {window[0]}", window[1]).all()  # type: ignore[arg-type]
        steps = [row[3] for row in plan]
        assert not [step for step in steps if "TEMP B-TREE" in step], (window[0], steps)
        assert all("INDEX" in step for step in steps if "SCAN" in step or "SEARCH" in step), (window[0], steps)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A database with 200 of each kind."""
    from tests.support.people import services_on

    services = services_on(tmp_path_factory.mktemp("crowded") / "fleet.db")
    for kind in KINDS:
        crowd(services, kind, 200)
    yield services
    services.database.close()


def test_more_readers_than_there_are_connections_are_told_to_try_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = services.database.read
    monkeypatch.setattr(services.database._reader.pool, "_timeout", 0.01)
    with read(), read(), read(), pytest.raises(Busy, match="try again"), read():
        pass
    with read():
        pass
