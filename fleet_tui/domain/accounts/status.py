"""The Status column: how far a person's account has come, apart from Active (product.md, "Lists")."""

from __future__ import annotations

from enum import Enum

from fleet_tui.domain.fields import Choice, PersonKind
from fleet_tui.domain.values import Values


class Status(Enum):
    """The states of an account in their order of precedence."""

    SIGNED_IN = "signed_in"
    ACCEPTED = "accepted"
    ADMIN_ASSIGNED = "admin_assigned"
    PENDING = "pending"
    INVITATION_ENDED = "invitation_ended"
    NO_USER_ACCOUNT = "no_user_account"
    NEVER_LOGGED_IN = "never_logged_in"

    @property
    def label(self) -> str:
        """The words shown; after the first sign-in, the date is shown instead."""
        return _LABELS[self]


_LABELS = {
    Status.SIGNED_IN: "Signed in",
    Status.ACCEPTED: "Accepted",
    Status.ADMIN_ASSIGNED: "Admin assigned",
    Status.PENDING: "Pending",
    Status.INVITATION_ENDED: "Invitation ended",
    Status.NO_USER_ACCOUNT: "No user account",
    Status.NEVER_LOGGED_IN: "Never logged in",
}

STATUSES = tuple(Choice(status.value, status.label) for status in Status)


class AccountState(Enum):
    """What has been done about a person's account; no account row at all is the absence of a state."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"


def reachable(kind: PersonKind, values: Values) -> bool:
    """Whether the contact details are there that an account requires: an employee's is the e-mail address."""
    return bool(values.get("email") or (kind is PersonKind.TECHNICIAN and values.get("mobile")))


def status_to_store(kind: PersonKind, values: Values, account: AccountState | None) -> Status:
    """The status of a person with those contact details and `last_sign_in`, as the file keeps it.

    An invited person is pending there: time ends an invitation, so whether it still opens is asked when it is shown.
    """
    signed_in = values.get("last_sign_in") is not None
    return status_of(signed_in=signed_in, account=account, opens=True, reachable=reachable(kind, values))


def status_of(*, signed_in: bool, account: AccountState | None, opens: bool, reachable: bool) -> Status:
    """The status by precedence.

    `opens`: an invitation can still be used. `reachable`: the contact details that an account requires are there.
    """
    if signed_in:
        return Status.SIGNED_IN
    if account is AccountState.ACCEPTED:
        return Status.ACCEPTED
    if account is AccountState.ASSIGNED:
        return Status.ADMIN_ASSIGNED
    if account is AccountState.INVITED:
        return Status.PENDING if opens else Status.INVITATION_ENDED
    return Status.NEVER_LOGGED_IN if reachable else Status.NO_USER_ACCOUNT
