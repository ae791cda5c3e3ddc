"""What has become of a message, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fleet_tui.domain.local_time import show_moment, show_time
from fleet_tui.domain.mail.messages import CHANNELS, PURPOSES, Item, MessageCounts, MessageState


def state(item: Item, now: datetime) -> str:
    """How far it has come, with the moment that says most: `waits until 12:00`, `sent 12:01`, `not sent: no such box`.

    A moment and not a number of seconds: what counts down would be sent over the line every second. How long a message
    is held is a setting in seconds, so that moment is shown with seconds.
    """
    match item.state:
        case MessageState.HELD:
            return f"waits until {show_time(item.due, now, seconds=True)}"
        case MessageState.RETRYING:
            return f"tries again {show_time(item.due, now)}{_because(item)}"
        case MessageState.SENT:
            return f"sent {show_time(item.sent or item.due, now)}"
        case MessageState.STOPPED:
            return f"taken back{_because(item)}"
        case MessageState.FAILED:
            return f"not sent{_because(item)}"
        case _:
            return str(item.state.value)


def ended_words(items: Sequence[Item]) -> str:
    """What became of messages that were to be sent: `2 messages sent, 1 not sent: no such box`."""
    sent = sum(item.state is MessageState.SENT for item in items)
    others = [item for item in items if item.state is not MessageState.SENT]
    said = [f"{sent:,} message{'' if sent == 1 else 's'} sent"] if sent else []
    if others:
        number = f"{len(others):,} " + ("not sent" if sent else f"message{'' if len(others) == 1 else 's'} not sent")
        said.append(f"{number}{_because(others[-1])}")
    return ", ".join(said) or "no message sent"


def _because(item: Item) -> str:
    return f": {item.trouble}" if item.trouble else ""


def counted(counts: MessageCounts) -> str:
    """How many wait, and how: `3 wait, 1 of them tried in vain · 2 not sent`."""
    waiting = f"{counts.waiting:,} wait" if counts.waiting != 1 else "1 waits"
    if counts.in_trouble:
        waiting += f", {counts.in_trouble:,} of them tried in vain"
    return f"{waiting} · {counts.failed:,} not sent" if counts.failed else waiting


def facts(item: Item, now: datetime) -> tuple[tuple[str, str], ...]:
    """All that is shown of a message, each with its label. Its content is in no Item."""
    told = (
        ("To", item.name),
        ("What", PURPOSES[item.purpose]),
        (CHANNELS.get(item.channel, item.channel), item.address),
        ("State", state(item, now)),
        ("Asked for", show_moment(item.queued)),
        ("Not before", show_moment(item.due) if item.can_be_stopped else ""),
        ("Sent", show_moment(item.sent) if item.sent else ""),
        ("Tries", str(item.tries)),
    )
    return tuple((name, words) for name, words in told if words)
