"""First start, sign-in, codes and requests for a reset: what nobody has to be signed in for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts import sessions
from fleet_tui.services.accounts.due import setup_required
from fleet_tui.services.base.context import Context
from fleet_tui.storage import company_settings

if TYPE_CHECKING:
    from fleet_tui.domain.accounts.sign_in import CodeDetails, SignInOptions


class SignInService:
    """First start, sign-in, codes and requests for a reset.

    None of it tells who has an account: whoever is unknown, inactive or wrong hears the same after the same work. What
    is done is imported when it is first done: a start that lets in the operating system's user needs little of it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._database = context.database

    def options(self) -> SignInOptions:
        """How people come in here."""
        from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions

        with self._database.read() as connection:
            company = company_settings.company(connection)
            due = setup_required(connection, company, self._context.system_user)
            door = SignInMode.SETUP if due else SignInMode(company.sign_in)
            return SignInOptions(door, company.name, self._context.system_user)

    def come_in(self) -> Session | None:
        """The session of the operating system's user; None where users sign in in another way, or this one cannot.

        Nothing is written: `sign_in_by_system` records the sign-in, and says why there is no session.
        """
        with self._database.read() as connection:
            company = company_settings.company(connection)
            by_system = company.sign_in == OPERATING_SYSTEM
            if not by_system or setup_required(connection, company, self._context.system_user):
                return None
            return sessions.of_system(self._context, connection, company)

    def setup_defaults(self) -> Values:
        """What the form of the first start begins with, by the names of `domain.first_start.SETUP_FIELDS`."""
        from fleet_tui.services.accounts import setup

        with self._database.read() as connection:
            return setup.start(connection)

    def set_up(self, raw: Values) -> Session:
        """Set up the company and its first administrator, who is signed in then.

        Raises:
            Invalid: with every wrong field.
            Refusal: somebody else was quicker.
        """
        from fleet_tui.services.accounts import setup

        return setup.set_up(self._context, raw)

    def with_password(self, username: str, password: str) -> Session:
        """Sign in with a password.

        Raises:
            Refusal: one and the same sentence, whatever is wrong; another one when a temporary password that is right
                has expired, and when there were too many attempts.
        """
        from fleet_tui.services.accounts import sign_in as signing_in

        return signing_in.with_password(self._context, username, password)

    def by_system(self, *, recorded: bool = True) -> Session:
        """Sign in the operating system's user, where the company signs in so.

        A single command of the command line is not `recorded`: no entry in the history, no last sign-in.

        Raises:
            Refusal: the user has no account here, or an inactive one.
        """
        from fleet_tui.services.accounts import sign_in as signing_in

        return signing_in.by_system(self._context, recorded=recorded)

    def inspect_code(self, code: str) -> CodeDetails:
        """What a code that was typed opens; nothing is changed.

        Raises:
            BadValue: it cannot be a code: nothing was asked for it.
            Refusal: it opens nothing, one sentence whatever the reason; or there were too many attempts.
        """
        from fleet_tui.services.accounts import use_code

        return use_code.inspect_code(self._context, code)

    def redeem_code(self, code: str, username: str, password: str, confirm: str) -> Session:
        """Make the account of an invitation, or set the password of a reset; who used it is signed in then.

        What is not needed (see `CodeDetails`) is not looked at.

        Raises:
            Invalid: under "code", "username", "password" or "confirm".
            Refusal: there were too many attempts.
        """
        from fleet_tui.services.accounts import use_code

        return use_code.redeem_code(self._context, code, username, password, confirm)

    def request_reset(self, who: str) -> None:
        """Send a code for a new password to whom that username, e-mail address or phone number belongs, if anybody.

        Nothing of the account changes until the code is used, and nothing tells whether there was an account.

        Raises:
            Refusal: too much was asked for lately, whoever it was for.
        """
        from fleet_tui.services.accounts import request_reset

        request_reset.request_reset(self._context, who)
