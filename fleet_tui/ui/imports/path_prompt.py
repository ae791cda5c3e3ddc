"""The question which file is to be imported."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from fleet_tui.services.local.user_files import UserFiles
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import DOING
from fleet_tui.ui.dialogs.prompt import Prompt, Try
from fleet_tui.ui.widgets.line_input import LineInput
from fleet_tui.ui.widgets.path_suggester import PathSuggester


class PathPrompt(Prompt):
    """Answers true once the file of the typed path was read."""

    MANUAL: ClassVar[str] = "files"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete the path", id="path.complete", show=False)
    ]
    """
    | Key | Description |
    | :- | :- |
    | tab | Complete the name of the file or folder. |
    """

    def __init__(self, title: str, files: UserFiles, attempt: Try) -> None:
        """`attempt` reads the file."""
        hint = f"A CSV, TSV or XLSX file in {files.where}.\nTab completes, Enter reads it, Esc leaves."
        super().__init__(title, "", attempt, hint=hint)
        self._files = files

    def make_line(self) -> LineInput:
        line = super().make_line()
        line.suggester = PathSuggester(self._files.complete)
        return line

    @work(exclusive=True, group=DOING)
    async def action_complete(self) -> None:
        line = self.query_one(LineInput)
        completed = await run_in_thread(self._files.complete, line.value)
        if completed is not None:
            line.value = completed
            line.action_end()
