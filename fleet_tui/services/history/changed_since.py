"""What happened to a record after it was read, and what people call the authors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from fleet_tui.domain.access.identity import person_of
from fleet_tui.domain.people.presence import ChangedSince
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


def author_name(tx: Transaction, key: str | None, name: str) -> str:
    """The profile's name of the author with that key, or else the name that the history has."""
    of = person_of(key or "")
    if of is not None:
        for person in loading.load(tx.connection, PERSON_TABLES[of[0]], [of[1]], ("name",)):
            return displayable(str(person.values["name"]))
    return displayable(name)


def summary(
    tx: Transaction, rows: Sequence[Mapping[str, Any]], labels: Callable[[Iterable[str]], tuple[str, ...]]
) -> ChangedSince | None:
    """Authors, fields and time of these rows of the history, newest first; `labels` name fields. None without rows."""
    if not rows:
        return None
    authors = dict.fromkeys((row["author"], row["who"]) for row in rows)
    who = dict.fromkeys(author_name(tx, key, name) for key, name in authors)
    changed = dict.fromkeys(name for row in rows for name in row["changes"])
    yours = all(key == tx.author.key for key, _ in authors)
    return ChangedSince(tuple(who), labels(changed), rows[0]["at"], yours)
