"""Whether a file of ours has all tables, columns, indexes and triggers of its version; it is only read.

Without one of them the program would stop in the middle, or go on without what guards the history.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import Any

from fleet_tui.storage.db.sqlite_library import Library
from fleet_tui.storage.schema.migrate import migrate
from fleet_tui.storage.schema.migrations import DIGEST, MIGRATIONS, upgrade_of

_PARTS = """
    SELECT m.type, m.tbl_name, coalesce(c.name, m.name) FROM sqlite_master m
    LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table' WHERE m.name NOT LIKE 'sqlite_%'
"""

Part = tuple[str, str, str]
"""A column, an index or a trigger ("table", "index" or "trigger"), the table that it belongs to, and its name."""


def missing(connection: Any, version: int, library: Library) -> str:
    """What a file of that version lacks, in words; empty if nothing. Additions do no harm."""
    there = _parts(connection)
    if version == len(MIGRATIONS) and digest(there) == DIGEST:
        return ""
    lacking = _wanted(version, library) - there
    tables = {table for kind, table, _ in there if kind == "table"}
    told = sorted({_words(part, tables) for part in lacking})
    more = f" and {len(told) - 1} more part{'s' * (len(told) > 2)}" if len(told) > 1 else ""
    return f"{told[0]}{more}" if told else ""


def digest(parts: frozenset[Part]) -> str:
    """A short text that is the same for the same parts."""
    return hashlib.sha256(repr(sorted(parts)).encode()).hexdigest()[:16]


def parts_of(connection: Any) -> frozenset[Part]:
    """All parts of a file, by name."""
    return _parts(connection)


def _parts(connection: Any) -> frozenset[Part]:
    return frozenset(connection.execute(_PARTS).fetchall())


def _wanted(version: int, library: Library) -> frozenset[Part]:
    """The parts of a new file of that version."""
    with closing(library.module.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, library, 0, [upgrade_of(name) for name in MIGRATIONS[:version]])
        return _parts(connection)


def _words(part: Part, tables: set[str]) -> str:
    kind, table, name = part
    if table not in tables:
        return f"the table “{table}”"
    return f"the column “{name}” of the table “{table}”" if kind == "table" else f"the {kind} “{name}”"
