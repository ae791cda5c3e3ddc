"""People as text: the row at the cursor, or the marked people, with the columns that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from fleet_tui.domain import tables_as_text
from fleet_tui.domain.bulk.wording import people as how_many
from fleet_tui.domain.filters.query import Anchor, ListQuery
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.people.profiles import People
from fleet_tui.ui.dialogs.copying import FILE, ROW, CopyMenu, to_clipboard, to_file
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.people.list_selected import Selected

if TYPE_CHECKING:
    from fleet_tui.ui.people.list_screen import PeopleListScreen

NOBODY = "There is nobody here to copy."
_AT_ONCE = 1_000
"""People that are in memory at a time."""


async def copy_selected(screen: PeopleListScreen, turn: DialogSequence, whom: Selected) -> str:
    """Copy the row at the cursor; of marked people ask whether they or it, and where to. What was done, in a sentence.

    Raises:
        Refusal: the people cannot be read.
    """
    picked: str | None = ROW
    if whom.marked:
        picked = await turn.ask(CopyMenu(whom.words, screen.services.files))
    if picked is None:
        return ""
    if picked == ROW:
        return await _copy_row(screen, turn)
    query = replace(screen.table.query_wanted, only=frozenset(whom.ids))
    kind, title = screen.profile_type.kind, f"Copy {whom.words}"

    def lines(progress: Progress) -> Iterator[str]:
        return _lines(screen.services.people, query, progress)

    if picked == FILE:
        return await to_file(turn, screen.app, screen.services.files, f"{title} to a file", kind.value, lines)
    why_not = await to_clipboard(turn, screen.app, title, lines)
    return f"{why_not}: y f writes it to a file." if why_not else f"Copied {how_many(kind, len(whom.ids))}."


async def _copy_row(screen: PeopleListScreen, turn: DialogSequence) -> str:
    person = await screen.table.person()
    if person is None:
        return NOBODY
    people, query = screen.services.people, replace(screen.table.query_wanted, only=frozenset({person.id}))

    def row(progress: Progress) -> Iterator[str]:
        return islice(_lines(people, query, progress), 1, None)  # without the titles

    why_not = await to_clipboard(turn, screen.app, "Copy", row)
    return f"{why_not}." if why_not else "Copied the row."


def _lines(people: People, query: ListQuery, progress: Progress) -> Iterator[str]:
    """A line of titles, then the people of the query in its order; read as they are asked for."""
    profile_type = PROFILE_TYPES[query.kind]
    yield tables_as_text.line(profile_type.fields[name].title for name in query.fields)
    ids = people.ids(query)
    for start in range(0, len(ids), _AT_ONCE):
        progress(start, len(ids))
        some = frozenset(ids[start : start + _AT_ONCE])
        page = people.page(replace(query, only=some), Anchor(), len(some), export=True)
        for person in page.people:
            yield tables_as_text.line(
                cell(profile_type, name, person.values, page.names, page.country) for name in query.fields
            )
