"""Many ids in one statement: they travel as one JSON text, so there is no limit to their number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, TableValuedAlias, func, select


def in_json_ids(ids: Iterable[int] | Iterable[str]) -> Select[Any]:
    """A query for those ids, for `column.in_(...)`; one parameter an id would meet SQLite's limit."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def json_object(values: Mapping[int, int | None]) -> TableValuedAlias:
    """A table of those keys and values, with the columns `key` (as text) and `value`."""
    return func.json_each(json.dumps(values)).table_valued("key", "value")
