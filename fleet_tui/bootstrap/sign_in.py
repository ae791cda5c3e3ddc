"""In whose name a command acts: the operating system's user, or who signs in on the terminal (product.md, "Accounts").

A password is asked on the terminal itself. It is never an argument, a variable or what comes through a pipe: others can
read the first two, and the third would lie in a file.
"""

from __future__ import annotations

import contextlib
import locale
import os

from fleet_tui.bootstrap.endings import signals_are_an_exit
from fleet_tui.bootstrap.signals import Signalled
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services

_TERMINAL = "/dev/tty"
_LONGEST = 4096
"""Bytes of a line that a terminal gives at most."""


def signed_in(services: Services, user: str | None) -> Services:
    """The services in the name of whoever runs the command; `user` is the username that the command line says.

    Raises:
        Refusal: nobody can sign in here yet, or this one cannot.
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
    """The username and the password that are typed on the terminal."""
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        raise Refusal(
            "People sign in here with a password, which is asked on a terminal, and there is none: run this in one."
        ) from None
    try:
        with signals_are_an_exit():
            if user is None:
                user = _line(terminal, f"Username [{displayable(options.user)}]: ").strip() or options.user
            return user, _unseen_line(terminal, f"Password of {displayable(user)}: ")
    except Signalled as end:
        end.told = True
        with contextlib.suppress(OSError):  # the terminal may be what is gone
            os.write(terminal, b"Nothing was done.\n" if user is not None else b"\nNothing was done.\n")
        raise
    except UnicodeDecodeError:
        raise Refusal("What was typed is not text in the terminal's character set: set LANG as it is set.") from None
    except OSError:
        raise Refusal("The terminal is gone.") from None
    finally:
        os.close(terminal)


def _unseen_line(terminal: int, prompt: str) -> str:
    """One line that the terminal does not show while it is typed."""
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
    """One line.

    Raises:
        Refusal: there is none: Ctrl+D was typed.
        UnicodeDecodeError: it is no text.
    """
    characters = locale.getencoding()
    os.write(terminal, prompt.encode(characters, "replace"))
    typed = os.read(terminal, _LONGEST)
    if not typed:
        os.write(terminal, b"\n")
        raise Refusal("Nobody has signed in.")
    return typed.decode(characters).removesuffix("\n")
