"""What one change left, turned round: what undo puts back, and what must still be as that change left it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.history.changes import ACCOUNT, MESSAGE, as_decoded, decode, encode
from fleet_tui.domain.people import rules
from fleet_tui.domain.values import Names, Values

Kept = Mapping[str, Any]
"""The changes of an entry of the history, as its JSON keeps them: [before, after] by field name."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """One entry of the history turned round.

    `before` are the values that it changed, which are put back; `after` those that it left. `account` is the account's
    state before and after, when it changed that. `message` is what it took back unsent, which is queued again.
    """

    kept: Kept
    before: Values
    after: Values
    account: tuple[AccountState | None, AccountState | None] | None
    message: Purpose | None

    @classmethod
    def of(cls, profile_type: ProfileType, kept: Kept) -> Restoration:
        """What puts that entry back. A person whom it added is made inactive: people are never deleted."""
        if was_added(kept):
            kept = {"active": [False, kept["active"][1]]}
        fields = {name: profile_type.fields[name] for name in kept if name in profile_type.fields}
        account, message = kept.get(ACCOUNT.name), kept.get(MESSAGE.name)
        return cls(
            kept,
            {name: decode(field, kept[name][0]) for name, field in fields.items()},
            {name: decode(field, kept[name][1]) for name, field in fields.items()},
            (_state(account[0]), _state(account[1])) if account else None,
            Purpose(message[0]) if message and message[0] is not None else None,
        )

    def entries(self, profile_type: ProfileType) -> frozenset[int]:
        """The entries of lists that the values refer to, those that are put back and those that are taken away."""
        found: set[int] = set()
        for values in (self.before, self.after):
            for name, value in values.items():
                if profile_type.fields[name].source and value is not None:
                    found.update(value if isinstance(value, tuple) else (value,))
        return frozenset(found)

    def missing(self, profile_type: ProfileType, names: Names) -> str | None:
        """The label of a field that is put back to an entry that is in no list any more."""
        for name, value in self.before.items():
            field = profile_type.fields[name]
            ids = value if isinstance(value, tuple) else (value,)
            if field.source and value is not None and not names.keys() >= set(ids):
                return field.label
        return None

    def changes(self, profile_type: ProfileType, names: Names) -> dict[str, list[object]]:
        """What the history keeps of putting it back: the same fields the other way round, entries by today's names."""
        turned: dict[str, list[object]] = {}
        for name, (before, after) in self.kept.items():
            field = profile_type.fields.get(name)
            if field is not None and field.source:
                turned[name] = [encode(field, decode(field, kept), names) for kept in (after, before)]
            else:
                turned[name] = [after, before]
        return turned

    def changed_since(self, profile_type: ProfileType, now: Values) -> str | None:
        """The label of a field that is no longer as the entry left it."""
        for name, value in self.after.items():
            if as_decoded(now[name]) != value:
                return profile_type.fields[name].label
        return None

    def is_back(self, now: Values) -> bool:
        """Whether all the fields are already as they were before; not so when there were none."""
        return bool(self.before) and all(as_decoded(now[name]) == value for name, value in self.before.items())

    def untyped(self, now: Values) -> bool:
        """Whether a technician would be left active without a type, which Activate refuses (product.md, "Marking").

        It comes of putting back one change of several: they were made in an order in which each was right.
        """
        then = {**now, **self.before}
        return "type" in then and _untyped(then) and not _untyped(now)

    def unfit(self, profile_type: ProfileType, now: Values, country: str) -> str | None:
        """The label of a field that, put back, would break a rule that it is in together with other fields.

        `now` has those other fields too: a later change of them may have stayed.
        """
        together = rules.TOGETHER[profile_type.kind]
        back = {name: value for name, value in self.before.items() if name in together}
        if not back:
            return None
        here = {name: now[name] for name in together}
        wrong = _wrong(profile_type, here | back, country) - _wrong(profile_type, here, country)
        return profile_type.fields[min(wrong)].label if wrong else None


def was_added(kept: Kept) -> bool:
    """Whether the entry is about a person who was not there before: a name is never empty."""
    return "name" in kept and kept["name"][0] is None


def _untyped(values: Values) -> bool:
    return bool(values["active"]) and values["type"] is None


def _wrong(profile_type: ProfileType, values: Values, country: str) -> set[str]:
    completed = rules.with_derived_values(profile_type, values, country)
    unlike = {name for name, value in completed.items() if value != values[name]}
    return unlike | set(rules.spanning(profile_type, values))


def _state(kept: object) -> AccountState | None:
    return AccountState(kept) if kept is not None else None
