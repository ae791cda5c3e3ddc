"""Hashing passwords with argon2id (RFC 9106; OWASP ASVS 5, 11.4.2)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NEVER = ""
"""Compared in place of what cannot be a password, so that it takes as long."""


@dataclass(frozen=True)
class Passwords:
    """How passwords are hashed: `cost` is (times, KiB, lanes); None takes the defaults of argon2-cffi.

    With them a hash takes a tenth of a second and 64 MiB: none is made in a transaction.
    """

    cost: tuple[int, int, int] | None = None

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # not needed to start the program

        if self.cost is None:
            return PasswordHasher()
        times, memory, lanes = self.cost
        return PasswordHasher(time_cost=times, memory_cost=memory, parallelism=lanes)

    def hash(self, password: str) -> str:
        """The hash to store."""
        from fleet_tui.domain.accounts.passwords import normalised  # with the word lists for weak passwords

        return self._hasher.hash(normalised(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the stored hash is that of the password; without one, the same work for nothing."""
        from argon2.exceptions import InvalidHashError, VerificationError

        from fleet_tui.domain.accounts.passwords import can_be, normalised

        typed = normalised(password)
        try:
            same = self._hasher.verify(stored or self._dummy, typed if can_be(typed) else _NEVER)
        except (VerificationError, InvalidHashError):
            return False
        return same and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether the hash has other costs than those in use."""
        return self._hasher.check_needs_rehash(stored)

    @property
    def _dummy(self) -> str:
        """A hash of the same costs that no password has; put together, because hashing would take its time."""
        hasher = self._hasher
        costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
        salt, digest = (
            base64.b64encode(bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
        )
        return f"$argon2id$v=19${costs}${salt}${digest}"
