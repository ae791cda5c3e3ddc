"""The keys that work on every screen. By its id the settings file can give each another key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from textual.actions import parse
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.keys import format_key
from textual.screen import Screen

from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.base.textual_compat import bindings_of, keys_for

GOING = [
    Binding(str(key), f"go('{entry.id}')", f"Go to {entry.label}", id=f"go.{entry.id}", show=False)
    for key, entry in enumerate(DESTINATIONS, start=1)
]
"""The keys of the sidebar's entries, in its order."""

ANYWHERE: list[BindingType] = [
    Binding("f1,question_mark", "help", "Help", id="app.help", key_display="?"),
    Binding("ctrl+p,colon", "command_palette", "All actions", id="app.palette", show=False),
    Binding("ctrl+o", "destinations", "Go to…", id="app.destinations", show=False),
    Binding("ctrl+l", "redraw", "Paint the screen again", id="app.redraw", show=False),
    Binding("ctrl+z", "suspend_process", "Back to the shell", id="app.suspend", show=False),
    Binding("q", "quit", "Quit", id="app.quit"),
    Binding("ctrl+c", "interrupted", id="app.interrupted", show=False),
    *GOING,
]
"""
| Key | Description |
| :- | :- |
| F1, ? | The keys that work here. |
| ctrl+p, : | The command palette. |
| ctrl+o | The sidebar's entries as a menu. |
| ctrl+l | Paint the screen again. |
| ctrl+z | The shell, until its `fg`. |
| q | Quit. |
| ctrl+c | Says how to quit; it never ends the program. |
| 1 … 9 | The sidebar's entries. |
"""


def commands(app: App[None], screen: Screen[object]) -> Iterable[SystemCommand]:
    """The palette's commands: every action with a key on the screen and an id in the keymap, once.

    Hidden keys of widgets are left out: moving in a table is not looked up by name. In a text field letters are text,
    so the app's actions are offered without a key. Actions that cannot run are left out. The entries of the screen's
    menus are offered with two keys, the menu's and the entry's.
    """
    offered: set[str] = set()
    for action, entries in getattr(screen, "menus", dict)().items():
        opens = next(
            (active.binding for active in screen.active_bindings.values() if active.binding.action == action), None
        )
        for picked, entry in entries.items():
            offered.add(entry.description)
            keys = [app.get_key_display(binding) for binding in (opens, mapped(app, entry)) if binding and binding.key]
            run = partial(app.run_action, f"{action}('{picked}')", screen)
            yield SystemCommand(entry.description, " ".join(keys), run)
    for active in screen.active_bindings.values():
        binding = active.binding
        here = isinstance(active.node, Screen | App) or binding.show
        if binding.id and here and active.enabled and binding.description not in ("", *offered):
            offered.add(binding.description)
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, app.get_key_display(binding), run)
    for binding in bindings_of(app):
        _, action, parameters = parse(binding.action)
        reachable = app.check_action(action, parameters) is not False
        if binding.id and reachable and binding.description not in ("", *offered):
            offered.add(binding.description)
            yield SystemCommand(binding.description, "", partial(app.run_action, binding.action, app))


_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
}


def key_name(key: str) -> str:
    """A key by its legend (looks.md, "Words"): `/`, `-`, `Space`, `F2`, `ctrl+p`."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"ctrl+{key_name(key.removeprefix('ctrl+'))}"
    return key.upper() if key[1:].isdigit() else format_key(key)


def mapped(app: App[None], binding: Binding) -> Binding:
    """The binding with the first key of the keymap."""
    return replace(binding, key=keys_for(app, binding).split(",")[0])


def listed(keys: list[str]) -> str:
    """Several keys for one action, once each."""
    return ", ".join(dict.fromkeys(keys))
