"""The permission that each action on people needs."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, SEE_PEOPLE, SEND_INVITES, SEND_RESETS
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, Revert, Send, SetActive, SetField
from fleet_tui.domain.people.field_permissions import permission_to_change


def permission_for(action: Action) -> str:
    """The permission that an action on people needs.

    An undo needs SEE_PEOPLE here; what it takes back, which the history knows, decides the rest.
    """
    match action:
        case SetActive():
            return ACTIVATE_PEOPLE
        case Send(purpose=purpose):
            return SEND_INVITES if purpose is Purpose.INVITE else SEND_RESETS
        case SetField(field=field):
            return permission_to_change(field)
        case Revert():
            return SEE_PEOPLE
