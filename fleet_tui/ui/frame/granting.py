"""Why something is not allowed, asked without waiting: for what is greyed."""

from __future__ import annotations

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.services.base.actor import require
from fleet_tui.services.base.permissions import PermissionCache


def why_not(grants: PermissionCache, permission: str) -> str:
    """The sentence that the services would refuse with as well; empty for what is allowed."""
    if grants.may(permission):
        return ""
    try:
        require(frozenset(), permission)
    except NotAllowed as refusal:
        return str(refusal)
    return ""


def why_none(grants: PermissionCache, *permissions: str) -> str:
    """The same for what takes one of several permissions, and for what takes none."""
    if not permissions or any(map(grants.may, permissions)):
        return ""
    return why_not(grants, permissions[0])
