"""Writing what a bulk action changes, with its history and the operation that undo takes back."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.evaluate import ACCOUNT
from fleet_tui.domain.bulk.evaluate_fields import Effect
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts import revoke
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.evaluate import ActionEvaluator
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history import log, operations
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.people.store import change_links, change_same
from fleet_tui.storage.schema.person_tables import PersonTables

_AT_ONCE = 5_000
"""People between two reports of the progress: few enough to be stopped soon, many enough to cost nothing."""

_FEW = 8
"""As many groups of people who get the same are written a group at a time."""

_Key = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class WriteBatch:
    """Whom to write: the places of those who change, by id, which is how the tables lie; and everybody by place."""

    ids: array[int]
    names: list[str]
    numbers: array[int]
    changing: array[int]


def write(
    connection: Connection,
    layout: PersonTables,
    effects: ActionEvaluator,
    people: WriteBatch,
    context: Context,
    progress: Callable[[int, int], None] | None,
) -> int | None:
    """Write everybody who changes; the operation, or None when nobody does."""
    if not people.changing:
        return None
    if progress:
        progress(0, len(people.changing))
    at, kind, done = context.clock(), layout.type.kind, 0
    texts = [effects.text(number) for number in range(len(effects.each))]
    first = last = 0
    links = _links(layout, effects)
    for values, places in _same(effects, people, links):
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            ids = [people.ids[place] for place in some]
            change_same(connection, layout, ids, values, effects.names, at)
            revoke.revoke_sessions_and_codes(connection, kind, ids, values, at)
            for name, of_number in links.items():
                theirs = [(id, *of_number[n]) for id, n in _numbered(people, some) if n in of_number]
                change_links(connection, layout, name, theirs, effects.names)
            rows = zip(ids, [people.names[p] for p in some], [texts[people.numbers[p]] for p in some], strict=True)
            begun, last = log.append_people(connection, at, context.author, effects.evaluator.word, kind, rows)
            first = first or begun
            done += len(some)
            if progress:
                progress(done, len(people.changing))
    if isinstance(effects.action, Send):
        _send(connection, layout, effects.action.purpose, [people.ids[place] for place in people.changing], at, context)
    return operations.record(
        connection,
        at=at,
        by=context.author,
        what=effects.title,
        kind=kind,
        people=done,
        first=first,
        last=last,
    )


def _send(
    connection: Connection, layout: PersonTables, purpose: Purpose, ids: list[int], at: datetime, context: Context
) -> None:
    """Queue the messages, for the operation that is recorded next."""
    if purpose is Purpose.INVITE:
        accounts.invite(connection, layout.type.kind, ids, at)
    posting = context.posting(connection, purpose)
    outbox.queue(connection, layout, ids, purpose, at, posting, operations.next_id(connection))


def _numbered(people: WriteBatch, places: array[int]) -> Iterator[tuple[int, int]]:
    """The people at those places, each with the number of the effect."""
    return ((people.ids[place], people.numbers[place]) for place in places)


def _same(effects: ActionEvaluator, people: WriteBatch, apart: Collection[str]) -> list[tuple[Values, array[int]]]:
    """Those who get the same values together, whatever they had before; the fields in `apart` are not looked at."""
    places: dict[_Key, array[int]] = {}
    keys = _keys(effects, apart)
    for place in people.changing:
        places.setdefault(keys[people.numbers[place]], array("q")).append(place)
    return [(dict(key), same) for key, same in places.items()]


def _keys(effects: ActionEvaluator, apart: Collection[str] = ()) -> list[_Key]:
    """What each effect gives to people."""
    return [
        tuple(sorted((name, value) for name, value in _values(effect).items() if name not in apart))
        for effect in effects.each
    ]


def _values(effect: Effect) -> Values:
    """The fields that are written. Who is invited has never signed in, and is pending."""
    if ACCOUNT in effect.after:
        return {"status": Status.PENDING.value, "last_sign_in": None}
    return effect.after


def _links(
    layout: PersonTables, effects: ActionEvaluator
) -> dict[str, dict[int, tuple[frozenset[int], frozenset[int]]]]:
    """What is written person by person, because nearly everybody gets something else: fields that hold many.

    For each its entries before and after, by the number of the effect that changes them.
    """
    found: dict[str, dict[int, tuple[frozenset[int], frozenset[int]]]] = {}
    if len(set(_keys(effects))) <= _FEW:
        return found
    for field in layout.linked_fields:
        for number, effect in enumerate(effects.each):
            if field.name in effect.after:
                both = _entries(effect.before[field.name]), _entries(effect.after[field.name])
                found.setdefault(field.name, {})[number] = both
    return found


def _entries(value: object) -> frozenset[int]:
    return frozenset(value) if isinstance(value, tuple) else frozenset()
