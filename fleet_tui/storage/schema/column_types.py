"""Column types for values that SQLite has no type for: exact money, moments in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class Hundredths(TypeDecorator[Decimal]):
    """A decimal with two places, kept as a whole number of hundredths: exact, ordered and small."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Decimal to hundredths."""
        return None if value is None else int(value.scaleb(2))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Hundredths to decimal."""
        return None if value is None else Decimal(value).scaleb(-2)


def moment_text(moment: datetime) -> str:
    """A moment as the file keeps it, in UTC; `strftime` would write early years with fewer than four digits."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Moment(TypeDecorator[datetime]):
    """A moment in UTC to the second, kept as text that sorts by time: `2026-01-31T06:00:00Z`."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """A moment with its zone to text."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Text to a moment in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def moment_column(*, empty: bool = False) -> Any:
    """A column of moments; `empty` when there need not be one."""
    return Field(default=None, sa_type=Moment, nullable=empty)
