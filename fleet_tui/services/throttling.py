"""Guessing does not pay: how often something may be tried, for one account and for everybody (OWASP ASVS 5, 6.3.1).

An attempt is counted before it is evaluated and given back when it was right, so that of many programs that try at once
no more are evaluated than of one that tries in a row. It is the same for usernames that nobody has.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from fleet_tui.storage import attempts, signing_in
from fleet_tui.storage.attempts import Tried

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
_SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Wait:
    """That something is not evaluated: why and how long, and whether it is the first time that this is said."""

    sentence: str
    first: bool


def begin(connection: Connection, key: bytes, username_key: str, now: datetime) -> Wait | None:
    """Count an attempt to sign in under that username, or say why it is not made. `key` hides what was typed."""
    attempts.settle(connection, now)
    kept = _key(key, username_key)
    tried = attempts.of(connection, kept) or Tried(kept, 0, now)
    if tried.failures >= MOST_IN_A_ROW:
        return _waiting(
            connection,
            tried,
            f"There were {MOST_IN_A_ROW} wrong attempts in a row for this username: only a password reset helps now.",
        )
    if tried.until and tried.until > now:
        sentence = f"There were too many wrong attempts for this username: try again in {_words(tried.until - now)}."
        return _waiting(connection, tried, sentence)
    refused = count(connection, key, _SIGN_IN, now)
    if refused:
        return refused
    failures = tried.failures + 1
    wait = min(_FIRST_WAIT * 2 ** max(0, min(failures - FREE, 10)), _LONGEST_WAIT)
    attempts.keep(connection, Tried(kept, failures, now, now + wait if failures >= FREE else None))
    return None


def right(connection: Connection, key: bytes, username_key: str, now: datetime) -> None:
    """Give back what `begin` counted: the attempt was right."""
    clear(connection, key, username_key)
    slots = [slot for slot in attempts.within(connection, _SIGN_IN, now - _COUNTED) if slot.failures]
    if slots:
        attempts.keep(connection, replace(slots[-1], failures=slots[-1].failures - 1))


def clear(connection: Connection, key: bytes, username_key: str) -> None:
    """Begin anew with an account: somebody signed in to it, or it has another password."""
    attempts.forget(connection, [_key(key, username_key)])


def count(connection: Connection, key: bytes, scope: str, now: datetime, most: int = MOST_AN_HOUR) -> Wait | None:
    """Count one thing more of that scope, or say that there were too many in an hour."""
    refused = full(connection, scope, now, most)
    if refused:
        return refused
    slot = f"{scope} {int(now.timestamp() // _SLOT.total_seconds())}"
    kept = attempts.of(connection, slot)
    if kept is None:
        _prune(connection, key, now)
    attempts.keep(connection, Tried(slot, kept.failures + 1 if kept else 1, now))
    return None


def full(connection: Connection, scope: str, now: datetime, most: int = MOST_AN_HOUR) -> Wait | None:
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


def _prune(connection: Connection, key: bytes, now: datetime) -> None:
    """Forget what counts no more. What failed for an account counts until it has another password."""
    attempts.forget_others(connection, _ACCOUNT, now - _COUNTED)
    old = attempts.older(connection, _ACCOUNT, now - _KEPT)
    if old:
        theirs = {_key(key, username_key) for username_key in signing_in.username_keys(connection)}
        attempts.forget(connection, set(old) - theirs)


def _key(key: bytes, username_key: str) -> str:
    """What an account is counted under. It may be a password that was typed at the wrong place, so it is not kept."""
    hidden = hmac.digest(key, f"fleet-tui attempt {username_key}".encode(), "sha256")
    return f"{_ACCOUNT} {hidden.hex()}"


def _words(wait: timedelta) -> str:
    """A time to wait, rounded up: `40 seconds`, `1 minute`, `12 minutes`."""
    seconds = max(1, int(wait.total_seconds()) + (wait.microseconds > 0))
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"
