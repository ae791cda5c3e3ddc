"""The reading of one cell for a target: one function a kind of field, chosen once for a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.ids import MOST_ID
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.amounts import read_amount
from fleet_tui.domain.imports.answers import read_active, read_answer, read_blocked
from fleet_tui.domain.imports.choices import offered, read_choice
from fleet_tui.domain.imports.dates import read_date
from fleet_tui.domain.imports.phones import destroyed, is_destroyed, read_phone
from fleet_tui.domain.imports.quoting import quoted
from fleet_tui.domain.text import BLANK

Reader = Callable[[str], object]

_NEUTRALISED = re.compile("'+[=+\\-@\t\r＝＋－＠]")
_DESTROYED_ID = re.compile(r"\d[.,]\d+E\+\d{1,2}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extended:
    """An office phone with its extension, which is a field of its own."""

    number: str
    extension: str


def without_apostrophe(text: str) -> str:
    """The text that `tables_as_text.neutral` made a cell of: the one apostrophe that it puts in front comes off."""
    return text[1:] if _NEUTRALISED.match(text) else text


def reader_for(field: Field, target: str, day_first: bool | None) -> Reader:
    """What reads the cells of a column; it raises BadValue with a sentence that names the field.

    Free text and names of entries stay as they are written; everything else is first freed of marks around it.
    """
    label = field.title if field.name == "fleet_pro" else field.label
    if target in (*targets.NAME_PARTS, targets.LAST_FIRST):
        return _read_words
    if target == targets.LEAVE_DATE:
        return _bare(lambda text: read_date("Leave date", text, day_first))
    if target in ("active", targets.BLOCKED):
        return _bare(_active(label, opposite=target == targets.BLOCKED))
    if target == "payroll_id":
        return _payroll_id(label)
    if field.kind is Kind.DATE:
        return _bare(lambda text: read_date(label, text, day_first))
    make = _READERS.get(field.kind)
    return _bare(make(field, label)) if make else str


def read_id(text: str) -> int:
    """The id of a person in a cell.

    Raises:
        BadValue: it is not a whole number, or none that can be an id.
    """
    text = bare(text).removesuffix(".0")
    if text.isascii() and text.isdigit() and 0 < int(text) <= MOST_ID:
        return int(text)
    if is_destroyed(text):
        raise destroyed("ID", text)
    raise BadValue(f"ID is {quoted(text)}: it is a whole number that an export has written, or is left empty.")


def bare(text: str) -> str:
    """The text without blanks, direction marks and zero-width characters around it; inside, blanks become spaces."""
    if text.isascii():
        return text.strip()
    text = text.strip(BLANK)
    first, last = 0, len(text)
    while first < last and _is_mark(text[first]):
        first += 1
    while last > first and _is_mark(text[last - 1]):
        last -= 1
    return "".join(" " if each in BLANK else each for each in text[first:last])


def _is_mark(character: str) -> bool:
    return character in BLANK or unicodedata.category(character) == "Cf"


def _bare(read: Reader) -> Reader:
    return lambda text: read(bare(text))


def _read_words(text: str) -> str:
    return " ".join(text.split())


def _active(label: str, *, opposite: bool) -> Reader:
    read = read_blocked if opposite else read_active

    def reader(text: str) -> bool:
        found = read(text)
        if found is None:
            raise BadValue(f"{label} is {quoted(text)}: write yes or no, or Active or Inactive.")
        return found is not opposite

    return reader


def _payroll_id(label: str) -> Reader:
    def reader(text: str) -> str:
        if _DESTROYED_ID.fullmatch(text):
            raise destroyed(label, text)
        return text

    return reader


def _toggle(field: Field, label: str) -> Reader:
    def reader(text: str) -> bool:
        found = read_answer(text)
        if found is None:
            raise BadValue(f"{label} is {quoted(text)}: write yes or no.")
        return found

    return reader


def _choice(field: Field, label: str) -> Reader:
    def reader(text: str) -> str:
        found = read_choice(field, text)
        if found is None:
            raise BadValue(f"{label} has no choice {quoted(text)}: write {offered(field)}.")
        return found

    return reader


def _phone(field: Field, label: str) -> Reader:
    def reader(text: str) -> object:
        number, extension = read_phone(label, text)
        if extension and field.name != "office_phone":
            raise BadValue(
                f"{label} is {quoted(text)}: only an employee’s office phone has an extension. "
                "Write the number alone here."
            )
        return Extended(number, extension) if extension else number

    return reader


def _digits(field: Field, label: str) -> Reader:
    def reader(text: str) -> str:
        if is_destroyed(text):
            raise destroyed(label, text)
        return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text

    return reader


def _amount(field: Field, label: str) -> Reader:
    return lambda text: read_amount(label, text)


def _plain(field: Field, label: str) -> Reader:
    return str


_READERS: dict[Kind, Callable[[Field, str], Reader]] = {
    Kind.TOGGLE: _toggle,
    Kind.CHOICE: _choice,
    Kind.COLOR: _choice,
    Kind.PHONE: _phone,
    Kind.EMAIL: _plain,
    Kind.DIGITS: _digits,
    Kind.MONEY: _amount,
    Kind.PERCENT: _amount,
}
"""Kinds whose cells are freed of marks; the others are free text or names of entries."""
