"""What the texts of a filter stand for in the history: authors, actions, people and things.

Texts are looked for where each of them stands once, and not entry by entry: there are far fewer authors and people than
entries, and what is rare is found by an index however long the history is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.engine import Connection

from fleet_tui.domain.access import identity
from fleet_tui.domain.access.permissions import PREFIX
from fleet_tui.domain.history.query import ACTIONS, fields_called
from fleet_tui.domain.text import search_key
from fleet_tui.storage.db.comparing import key_contains
from fleet_tui.storage.db.dialect import change_side, distinct_by_index, in_json_ids
from fleet_tui.storage.history.log import HISTORY
from fleet_tui.storage.history.operations import OPERATION
from fleet_tui.storage.schema.person_tables import PERSON_TABLES, PersonTables
from fleet_tui.storage.schema.tables import Account

Clause = ColumnElement[bool]

_LONGEST = 2_000
"""No text is longer, in characters; SQLite would refuse to look for it."""
_FEW = 300
"""So many people's entries are looked up by their index; those of more are met soon enough by reading on."""
_RENAMED: Clause = literal_column("action <> 'added' AND instr(changes, '\"name\":[') > 0")
_NOTHING = "{}"
"""The changes of an entry that changed no field."""
_NEXT = OPERATION.alias("next")
_ACCOUNT = Account.__table__


class Search:
    """The entries that texts find, as clauses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def anywhere(self, word: str) -> Clause:
        """Whether the author, the subject, the action or the title of the bulk action contains a word.

        Also whether a field was changed whose title has a word that begins so. Values are not looked through: that
        would read the whole history for each word.
        """
        found = [self.whom(word)]
        if actions := _with(word, ACTIONS):
            found.append(HISTORY.c.action.in_(actions))
        if fields := fields_called(word):
            found.append(changing(fields))
        found.append(self.who(word))
        titled = select(OPERATION.c.id).where(literal_column("people > 1"), _contains(OPERATION.c.what, word))
        if self._connection.execute(titled.limit(1)).first():
            found.append(_title(word))
        return or_(*found)

    def who(self, text: str) -> Clause:
        """Whether the author is shown by such a name, or is a person who is or was called so."""
        shown = _with(text, distinct_by_index(self._connection, HISTORY.c.who))
        found = [HISTORY.c.who.in_(shown)]
        for layout in PERSON_TABLES.values() if 0 < len(text) <= _LONGEST else ():
            kind = layout.type.kind
            accounts = select(_ACCOUNT.c.person).where(
                _ACCOUNT.c.kind == kind.value, _ACCOUNT.c.person.in_(_called(layout, _whole(text)))
            )
            keys = [identity.person(kind, id, None).key for id in self._connection.execute(accounts).scalars()]
            if keys:
                found.append(HISTORY.c.author.in_(in_json_ids(keys)))
        return or_(*found)

    def whom(self, text: str) -> Clause:
        """Whether the subject contains the text: a person by every name that they have or had, a thing by its name."""
        if len(text) > _LONGEST:
            return literal(False)
        text, ids, clauses = _whole(text), list[int](), list[Clause]()
        people = {kind.value for kind in PERSON_TABLES} | {_account(kind.value) for kind in PERSON_TABLES}
        things = [kind for kind in distinct_by_index(self._connection, HISTORY.c.subject_kind) if kind not in people]
        of_things = HISTORY.c.subject_kind.in_(things), HISTORY.c.person.is_(None), _contains(HISTORY.c.subject, text)
        ids += self._connection.execute(select(HISTORY.c.id).where(*of_things)).scalars()
        for layout in PERSON_TABLES.values():
            called = _called(layout, text)
            some = list(self._connection.execute(called.limit(_FEW + 1)).scalars())
            kind = layout.type.kind.value
            about = HISTORY.c.subject_kind.in_((kind, _account(kind)))
            if len(some) > _FEW:
                clauses.append(and_(about, HISTORY.c.person.in_(called)))
            elif some:
                theirs = select(HISTORY.c.id).where(about, HISTORY.c.person.in_(in_json_ids(some)))
                ids += self._connection.execute(theirs).scalars()
        return or_(HISTORY.c.id.in_(in_json_ids(ids)), *clauses)


def changing(values: list[str | None]) -> Clause:
    """Whether one of these fields was changed; None is no field at all.

    The changes are kept as JSON without blanks, `{"role":[before,after]}`; a quote inside a text has a backslash before
    it, so that these letters stand nowhere but at a name.
    """
    kept = type_coerce(HISTORY.c.changes, String)
    # A role keeps the permission itself, and a person what overrides it.
    names = [*values, *(value.removeprefix(PREFIX) for value in values if value and value.startswith(PREFIX))]
    found = [func.instr(kept, f'"{name}":[') > 0 if name else kept == _NOTHING for name in names]
    return or_(*found) if found else literal(False)


def _account(kind: str) -> str:
    return f"{kind} account"


def _called(layout: PersonTables, text: str) -> Select[Any]:
    """The people who are or were called so."""
    main = layout.main
    then = change_side(HISTORY.c.changes, "name", 0)
    renamed = select(HISTORY.c.person).where(
        _RENAMED, HISTORY.c.subject_kind == layout.type.kind.value, _contains(then, text)
    )
    either = union(select(main.c.id).where(key_contains(main.c.name_key, text)), renamed).subquery()
    return select(either.c.id)


def _contains(column: ColumnElement[Any], text: str) -> Clause:
    """Whether a column without a search key contains the text."""
    if len(text) > _LONGEST:
        return literal(False)
    return key_contains(func.search_key(column, type_=String), _whole(text))


def _with(text: str, words: Iterable[str]) -> list[str]:
    """Those of the words that contain the text, dashes or none."""
    wanted = search_key(text).replace("-", "")
    return [word for word in words if wanted and wanted in search_key(word).replace("-", "")]


def _title(word: str) -> Clause:
    """Whether the bulk action that an entry belongs to is called so."""
    end = _NEXT.c.last
    next_id = select(_NEXT.c.id).where(literal_column("people > 1"), end >= HISTORY.c.id).order_by(end).limit(1)
    next_one = OPERATION.c.id == next_id.correlate(HISTORY).scalar_subquery()
    named = select(OPERATION.c.id).where(next_one, OPERATION.c.first <= HISTORY.c.id, _contains(OPERATION.c.what, word))
    return named.correlate(HISTORY).exists()


def _whole(text: str) -> str:
    """The text, with a replacement for half a character, which the database would refuse to look for."""
    return text.encode(errors="surrogatepass").decode(errors="replace")
