"""People as text: the row at the cursor, or the marked people, with the columns that are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from fleet_tui.domain import tables_as_text
from fleet_tui.domain.bulk.wording import people
from fleet_tui.domain.filters.query import Anchor, ListQuery
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.people.profiles import People
from fleet_tui.ui.dialogs.copying import FILE, ROW, CopyMenu, CopySource, to_clipboard, to_file
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.people.list_columns import as_shown
from fleet_tui.ui.people.people_list import PeopleList

NOBODY = "There is nobody here to copy."
_AT_ONCE = 1_000
"""People that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The people that an action is for: the marked ones, or with `marked` false the one at the cursor."""

    ids: Collection[int]
    words: str
    """As a dialog names them: `12 marked technicians`, or the name."""
    marked: bool
    active: bool = False
    """Whether the one at the cursor is active."""


def selected(screen: PeopleList) -> Selected | None:
    """The marked people; without marks the person at the cursor. The keys before have been followed already."""
    marks, table = screen.table.marks.ids, screen.table
    if marks:
        number, noun = people(screen.profile_type.kind, len(marks)).split(" ", 1)
        return Selected(marks, f"{number} marked {noun}", marked=True)
    row = table.window.row(table.cursor)
    if row is None:
        return None
    values = row.person.values
    return Selected((row.person.id,), str(values["name"]), marked=False, active=bool(values["active"]))


async def copy_selected(screen: PeopleList, dialogs: DialogSequence, targets: Selected) -> str:
    """Copy the row at the cursor; with marks ask whether to copy them or the row, and where to.

    Returns what was done, in a sentence; empty when the question is left.

    Raises:
        Refusal: the people cannot be read.
    """
    picked: str | None = ROW
    if targets.marked:
        picked = await dialogs.ask(CopyMenu(targets.words, screen.services.files))
    if picked is None:
        return ""
    if picked == ROW:
        return await _copy_row(screen, dialogs)
    query = replace(screen.table.query_wanted, only=frozenset(targets.ids))
    kind, title = screen.profile_type.kind, f"Copy {targets.words}"

    def lines(progress: Progress) -> Iterator[str]:
        return _lines(screen.services.people, query, progress)

    source = CopySource(kind.value, lines)
    if picked == FILE:
        return await to_file(dialogs, f"{title} to a file", source, screen.services.files)
    why_not = await to_clipboard(dialogs, title, source)
    return f"{why_not}: y f writes it to a file." if why_not else f"Copied {people(kind, len(targets.ids))}."


async def _copy_row(screen: PeopleList, dialogs: DialogSequence) -> str:
    person = await screen.table.person()
    if person is None:
        return NOBODY
    service, query = screen.services.people, as_shown(screen.table.query_wanted, person.id)

    def row(progress: Progress) -> Iterator[str]:
        return islice(_lines(service, query, progress), 1, None)  # without the titles

    why_not = await to_clipboard(dialogs, "Copy", CopySource(query.kind.value, row))
    return f"{why_not}." if why_not else "Copied the row."


def _lines(service: People, query: ListQuery, progress: Progress) -> Iterator[str]:
    """A line of titles, then the people of the query in its order, read page by page."""
    profile_type = PROFILE_TYPES[query.kind]
    yield tables_as_text.line(profile_type.fields[name].title for name in query.fields)
    ids = service.ids(query)
    for start in range(0, len(ids), _AT_ONCE):
        progress(start, len(ids))
        some = frozenset(ids[start : start + _AT_ONCE])
        page = service.page(replace(query, only=some), Anchor(), len(some), export=True)
        for person in page.people:
            yield tables_as_text.line(
                cell(profile_type, name, person.values, page.names, page.country) for name in query.fields
            )
