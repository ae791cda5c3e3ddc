"""What the cells of a column look like: whether they fit a target, and which target they suggest without a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.answers import is_active_word, is_answer, is_nothing, is_state, read_answer
from fleet_tui.domain.imports.choices import read_choice
from fleet_tui.domain.imports.dates import looks_like_date
from fleet_tui.domain.imports.phones import looks_like_phone
from fleet_tui.domain.text import search_key

_EMAIL = re.compile(r"(?:[^<>@]*<)?[^\s@]+@[^\s@]+\.[^\s@.]+>?")
_LAST_FIRST = re.compile(r"[^\W\d_][^\d@,;|/]*,\s*[^\W\d_][^\d@;|/]*")
_NAME = re.compile(r"[^\W\d_][^\d@,;|/_:]*( [^\d@,;|/_:\s]+){1,4}")
_WORD = re.compile(r"[^\W\d_]+(['’. -][^\W\d_]+)*\.?")
_CODE = re.compile(r"[\w.#/ -]{1,24}")
_GUID = re.compile(r"\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)
_STREET = re.compile(r"\d+[A-Za-z]? [^@]*[^\W\d_]{2}[^@]*|[^\W\d_][^\d@]* \d+ ?[A-Za-z]?")
_WORDS = re.compile(r"[^\W\d_]+(['’. /-]+[^\W\d_]+)*\.?")
_ZIP = re.compile(r"\d{5}(-\d{4})?|[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d")
_STATE = re.compile(r"[A-Z]{2}")
_SECRETS = re.compile(
    r"\d{3}-\d{2}-\d{4}|[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?|\d{4}([ -]?)\d{4}\3\d{4}\3\d{4}"
)
_FORMS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "srta"})
_YEARLY = frozenset(
    {"salary", "salaried", "annual", "annually", "yearly", "year", "per year", "per annum", "annual salary"}
)
_LONGEST_YEARLY = max(map(len, _YEARLY))
_MOST_OF, _SOME_OF, _MANY_OF = 0.5, 0.2, 0.8


def share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    """How many of the cells that are not blank fit, from 0 to 1; 1 when all are blank."""
    filled = [cell for cell in map(str.strip, cells) if cell and cell != "-" and not is_nothing(cell)]
    return sum(1 for cell in filled if fits(cell)) / len(filled) if filled else 1.0


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a column has nothing in it."""
    return not any(cell.strip() for cell in cells)


def is_yearly(cell: str) -> bool:
    """Whether a cell says that pay is by the year."""
    return len(cell) <= _LONGEST_YEARLY and search_key(cell) in _YEARLY


def is_email(cell: str) -> bool:
    """Whether a cell looks like an address, well formed or not."""
    return _EMAIL.fullmatch(cell) is not None


def is_last_first(cell: str) -> bool:
    """Whether a cell looks like a name that is written “Last, First”."""
    return _LAST_FIRST.fullmatch(cell) is not None


def is_full_name(cell: str) -> bool:
    """Whether a cell looks like a name of a person in two words or more."""
    return _NAME.fullmatch(cell) is not None or is_last_first(cell)


def fits(kind: PersonKind, target: str, cells: Sequence[str], *, sure: bool) -> bool:
    """Whether cells can be what the title says; a `sure` title is believed when only some of them fit."""
    if target == targets.ID:
        return not is_blank(cells) and share(cells, lambda cell: cell.removesuffix(".0").isdigit()) == 1
    test = _test_of(kind, target)
    if test is None:
        return True
    if target == "active" and not sure and is_blank(cells):
        return False  # "State" is a part of an address just as often
    least = _SOME_OF if sure and target not in ("active", targets.BLOCKED) else _MOST_OF
    return share(cells, test) >= least


def _test_of(kind: PersonKind, target: str) -> Callable[[str], object] | None:
    if target in ("name", *targets.NAME_PARTS):
        return lambda cell: any(map(str.isalpha, cell)) and "@" not in cell and read_answer(cell) is None
    if target == "payroll_id":
        return lambda cell: _CODE.fullmatch(cell) and any(each.isdigit() for each in cell) and not _GUID.fullmatch(cell)
    if target == "positions":
        return lambda cell: search_key(cell).rstrip(".") not in _FORMS
    if target in ("active", targets.BLOCKED):
        return is_answer if target == targets.BLOCKED else is_active_word
    if target == targets.LEAVE_DATE:
        return looks_like_date
    field = targets.field_of(kind, target)
    make = _TESTS.get(field.kind) if field else None
    return make(field) if make and field else None


def _choice_test(field: Field) -> Callable[[str], object]:
    return lambda cell: read_choice(field, cell) is not None


_TESTS: dict[Kind, Callable[[Field], Callable[[str], object] | None]] = {
    Kind.EMAIL: lambda field: is_email,
    Kind.PHONE: lambda field: looks_like_phone,
    Kind.DATE: lambda field: looks_like_date,
    Kind.TOGGLE: lambda field: is_answer,
    Kind.CHOICE: _choice_test,
    Kind.COLOR: _choice_test,
    Kind.MONEY: lambda field: lambda cell: any(each.isdigit() for each in cell) and not looks_like_date(cell),
    Kind.PERCENT: lambda field: lambda cell: any(each.isdigit() for each in cell),
    Kind.DIGITS: lambda field: lambda cell: any(each.isdigit() for each in cell),
}


def is_secret(cells: Sequence[str]) -> bool:
    """Whether cells look like social security, bank account or card numbers, whatever the title says."""
    return any(_SECRETS.fullmatch(cell.strip()) for cell in cells) and share(cells, _SECRETS.fullmatch) >= _MOST_OF


def suggested(kind: PersonKind, columns: Sequence[Sequence[str]], unknown: Sequence[int]) -> list[tuple[int, str]]:
    """The targets that the cells of columns without a known title suggest, the surest first: column and target."""
    found: list[tuple[int, str]] = []
    filled = [column for column in unknown if not is_blank(columns[column])]
    tests: list[tuple[str, Callable[[str], object]]] = [
        ("email", is_email),
        ("mobile", looks_like_phone),
        ("office_phone", looks_like_phone),
        ("active", is_state),
    ]
    if kind is PersonKind.TECHNICIAN:
        typed = targets.fields_of(kind)["type"]
        tests.append(("type", lambda cell: read_choice(typed, cell)))
        found += _address(filled, columns)
    for target, test in tests:
        found += _alike(target, test, filled, columns)
    taken = {column for column, _ in found}
    return found + _names([column for column in filled if column not in taken], columns)


Test = Callable[[str], object]
Columns = Sequence[Sequence[str]]


def _alike(target: str, test: Test, filled: Sequence[int], columns: Columns) -> list[tuple[int, str]]:
    return [(column, target) for column in filled if share(columns[column], test) >= _MANY_OF]


def _address(filled: Sequence[int], columns: Columns) -> list[tuple[int, str]]:
    """A street, and what stands behind it: the city before the state or beside the ZIP code."""
    street = _alike("street", _STREET.fullmatch, filled, columns)[:1]
    state = _alike("state", _STATE.fullmatch, filled, columns)[:1]
    code = _alike("zip", _ZIP.fullmatch, filled, columns)[:1]
    if not street or not code:
        return []
    beside = (state[0][0] - 1,) if state else (code[0][0] - 1, code[0][0] + 1)
    words = [column for column, _ in _alike("city", _WORDS.fullmatch, filled, columns)]
    city = [(column, "city") for column in beside if column in words][:1]
    return [*street, *city, *state, *code] if city else []


def _names(free: Sequence[int], columns: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A column of whole names, which hardly repeat; else the first two of single words, first name before last."""
    whole = [column for column in free if share(columns[column], is_full_name) >= 0.6 and _varied(columns[column])]
    if whole:
        return [(whole[0], "name")]
    single = [column for column in free if share(columns[column], _WORD.fullmatch) >= 0.9 and _varied(columns[column])]
    return [(single[0], targets.FIRST_NAME), (single[1], targets.LAST_NAME)] if len(single) > 1 else []


def _varied(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(set(filled)) > len(filled) * 0.6
