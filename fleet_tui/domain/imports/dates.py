"""Days as people's files have them. Nothing is guessed: day or month first is said by the whole file, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.text import quoted, search_key

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_ISO = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])", re.ASCII)
"""Days that every month has."""
_COMPACT = re.compile(r"(19\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.ASCII)
_WORDS = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,? )?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ /-](?:de )?([^\W\d_]{3,10})"
    r"\.?,?[ /-](?:de )?'?(\d{4}|\d{2})" + _TIME
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,? )?([^\W\d_]{3,10})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})" + _TIME
)
_SERIAL = re.compile(r"[1-9]\d{4}(\.\d+)?", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janner janvier janv enero ene",
            "feb february februar fevrier fevr fev febrero",
            "mar march marz mrz mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre setiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez decembre diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_OLD = 70
"""The first of the years of two digits that lie in the last century."""
_MONTHS_OF_A_YEAR = 12
_EARLIEST = 1900


def looks_like_date(cell: str) -> bool:
    """Whether a cell looks like a day in any way of writing, or like the number that a spreadsheet has for one."""
    cell = cell.strip()
    return any(pattern.fullmatch(cell) for pattern in (_YEAR_FIRST, _NUMBERS, _WORDS, _MONTH_FIRST, _COMPACT, _SERIAL))


def day_first(cells: Iterable[str]) -> bool | None:
    """Whether cells write the day before the month; None when none of them shows it, or they contradict each other."""
    orders = {first > _MONTHS_OF_A_YEAR for first, second in _pairs(cells) if max(first, second) > _MONTHS_OF_A_YEAR}
    return orders.pop() if len(orders) == 1 else None


def has_open_order(cells: Iterable[str]) -> bool:
    """Whether any cell is another day when the month is first, or not a day at all in one of the orders."""
    return any(first != second for first, second in _pairs(cells))


def _pairs(cells: Iterable[str]) -> Iterable[tuple[int, int]]:
    """The two numbers before the year, where their order is not said by the way of writing: dots put the day first."""
    for cell in cells:
        found = _NUMBERS.fullmatch(cell.strip())
        if found and found[2] != ".":
            yield int(found[1]), int(found[3])


def read_date(label: str, text: str, day_first: bool | None) -> str:
    """The day in a cell as ISO text; a time behind it is dropped.

    Raises:
        BadValue: there is no such day, the order of day and month is not known, or it is a spreadsheet's own number.
    """
    if _ISO.fullmatch(text):
        return text  # most cells, and it cannot be wrong
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(label, text, int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMBERS.fullmatch(text):
        return _in_order(label, text, found, day_first)
    if found := _WORDS.fullmatch(text):
        return _day(label, text, _year(found[3]), _month(label, text, found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(label, text, _year(found[3]), _month(label, text, found[1]), int(found[2]))
    if found := _COMPACT.fullmatch(text):
        return _day(label, text, int(found[1]), int(found[2]), int(found[3]))
    if _SERIAL.fullmatch(text):
        raise BadValue(
            f"{label} is {quoted(text)}, a spreadsheet’s own number for a day: format the column as a date there, "
            "like 2026-01-31, and export it again."
        )
    raise _no_day(label, text)


def _in_order(label: str, text: str, found: re.Match[str], day_first: bool | None) -> str:
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    if found[2] == ".":
        day_first = True
    elif day_first is None:
        if first != second and max(first, second) <= _MONTHS_OF_A_YEAR:
            raise BadValue(
                f"{label} is {quoted(text)}, which is two days: say whether the day or the month is first, "
                "or write it like 2026-01-31."
            )
        day_first = first > _MONTHS_OF_A_YEAR
    day, month = (first, second) if day_first else (second, first)
    if month > _MONTHS_OF_A_YEAR and day <= _MONTHS_OF_A_YEAR:
        order = "day" if day_first else "month"
        raise BadValue(f"{label} is {quoted(text)}, but this file has the {order} first: write it like 2026-01-31.")
    return _day(label, text, year, month, day)


def _year(text: str) -> int:
    year = int(text)
    if len(text) > len("26"):
        return year
    return 1900 + year if year >= _OLD else 2000 + year


def _month(label: str, text: str, word: str) -> int:
    found = _MONTHS.get(search_key(word))
    if found is None:
        raise _no_day(label, text)
    return found


def _day(label: str, text: str, year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        raise BadValue(f"{label} is {quoted(text)}, and there is no such day: write it like 2026-01-31.") from None
    if year < _EARLIEST and text != found.isoformat():  # which is how an export writes any year
        raise BadValue(f"{label} is in the year {year}: check it, and write it like 2026-01-31.")
    return found.isoformat()


def _no_day(label: str, text: str) -> BadValue:
    return BadValue(f"{label} is {quoted(text)}, which is not a day: write it like 2026-01-31.")
