"""Screens with actions that need a permission, which they grey by the check that the services refuse by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.events import Key
from textual.screen import ScreenResultType

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.permissions import PermissionCache
from fleet_tui.ui.frame.screen import FleetScreen


class GuardedScreen(FleetScreen[ScreenResultType]):
    """Hides the hint of a key while its action is not allowed; the pressed key says which permission it takes."""

    NEEDS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """By action, the permissions of which one is enough; other actions need none."""

    grants: PermissionCache
    """What the user may do; a screen with NEEDS sets it."""

    def why_not(self, action: str) -> str:
        """The sentence about the missing permission of an action; empty if it is allowed."""
        needed = self.NEEDS.get(action, ())
        return why_not(self.grants, needed[0]) if needed and not any(map(self.grants.may, needed)) else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions that are not allowed."""
        return None if self.why_not(action) else super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Say why a disabled key does nothing."""
        active = self.active_bindings.get(event.key)
        if active is None or active.enabled or active.node is not self:
            return
        refused = self.why_not(active.binding.action.partition("(")[0])
        if refused:
            event.stop()
            self.say(refused, problem=True)


def why_not(grants: PermissionCache, permission: str) -> str:
    """The sentence that the services refuse with; empty for what is allowed."""
    if grants.may(permission):
        return ""
    try:
        require(frozenset(), permission)
    except NotAllowed as refusal:
        return str(refusal)
    return ""
