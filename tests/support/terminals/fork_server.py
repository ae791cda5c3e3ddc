"""A process that has imported what the app needs; it forks, and the child becomes a program in a terminal of its own.

Started by `forked.py`, never by hand. It reads requests from standard input and answers on standard output, a line of
JSON each; when nobody can ask any more it ends. Its first line says which variables were read by what was imported, and
what they were: a program for which one of them is another must be started in the usual way.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import pkgutil
import runpy
import sys
import sysconfig
import termios
import time
import types
from typing import Any

NOT_IMPORTED = frozenset({"fleet_tui.__main__"})
"""Runs the program."""


class _Noting(dict[bytes, bytes]):
    """Variables that note which of them were asked for."""

    def __init__(self, variables: dict[bytes, bytes]) -> None:
        super().__init__(variables)
        self.asked: set[bytes] = set()

    def __getitem__(self, name: bytes) -> bytes:
        self.asked.add(name)
        return super().__getitem__(name)

    def __iter__(self) -> Any:
        self.asked.update(self.keys())
        return super().__iter__()


def imported() -> dict[str, str | None]:
    """Import the program, all of it; which variables were asked for meanwhile, and what they are."""
    sysconfig.get_config_vars()  # asks where the home is, for a folder of Python's own that nobody needs
    variables = os.environ._data  # type: ignore[attr-defined]
    os.environ._data = noting = _Noting(variables)  # type: ignore[attr-defined]
    import fleet_tui

    for module in pkgutil.walk_packages(fleet_tui.__path__, "fleet_tui."):
        if module.name not in NOT_IMPORTED:
            importlib.import_module(module.name)
    os.environ._data = variables  # type: ignore[attr-defined]
    return {os.fsdecode(name): os.environ.get(os.fsdecode(name)) for name in noting.asked}


def served() -> list[str]:
    """Answer requests; in a child that is to be a program, its command."""
    while request := sys.stdin.readline():
        asked = json.loads(request)
        if "poll" in asked:
            process, status = os.waitpid(asked["poll"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if process else None
        else:
            ready, tell = os.pipe()
            line = os.open(asked["line"], os.O_RDWR | os.O_NOCTTY)
            answer = os.fork()
            if not answer:
                os.close(ready)
                become(line, asked["environment"])
                os.close(tell)
                return asked["command"]
            os.close(line)
            os.close(tell)
            os.read(ready, 1)
            os.close(ready)
        print(json.dumps(answer), flush=True)
    sys.exit()


def become(line: int, environment: dict[str, str]) -> None:
    """A process as after `exec`: a session of its own on that line, with these variables."""
    os.setsid()
    fcntl.ioctl(line, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(line, number)
    os.close(line)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        like = getattr(sys, f"__{name}__")
        stream = open(number, mode, encoding=like.encoding, errors=like.errors, newline=None, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    gc.enable()


def run(command: list[str]) -> None:
    """What `python -m` and `python -c` do."""
    sys.argv = command[1:]
    if command[0] == "-m":
        sys.argv[0] = ""
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        return
    sys.argv[0] = "-c"
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    exec(compile(command[1], "<string>", "exec"), vars(main))


if __name__ == "__main__":
    sys.path[0] = sys.argv[1]  # as for `python -m`
    gc.disable()
    read = imported()
    gc.collect()
    gc.freeze()
    print(json.dumps(read), flush=True)
    run(served())
