"""Rows of one file that would be the same person: the first of them counts, the others are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.services.imports.rows import ParsedRow, RowResult
from fleet_tui.services.imports.seen import SeenKeys
from fleet_tui.services.imports.spool import Spool

_WORDS = {"email": "e-mail address", "mobile": "mobile phone", "payroll_id": "payroll ID"}


def refuse_duplicates(
    rows: Spool, seen: SeenKeys, keys_of: Callable[[ParsedRow, RowResult], Iterable[str]]
) -> Iterator[tuple[int, str]]:
    """The rows that repeat an earlier one, by number, each with the reason."""
    if not seen.suspects:
        return
    first: dict[str, int] = {}
    number = -1
    for batch in rows.batches():
        for row in batch:
            number += 1
            if row.result.decision.verdict is Verdict.BLOCKED:
                continue
            keys = [key for key in keys_of(row.parsed, row.result) if key in seen.suspects]
            repeated = next((key for key in keys if key in first), None)
            if repeated is not None:
                yield number, _reason(repeated, first[repeated])
            else:
                first.update((key, row.parsed.line) for key in keys)


def _reason(key: str, line: int) -> str:
    name = key.split(" ", 1)[0]
    if name == "person":
        return f"Line {line:,} is about the same person: keep one of the two."
    return f"Line {line:,} has the same {_WORDS.get(name, name)}: keep one of the two, or correct it."
