"""Typed values of a form against stored ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from fleet_tui.domain.contact import show_phone
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.values import Values

Raw = Mapping[str, object]
"""Editor values by field name: str, bool, int, tuple[int, ...], Photo or None."""


def _text(value: object, country: str) -> object:
    return "" if value is None else str(value)


def _phone(value: object, country: str) -> object:
    return "" if value is None else show_phone(str(value), country)


def _written(value: object, country: str) -> object:
    return value.isoformat() if isinstance(value, date) else _text(value, country)


def _amount(value: object, country: str) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else _text(value, country)


def _several(value: object, country: str) -> object:
    return tuple(sorted(value)) if isinstance(value, tuple | list | set | frozenset) else ()


def _same(value: object, country: str) -> object:
    return value


def _toggle(value: object, country: str) -> object:
    return value is True


_RAW: dict[Kind, Callable[[object, str], object]] = {
    Kind.TEXT: _text,
    Kind.LINES: _text,
    Kind.CHOICE: _same,
    Kind.REFERENCE: _same,
    Kind.REFERENCES: _several,
    Kind.TOGGLE: _toggle,
    Kind.PHONE: _phone,
    Kind.EMAIL: _text,
    Kind.DIGITS: _text,
    Kind.MONEY: _amount,
    Kind.PERCENT: _amount,
    Kind.DATE: _written,
    Kind.COLOR: _same,
    Kind.PHOTO: _same,
    Kind.SECRET: _text,
    Kind.MOMENT: _same,
}


def raw_of(fields: Mapping[str, Field], values: Values, country: str) -> dict[str, object]:
    """The editor values of stored values; a field without a value is empty."""
    return {name: _RAW[field.kind](values.get(name), country) for name, field in fields.items()}


class FormState:
    """Editor values of all fields: as stored and as typed now."""

    def __init__(self, stored: Raw) -> None:
        self.stored = dict(stored)
        self.typed = dict(stored)

    @property
    def changed(self) -> dict[str, object]:
        """The typed values that differ from the stored ones."""
        return {name: raw for name, raw in self.typed.items() if raw != self.stored.get(name)}

    def put(self, name: str, raw: object) -> bool:
        """Take a typed value; whether it differs from the one before."""
        if self.typed.get(name) == raw:
            return False
        self.typed[name] = raw
        return True

    def rebase(self, stored: Raw, typed: Raw, *, seen: Raw | None = None) -> dict[str, object]:
        """Take `stored` as it is now and put `typed` on top of it.

        Returns the stored value of each field that differs from the typed one: of all fields, or with `seen` (the
        stored values under the typing) only of those changed by another save since.
        """
        self.stored = dict(stored)
        self.typed = {**stored, **{name: raw for name, raw in typed.items() if name in stored}}
        return {
            name: stored[name]
            for name in typed
            if name in stored and stored[name] != typed[name] and (seen is None or stored[name] != seen.get(name))
        }
