"""Commands in the process of a test, and somebody at a terminal who reads and answers."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fleet_tui.cli.main import main

HEADER = ["id", "name", "verdict", "reason", "change"]


class Cli:
    """The program in this process, on the test's database."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._path, self._capsys = path, capsys
        self.out = self.words = ""

    def __call__(self, *arguments: object) -> int:
        try:
            return main(["--database", str(self._path), *map(str, arguments)])
        except SystemExit as end:
            return int(end.code or 0)
        finally:
            self.out, self.words = self._capsys.readouterr()

    @property
    def rows(self) -> list[list[str]]:
        """What was printed below the header of a bulk action."""
        header, *rows = [line.split("\t") for line in self.out.splitlines()]
        assert header == HEADER
        return rows


@contextmanager
def at_a_terminal(answer: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Somebody sits at a terminal and has typed this; gives what they have read, when it is over."""
    keyboard, line = os.openpty()
    read: list[str] = []
    os.write(keyboard, answer.encode())
    with open(line, closefd=False) as typed, open(line, "w", closefd=False) as shown, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", typed)
        patch.setattr(sys, "stderr", shown)
        yield read
    came = b""
    while select.select([keyboard], [], [], 0)[0]:
        came += os.read(keyboard, 9_999)
    read += came.decode().splitlines()
    os.close(line)
    os.close(keyboard)
