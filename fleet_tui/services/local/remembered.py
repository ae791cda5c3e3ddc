"""Where a user left off, kept in files of the user, so that the next start shows it again (product.md, "Lists").

To remember another value of the program, add a field with a default to `ScreenState`: a truth, a text or a number.
Read it as `services.remembered.screen.<field>` and set it with `services.remembered.keep_screen(<field>=…)`; both only
touch memory, and the app writes the files soon afterwards, on another thread.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import Sort
from fleet_tui.domain.ids import is_id
from fleet_tui.private_files import make_folder, write_private

_MOST = 100_000
"""The longest file that is read, in bytes: no filter that can be typed makes one as long."""
_SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What the program shows besides the rows of a list. Values of another type in a file count as not there."""

    destination: str = ""
    """The id of the sidebar's entry; empty for the first one."""
    people: str = ""
    """The id of the list of people that Esc leads to; empty for the first one."""
    sidebar_folded: bool = False
    """Whether the user has folded the sidebar."""
    pane_shown: bool = False
    """Whether the user has opened the pane beside the list."""
    theme: str = ""
    """The name of the theme that the user has chosen; empty for the one by the terminal."""


@dataclass(frozen=True, slots=True)
class ListState:
    """What a list of people shows; None where it is as a list opens.

    `person` is at the cursor, `above` is how many rows stand above it on the screen, `column` is the current column.
    With `only_marked`, the list shows the marked people. A `damaged` filter could not be read.
    """

    filter: Filter | None = None
    sort: Sort | None = None
    columns: tuple[str, ...] | None = None
    column: str = "name"
    person: int | None = None
    above: int = 0
    only_marked: bool = False
    damaged: bool = False


class Remembered:
    """What one user has left off on one database.

    Two programs of one user write the same files: of a list, and of each other value, the last change counts. No file
    is ever half written.
    A file that cannot be read, or a folder that cannot be written, is as if nothing had been kept.
    """

    def __init__(self, folder: Path) -> None:
        self.changed: Callable[[], object] = lambda: None
        """Called at each change; the app sets it to call `write` soon."""
        self._folder = folder
        self._writing = threading.Lock()
        self._changing = threading.Lock()
        self._known: dict[str, dict[str, Any]] = {}
        self._unwritten: dict[str, dict[str, object]] = {}

    def load(self) -> None:
        """Read the files now, so that nothing below has to wait for the disk."""
        for name in (_SCREEN, *(kind.value for kind in PersonKind)):
            self._read(name)

    @property
    def screen(self) -> ScreenState:
        """What the program shows besides the rows of a list."""
        kept, default = self._read(_SCREEN), ScreenState()
        known: dict[str, Any] = {field.name: kept.get(field.name) for field in fields(ScreenState)}
        return replace(default, **{n: value for n, value in known.items() if type(value) is type(getattr(default, n))})

    def keep_screen(self, **values: str | bool | int) -> None:
        """Remember these fields of `ScreenState`."""
        before = asdict(self.screen)
        self._keep(_SCREEN, {name: value for name, value in values.items() if before[name] != value})

    def list(self, kind: PersonKind) -> ListState:
        """What the list of that kind shows."""
        return _decoded(self._read(kind.value))

    def keep_list(self, kind: PersonKind, state: ListState) -> None:
        """Remember what the list of that kind shows."""
        kept, values = self._read(kind.value), _encoded(state)
        if any(kept.get(name) != value for name, value in values.items()):
            self._keep(kind.value, values)

    def write(self) -> None:
        """Write what has changed since the last time; what cannot be written is tried again at the next change."""
        with self._writing:
            with self._changing:
                unwritten, self._unwritten = self._unwritten, {}
            for name, values in unwritten.items():
                try:
                    self._write(name, values)
                except OSError:
                    with self._changing:
                        self._unwritten[name] = {**values, **self._unwritten.get(name, {})}

    def _write(self, name: str, values: Mapping[str, object]) -> None:
        make_folder(self._folder)
        # What another program of the user has changed meanwhile stays, and so does what a newer version keeps besides.
        kept = {key: value for key, value in {**self._load(name), **values}.items() if value is not None}
        write_private(self._path(name), json.dumps(kept).encode(), durable=False)

    def _keep(self, name: str, values: Mapping[str, object]) -> None:
        if values:
            with self._changing:
                self._read(name).update(values)
                self._unwritten[name] = {**self._unwritten.get(name, {}), **values}
            self.changed()

    def _read(self, name: str) -> dict[str, Any]:
        if name not in self._known:
            self._known[name] = self._load(name)
        return self._known[name]

    def _load(self, name: str) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, RecursionError), self._path(name).open("rb") as file:
            content = file.read(_MOST + 1)
            kept = json.loads(content) if len(content) <= _MOST else None
            if isinstance(kept, dict):
                return kept
        return {}

    def _path(self, name: str) -> Path:
        return self._folder / f"remembered-{name}.json"


def _encoded(state: ListState) -> dict[str, object]:
    """The state as it is kept; None for what is as a list opens."""
    from fleet_tui.domain.filters.as_json import encode  # not needed for the first picture of a new user

    return {
        "filter": None if state.filter is None else encode(state.filter),
        "sort": None if state.sort is None else [state.sort.field, state.sort.descending],
        "columns": None if state.columns is None else list(state.columns),
        "column": state.column,
        "person": state.person,
        "above": state.above,
        "only_marked": state.only_marked,
    }


def _decoded(kept: Mapping[str, Any]) -> ListState:
    filter, damaged = None, False
    if kept.get("filter") is not None:
        from fleet_tui.domain.filters.as_json import decode

        try:
            filter = decode(kept["filter"])
        except (BadValue, TypeError):
            damaged = True
    sort, columns, column, above = (kept.get(name) for name in ("sort", "columns", "column", "above"))
    person, order = kept.get("person"), None
    match sort:
        case [str(field), bool(descending)]:
            order = Sort(field, descending)
    texts = isinstance(columns, list) and all(isinstance(name, str) for name in columns)
    return ListState(
        filter,
        order,
        tuple(columns) if texts and columns else None,
        column if isinstance(column, str) else "name",
        person if is_id(person) else None,
        above if is_id(above) else 0,
        kept.get("only_marked") is True,
        damaged,
    )
