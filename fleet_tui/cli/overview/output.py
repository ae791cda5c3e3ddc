"""The overview as a text with bars, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from rich.cells import cell_len

from fleet_tui.domain.overview.as_json import as_json, leads_to
from fleet_tui.domain.overview.values import MOST_COVER, Cover, Overview, Section
from fleet_tui.ui.charts.bars import ASCII, bar, digits
from fleet_tui.ui.charts.cover import few
from fleet_tui.ui.widgets.grid_columns import fit

_BAR = 20
"""Cells of the longest bar of a section."""
_GAP = "  "


def _write_table(overview: Overview) -> None:
    for section in overview.sections:
        print(section.title)
        for line in _lines(section, overview):
            print(line.rstrip())
        print()
    if overview.cover is not None:
        print(overview.cover.heading)
        for line in _cover(overview.cover):
            print(line.rstrip())


def _lines(section: Section, overview: Overview) -> list[str]:
    """Label, number, bar and note of each number, and the filter that finds what it counts."""
    most = max(count.number for count in section.counts)
    labels = max(cell_len(count.label) for count in section.counts)
    width, lines = len(digits(most)), []
    for count in section.counts:
        chart = f"{digits(count.number):>{width}}{_GAP}{bar(count.number, most, _BAR, ASCII):<{_BAR}}"
        parts = (fit(count.label, labels), chart, *leads_to(count, overview), count.note)
        lines.append(f"{_GAP}{_GAP.join(filter(None, parts))}")
    return lines


def _cover(cover: Cover) -> list[str]:
    """A line for each skill, under a line with the zones."""
    skills = max(cell_len(name) for _, name in cover.skills)
    widths = [max(2, cell_len(name)) for _, name in cover.zones]
    head = _GAP.join(fit(name, width) for (_, name), width in zip(cover.zones, widths, strict=True))
    lines = [f"  {' ' * skills}  {head}"]
    for (_, skill), numbers in zip(cover.skills, cover.numbers, strict=True):
        cells = (fit(few(number, MOST_COVER), width) for number, width in zip(numbers, widths, strict=True))
        lines.append(f"  {fit(skill, skills)}  {_GAP.join(cells)}")
    return lines


def _write_json(overview: Overview) -> None:
    print(json.dumps(as_json(overview), ensure_ascii=False, indent=1))


WRITERS: dict[str, Callable[[Overview], None]] = {"table": _write_table, "json": _write_json}
