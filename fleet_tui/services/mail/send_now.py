"""Sending what waits before a program ends, and counting what would be left."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fleet_tui.domain.mail.delivery import Sender
from fleet_tui.domain.mail.messages import Item
from fleet_tui.services.base.context import Context
from fleet_tui.services.mail.delivery import Delivery, worker_name
from fleet_tui.storage.mail import outbox_writes


def waiting(context: Context, channels: Collection[str]) -> int:
    """How many messages of those channels wait to be sent."""
    if not channels:
        return 0
    with context.database.read() as connection:
        return outbox_writes.waiting(connection, channels)


def send_now(context: Context, sender: Sender, channels: Collection[str]) -> Iterator[Item]:
    """Send those messages, those that are held too, and give what became of each.

    After one that nothing is taken of at all, the others of its channel stay.

    Raises:
        Refusal: the database or the key of the codes cannot be used.
    """
    with context.database.write() as connection:
        outbox_writes.make_due(connection, channels, context.clock())
    delivery = Delivery(context, sender, worker_name(), channels)
    while item := delivery.step():
        yield item
