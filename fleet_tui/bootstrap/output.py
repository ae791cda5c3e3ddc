"""Data to standard output, words to standard error."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping

from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable


def say(sentence: str) -> None:
    """Prints words for the user on standard error; a closed or full one is no reason to fail."""
    with contextlib.suppress(OSError, ValueError):
        print(displayable(sentence, lines=True), file=sys.stderr, flush=True)


def print_json(facts: Mapping[str, object]) -> None:
    """Prints an object on standard output, indented; what a terminal could take for a command is escaped."""
    import json

    from fleet_tui.tabular.json_output import escaped

    for line in json.dumps(facts, ensure_ascii=False, indent=1).split("\n"):
        print(escaped(line))


@contextlib.contextmanager
def data_out() -> Iterator[None]:
    """Sets standard output up for data: UTF-8 into files and pipes, what it can show on a terminal.

    Raises:
        Refusal: the data could not be written, for instance because the disk is full.
    """
    if sys.stdout is None:  # closed by the process that started this one
        raise Refusal("There is no standard output to write to: leave it open, or send it to a file.")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        if sys.stdout.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="strict")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        forget_what_cannot_be_written()
        raise Refusal(f"The output cannot be written to the end ({error.strerror}): make room and try again.") from None


def forget_what_cannot_be_written() -> None:
    """Drops buffered output that cannot be written: it would fail once more when Python ends."""
    import os

    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
