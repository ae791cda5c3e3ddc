"""What a widget has to say to the person at the screen."""

from __future__ import annotations

from textual.message import Message


class Notice(Message):
    """A sentence for the status line; `problem` when something was refused."""

    def __init__(self, sentence: str, *, problem: bool = False) -> None:
        self.sentence = sentence
        self.problem = problem
        super().__init__()
