"""What is exported imports to the same: every profile that can exist, with all of its fields."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.exports.request import ExportFormat, ExportRequest
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from fleet_tui.tabular.source import BytesSource
from tests.support.arbitrary_people import database_of, people

TABLES = (ExportFormat.CSV, ExportFormat.EXCEL_CSV, ExportFormat.XLSX)


def differences(services: Services, request: ExportRequest) -> list[str]:
    """What an import of the export would change or refuse, a sentence each."""
    content = b"".join(services.exports.pieces(request))
    file = services.imports.open(BytesSource(f"people{request.format.suffix}", content), request.query.kind)
    plan = services.imports.plan(file, file.mapping)
    decisions = [plan.of(place) for place in range(len(plan))]
    assert len(decisions) == services.people.how_many_match(request.query.kind, Filter())
    return [f"{one.reason} {one.change}" for one in decisions if one.verdict is not Verdict.UNCHANGED]


@given(st.sampled_from(PersonKind).flatmap(lambda kind: people(kind, 4)), st.sampled_from(TABLES), st.booleans())
@settings(max_examples=30)
def test_an_export_imports_to_the_same(
    empty_file: Path, some: list[NewPerson], format: ExportFormat, all_fields: bool
) -> None:
    if not some:
        return
    kind = some[0].kind
    with database_of(empty_file, some) as services:
        query = ListQuery(kind, PROFILE_TYPES[kind].columns, Filter())
        assert differences(services, ExportRequest(query, format, all_fields)) == []
