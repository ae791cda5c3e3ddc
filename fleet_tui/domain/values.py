"""Values of fields: from what people type to what is stored, and back to what is shown. One table a direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from fleet_tui.domain.contact import HasExtension, parse_email, parse_phone, show_phone
from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.local_time import show_moment
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.text import BLANK, clean, displayable, require_visible, search_key

Values = Mapping[str, object]
"""By field name: None, str, bool, int (an entry's id), tuple[int, ...], Decimal, date, datetime (UTC) or Photo."""
Names = Mapping[int, str]
"""Names of list entries by their id."""


def entry_id(value: object) -> int | None:
    """The entry in the value of a field of one entry, as the role is; None without one."""
    return value if isinstance(value, int) else None


def entry_ids(value: object) -> frozenset[int]:
    """The entries in the value of a field of one entry or of many."""
    if isinstance(value, tuple):
        return frozenset(value)
    return frozenset((value,)) if isinstance(value, int) else frozenset()


_CENT = Decimal("0.01")
_MONEY_LIMIT = Decimal("9999999.99")
_FREE = frozenset({Kind.TEXT, Kind.LINES, Kind.SECRET})
"""Kinds whose values may need joiners and selectors to be written; elsewhere an invisible character is a slip."""
_NUMBER = re.compile(r"(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{0,12})?|\.\d{1,12}")


def parse(field: Field, raw: object, country: str) -> object:
    """The value of what was typed or picked for `field`; None for nothing. `country` reads phone numbers.

    A toggle and a field that is not clearable always have an answer: left blank, it is the one that was declared.

    Raises:
        BadValue: with the sentence to show beside the field.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip(BLANK)):
        if field.kind is Kind.TOGGLE:
            return bool(field.default)
        return None if field.clearable else field.default
    if isinstance(raw, str) and field.kind not in _FREE:
        require_visible(raw, field.label)
    return _PARSE[field.kind](field, raw, country)


def _parse_text(field: Field, raw: object, country: str, lines: bool = False) -> str:
    text = clean(str(raw), lines=lines, label=field.label)
    if field.length and len(text) > field.length:
        raise BadValue(f"{field.label} has {len(text)} characters: at most {field.length} fit.")
    return text


def _parse_lines(field: Field, raw: object, country: str) -> str:
    return _parse_text(field, raw, country, lines=True)


def _parse_choice(field: Field, raw: object, country: str) -> str:
    text = clean(str(raw), label=field.label).casefold()
    for choice in field.choices:
        if text in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
    raise BadValue(f"{field.label} has no choice “{displayable(str(raw))}”: pick one of the list.")


def _parse_reference(field: Field, raw: object, country: str) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise BadValue(f"{field.label} is picked from its list.")


def _parse_references(field: Field, raw: object, country: str) -> tuple[int, ...] | None:
    if isinstance(raw, list | tuple | set | frozenset) and all(isinstance(item, int) for item in raw):
        return tuple(sorted(set(raw))) or None
    raise BadValue(f"{field.label} is picked from its list.")


def _parse_toggle(field: Field, raw: object, country: str) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold()
    if word in ("yes", "on", "true", "1", "active"):
        return True
    if word in ("no", "off", "false", "0", "inactive"):
        return False
    raise BadValue(f"{field.label} is yes or no.")


def _parse_phone(field: Field, raw: object, country: str) -> str:
    try:
        return parse_phone(clean(str(raw), label=field.label), country)
    except HasExtension as found:
        goes = f"select Has Extension and write {found.extension} there"
        kept = goes if field.name == "office_phone" else "only an employee's office phone has an extension"
        raise BadValue(f"Write the number alone, without extension {found.extension}: {kept}.") from None


def _parse_email(field: Field, raw: object, country: str) -> str:
    return parse_email(_parse_text(field, raw, country))


def _parse_digits(field: Field, raw: object, country: str) -> str:
    text = clean(str(raw), label=field.label)
    if not (text.isascii() and text.isdigit()) or len(text) > field.length:
        raise BadValue(f"{field.label} is 1 to {field.length} digits.")
    return text


def _parse_number(field: Field, text: str, limit: Decimal) -> Decimal:
    if not (text.isascii() and _NUMBER.fullmatch(text)):
        raise BadValue(f"{field.label} is a number that is not negative, like 1250.50.")
    amount = Decimal(text.replace(",", ""))  # a comma stands before each three digits, never for the decimal point
    if amount > limit:
        raise BadValue(f"{field.label} is {limit:,} at most.")
    if amount != amount.quantize(_CENT):
        raise BadValue(f"{field.label} has two decimals at most.")
    return amount.quantize(_CENT)


def _parse_money(field: Field, raw: object, country: str) -> Decimal:
    text = str(raw).strip(BLANK).removeprefix("$").strip(BLANK)
    return _parse_number(field, text, field.maximum or _MONEY_LIMIT)


def _parse_percent(field: Field, raw: object, country: str) -> Decimal:
    text = str(raw).strip(BLANK).removesuffix("%").strip(BLANK)
    return _parse_number(field, text, field.maximum or Decimal(100))


def _parse_date(field: Field, raw: object, country: str) -> date:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw).strip(BLANK))
    except ValueError:
        raise BadValue(f"{field.label} is a date written year-month-day, like 2026-01-31.") from None


def _parse_photo(field: Field, raw: object, country: str) -> Photo:
    if isinstance(raw, Photo):
        return raw
    raise BadValue(f"{field.label} is a file that has been read and checked.")


def _parse_secret(field: Field, raw: object, country: str) -> str:
    if len(str(raw)) > field.length:
        raise BadValue(f"{field.label} has {len(str(raw))} characters: at most {field.length} are kept.")
    return str(raw)


def _parse_moment(field: Field, raw: object, country: str) -> datetime:
    if isinstance(raw, datetime):
        return raw
    try:
        moment = datetime.fromisoformat(str(raw).strip(BLANK))
    except ValueError:
        raise BadValue(f"{field.label} is a date and time, like 2026-01-31 06:00.") from None
    return moment.astimezone(UTC)


_PARSE: dict[Kind, Callable[[Field, object, str], object]] = {
    Kind.TEXT: _parse_text,
    Kind.LINES: _parse_lines,
    Kind.CHOICE: _parse_choice,
    Kind.REFERENCE: _parse_reference,
    Kind.REFERENCES: _parse_references,
    Kind.TOGGLE: _parse_toggle,
    Kind.PHONE: _parse_phone,
    Kind.EMAIL: _parse_email,
    Kind.DIGITS: _parse_digits,
    Kind.MONEY: _parse_money,
    Kind.PERCENT: _parse_percent,
    Kind.DATE: _parse_date,
    Kind.COLOR: _parse_choice,
    Kind.PHOTO: _parse_photo,
    Kind.SECRET: _parse_secret,
    Kind.MOMENT: _parse_moment,
}


def show(field: Field, value: object, names: Names, country: str) -> str:
    """The words for a value, safe for any terminal; empty for nothing. `names` are the entries that it may refer to."""
    if value is None:
        return ""
    return displayable(_SHOW[field.kind](field, value, names, country), lines=field.kind is Kind.LINES)


def _show_plain(field: Field, value: object, names: Names, country: str) -> str:
    return str(value)


def _show_choice(field: Field, value: object, names: Names, country: str) -> str:
    return field.choice_label(value)


def _show_reference(field: Field, value: object, names: Names, country: str) -> str:
    return names.get(value, f"#{value}") if isinstance(value, int) else ""


def _show_references(field: Field, value: object, names: Names, country: str) -> str:
    ids = value if isinstance(value, tuple) else ()
    return ", ".join(sorted((names.get(id, f"#{id}") for id in ids), key=search_key))


def _show_toggle(field: Field, value: object, names: Names, country: str) -> str:
    word = "yes" if value else "no"
    return field.choice_label(word) if field.choices else word.capitalize()


def _show_phone(field: Field, value: object, names: Names, country: str) -> str:
    return show_phone(str(value), country)


def _show_percent(field: Field, value: object, names: Names, country: str) -> str:
    return f"{value}%"


def _show_moment(field: Field, value: object, names: Names, country: str) -> str:
    return show_moment(value) if isinstance(value, datetime) else ""


def _show_secret(field: Field, value: object, names: Names, country: str) -> str:
    return "••••••"


_SHOW: dict[Kind, Callable[[Field, object, Names, str], str]] = {
    Kind.TEXT: _show_plain,
    Kind.LINES: _show_plain,
    Kind.CHOICE: _show_choice,
    Kind.REFERENCE: _show_reference,
    Kind.REFERENCES: _show_references,
    Kind.TOGGLE: _show_toggle,
    Kind.PHONE: _show_phone,
    Kind.EMAIL: _show_plain,
    Kind.DIGITS: _show_plain,
    Kind.MONEY: _show_plain,
    Kind.PERCENT: _show_percent,
    Kind.DATE: _show_plain,
    Kind.COLOR: _show_choice,
    Kind.PHOTO: _show_plain,
    Kind.SECRET: _show_secret,
    Kind.MOMENT: _show_moment,
}
