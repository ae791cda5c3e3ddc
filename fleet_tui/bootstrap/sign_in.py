"""Signs a command in: as the operating system's user, or by a password (product.md, "Accounts").

The terminal itself asks for the password. It is never an argument, a variable or input from a pipe: other users can
read the first two, and the third would lie in a file.
"""

from __future__ import annotations

import contextlib
import locale
import os

from fleet_tui.bootstrap.endings import exit_on_signals
from fleet_tui.bootstrap.signals import Signalled
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services

_TERMINAL = "/dev/tty"
_LONGEST = 4096
"""Most bytes of a line that a terminal gives."""


def signed_in(services: Services, user: str | None) -> Services:
    """The services for the signed-in user of the command; `user` is the username on the command line.

    Raises:
        Refusal: there is no administrator yet, or this user cannot sign in.
    """
    options = services.sessions.options()
    if options.mode is SignInMode.SETUP:
        raise Refusal("It has no administrator yet: start fleet-tui in a terminal once to set it up.")
    if options.mode is SignInMode.OPERATING_SYSTEM:
        session = _by_system(services, options, user)
    else:
        session = services.sign_in.with_password(*_asked(options, user))
    return services.signed_in_as(SignedInUser(session))


def _by_system(services: Services, options: SignInOptions, user: str | None) -> Session:
    if user is not None and user.casefold() != options.user.casefold():
        raise Refusal(
            f"People sign in here as the operating system's users, and you are “{options.user}”: leave out --user."
        )
    return services.sign_in.by_system(recorded=False)


def _asked(options: SignInOptions, user: str | None) -> tuple[str, str]:
    """Asks for the username, unless given, and the password."""
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise Refusal(
            "People sign in here with a password, which is asked on a terminal, and there is none: run this in one."
        ) from None
    try:
        with exit_on_signals():
            if user is None:
                user = _line(terminal, f"Username [{displayable(options.user)}]: ").strip() or options.user
            return user, _unseen_line(terminal, f"Password of {displayable(user)}: ")
    except Signalled as end:
        end.told = True
        with contextlib.suppress(OSError):  # the terminal itself may be gone
            os.write(terminal, b"Nothing was done.\n" if user is not None else b"\nNothing was done.\n")
        raise
    except UnicodeDecodeError:
        raise Refusal("What was typed is not text in the terminal's character set: set LANG as it is set.") from None
    except OSError:
        raise Refusal("The terminal is gone.") from None
    finally:
        os.close(terminal)


def _unseen_line(terminal: int, prompt: str) -> str:
    """Reads one line without echo."""
    import termios

    found = termios.tcgetattr(terminal)
    unseen = [*found]
    unseen[3] &= ~termios.ECHO
    try:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, unseen)
        return _line(terminal, prompt)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, found)
        os.write(terminal, b"\n")


def _line(terminal: int, prompt: str) -> str:
    """Reads one line.

    Raises:
        Refusal: Ctrl+D.
        UnicodeDecodeError: the line is no text.
    """
    characters = locale.getencoding()
    os.write(terminal, prompt.encode(characters, "replace"))
    typed = os.read(terminal, _LONGEST)
    if not typed:
        os.write(terminal, b"\n")
        raise Refusal("Nobody has signed in.")
    return typed.decode(characters).removesuffix("\n")
