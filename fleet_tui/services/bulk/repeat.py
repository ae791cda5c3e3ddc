"""The last bulk action and the last save of the actor, to be done again with other people."""

from __future__ import annotations

from fleet_tui.domain.bulk.actions import noun, settings_of, title
from fleet_tui.domain.bulk.repeat import LastOperations, Repeat, is_import, repeated, saved_name
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.bulk.evaluate import entry_names
from fleet_tui.storage.history import operations
from fleet_tui.storage.history.operations import Operation


def last_operations(tx: Transaction, kind: PersonKind) -> LastOperations:
    """What the actor did last with people of a kind and has not undone."""
    found = operations.newest(tx.connection, tx.author, kind)
    bulk = next((one for one in found if saved_name(one.what) is None and not is_import(one.what)), None)
    save = next((one for one in found if saved_name(one.what) is not None), None)
    return LastOperations(
        bulk=_repeat(tx, bulk) if bulk else None,
        save=_repeat(tx, save) if save else None,
        save_is_last=save is not None and (bulk is None or save.id > bulk.id),
    )


def _repeat(tx: Transaction, operation: Operation) -> Repeat:
    profile_type = PROFILE_TYPES[operation.kind]
    action, left_out = repeated(profile_type, operations.some_changes(tx.connection, operation))
    settings = settings_of(action) if action else ()
    saved = saved_name(operation.what)
    if saved is not None:
        labels = dict.fromkeys(noun(profile_type.fields[setting.field]) for setting in settings)
        return Repeat(f"As in the save of {displayable(saved)}: {', '.join(labels) or 'nothing'}", action, left_out)
    names = entry_names(tx, profile_type, settings)
    words = title(action, profile_type, names, tx.company().country) if action else displayable(operation.what)
    return Repeat(words, action, left_out)
