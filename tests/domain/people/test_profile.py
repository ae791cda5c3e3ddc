"""The words of a list's cells."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.profile import NewPerson, cell
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services

SIGNED_IN = datetime(2026, 5, 4, 12, tzinfo=UTC)


def _cells(services: Services) -> dict[str, str]:
    """The first employee's cells, of the columns that the list asks for and nothing else."""
    page = services.people.page(ListQuery(PersonKind.EMPLOYEE, EMPLOYEE.columns))
    values = page.people[0].values
    return {name: cell(EMPLOYEE, name, values, page.names, page.country) for name in EMPLOYEE.columns}


def test_a_list_shows_when_somebody_last_signed_in_and_the_extension(services: Services, tmp_path: Path) -> None:
    values = {
        "name": "Ann",
        "positions": ("CSR",),
        "role": "Office",
        "email": "ann@example.com",
        "office_phone": "+15550100199",
        "has_extension": True,
        "extension": "42",
    }
    person = NewPerson(PersonKind.EMPLOYEE, values, True, SIGNED_IN, None, None, SIGNED_IN)
    load_people(services.database, [person], actor="tester", at=SIGNED_IN)
    cells = _cells(services)
    assert cells["status"] == "2026-05-04"
    assert cells["office_phone"] == "(555) 010-0199 ext. 42"
