"""Copying a text from the screen to the terminal's clipboard, at the other end of the line, or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType

from fleet_tui.services.local.user_files import UserFiles
from fleet_tui.ui.base.textual_compat import driver_of
from fleet_tui.ui.dialogs.menu import Options, entry
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.saving import FileContent, save_to_file
from fleet_tui.ui.dialogs.sequence import DialogSequence

Lines = Callable[[Progress], Iterable[str]]
"""Makes the lines of a text, on another thread, and reports progress."""

NOTHING = "Stopped: nothing was copied.", "Esc stops, and nothing is copied."
"""The sentence after copying is stopped, and the one before."""
CLIPBOARD, FILE, ROW = "clipboard", "file", "row"
TOO_LONG = "Too long for this line"
NO_CLIPBOARD = "This terminal has no clipboard that could be used"


@dataclass(frozen=True, slots=True)
class CopySource:
    """A text to copy: its lines, and the name of a file for it with its suffix apart."""

    name: str
    lines: Lines
    suffix: str = ".tsv"


class CopyMenu(Options):
    """Answers CLIPBOARD or FILE for the marked people, or ROW for the one at the cursor."""

    MANUAL: ClassVar[str] = "files"

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

    def __init__(self, subject: str, files: UserFiles) -> None:
        super().__init__(f"Copy {subject}", closed={FILE: files.off})


def clipboard_room(app: App[Any]) -> int | None:
    """The most bytes of a text for the terminal's clipboard; None where the driver has no limit.

    A terminal does not answer whether it took a text, but the limit of the line is known before.
    """
    found: int | None = getattr(driver_of(app), "longest_copy", None)
    return found


def joined(lines: Iterable[str], most: int | None) -> str | None:
    """The lines as one text; None if it is longer than `most` bytes, without reading further."""
    taken: list[str] = []
    size = -1
    for line in lines:
        taken.append(line)
        size += len(line.encode()) + 1
        if most is not None and size > most:
            return None
    return "\n".join(taken)


async def to_clipboard(turn: DialogSequence, title: str, source: CopySource) -> str:
    """Put a text into the terminal's clipboard; return why it was not done, empty when it was.

    Raises:
        Refusal: the lines cannot be read, or reading them was stopped.
    """
    most, progress = clipboard_room(turn.app), Progress(*NOTHING)
    if most == 0:
        return NO_CLIPBOARD
    text = await turn.wait(lambda: joined(source.lines(progress), most), title, progress)
    if text is None:
        return TOO_LONG
    turn.app.copy_to_clipboard(text)
    return ""


async def to_file(turn: DialogSequence, title: str, source: CopySource, files: UserFiles) -> str:
    """Ask for a path and write a text there, as `save_to_file` does."""

    def pieces(progress: Progress) -> Iterator[bytes]:
        return (f"{line}\n".encode() for line in source.lines(progress))

    return await save_to_file(turn, title, FileContent(source.name + source.suffix, pieces, NOTHING), files)
