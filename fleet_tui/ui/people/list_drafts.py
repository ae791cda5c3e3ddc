"""Drafts that wait: named when the user comes to a list, and opened by a key (product.md, "Lists")."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Anchor, ListQuery
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.local.drafts import WaitingDraft
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.frame.screen import FleetScreen
from fleet_tui.ui.frame.sidebar import Sidebar
from fleet_tui.ui.frame.status_line import StatusLine

COMPANY = "company"
"""The key of the draft, and the destination, of the company's settings."""
NAMED = 3
"""Drafts that the sentence names; the others are counted."""
NOTHING_WAITS = "No unsaved typing waits."

OpenForm = Callable[[PersonKind, int | None], Awaitable[None]]
"""Opens the form of a person, or with None of a new one, until it is closed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft, and in words whose it is; `kind` and `person` are None where its form is of nobody."""

    draft: WaitingDraft
    words: str
    kind: PersonKind | None = None
    person: int | None = None


def find_waiting(services: Services, kind: PersonKind) -> tuple[Waiting, ...]:
    """The drafts that wait, as the list of that kind names them; those of people who are gone are left out."""
    drafts = services.drafts.waiting()
    names = {each: _names(services, each, drafts) for each in PersonKind if any(_is_of(d, each) for d in drafts)}
    found: list[Waiting] = []
    for draft in drafts:
        if draft.key == COMPANY:
            found.append(Waiting(draft, "the company settings"))
            continue
        word, _, id = draft.key.partition("-")
        of = PersonKind(word)
        singular = PROFILE_TYPES[of].singular.lower()
        if id == "new":
            typed = f" ({displayable(draft.name)})" if draft.name.strip() else ""
            found.append(Waiting(draft, f"a new {singular}{typed}", of))
        elif int(id) in names[of]:
            name = displayable(names[of][int(id)])
            found.append(Waiting(draft, name if of is kind else f"{name} ({singular})", of, int(id)))
    return tuple(found)


def _is_of(draft: WaitingDraft, kind: PersonKind) -> bool:
    return draft.key.startswith(f"{kind.value}-") and not draft.key.endswith("-new")


def _names(services: Services, kind: PersonKind, drafts: tuple[WaitingDraft, ...]) -> dict[int, str]:
    ids = frozenset(int(draft.key.partition("-")[2]) for draft in drafts if _is_of(draft, kind))
    page = services.people.page(ListQuery(kind, ("name",), only=ids), Anchor(), len(ids))
    return {person.id: str(person.values["name"]) for person in page.people}


class ListDrafts:
    """Names the drafts that wait on a list, and opens one of them."""

    def __init__(self, screen: FleetScreen[None], services: Services, kind: PersonKind) -> None:
        self._screen = screen
        self._services = services
        self._kind = kind

    async def tell(self) -> None:
        """Name them behind what the status line says, if there are any."""
        try:
            waiting = await run_in_thread(find_waiting, self._services, self._kind)
        except Refusal:
            return  # the next action of the user says it
        line = self._screen.query_one_optional(StatusLine)
        if waiting and line is not None and self._screen.is_current:
            self._screen.say(f"{line.said} {in_words(waiting)}".lstrip())

    async def open(self, open_form: OpenForm) -> None:
        """Open the only one that waits, or ask which."""
        waiting = await self._screen.run_or_say(find_waiting, self._services, self._kind)
        chosen = await self._chosen(waiting) if waiting else None
        if chosen is None:
            if waiting is not None and not waiting:
                self._screen.say(NOTHING_WAITS)
            drop_until_seen(self._screen.app)
        elif chosen.kind is None:
            self._screen.post_message(Sidebar.Chosen(COMPANY))
        else:
            await run_in_thread(self._services.drafts.take_over, chosen.draft)
            await open_form(chosen.kind, chosen.person)
            await self.tell()

    async def _chosen(self, waiting: tuple[Waiting, ...]) -> Waiting | None:
        if len(waiting) == 1:
            return waiting[0]
        from fleet_tui.ui.dialogs.menu import Options

        entries = [(str(place), each.words) for place, each in enumerate(waiting)]
        picked = await self._screen.app.push_screen_wait(Options("Unsaved typing", entries))
        return waiting[int(picked)] if picked else None


def in_words(waiting: tuple[Waiting, ...]) -> str:
    """The sentence that names them, with the key that opens them."""
    named = ", ".join(each.words for each in waiting[:NAMED])
    more = f" and {len(waiting) - NAMED} more" if len(waiting) > NAMED else ""
    return f"Unsaved typing waits: {named}{more}. D opens {'it' if len(waiting) == 1 else 'them'}."
