"""Whether the first start is due: whether nobody could sign in who could let others in."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.permissions import MANAGE_PEOPLE
from fleet_tui.domain.usernames import username_key
from fleet_tui.services.account_history import anybody_signed_in
from fleet_tui.storage import accounts, lookups, managers


def first_start_is_due(connection: Connection, system_user: str) -> bool:
    """Whether nobody who may manage people could sign in.

    A file from the time before anybody signed in has usernames that an administrator has assigned and that are nobody's
    on this computer: where the operating system's users sign in and nobody ever has, they do not count, but for the one
    of the person at the keyboard. An account made by an invitation always counts: a demo is its maker's.
    """
    if not managers.anybody_may(connection, MANAGE_PEOPLE, signing_in=True):
        return True
    if lookups.company(connection).sign_in == PASSWORD:
        return False
    theirs = ((kind, accounts.holder_of_username(connection, kind, username_key(system_user))) for kind in PersonKind)
    sits_there = any(
        managers.those_who_may(connection, MANAGE_PEOPLE, kind, [person])
        for kind, person in theirs
        if person is not None
    )
    if sits_there or anybody_signed_in(connection):
        return False
    return not managers.anybody_accepted_who_may(connection, MANAGE_PEOPLE)
