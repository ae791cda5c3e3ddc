"""Whether the first start is due: whether nobody could sign in who could let others in."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.company import PASSWORD, Company
from fleet_tui.storage import permissions
from fleet_tui.storage.accounts import sign_in


def setup_required(connection: Connection, company: Company, system_user: str) -> bool:
    """Whether nobody who may manage people could sign in.

    A file from the time before anybody signed in has usernames that an administrator has assigned and that are nobody's
    on this computer: where the operating system's users sign in and nobody ever has, they do not count, but for the one
    of the person at the keyboard. An account made by an invitation always counts: a demo is its maker's.
    """
    by_password = company.sign_in == PASSWORD
    if not by_password and _sits_there(connection, system_user):
        return False  # the cheapest question first: it is what nearly every start finds
    from fleet_tui.services.accounts.audit import anybody_signed_in
    from fleet_tui.storage import managers

    if not managers.any_has_permission(connection, MANAGE_PEOPLE, signing_in=True):
        return True
    if by_password or anybody_signed_in(connection):
        return False
    return not managers.any_accepted_has_permission(connection, MANAGE_PEOPLE)


def _sits_there(connection: Connection, system_user: str) -> bool:
    """Whether the person at the keyboard is active and may manage people, and the operating system lets them in."""
    theirs = sign_in.with_username(connection, username_key(system_user))
    standings = (permissions.standing(connection, known.kind, known.person) for known in theirs)
    return any(one is not None and one.active and MANAGE_PEOPLE in one.granted for one in standings)
