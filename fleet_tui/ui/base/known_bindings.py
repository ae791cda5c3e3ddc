"""Every binding of the program, collected from its classes."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from textual.binding import Binding

from fleet_tui import ui


@cache
def known_bindings() -> dict[str, Binding]:
    """Every binding by its id; settings may give keys to these. Imports all screens, which takes long."""
    found: dict[str, Binding] = {}
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for part in vars(importlib.import_module(module.name)).values():
            bindings = part.__dict__.get("BINDINGS", ()) if isinstance(part, type) else ()
            found |= {binding.id: binding for binding in bindings if isinstance(binding, Binding) and binding.id}
    return dict(sorted(found.items()))
