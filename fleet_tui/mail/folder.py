"""Messages as files in a folder, to be passed on by hand and for trying things out.

A file is there whole or not at all, for its owner alone, and named for the message: sent twice it is one file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sent, TemporaryFailure
from fleet_tui.domain.mail.messages import EMAIL
from fleet_tui.mail.composing import Unsendable, checked_token, compose
from fleet_tui.private_files import make_folder, write_private


class FolderSender:
    """Writes e-mail as `.eml` and text messages as `.txt`: the number, an empty line, the text."""

    longest = timedelta(seconds=30)

    def __init__(self, folder: Path, sender: str, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, letter: OutgoingMessage) -> Answer:
        """Leave the message in the folder."""
        try:
            token = checked_token(letter)
            if letter.channel == EMAIL:
                self._write(f"{token}.eml", compose(letter, self._sender, self._clock()).content)
            else:
                self._write(f"{token}.txt", f"{letter.address}\n\n{letter.text}\n".encode())
        except Unsendable as fault:
            return PermanentFailure(str(fault))
        except OSError as error:
            return TemporaryFailure(f"{self._folder}: {error.strerror}", all_of_them=True)
        return Sent()

    def _write(self, name: str, content: bytes) -> None:
        make_folder(self._folder)
        write_private(self._folder / name, content)
