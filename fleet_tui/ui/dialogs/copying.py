"""Where a text goes that is copied from the screen: to the clipboard at the other end of the line, or to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.text import clean, displayable
from fleet_tui.services.text_files import AlreadyThere, write_lines
from fleet_tui.ui.clipboard import Lines
from fleet_tui.ui.dialogs.actions import Menu
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.in_turn import InTurn
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.prompt import Prompt

CLIPBOARD, FILE, ROW = "clipboard", "file", "row"


class CopyMenu(Menu):
    """Answers CLIPBOARD or FILE for the marked people, or ROW for the one at the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", f"pick('{CLIPBOARD}')", "Marked people to the clipboard", id="copy.clipboard", show=False),
        Binding("f", f"pick('{FILE}')", "Marked people to a file", id="copy.file", show=False),
        Binding("r", f"pick('{ROW}')", "This row to the clipboard", id="copy.row", show=False),
    ]
    """
    | Key | Description |
    | :- | :- |
    | c | The marked people to the clipboard. |
    | f | The marked people to a file. |
    | r | The row at the cursor to the clipboard. |
    """

    def __init__(self, whom: str) -> None:
        super().__init__(
            f"Copy {whom}",
            {CLIPBOARD: ("c", "To the clipboard"), FILE: ("f", "To a file…"), ROW: ("r", "Only this row")},
        )


async def to_file(turn: InTurn, app: App[Any], title: str, name: str, lines: Lines, progress: Progress) -> str:
    """Ask for a path and write the lines there; the sentence that says where they are, or nothing when it is left.

    What cannot be written there is told beside the path, which stays; no file is replaced unasked.
    """
    written: list[Path] = []

    async def attempt(typed: str) -> str:
        try:
            path = _path(typed)
            try:
                await turn.wait(lambda: write_lines(path, lines()), title, progress)
            except AlreadyThere as there:
                if not await app.push_screen_wait(Confirm(f"{there} Replace it?", yes="Replace")):
                    return ""
                await turn.wait(lambda: write_lines(path, lines(), replace=True), title, progress)
        except (BadValue, Refusal) as error:
            return str(error)
        finally:
            turn.show()
        written.append(path)
        return ""

    hint = "Only you can read the file. Enter writes it, Esc goes back."
    await turn.ask(Prompt(title, f"~/{name}.tsv", 0, attempt, hint=hint))
    return f"Written to {displayable(str(written[0]))}." if written else ""


def _path(typed: str) -> Path:
    """The path that was typed, `~` being the home folder.

    Raises:
        BadValue: it cannot be one.
    """
    text = clean(typed, label="The path")
    if not text:
        raise BadValue("The path is missing: fill it in.")
    try:
        return Path.cwd() / Path(text).expanduser()
    except RuntimeError:
        raise BadValue(f"There is no user “{displayable(text.split('/')[0].removeprefix('~'))}”.") from None
