"""The editor of a photo: the path of a file to read, or the stored photo."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Blur
from textual.message import Message

from fleet_tui.domain.fields import Field
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.text import displayable
from fleet_tui.ui.form.editor import BLANK, Edited
from fleet_tui.ui.form.editor_text import TextEditor
from fleet_tui.ui.widgets.path_suggester import PathSuggester


class PhotoEditor(TextEditor):
    """Takes the path of a photo; the screen answers `Made` with `complete_with` and `Left` with `accept`.

    An empty path stands for the stored photo; Backspace in it removes that photo.
    """

    class Made(Message):
        """The editor is mounted and completes no path yet."""

        def __init__(self, editor: PhotoEditor) -> None:
            self.editor = editor
            super().__init__()

    class Left(Message):
        """The focus left a typed path: the file can be read."""

        def __init__(self, editor: PhotoEditor) -> None:
            self.editor = editor
            super().__init__()

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.stored: Photo | None = None
        self._accepted: tuple[str, Photo] | None = None

    def on_mount(self) -> None:
        self.post_message(self.Made(self))

    def complete_with(self, complete: Callable[[str], str | None]) -> None:
        """Complete a path by this function while it is typed."""
        self.suggester = PathSuggester(complete)

    @property
    def path(self) -> str:
        """The typed path that is not read yet; empty when there is nothing to read."""
        path = self.value.strip()
        return "" if self._accepted is not None and self._accepted[0] == path else path

    @property
    def raw(self) -> object:
        """The photo; an unread path stays a `str`, which the services refuse."""
        if self.path:
            return self.path
        return self._accepted[1] if self.value.strip() and self._accepted else self.stored

    @raw.setter
    def raw(self, raw: object) -> None:
        if raw == self.raw and not (isinstance(raw, Photo) and self._accepted):
            return
        self._accepted = None
        self._store(raw if isinstance(raw, Photo) else None)
        self.value = raw if isinstance(raw, str) else ""

    def accept(self, path: str, photo: Photo) -> None:
        """Hold the photo that was read from the path and passed its checks."""
        self._accepted = (path, photo)
        self.post_message(Edited(self))

    def action_delete_left(self) -> None:
        """Delete a character of the path; with none left, remove the stored photo."""
        if self.value or self.stored is None:
            super().action_delete_left()
        else:
            self._store(None)
            self.post_message(Edited(self))

    def _store(self, photo: Photo | None) -> None:
        self.stored = photo
        self.placeholder = displayable(str(photo)) if photo else BLANK

    def on_blur(self, event: Blur) -> None:
        if self.path:
            self.post_message(self.Left(self))
