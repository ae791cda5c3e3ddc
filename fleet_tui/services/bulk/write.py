"""Writing what a bulk action changes, with its history and the operation that undo takes back."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.bulk.evaluate import ACCOUNT
from fleet_tui.domain.bulk.field_effects import Effect
from fleet_tui.domain.history.changes import encode
from fleet_tui.domain.values import Values, entry_ids
from fleet_tui.services.accounts.profile_account import revoke_sessions_and_codes
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.bulk.evaluate import ActionEvaluator
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.history import log, operations
from fleet_tui.storage.mail import outbox
from fleet_tui.storage.people.store import PeopleStore

Progress = Callable[[int, int], None]
"""Called with how many people of how many are done; what it raises stops the run, and nothing is changed."""

_AT_ONCE = 5_000
"""People between two reports of the progress: few enough to be stopped soon, many enough to cost nothing."""

_FEW = 8
"""As many groups of people with the same values are written a group at a time."""

_Links = dict[str, dict[int, tuple[frozenset[int], frozenset[int]]]]
"""By field: its entries before and after, by the number of the effect."""


@dataclass(frozen=True, slots=True)
class WriteBatch:
    """The people of a run: ids, names and numbers of effects by place; the places of those that change, by id."""

    ids: array[int]
    names: list[str]
    numbers: array[int]
    changing: array[int]


def write(
    tx: Transaction, evaluator: ActionEvaluator, people: WriteBatch, progress: Progress | None
) -> tuple[int, int] | None:
    """Write what changes; the first and the last id of its history, or None when nothing does.

    The order is that of the ids, in which the tables lie.
    """
    if not people.changing:
        return None
    report = progress or (lambda done, of: None)
    report(0, len(people.changing))
    kind, done = evaluator.layout.type.kind, 0
    store = PeopleStore(tx.connection, kind)
    common = log.PeopleEntries(tx.now, tx.author, evaluator.rules.word, kind)
    texts = [_history_text(evaluator, effect) for effect in evaluator.effects]
    groups, links = _groups(evaluator, people)
    first = last = 0
    for values, places in groups:
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            ids = [people.ids[place] for place in some]
            store.update(ids, values, evaluator.names, tx.now)
            revoke_sessions_and_codes(tx, kind, ids, values)
            numbers = [people.numbers[place] for place in some]
            for name, by_number in links.items():
                linked = [(id, *by_number[n]) for id, n in zip(ids, numbers, strict=True) if n in by_number]
                store.update_links(name, linked, evaluator.names)
            rows = zip(ids, [people.names[place] for place in some], [texts[n] for n in numbers], strict=True)
            begun, last = log.append_people(tx.connection, common, rows)
            first = first or begun
            done += len(some)
            report(done, len(people.changing))
    if isinstance(evaluator.action, Send):
        _send(tx, evaluator, [people.ids[place] for place in people.changing])
    return first, last


def _send(tx: Transaction, evaluator: ActionEvaluator, ids: list[int]) -> None:
    """Queue the messages, for the operation that is recorded next."""
    assert isinstance(evaluator.action, Send)  # noqa: S101  # the caller asks
    purpose = evaluator.action.purpose
    if purpose is Purpose.INVITE:
        accounts.invite(tx.connection, evaluator.layout.type.kind, ids, tx.now)
    operation = operations.next_id(tx.connection)
    outbox.queue(tx.connection, evaluator.layout, ids, tx.queue_options(purpose), operation)


def _history_text(evaluator: ActionEvaluator, effect: Effect) -> str:
    """The changes of an effect as the history keeps them."""
    fields = evaluator.layout.type.fields
    return log.changes_text(
        {
            name: [
                encode(fields[name], value, evaluator.names) if name in fields else value
                for value in (effect.before[name], effect.after[name])
            ]
            for name in effect.after
        }
    )


def _groups(evaluator: ActionEvaluator, people: WriteBatch) -> tuple[list[tuple[Values, array[int]]], _Links]:
    """The places of the people that get the same values, whatever they had before; the linked fields left out of them.

    When there are many groups, linked fields are written person by person: there nearly all people differ.
    """
    # An invited person has never signed in, and is pending.
    invited: Values = {"status": Status.PENDING.value, "last_sign_in": None}
    written = [invited if ACCOUNT in effect.after else effect.after for effect in evaluator.effects]
    links: _Links = {}
    if len({tuple(sorted(values.items())) for values in written}) > _FEW:
        for field in evaluator.layout.linked_fields:
            for number, effect in enumerate(evaluator.effects):
                if field.name in effect.after:
                    both = entry_ids(effect.before[field.name]), entry_ids(effect.after[field.name])
                    links.setdefault(field.name, {})[number] = both
    keys = [tuple(sorted((name, values[name]) for name in values if name not in links)) for values in written]
    groups: dict[tuple[tuple[str, object], ...], array[int]] = {}
    for place in people.changing:
        groups.setdefault(keys[people.numbers[place]], array("q")).append(place)
    return [(dict(key), places) for key, places in groups.items()], links
