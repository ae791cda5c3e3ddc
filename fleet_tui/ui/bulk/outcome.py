"""The outcome of a bulk action or an import, and the question what becomes of the marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import Enum
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from fleet_tui.domain.bulk.actions import ImportRows
from fleet_tui.domain.bulk.plan import Outcome, Verdict, writing
from fleet_tui.domain.bulk.wording import billed, counted, ended_invitations, happened, heading
from fleet_tui.domain.errors import Stopped
from fleet_tui.domain.tables_as_text import of_outcome
from fleet_tui.services.local.user_files import UserFiles
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.bulk.arrangement import Arrangement, arrange
from fleet_tui.ui.bulk.preview import DONE, PreviewDialog
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence

REPORTED_EVERY = 1_000
"""Lines that are copied between two reports of progress."""


class MarksAfterRun(Enum):
    """What becomes of the marks after a run."""

    CLEARED = "cleared"
    KEPT = "kept"
    FAILED = "failed"
    """Only people that could not be changed are marked."""
    WRITTEN = "written"
    """Only people that an import has added or changed are marked."""
    INVITE = "invite"
    """The marks are cleared; people with an ended invitation, or that an import has added, are invited."""


class OutcomeDialog(PreviewDialog[MarksAfterRun]):
    """Answers what becomes of the marks; Enter and Esc clear them."""

    begins = DONE

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('cleared')", "Close", id="outcome.close"),
        Binding("K", "answer('kept')", "Keep the marks", id="outcome.keep"),
        Binding("m", "mark", "Mark those that failed, or were imported", id="outcome.failed"),
        Binding("i", "answer('invite')", "Invite", id="outcome.invite"),
        Binding("c", "copy", "Copy the outcome", id="outcome.copy"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | enter | Close it and clear the marks. |
    | K | Close it and keep the marks as they are. |
    | m | Close it and mark those that could not be changed, after an import those added or changed, and nobody else. |
    | i | After Activate: plan to invite those again whose invitation has ended; after an import, those added. |
    | c | Copy the outcome as text, or write it to a file where the line is too slow for that. |
    """

    def __init__(
        self,
        outcome: Outcome | Arrangement,
        files: UserFiles,
        answers: Collection[MarksAfterRun],
        may_not_copy: str = "",
    ) -> None:
        """Ask what becomes of the marks.

        `answers` are those that the list behind can follow: KEPT when people are marked, FAILED or WRITTEN when it
        shows people of this kind. A text that the line is too slow for goes to one of the `files`; `may_not_copy` says
        why nothing is copied. An outcome that was arranged on another thread is not arranged again.
        """
        arranged = outcome if isinstance(outcome, Arrangement) else arrange(outcome)
        self._outcome = arranged.verdicts
        super().__init__(arranged, happened(self._outcome.action), "What happened")
        self._files, self._may_not_copy = files, may_not_copy
        self._counts, self._billed = arranged.counts, arranged.billed_after
        self._answers = {MarksAfterRun.CLEARED, *answers}
        if not self._counts[Verdict.BLOCKED]:
            self._answers.discard(MarksAfterRun.FAILED)
        if not writing(self._counts):
            self._answers.discard(MarksAfterRun.WRITTEN)
        if self._outcome.to_invite:
            self._answers.add(MarksAfterRun.INVITE)

    def on_mount(self) -> None:
        self.say("")

    def say(self, sentence: str) -> None:
        """Show what happened, with a sentence below it."""
        self._tell("" if self._may_not_copy else "c copies", sentence)

    def _tell(self, copy: str, said: str = "") -> None:
        outcome = self._outcome
        lines = (
            billed(outcome.billed, self._billed),
            *outcome.notes,
            f"{ended}: {self._invites}." if (ended := ended_invitations(outcome)) else "",
            said,
        )
        counts, changed = counted(self._counts, happened(outcome.action)), writing(self._counts)
        self.tell(heading(outcome, changed), counts, lines, " · ".join(filter(None, (*self._keys_of_answers, copy))))

    @property
    def _invites(self) -> str:
        return "i invites them" if isinstance(self._outcome.action, ImportRows) else "i invites again"

    @property
    def _keys_of_answers(self) -> Iterator[str]:
        yield "Enter clears, K keeps the marks" if MarksAfterRun.KEPT in self._answers else "Enter closes"
        if self._marks is not None:
            yield "m marks failed" if self._marks is MarksAfterRun.FAILED else "m marks imported"
        if self.saves:
            yield "s saves refused"

    @property
    def _marks(self) -> MarksAfterRun | None:
        """Which people the key of marks marks; None without any."""
        ways = (MarksAfterRun.WRITTEN, MarksAfterRun.FAILED)
        return next((way for way in ways if way in self._answers), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of answers that can be followed act."""
        if action == "mark":
            return self._marks is not None
        if action == "answer":
            return MarksAfterRun(parameters[0]) in self._answers
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        self.dismiss(self._marks)

    def action_answer(self, marks: str) -> None:
        self.dismiss(MarksAfterRun(marks))

    def action_cancel(self) -> None:
        """Close it like Enter does: what was done stays done."""
        self.dismiss(MarksAfterRun.CLEARED)

    @work(exclusive=True, group=DOING)
    async def action_copy(self) -> None:
        if self._may_not_copy:
            self._tell("", self._may_not_copy)
            return
        from fleet_tui.ui.dialogs.copying import CopySource, to_clipboard, to_file

        outcome = self._outcome

        def lines(progress: Progress) -> Iterator[str]:
            for place, line in enumerate(of_outcome(outcome)):
                if place % REPORTED_EVERY == 0:
                    progress(place, len(outcome))
                yield line

        source = CopySource("outcome", lines)
        with DialogSequence(self.app) as turn:
            try:
                why_not = await to_clipboard(turn, "Copy", source)
            except Stopped as stopped:
                self.say(str(stopped))
                return
            if not why_not:
                self._tell("copied")
            elif said := await to_file(turn, f"{why_not}: write it to a file", source, self._files):
                self.say(said)
