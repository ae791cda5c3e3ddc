"""What the columns of imported files became, kept for the next file with the same titles."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.as_json import BadMap, as_json, from_json
from fleet_tui.domain.imports.guessing import guess_targets
from fleet_tui.domain.imports.mapping import ImportMapping, with_order_of_days
from fleet_tui.domain.imports.targets import LEFT_OUT, REASON, SECRET
from fleet_tui.private_files import make_folder, write_private
from fleet_tui.tabular.table import Head

_FILE = "imports.json"
_MOST = 50
"""Layouts that are remembered; the one used longest ago makes room."""
_MOST_BYTES = 2_000_000


class ImportMappings:
    """The mappings of one user on one database.

    A file that cannot be read, or a folder that cannot be written, is as if nothing had been kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, kind: PersonKind, head: Head) -> ImportMapping | None:
        """The mapping that was used last for such a file; None for a layout that is not known.

        What the cells of this file tell goes before it: columns that hold secrets, and the order of day and month.
        """
        titles, more = _without_reasons(head)
        kept = self._read().get(_key(kind, head))
        if not isinstance(kept, dict):
            return None
        try:
            mapping = from_json(kind, titles, kept)
        except BadMap:
            return None
        mapping = replace(mapping, targets=mapping.targets + (LEFT_OUT,) * more)
        return _as_cells_tell(mapping, head) if len(mapping.targets) == head.columns else None

    def keep(self, head: Head, mapping: ImportMapping) -> None:
        """Remember the mapping of a file that was imported."""
        known = self._read()
        key = _key(mapping.kind, head)
        known.pop(key, None)
        titles, more = _without_reasons(head)
        known[key] = as_json(replace(mapping, targets=mapping.targets[: len(mapping.targets) - more]), titles)
        newest = dict(list(known.items())[-_MOST:])
        with contextlib.suppress(OSError):
            make_folder(self._folder)
            write_private(self._folder / _FILE, json.dumps(newest).encode(), durable=False)

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            path = self._folder / _FILE
            if path.stat().st_size <= _MOST_BYTES:
                kept = json.loads(path.read_bytes())
                if isinstance(kept, dict):
                    return kept
        return {}


def _without_reasons(head: Head) -> tuple[tuple[str, ...] | None, int]:
    """The titles without the column that a file of refused rows has behind the others, and how many such there are."""
    if head.titles and head.titles[-1] == REASON:
        return head.titles[:-1], 1
    return head.titles, 0


def _as_cells_tell(mapping: ImportMapping, head: Head) -> ImportMapping:
    cells = [row.cells for row in head.samples]
    guessed = guess_targets(mapping.kind, head.titles, cells)
    found = tuple(SECRET if now == SECRET else kept for kept, now in zip(mapping.targets, guessed, strict=False))
    mapping = replace(mapping, targets=found + mapping.targets[len(found) :])
    order = with_order_of_days(replace(mapping, day_first=None), cells).day_first
    return mapping if order is None else replace(mapping, day_first=order)


def _key(kind: PersonKind, head: Head) -> str:
    """A layout is its titles; without any, what its columns look like: as many columns may be others."""
    titles, more = _without_reasons(head)
    looks = titles if titles is not None else guess_targets(kind, None, [row.cells for row in head.samples])
    layout = [kind.value, head.columns - more, titles is not None, *looks]
    return hashlib.sha256(json.dumps(layout).encode()).hexdigest()
