"""Limits of attempts, for one account and for all together (OWASP ASVS 5, 6.3.1).

An attempt is counted before it is evaluated and given back when it was right, so that of many programs that try at once
no more are evaluated than of one that tries in a row. Usernames that do not exist are counted in the same way.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from fleet_tui.domain.fields import PersonKind
from fleet_tui.storage.accounts import attempts
from fleet_tui.storage.accounts.attempts import AttemptCount

FREE = 5
"""Failures in a row of an account before the next attempt has to wait."""
MOST_IN_A_ROW = 100
"""Failures in a row after which only another password helps (NIST SP 800-63B-4, 3.2.2)."""
MOST_AN_HOUR = 100
"""Failures in an hour of all accounts together."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
_SLOT, _COUNTED = timedelta(minutes=5), timedelta(hours=1)
"""Attempts of five minutes are counted together, until an hour after the last of them."""
_KEPT = timedelta(days=366)
"""For attempts under a username that does not exist."""

_ACCOUNT = "account"
_UNKNOWN = f"{_ACCOUNT} nobody"
_SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Wait:
    """Why an attempt is not evaluated, and for how long, in a sentence; `first` the first time that it is said."""

    sentence: str
    first: bool


def key_of_account(kind: PersonKind, person: int) -> str:
    """The key that failures of an account are kept under."""
    return f"{_ACCOUNT} {kind.value} {person}"


def key_of_unknown(key: bytes, username_key: str) -> str:
    """The key for a username that does not exist. It may be a password typed at the wrong place: `key` hides it."""
    hidden = hmac.digest(key, f"fleet-tui attempt {username_key}".encode(), "sha256")
    return f"{_UNKNOWN} {hidden.hex()}"


@dataclass(frozen=True, slots=True)
class Throttle:
    """Counts attempts, in one transaction."""

    connection: Connection
    now: datetime

    def begin(self, keys: Sequence[str]) -> Wait | frozenset[str]:
        """Count an attempt to sign in under each of the keys that need not wait, and return them.

        One username may belong to two accounts, one of each kind. They are counted apart: otherwise a technician with
        an administrator's username could reset the administrator's failures by signing in.
        """
        attempts.settle(self.connection, self.now)
        tried = [attempts.of(self.connection, key) or AttemptCount(key, 0, self.now) for key in keys]
        open_ = [one for one in tried if self._may_be_tried(one)]
        if not open_:
            soonest = min(tried, key=lambda one: (one.failures >= MOST_IN_A_ROW, one.until or self.now))
            return self._waiting(soonest, self._why(soonest))
        refused = self.count(_SIGN_IN)
        if refused:
            return refused
        for one in open_:
            failures = one.failures + 1
            wait = min(_FIRST_WAIT * 2 ** max(0, min(failures - FREE, 10)), _LONGEST_WAIT)
            self._keep(AttemptCount(one.key, failures, self.now, self.now + wait if failures >= FREE else None))
        return frozenset(one.key for one in open_)

    def give_back(self, account: str, counted: Collection[str]) -> None:
        """Give back what `begin` counted: the attempt was right for that account, and meant no other."""
        self.clear(account)
        for other in sorted(set(counted) - {account}):
            tried = attempts.of(self.connection, other)
            if tried and tried.failures:
                self._keep(replace(tried, failures=tried.failures - 1, until=None))
        slots = [slot for slot in attempts.within(self.connection, _SIGN_IN, self.now - _COUNTED) if slot.failures]
        if slots:
            self._keep(replace(slots[-1], failures=slots[-1].failures - 1))

    def clear(self, account: str) -> None:
        """Forget the failures of an account: a sign-in succeeded, or the password was changed."""
        attempts.forget(self.connection, [account])

    def count(self, scope: str, most: int = MOST_AN_HOUR) -> Wait | None:
        """Count one attempt of a scope, unless there were `most` in an hour."""
        refused = self._full(scope, most)
        if refused:
            return refused
        slot = f"{scope} {int(self.now.timestamp() // _SLOT.total_seconds())}"
        kept = attempts.of(self.connection, slot)
        if kept is None:
            self._prune()
        self._keep(AttemptCount(slot, kept.failures + 1 if kept else 1, self.now))
        return None

    def _full(self, scope: str, most: int) -> Wait | None:
        attempts.settle(self.connection, self.now)
        slots = attempts.within(self.connection, scope, self.now - _COUNTED)
        number = sum(slot.failures for slot in slots)
        if number < most:
            return None
        for slot in slots:
            number -= slot.failures
            if number < most:
                break
        wait = _words(slot.since + _COUNTED - self.now)
        return self._waiting(slots[-1], f"Too many attempts were made here in the last hour: try again in {wait}.")

    def _may_be_tried(self, tried: AttemptCount) -> bool:
        return tried.failures < MOST_IN_A_ROW and (tried.until is None or tried.until <= self.now)

    def _why(self, tried: AttemptCount) -> str:
        if tried.failures >= MOST_IN_A_ROW or tried.until is None:
            return (
                f"There were {MOST_IN_A_ROW} wrong attempts in a row for this username: "
                "only a password reset helps now."
            )
        wait = _words(tried.until - self.now)
        return f"There were too many wrong attempts for this username: try again in {wait}."

    def _waiting(self, tried: AttemptCount, sentence: str) -> Wait:
        if not tried.told:
            self._keep(replace(tried, told=True))
        return Wait(sentence, not tried.told)

    def _keep(self, tried: AttemptCount) -> None:
        attempts.keep(self.connection, tried)

    def _prune(self) -> None:
        """Forget what counts no more. Failures of an account count until it has another password."""
        attempts.forget_others(self.connection, _ACCOUNT, self.now - _COUNTED)
        attempts.forget(self.connection, attempts.older(self.connection, _UNKNOWN, self.now - _KEPT))


def _words(wait: timedelta) -> str:
    """A time to wait, rounded up: `40 seconds`, `1 minute`, `12 minutes`."""
    seconds = max(1, int(wait.total_seconds()) + (wait.microseconds > 0))
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"
