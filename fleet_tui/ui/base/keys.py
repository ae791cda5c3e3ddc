"""The keys that work on every screen. By its id the settings file can give each another key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from textual.app import App
from textual.binding import Binding, BindingType
from textual.keys import format_key
from textual.screen import Screen

from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.base.textual_compat import keys_for

GOING = [
    Binding(str(key), f"go('{entry.id}')", f"Go to {entry.label}", id=f"go.{entry.id}", show=False)
    for key, entry in enumerate(DESTINATIONS, start=1)
]
"""The keys of the sidebar's entries, in its order."""

ANYWHERE: list[BindingType] = [
    Binding("f1,question_mark", "help", "Help", id="app.help", key_display="?"),
    Binding("ctrl+p,colon", "find", "Find anybody, or any action", id="app.palette", show=False),
    Binding("ctrl+o", "destinations", "Go to…", id="app.destinations", show=False),
    Binding("b", "fold_sidebar", "Fold the sidebar", id="app.fold", show=False),
    Binding("f12", "theme", "Theme…", id="app.theme", show=False),
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
| ctrl+p, : | Find anybody, and any action, view and screen by name. |
| ctrl+o | The sidebar's entries as a menu. |
| b | Fold the sidebar to its keys, or show its names again. |
| F12 | Choose the theme: the colours, dark or light. |
| ctrl+l | Paint the screen again. |
| ctrl+z | The shell, until its `fg`. |
| q | Quit. |
| ctrl+c | Says how to quit; it never ends the program. |
| 1 … 9 | The sidebar's entries. |
"""


_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
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
    for held, legend in (("ctrl+", "ctrl+"), ("shift+", "Shift+")):
        if key.startswith(held):
            return f"{legend}{key_name(key.removeprefix(held))}"
    return key.upper() if key[1:].isdigit() else format_key(key)


def mapped(app: App[None], binding: Binding) -> Binding:
    """The binding with the first key of the keymap."""
    return replace(binding, key=keys_for(app, binding).split(",")[0])


def listed(keys: list[str]) -> str:
    """Several keys for one action, once each."""
    return ", ".join(dict.fromkeys(keys))


def _press(screen: Screen[object], key: str) -> None:
    """Press a key as the app: one that a widget sends stops below that widget, and the screen never sees it."""
    screen.app.call_later(screen.app.simulate_key, key)


def press_action(screen: Screen[object], actions: Collection[str]) -> None:
    """Press the key of one of the actions, if one has a key now: the mouse does what keys do, in their order."""
    for key, active in screen.active_bindings.items():
        if active.enabled and active.binding.action.rpartition(".")[2] in actions:
            _press(screen, key)
            return


def press_legend(screen: Screen[object], legend: str) -> None:
    """Press the key with this legend, if it works now."""
    for key, active in screen.active_bindings.items():
        if active.enabled and legend in (key_name(key), screen.app.get_key_display(active.binding)):
            _press(screen, key)
            return
