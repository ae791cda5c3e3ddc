"""What lists are sorted by."""

from __future__ import annotations

from datetime import UTC, datetime

from fleet_tui.domain.accounts.status import Status
from fleet_tui.storage.schema.derived_keys import keys_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.support.people import TECHNICIANS


def test_those_who_signed_in_are_sorted_by_when_in_any_year() -> None:
    moments = [datetime(year, 1, 1, tzinfo=UTC) for year in (800, 1900, 2026)]
    keys = [
        keys_of(PERSON_TABLES[TECHNICIANS], {"status": Status.SIGNED_IN.value, "last_sign_in": moment}, {}, ["status"])
        for moment in moments
    ]
    found = [str(key["status_key"]) for key in keys]
    assert found == sorted(found)
