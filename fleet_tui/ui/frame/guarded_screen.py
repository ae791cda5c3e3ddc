"""Screens on which not everybody may do everything: they grey by the check that the services refuse by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.events import Key
from textual.screen import ScreenResultType

from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.ui.frame.granting import why_none
from fleet_tui.ui.frame.screen import FleetScreen


class GuardedScreen(FleetScreen[ScreenResultType]):
    """A key of an action that is not allowed is no hint any more; pressed, it says which permission it takes."""

    NEEDS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """By action, the permissions of which one is enough for it; what is not named is everybody's."""

    grants: PermissionCache
    """What is allowed; set by every screen whose actions need something."""

    def why_not(self, action: str) -> str:
        """Why an action is not allowed, in a sentence; empty when it is."""
        needed = self.NEEDS.get(action)
        return why_none(self.grants, *needed) if needed else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what is not allowed."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing here."""
        active = self.active_bindings.get(event.key)
        if active is None or active.enabled or active.node is not self:
            return
        refused = self.why_not(active.binding.action.partition("(")[0])
        if refused:
            event.stop()
            self.say(refused, problem=True)
