"""Writing what a bulk action changes, with its history and the operation that undo takes back."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from fleet_tui.domain.actions import Purpose, Send
from fleet_tui.domain.judging import ACCOUNT
from fleet_tui.domain.judging_fields import Effect
from fleet_tui.domain.status import Status
from fleet_tui.domain.values import Values
from fleet_tui.services.bulk_verdicts import Verdicts
from fleet_tui.services.context import Context
from fleet_tui.storage import accounts, chain, operations, outbox
from fleet_tui.storage.changing import change_same
from fleet_tui.storage.layout import Layout

_AT_ONCE = 2_500
"""People between two reports of the progress: few enough to be stopped soon, many enough to cost nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """Whom to write: the places of those who change, by id, which is how the tables lie; and everybody by place."""

    ids: array[int]
    names: list[str]
    numbers: array[int]
    changing: array[int]


def write(
    connection: Connection,
    layout: Layout,
    verdicts: Verdicts,
    people: Written,
    context: Context,
    progress: Callable[[int, int], None] | None,
) -> int | None:
    """Write everybody who changes; the operation, or None when nobody does."""
    if not people.changing:
        return None
    at, kind, done = context.clock(), layout.type.kind, 0
    texts = [verdicts.text(number) for number in range(len(verdicts.effects))]
    first = last = 0
    for values, places in _same(verdicts, people):
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            change_same(connection, layout, [people.ids[place] for place in some], values, verdicts.names, at)
            rows = ((people.ids[place], people.names[place], texts[people.numbers[place]]) for place in some)
            begun, last = chain.append_people(connection, at, context.actor, verdicts.judge.word, kind, rows)
            first = first or begun
            done += len(some)
            if progress:
                progress(done, len(people.changing))
    if isinstance(verdicts.action, Send):
        ids, purpose = [people.ids[place] for place in people.changing], verdicts.action.purpose
        if purpose is Purpose.INVITE:
            accounts.invite(connection, kind, ids, at)
        outbox.queue(connection, layout, ids, purpose, at, operations.next_id(connection))
    return operations.record(
        connection,
        at=at,
        who=context.actor,
        what=verdicts.title,
        kind=kind,
        people=done,
        first=first,
        last=last,
    )


def _same(verdicts: Verdicts, people: Written) -> list[tuple[Values, array[int]]]:
    """Those who get the same values together, whatever they had before."""
    places: dict[tuple[tuple[str, object], ...], array[int]] = {}
    keys = [tuple(sorted(_values(effect).items())) for effect in verdicts.effects]
    for place in people.changing:
        key = keys[people.numbers[place]]
        if key not in places:
            places[key] = array("q")
        places[key].append(place)
    return [(dict(key), same) for key, same in places.items()]


def _values(effect: Effect) -> Values:
    """The fields that are written. Who is invited has never signed in, and is pending."""
    if ACCOUNT in effect.after:
        return {"status": Status.PENDING.value, "last_sign_in": None}
    return effect.after
