"""What keys do where, after the keys of the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from fleet_tui.domain import tables_as_text
from fleet_tui.ui.base.known_bindings import known_bindings

_EVERYWHERE = ("app", "go")
"""Places whose keys work on every screen."""


class KeyTable:
    """Bindings by key; `chosen` are the keys of the settings by binding, separated by commas."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        bindings = known_bindings()
        self._does = {id: binding.description for id, binding in bindings.items()}
        self._usual = _by_key({id: binding.key for id, binding in bindings.items()})
        self._now = _by_key({id: chosen.get(id, binding.key) for id, binding in bindings.items()})

    def lines(self, key: str) -> Iterator[str]:
        """A line for each action of the key: its name, the binding's, and what it does."""
        ids = self._now.get(key, [])
        for id in ids:
            yield tables_as_text.line((key, id, self._does[id] or "—"))
        if not ids:
            yield tables_as_text.line((key, "—", "nothing here"))

    def all_lines(self) -> Iterator[str]:
        """The lines of every key that does something."""
        for key in sorted(self._now):
            yield from self.lines(key)

    def clashes(self) -> list[str]:
        """A sentence for each key that the settings have made two actions of one place share."""
        return [
            f"“{key}” is the key of {one} and of {other}, which work in the same place: only one of them is done."
            for key, ids in sorted(self._now.items())
            for one, other in combinations(ids, 2)
            if _together(one, other) and not {one, other} <= {*self._usual.get(key, [])}
        ]


def _by_key(keys: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, named in keys.items():
        for key in named.split(","):
            found.setdefault(key.strip(), []).append(id)
    return found


def _together(one: str, other: str) -> bool:
    places = {id.partition(".")[0] for id in (one, other)}
    return len(places) == 1 or not places.isdisjoint(_EVERYWHERE)
