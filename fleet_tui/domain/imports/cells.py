"""The reading of one cell for a target: one function a kind of field, chosen once for a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.ids import MOST_ID
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.amounts import read_amount
from fleet_tui.domain.imports.answers import is_nothing, is_nothing_in_words, read_active, read_answer, read_blocked
from fleet_tui.domain.imports.choices import offered, read_choice
from fleet_tui.domain.imports.dates import read_date
from fleet_tui.domain.imports.phones import destroyed, is_destroyed, read_phone
from fleet_tui.domain.text import BLANK, quoted

CLEARS = "-"
"""A cell that clears its field."""

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


_ADDRESS = re.compile(r"(?:mailto:)?([^\s<>]+)|[^<>]*<(?:mailto:)?([^\s<>]+)>", re.IGNORECASE)


class ColumnReader(NamedTuple):
    """What reads the cells of a column, None where they stay as they are; `bares` frees them of marks around first.

    `read` raises BadValue with a sentence that names the field.
    """

    read: Reader | None = None
    bares: bool = False

    def value(self, text: str) -> object:
        """The value of a cell that is not blank; None for one that clears.

        Raises:
            BadValue: it is a formula, or not what its column holds.
        """
        if text[0] == "=":
            raise BadValue(f"{quoted(text)} is a formula: save the file with values only, or begin the text otherwise.")
        if text == CLEARS:
            return None
        text = without_apostrophe(text) if text[0] == "'" else text
        text = bare(text) if self.bares else text
        return self.read(text) if self.read else text


def reader_for(field: Field, target: str, day_first: bool | None) -> ColumnReader:
    """The reader of a column. Free text and names of entries stay as they are written."""
    label = field.title if field.name == "fleet_pro" else field.label
    if target in (targets.MIDDLE_NAME, targets.SUFFIX):
        return ColumnReader(_read_optional_words)
    if target in (*targets.NAME_PARTS, targets.LAST_FIRST):
        return ColumnReader(_read_words)
    if target == targets.LEAVE_DATE:
        return ColumnReader(lambda text: read_date("Leave date", text, day_first), True)
    if target in ("active", targets.BLOCKED):
        return ColumnReader(_active(label, opposite=target == targets.BLOCKED), True)
    if target == "payroll_id":
        return ColumnReader(_payroll_id(label))
    if field.kind is Kind.DATE:
        return ColumnReader(lambda text: read_date(label, text, day_first), True)
    make = _READERS.get(field.kind)
    return ColumnReader(make(field, label), True) if make else ColumnReader()


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
    text = text.strip(BLANK)
    if text.isascii():
        return text
    first, last = 0, len(text)
    while first < last and _is_mark(text[first]):
        first += 1
    while last > first and _is_mark(text[last - 1]):
        last -= 1
    return "".join(" " if each in BLANK else each for each in text[first:last])


def _is_mark(character: str) -> bool:
    return character in BLANK or unicodedata.category(character) == "Cf"


def _read_optional_words(text: str) -> str:
    return "" if is_nothing_in_words(text) else _read_words(text)


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


def _email(field: Field, label: str) -> Reader:
    def reader(text: str) -> str:
        if "<" not in text and ":" not in text and "@" in text:
            return text
        if is_nothing(text):
            raise BadValue(f"{label} is {quoted(text)}: leave it empty.")
        found = _ADDRESS.fullmatch(text)
        return (found[1] or found[2]) if found else text

    return reader


def _digits(field: Field, label: str) -> Reader:
    def reader(text: str) -> str:
        if is_destroyed(text):
            raise destroyed(label, text)
        return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text

    return reader


def _amount(field: Field, label: str) -> Reader:
    return lambda text: read_amount(label, text)


_READERS: dict[Kind, Callable[[Field, str], Reader]] = {
    Kind.TOGGLE: _toggle,
    Kind.CHOICE: _choice,
    Kind.COLOR: _choice,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.DIGITS: _digits,
    Kind.MONEY: _amount,
    Kind.PERCENT: _amount,
}
"""What reads the kinds whose cells are not text as they are."""
