"""What the last operation did, as an action that can be done again with other people.

The history keeps what an operation changed, not how it was asked for: so a save gives an action too, and what was done
in another program or before a restart is known as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import IMPORT, Action, How, Send, SetActive, SetField, SetFields
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.history.changes import ACCOUNT, BESIDES, MESSAGE, decode
from fleet_tui.domain.values import entry_ids

Kept = Mapping[str, Any]
"""The changes of an entry of the history, as its JSON keeps them: [before, after] by field name."""
_SAVE = "Save "


def is_import(title: str) -> bool:
    """Whether that is the title of an import, which is not done again with other people."""
    return title.startswith(IMPORT)


def save_title(name: str) -> str:
    """The title of the operation that a save is."""
    return f"{_SAVE}{name}"


def saved_name(title: str) -> str | None:
    """The name in the title of a save; None for any other operation."""
    return title.removeprefix(_SAVE) if title.startswith(_SAVE) else None


@dataclass(frozen=True, slots=True)
class Repeat:
    """An operation to do again.

    `words` name it. `action` is None when nothing of it can be done with many people. `left_out` are the labels of
    fields that are set on each profile by itself, and so are no part of the action.
    """

    words: str
    action: Action | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastOperations:
    """The last bulk action and the last save of a user, with people of one kind; None where there is none."""

    bulk: Repeat | None = None
    save: Repeat | None = None
    save_is_last: bool = False

    @property
    def last(self) -> Repeat | None:
        """The later one of both."""
        return self.save if self.save_is_last else self.bulk


def repeated(profile_type: ProfileType, kept: Sequence[Kept]) -> tuple[Action | None, tuple[str, ...]]:
    """The action that makes such changes, and the labels of what is no part of it.

    `kept` are the changes of people of one operation, which changed the same fields of each. No change is a password
    reset, which the history keeps as a message only.
    """
    changes = kept[0]
    if "active" in changes:
        return SetActive(bool(changes["active"][1])), ()
    if ACCOUNT.name in changes:
        return Send(Purpose.INVITE), ()
    if MESSAGE.name in changes or not changes:
        return Send(Purpose.RESET), ()
    settings, left_out = list[SetField](), list[str]()
    for name in changes:
        field = profile_type.fields.get(name)
        if field is None or not field.bulk:
            left_out.append((field or BESIDES[name]).label)
        elif field.kind is Kind.REFERENCES:
            settings += _of_entries(field, [one[name] for one in kept if name in one])
        else:
            settings.append(SetField(name, decode(field, changes[name][1])))
    settings = _without_derived(settings)
    action = SetFields(tuple(settings)) if len(settings) > 1 else settings[0] if settings else None
    return action, tuple(left_out)


def _of_entries(field: Field, kept: Sequence[Sequence[Any]]) -> list[SetField]:
    """The entries that anybody got, and those that anybody lost."""
    pairs = [(entry_ids(decode(field, before)), entry_ids(decode(field, after))) for before, after in kept]
    added = frozenset(id for before, after in pairs for id in after - before)
    removed = frozenset(id for before, after in pairs for id in before - after) - added
    return [
        SetField(field.name, tuple(sorted(entries)), how)
        for entries, how in ((added, How.ADD), (removed, How.REMOVE))
        if entries
    ]


def _without_derived(settings: list[SetField]) -> list[SetField]:
    """Without what follows by itself: the main zone is always one of all zones (product.md, "Dispatching")."""
    zone = next((setting.value for setting in settings if setting.field == "zone"), None)
    return [setting for setting in settings if setting != SetField("zones", (zone,), How.ADD)]
