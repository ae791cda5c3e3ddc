"""The changes of the company's settings, shown before they are saved, undone or redone."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import ndiff
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from fleet_tui.domain.history.changes import FieldChange
from fleet_tui.domain.text import displayable
from fleet_tui.services.company.undo import CompanyUndo
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence


class CompanyChanges(DialogScreen[bool]):
    """Shows each setting before and after; of a text of many lines, the lines that differ. Answers True to agree."""

    AUTO_FOCUS = "#changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "agree", "Agree", id="company_changes.agree"),
        Binding("n", "cancel", "Back", id="company_changes.back", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter, y | Do it. |
    | n | Back: nothing is changed. |
    """

    must_be_seen = True

    def __init__(self, title: str, changes: Sequence[FieldChange], refused: str = "") -> None:
        """`refused` says why nothing would change; agreeing then only sets the change aside."""
        super().__init__(title)
        self._changes, self._refused = changes, refused

    def compose_box(self) -> ComposeResult:
        with VerticalScroll(id="changes", classes="fills"):
            yield Static(Text("\n").join(self._lines()))
        enter = "Enter sets this aside" if self._refused else "Enter does this"
        yield Static(f"{enter} · Esc leaves all as it is", markup=False)

    def _lines(self) -> list[Text]:
        if self._refused:
            return [Text(displayable(f"This cannot be done: {self._refused}"))]
        return [line for change in self._changes for line in _words(change)]

    def action_agree(self) -> None:
        self.dismiss(True)


class CompanyOutcome(DialogScreen[bool]):
    """Says what became of the company's settings, until Enter closes it as it closes the outcome of a bulk action."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "cancel", "Close", id="company_outcome.close"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter, y | Close it. |
    """

    def __init__(self, title: str, said: str) -> None:
        super().__init__(title)
        self._said = said

    def compose_box(self) -> ComposeResult:
        yield Static(displayable(self._said, lines=True), markup=False)
        yield Static("Enter closes", markup=False)


def _words(change: FieldChange) -> list[Text]:
    before, after = (displayable(words, lines=True) for words in (change.before, change.after))
    label = displayable(change.label)
    if "\n" not in before and "\n" not in after:
        return [Text(f"{label}: {before} → {after}")]
    differing = (line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-")
    return [Text(f"{label}:", "underline"), *(Text(line) for line in differing)]


async def undo_company(dialogs: DialogSequence, undo: CompanyUndo, *, redo: bool) -> str | None:
    """Show what undo would do with the company's settings, do it, and show what became of them.

    Returns what was done in a sentence, empty when the dialog is left; None when the next operation to undo is not of
    the settings.

    Raises:
        Refusal: it is not allowed, or another operation is next by now.
    """
    plan = await run_in_thread(undo.plan, redo=redo)
    if plan is None:
        return None
    if not await dialogs.ask(CompanyChanges(plan.title, plan.changes, plan.refused)):
        return ""
    said = await dialogs.wait(partial(undo.run, plan), plan.title, Progress())
    await dialogs.ask(CompanyOutcome(f"Done: {plan.title}", said))
    return said
