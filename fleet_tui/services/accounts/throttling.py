"""Guessing does not pay: how often something may be tried, for one account and for everybody (OWASP ASVS 5, 6.3.1).

An attempt is counted before it is evaluated and given back when it was right, so that of many programs that try at once
no more are evaluated than of one that tries in a row. It is the same for usernames that nobody has.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.accounts import attempts
from fleet_tui.storage.accounts.attempts import Tried

FREE = 5
"""Failures in a row of an account before anybody has to wait."""
MOST_IN_A_ROW = 100
"""Failures in a row after which only another password helps (NIST SP 800-63B-4, 3.2.2)."""
MOST_AN_HOUR = 100
"""Failures in an hour of everybody together."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
_SLOT, _COUNTED = timedelta(minutes=5), timedelta(hours=1)
"""What is counted together, and how long: until an hour after the last of them."""
_KEPT = timedelta(days=366)
"""How long it is known what was tried under a username that nobody has."""

_ACCOUNT = "account"
_NOBODY = f"{_ACCOUNT} nobody"
_SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Wait:
    """That something is not evaluated: why and how long, and whether it is the first time that this is said."""

    sentence: str
    first: bool


def of_account(kind: PersonKind, person: int) -> str:
    """What failed for that account is kept under this."""
    return f"{_ACCOUNT} {kind.value} {person}"


def of_nobody(key: bytes, username_key: str) -> str:
    """The same for a username that nobody has; it may be a password that was typed at the wrong place, so `key` hides
    it.
    """
    hidden = hmac.digest(key, f"fleet-tui attempt {username_key}".encode(), "sha256")
    return f"{_NOBODY} {hidden.hex()}"


def begin(connection: Connection, under: Sequence[str], now: datetime) -> Wait | frozenset[str]:
    """Count an attempt to sign in to each of those accounts that need not wait, and name them; or say why none is made.

    One username may be of two people, one of each kind. They are counted apart: else whoever has an administrator's
    username as a technician could begin the administrator's counting anew by signing in.
    """
    attempts.settle(connection, now)
    tried = [attempts.of(connection, one) or Tried(one, 0, now) for one in under]
    open_ = [one for one in tried if _may_be_tried(one, now)]
    if not open_:
        soonest = min(tried, key=lambda one: (one.failures >= MOST_IN_A_ROW, one.until or now))
        return _waiting(connection, soonest, _why(soonest, now))
    refused = count(connection, _SIGN_IN, now)
    if refused:
        return refused
    for one in open_:
        failures = one.failures + 1
        wait = min(_FIRST_WAIT * 2 ** max(0, min(failures - FREE, 10)), _LONGEST_WAIT)
        attempts.keep(connection, Tried(one.key, failures, now, now + wait if failures >= FREE else None))
    return frozenset(one.key for one in open_)


def _may_be_tried(tried: Tried, now: datetime) -> bool:
    return tried.failures < MOST_IN_A_ROW and (tried.until is None or tried.until <= now)


def _why(tried: Tried, now: datetime) -> str:
    if tried.failures >= MOST_IN_A_ROW or tried.until is None:
        return f"There were {MOST_IN_A_ROW} wrong attempts in a row for this username: only a password reset helps now."
    return f"There were too many wrong attempts for this username: try again in {_words(tried.until - now)}."


def right(connection: Connection, account: str, begun: Collection[str], now: datetime) -> None:
    """Give back what `begin` counted: the attempt was right for that account, and meant no other."""
    clear(connection, account)
    for other in sorted(set(begun) - {account}):
        tried = attempts.of(connection, other)
        if tried and tried.failures:
            attempts.keep(connection, replace(tried, failures=tried.failures - 1, until=None))
    slots = [slot for slot in attempts.within(connection, _SIGN_IN, now - _COUNTED) if slot.failures]
    if slots:
        attempts.keep(connection, replace(slots[-1], failures=slots[-1].failures - 1))


def clear(connection: Connection, account: str) -> None:
    """Begin anew with an account: somebody signed in to it, or it has another password."""
    attempts.forget(connection, [account])


def count(connection: Connection, scope: str, now: datetime, most: int = MOST_AN_HOUR) -> Wait | None:
    """Count one thing more of that scope, or say that there were too many in an hour."""
    refused = _full(connection, scope, now, most)
    if refused:
        return refused
    slot = f"{scope} {int(now.timestamp() // _SLOT.total_seconds())}"
    kept = attempts.of(connection, slot)
    if kept is None:
        _prune(connection, now)
    attempts.keep(connection, Tried(slot, kept.failures + 1 if kept else 1, now))
    return None


def _full(connection: Connection, scope: str, now: datetime, most: int = MOST_AN_HOUR) -> Wait | None:
    """Whether there were too many of that scope in an hour, without counting one more."""
    attempts.settle(connection, now)
    slots = attempts.within(connection, scope, now - _COUNTED)
    number = sum(slot.failures for slot in slots)
    if number < most:
        return None
    for slot in slots:
        number -= slot.failures
        if number < most:
            break
    sentence = f"Too many attempts were made here in the last hour: try again in {_words(slot.since + _COUNTED - now)}."
    return _waiting(connection, slots[-1], sentence)


def _waiting(connection: Connection, tried: Tried, sentence: str) -> Wait:
    if not tried.told:
        attempts.keep(connection, replace(tried, told=True))
    return Wait(sentence, not tried.told)


def _prune(connection: Connection, now: datetime) -> None:
    """Forget what counts no more. What failed for an account counts until it has another password."""
    attempts.forget_others(connection, _ACCOUNT, now - _COUNTED)
    attempts.forget(connection, attempts.older(connection, _NOBODY, now - _KEPT))


def _words(wait: timedelta) -> str:
    """A time to wait, rounded up: `40 seconds`, `1 minute`, `12 minutes`."""
    seconds = max(1, int(wait.total_seconds()) + (wait.microseconds > 0))
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"
