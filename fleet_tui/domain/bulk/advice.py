"""What to do about a person who cannot be changed, or need not be: said of a plan of one."""

from __future__ import annotations

from fleet_tui.domain.bulk.evaluate import (
    ACCESS_OFF,
    INACTIVE,
    LAST_MANAGER,
    LAST_MANAGER_WITH_SIGN_IN,
    NO_EMAIL,
    NO_TYPE,
    ONESELF,
    UNREACHABLE,
)
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.text import displayable

_ADVICE = {
    ONESELF: "This is your own profile: somebody else has to deactivate it.",
    NO_TYPE: "Choose a technician type and save, then activate.",
    LAST_MANAGER: "Nobody else who is active may manage people: allow it to somebody else first.",
    LAST_MANAGER_WITH_SIGN_IN: "Nobody else who can sign in may manage people: give such an account to somebody first.",
    INACTIVE: "An inactive profile is sent nothing: activate it first.",
    ACCESS_OFF: "Mobile access is off: turn on Enable Mobile Access and save, then invite.",
    UNREACHABLE: "There is no address to send it to: enter an e-mail address or a mobile phone and save first.",
    NO_EMAIL: "There is no address to send it to: enter an e-mail address and save first.",
}


def advice(name: str, decision: Decision) -> str:
    """A sentence on why the person is not changed, and what would help where something does."""
    return _ADVICE.get(decision) or f"{displayable(name)}: {decision.reason}."
