"""Where a text goes that is copied from the screen: to the clipboard at the other end of the line, or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from fleet_tui.domain.text import displayable
from fleet_tui.services.local.user_files import AlreadyThere, UserFiles
from fleet_tui.ui.base import clipboard
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.options import Options, entry
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.prompt import Prompt
from fleet_tui.ui.dialogs.sequence import DialogSequence

Lines = Callable[[Progress], Iterable[str]]
"""Makes the lines of a text, off the screen's thread, and tells how far it is."""

NOTHING = "Stopped: nothing was copied.", "Esc stops, and nothing is copied."
"""What is said when copying is stopped, and before."""
CLIPBOARD, FILE, ROW = "clipboard", "file", "row"


class CopyMenu(Options):
    """Answers CLIPBOARD or FILE for the marked people, or ROW for the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("c", CLIPBOARD, "To the clipboard", id="copy.clipboard"),
        entry("f", FILE, "To a file…", id="copy.file"),
        entry("r", ROW, "Only this row", id="copy.row"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | c | The marked people to the clipboard. |
    | f | The marked people to a file. |
    | r | The row at the cursor to the clipboard. |
    """

    def __init__(self, whom: str, files: UserFiles) -> None:
        super().__init__(f"Copy {whom}", closed={FILE: files.off})


async def to_clipboard(turn: DialogSequence, app: App[Any], title: str, lines: Lines) -> str:
    """Hand a text to the terminal's clipboard; nothing when that was done, else why it was not.

    Raises:
        Refusal: the lines cannot be read, or reading them was stopped.
    """
    most, progress = clipboard.room(app), Progress(*NOTHING)
    if most == 0:
        return clipboard.NO_CLIPBOARD
    text = await turn.wait(lambda: clipboard.joined(lines(progress), most), title, progress)
    if text is None:
        return clipboard.TOO_LONG
    app.copy_to_clipboard(text)
    return ""


async def to_file(turn: DialogSequence, app: App[Any], files: UserFiles, title: str, name: str, lines: Lines) -> str:
    """Ask for a path and write a text there; the sentence that says where it is, or nothing when that is left.

    What is wrong is told beside the path, which stays; no file is replaced unasked.
    """
    if files.off:
        drop_until_seen(app)  # keys that were typed ahead are for the question that does not come
        return files.off
    written: list[Path] = []

    async def write(typed: str, *, replace: bool) -> None:
        progress = Progress(*NOTHING)
        written.append(
            await turn.wait(lambda: files.write_lines(typed, lines(progress), replace=replace), title, progress)
        )

    async def attempt(typed: str) -> str:
        try:
            await write(typed, replace=False)
        except AlreadyThere as there:
            if not await app.push_screen_wait(Confirm(f"{there} Replace it?", yes="Replace")):
                return f"{there} Type another name."
            await write(typed, replace=True)
        finally:
            turn.show()
        return ""

    hint = f"{files.reader} Enter writes, Esc leaves."
    await turn.ask(Prompt(title, files.suggested(f"{name}.tsv"), 0, attempt, hint=hint))
    return f"Written to {displayable(str(written[0]))}." if written else ""
