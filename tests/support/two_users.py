"""Two users of the operating system, where the tests run as root: each in a process of its own.

Their numbers are nobody's. They may not read where Python lies: what they do is imported before.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

GROUP = 64_200

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as two other users"
)


@dataclass(frozen=True)
class User:
    """A user, whose own group has the same number; `groups` are the others."""

    number: int
    groups: tuple[int, ...] = (GROUP,)
    umask: int = 0o077

    def become(self) -> None:
        """Give up being root."""
        os.setgroups([self.number, *self.groups])
        os.setresgid(self.number, self.number, self.number)
        os.setresuid(self.number, self.number, self.number)
        os.umask(self.umask)


class Running:
    """What a user does in a process of its own. It waits where the call asks for it, until it is told to go on."""

    def __init__(self, user: User, call: Callable[[Callable[[], None]], object]) -> None:
        self._out, out = os.pipe()
        into, self._into = os.pipe()
        self.process = os.fork()
        if not self.process:
            self._be(user, call, out, into)
        os.close(out)
        os.close(into)

    def _be(self, user: User, call: Callable[[Callable[[], None]], object], out: int, into: int) -> NoReturn:
        def pause() -> None:
            os.write(out, b"\n")
            os.read(into, 1)

        code = 1
        with contextlib.suppress(BaseException):
            os.close(self._into)
            user.become()
            try:
                said = str(call(pause))
                code = 0
            except Exception:  # noqa: BLE001  # whatever it is, it is shown in the test
                said = traceback.format_exc()
            os.write(out, said.encode())
        os._exit(code)

    def wait_for_pause(self) -> None:
        """Until it waits."""
        assert os.read(self._out, 1) == b"\n", self.end()

    def end(self) -> str:
        """Let it go on; what the call gave in the end."""
        with contextlib.suppress(OSError):
            os.write(self._into, b"x")
        os.close(self._into)
        said = b"".join(iter(lambda: os.read(self._out, 65_536), b"")).decode()
        os.close(self._out)
        _, status = os.waitpid(self.process, 0)
        assert status == 0, said
        return said


def do(user: User, call: Callable[[], object]) -> str:
    """What a user does at once, as text."""
    return Running(user, lambda _: call()).end()


@pytest.fixture
def anywhere() -> Iterator[Path]:
    """A folder that every user can pass, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp(prefix="fleet-shared-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
