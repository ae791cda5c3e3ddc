"""The rows of an import on their way from the file to the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.values import Values

NO_VALUES: Mapping[str, object] = {}


class ParsedRow(NamedTuple):
    """A row of a file with the values that it gives, as they are stored; None clears a field.

    `id` is the id that the row names. `reason` says why the row cannot be used, in sentences; empty for a good one.
    `cells` are as the file has them, to give them back when the row is refused.
    """

    line: int
    id: int | None
    name: str
    values: Values
    reason: str
    cells: tuple[str, ...]


class RowResult(NamedTuple):
    """What a row does: the decision that it shares with others, and its own words.

    `person` and `version` are those of the person in the database, 0 for none. `before` and `after` are the fields that
    change; for a new person `after` has all values that are not the default.
    """

    decision: Decision
    name: str
    person: int = 0
    version: int = 0
    before: Values = NO_VALUES
    after: Values = NO_VALUES
    reason: str = ""
    change: str = ""
