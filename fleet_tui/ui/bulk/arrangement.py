"""The rows of a plan or an outcome in their order, with what is measured of them once.

For 100,000 people that takes longer than a key may, so `arrange` is called on the thread that makes the plan.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from fleet_tui.domain.bulk.plan import Decision, Verdict, Verdicts
from fleet_tui.domain.bulk.wording import happened, planned, verdict
from fleet_tui.domain.text import displayable

FIRST = (Verdict.BLOCKED, Verdict.UNCHANGED, Verdict.CHANGES, Verdict.NEW)
"""The order of the rows: what needs a look comes first."""
FIRST_OF_FILE = (Verdict.BLOCKED, Verdict.CHANGES, Verdict.NEW, Verdict.UNCHANGED)
"""The order of the rows of a file: those that are the same in the database need no look."""
MEASURED = 200
"""Texts that are measured cell by cell."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Verdicts with the places of their rows in order; `widest_*` are cells, and `widest_line` is 0 without a file.

    `exceptions` is how many rows need a look, `billed_after` how many technicians the company is billed for then.
    """

    verdicts: Verdicts
    order: Sequence[int]
    counts: Counter[Verdict]
    exceptions: int
    billed_after: int
    widest_name: int
    widest_words: int
    widest_line: int

    def names(self) -> Iterator[str]:
        """The names in the order of the rows."""
        return (self.verdicts.names[at] for at in self.order)


def arrange(verdicts: Verdicts) -> Arrangement:
    """Put verdicts in the order of the screen."""
    counts, in_file = verdicts.counts(), verdicts.details is not None
    order = _exceptions_first(verdicts, FIRST_OF_FILE if in_file else FIRST)
    looked_at = (Verdict.BLOCKED,) if in_file else (Verdict.BLOCKED, Verdict.UNCHANGED)
    line = verdicts.details.line(max(verdicts.rows)) if verdicts.details is not None and verdicts.rows else 0
    return Arrangement(
        verdicts,
        order,
        counts,
        sum(counts[each] for each in looked_at),
        verdicts.billed_after,
        _cells(verdicts.names),
        _cells(_said(verdicts, order)),
        len(str(line)) if in_file else 0,
    )


def _said(verdicts: Verdicts, order: Sequence[int]) -> list[str]:
    """What is said of anybody, as planned and as it happened; of a file, of its first rows."""
    if verdicts.details is not None:
        given = [verdicts.of(place) for place in order[:MEASURED]]
    else:
        given = [verdicts.decisions[code] for code in set(verdicts.codes)]
    changes = [decision.change for decision in given if decision.change and not decision.reason]
    others = [decision for decision in given if not decision.change or decision.reason]
    ways = (planned(verdicts.action), happened(verdicts.action))
    return changes + [verdict(decision, way) for way in ways for decision in others]


def _cells(texts: Sequence[str]) -> int:
    """The width of the widest text; only some are searched for letters of two cells, because 100,000 take a while."""
    some = (cell_len(displayable(text)) for text in texts[:MEASURED])
    return max(max(some, default=0), max(map(len, texts), default=0))


def _exceptions_first(verdicts: Verdicts, first: Sequence[Verdict]) -> Sequence[int]:
    """The places in the order of the rows; decisions that differ in billing or in what changes stand together."""
    groups: dict[Verdict, dict[str, array[int]]] = {wanted: {} for wanted in first}
    put: list[Callable[[int], None]] = [_group(groups, decision).append for decision in verdicts.decisions]
    for place, code in enumerate(verdicts.codes):
        put[code](place)
    order = array("q")
    for group in groups.values():
        for places in group.values():
            order.extend(places)
    return order


def _group(groups: dict[Verdict, dict[str, array[int]]], decision: Decision) -> array[int]:
    return groups[decision.verdict].setdefault(decision.reason, array("q"))
