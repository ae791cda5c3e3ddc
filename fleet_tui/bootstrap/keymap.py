"""Checks the keys of the settings file against the bindings of the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fleet_tui.bootstrap.settings_table import WrongSettings

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta", "hyper"})


def checked(config: Path, keys: Mapping[str, str]) -> Mapping[str, str]:
    """Gives the keys back when each setting names a binding and each key exists.

    Raises:
        WrongSettings: there is no such binding or key.
    """
    if not keys:
        return keys  # without importing the screens
    from fleet_tui.ui.base.known_bindings import known_bindings

    known = known_bindings()
    for name, value in keys.items():
        if name not in known:
            from fleet_tui.bootstrap.settings_words import meant

            raise WrongSettings(f"{config}: there is no binding “{name}” to set keys for. {meant(name, tuple(known))}")
        for key in value.split(","):
            if not _is_key(key.strip()):
                raise WrongSettings(
                    f"{config}: “keys.{name}”: there is no key “{key.strip()}”. Keys are written like a, f5, ctrl+n, "
                    "pagedown, space, comma."
                )
    return keys


def _is_key(key: str) -> bool:
    import unicodedata

    from textual.keys import Keys

    if len(key) == 1:
        return key.isprintable() and key != " "
    *modifiers, base = key.split("+")
    if not all(modifier in _MODIFIERS for modifier in modifiers):
        return False
    if (len(base) == 1 and base.isalnum()) or any(base == known.value for known in Keys):
        return True
    try:
        return bool(unicodedata.lookup(base.replace("_", " ")))
    except KeyError:
        return False
