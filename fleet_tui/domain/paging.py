"""Pages of a log, which is numbered in the order of time and read in either direction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Way(Enum):
    """The direction in which a log is read."""

    OLDER = "older"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class PageQuery:
    """So many rows beside the one with the number `at`; without it from the end of the log that the way begins at."""

    way: Way = Way.OLDER
    at: int | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class LogPage(Generic[T]):
    """Neighbouring rows of a log, the newest first.

    `more` is the number from which the next page in that direction is read, None at the end of the log. A page may have
    fewer rows than were asked for, or none, and still not be the last: a reading looks through so many entries only.
    """

    rows: tuple[T, ...]
    more: int | None
