"""Tables as text, a tab between two cells: what is copied from the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fleet_tui.domain.bulk.plan import Verdicts
from fleet_tui.domain.bulk.wording import happened
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.mail.messages import CHANNELS, PURPOSES, Item
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable

_BREAKS = str.maketrans("\t\n\r", "   ")


def line(cells: Iterable[str]) -> str:
    """One row: tabs and line breaks within a cell are spaces, and no cell is run by a spreadsheet."""
    return "\t".join(cell(text.translate(_BREAKS)) for text in cells)


def cell(text: str) -> str:
    """One cell without tabs, which a spreadsheet reads as it stands.

    It would take off a quotation mark that begins a cell, and read on over tabs to the next one: such a cell is quoted.
    """
    safe = neutral(displayable(text))
    return '"' + safe.replace('"', '""') + '"' if safe.startswith('"') else safe


def of_outcome(outcome: Verdicts) -> Iterator[str]:
    """An outcome, a person a line, under a line of titles."""
    words = happened(outcome.action)
    yield line((PROFILE_TYPES[outcome.kind].singular, "Outcome", "Reason", "Change"))
    for place, name in enumerate(outcome.names):
        decision = outcome.of(place)
        yield line((name, words[decision.verdict], decision.reason, decision.change))


def of_messages(items: Iterable[Item]) -> Iterator[str]:
    """Messages with their states, under a line of titles. Their content is in no Item."""
    yield line(("ID", "To", "Message", "Way", "Address", "State", "Queued", "Due", "Sent", "Tries", "Reason"))
    for item in items:
        yield of_message(item)


def of_message(item: Item) -> str:
    """One of them."""
    return line(
        (
            str(item.id),
            item.name,
            PURPOSES[item.purpose],
            CHANNELS.get(item.channel, item.channel),
            item.address,
            item.state.value,
            show_moment(item.queued),
            show_moment(item.due) if item.can_be_stopped else "",
            show_moment(item.sent) if item.sent else "",
            str(item.tries),
            item.trouble,
        )
    )


_SIGNS = "=+-@\t\r＝＋－＠"
_RUNS = re.compile(f"[{re.escape(_SIGNS)}]")
NEUTRALIZED = frozenset(f"{_SIGNS}'")
"""What a text begins with that `neutral` may change."""
_PHONE = re.compile(r"\+[0-9]+")


def neutral(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula.

    A telephone number in E.164 is only a number to a spreadsheet and stays as it is. A text that begins with
    apostrophes and would then look like one of ours gets one more, so that taking one off always gives the text back.
    """
    if text[:1] not in NEUTRALIZED:
        return text
    if text.startswith("'"):
        return f"'{text}" if _RUNS.match(text.lstrip("'")) else text
    if _RUNS.match(text) and not _PHONE.fullmatch(text):
        return f"'{text}"
    return text
