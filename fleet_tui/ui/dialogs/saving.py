"""Saving something to a file of the user's: the question for its path, and the progress while it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from fleet_tui.domain.text import displayable
from fleet_tui.services.local.user_files import AlreadyThere, UserFiles
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.prompt import Prompt
from fleet_tui.ui.dialogs.sequence import DialogSequence

NOTHING_WRITTEN = "Stopped: nothing was written.", "Esc stops, and nothing is written."
"""The sentence after writing is stopped, and the one before."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """What to write: a name to suggest, and its bytes, which are made on another thread and report progress.

    `nothing` has the sentences about stopping it.
    """

    name: str
    pieces: Callable[[Progress], Iterable[bytes]]
    nothing: tuple[str, str] = NOTHING_WRITTEN


async def save_to_file(turn: DialogSequence, title: str, content: FileContent, files: UserFiles) -> str:
    """Ask for a path and write the content there; return the sentence that says where it is, empty after Esc.

    A refusal is shown beside the path, which stays; a file is replaced only after a question.
    """
    if files.off:
        drop_until_seen(turn.app)  # keys typed ahead were for the question, which does not come
        return files.off
    written: list[Path] = []

    async def write(typed: str, *, replace: bool) -> None:
        progress = Progress(*content.nothing)
        call = turn.wait(lambda: files.write(typed, content.pieces(progress), replace=replace), title, progress)
        written.append(await call)

    async def attempt(typed: str) -> str:
        try:
            await write(typed, replace=False)
        except AlreadyThere as there:
            if not await turn.app.push_screen_wait(Confirm(f"{there} Replace it?", yes="Replace")):
                return f"{there} Type another name."
            await write(typed, replace=True)
        finally:
            turn.show()
        return ""

    hint = f"{files.reader} Enter writes, Esc leaves."
    await turn.ask(Prompt(title, files.suggested(content.name), attempt, hint=hint))
    return f"Written to {displayable(str(written[0]))}." if written else ""
