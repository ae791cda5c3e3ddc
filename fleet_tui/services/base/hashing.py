"""Passwords at rest: argon2id hashes, made and compared (RFC 9106; OWASP ASVS 5, 11.4.2)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_NOBODYS = ""
"""Compared in place of what cannot be anybody's password, so that it takes as long."""


@dataclass(frozen=True)
class Passwords:
    """How passwords are hashed: `cost` are times, KiB and lanes; None takes what argon2-cffi holds right today.

    A hash takes a tenth of a second and 64 MiB then: none is made in a transaction.
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
        """The hash to keep."""
        from fleet_tui.domain.accounts.passwords import normalised  # with all that guesses passwords

        return self._hasher.hash(normalised(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the kept hash is that password's; with none kept, the same work for nothing."""
        from argon2.exceptions import InvalidHashError, VerificationError

        from fleet_tui.domain.accounts.passwords import can_be, normalised

        typed = normalised(password)
        try:
            same = self._hasher.verify(kept or self._nobodys, typed if can_be(typed) else _NOBODYS)
        except (VerificationError, InvalidHashError):
            return False
        return same and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other costs than those of today."""
        return self._hasher.check_needs_rehash(kept)

    @property
    def _nobodys(self) -> str:
        """A hash of the same costs that no password has; put together, because making one would take its time."""
        hasher = self._hasher
        costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
        salt, digest = (
            base64.b64encode(bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
        )
        return f"$argon2id$v=19${costs}${salt}${digest}"
