"""The refused rows of a file, saved to another file, in which they can be mended and imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.app import App

from fleet_tui.domain.bulk.plan import Verdict, Verdicts
from fleet_tui.domain.errors import Refusal
from fleet_tui.services.local.user_files import UserFiles
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence

REPORTED_EVERY = 1_000
"""Lines between two reports of progress."""


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """Where the refused rows of one import come from, and the name to suggest for their file."""

    name: str
    lines: Callable[[Verdicts], Iterator[str]]
    files: UserFiles


async def save_refused(app: App[Any], verdicts: Verdicts, refused: RefusedRows) -> str:
    """Ask for a path and write the refused rows there; returns the sentence on it, empty when the question is left."""
    from fleet_tui.ui.dialogs.copying import CopySource, to_file

    number = verdicts.counts()[Verdict.BLOCKED]

    def lines(progress: Progress) -> Iterator[str]:
        for place, line in enumerate(refused.lines(verdicts)):
            if place % REPORTED_EVERY == 0:
                progress(min(place, number), number)
            yield line

    title = f"Save {number:,} refused row{'' if number == 1 else 's'}"
    with DialogSequence(app) as turn:
        try:
            return await to_file(turn, title, CopySource(refused.name, lines, suffix=""), refused.files)
        except Refusal as refusal:
            return str(refusal)
