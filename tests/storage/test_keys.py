"""What lists are sorted by."""

from __future__ import annotations

from datetime import UTC, datetime

from making import TECHNICIANS

from fleet_tui.domain.status import Status
from fleet_tui.storage.keys import keys_of
from fleet_tui.storage.layout import LAYOUTS


def test_those_who_signed_in_are_sorted_by_when_in_any_year() -> None:
    moments = [datetime(year, 1, 1, tzinfo=UTC) for year in (800, 1900, 2026)]
    keys = [
        keys_of(LAYOUTS[TECHNICIANS], {"status": Status.SIGNED_IN.value, "last_sign_in": moment}, {}, ["status"])
        for moment in moments
    ]
    found = [str(key["status_key"]) for key in keys]
    assert found == sorted(found)
