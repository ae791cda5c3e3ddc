"""What the dialog about a file asks: a row for each column, and one for each answer that holds for the whole file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from fleet_tui.domain.bulk.actions import noun
from fleet_tui.domain.countries import COUNTRIES
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.imports import targets
from fleet_tui.domain.imports.choices import read_choice
from fleet_tui.domain.imports.mapping import ImportMapping, ambiguous_dates, missing, with_order_of_days
from fleet_tui.domain.imports.words import ColumnWords, describe
from fleet_tui.ui.imports.phone_country import are_of

COUNTRY, DATES = "country", "dates"
"""The keys of the rows about phone numbers and dates; those of other rows are names of fields."""
CHOOSE = "choose"
NO_DEFAULT = "none: new people are refused"
_NAMES = frozenset({"name", targets.LAST_FIRST, targets.FIRST_NAME, targets.LAST_NAME})
_KEYS = frozenset({targets.ID, "email", "mobile"})
"""The targets by which people in the database are found."""
_ANSWERED = frozenset({Kind.CHOICE, Kind.REFERENCE, Kind.REFERENCES})
"""The kinds of fields that can be the same for a whole file; a name or an address cannot."""
_ORDERS = {True: "day first: 31/01/2026", False: "month first: 01/31/2026"}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file: its place from 0, and its words."""

    column: int
    target: str
    words: ColumnWords


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What holds for the whole file: its title, the answer in words, and whether it has to be chosen."""

    key: str
    title: str
    answer: str
    open: bool = False
    note: str = "for everybody that is new"


Row = ColumnRow | AnswerRow


@dataclass
class MappingRows:
    """The mapping of a file while it is changed. `samples` are the cells of its first rows.

    `company_country` is what phone numbers are read by without another answer.
    """

    mapping: ImportMapping
    titles: tuple[str, ...] | None
    samples: Sequence[Sequence[str]]
    company_country: str
    left_open: set[str] = field(default_factory=set)
    """The fields that are knowingly left without a default."""

    def __post_init__(self) -> None:
        self._words = describe(self.mapping, self.titles, self.samples)
        self._of_company: dict[tuple[int, ...], bool] = {}
        self.rows()  # the first look at phone numbers imports their library, which takes longer than a key may

    def rows(self) -> list[Row]:
        """The columns in their order, then the answers."""
        return [*self._columns(), *self._answers()]

    def _columns(self) -> Iterator[ColumnRow]:
        for column, (target, words) in enumerate(zip(self.mapping.targets, self._words, strict=True)):
            yield ColumnRow(column, target, replace(words, becomes=targets.target_words(self.mapping.kind, target)))

    def _answers(self) -> Iterator[AnswerRow]:
        defaults = dict(self.mapping.defaults)
        for asked in self.asked():
            text = defaults.get(asked.name, "")
            left = asked.name in self.left_open and not text
            words = asked.choice_label(read_choice(asked, text) or text) if asked.choices else text
            yield AnswerRow(asked.name, noun(asked), words or (NO_DEFAULT if left else CHOOSE), not text and not left)
        phones = self._phones()
        if phones and COUNTRY not in self.mapping.targets:
            code = defaults.get(COUNTRY) or self.company_country
            label = next((each.label for each in COUNTRIES if each.value == code), code)
            unknown = COUNTRY not in defaults and not self._are_of_company(phones)
            yield AnswerRow(COUNTRY, "Country", CHOOSE if unknown else label, unknown, "of phone numbers without a +")
        if ambiguous_dates(replace(self.mapping, day_first=None), self.samples):
            order = self.mapping.day_first
            yield AnswerRow(DATES, "Dates", CHOOSE if order is None else _ORDERS[order], order is None, "in the file")

    def asked(self) -> list[Field]:
        """The required fields that no column gives and that can be the same for everybody."""
        return [each for each in missing(replace(self.mapping, defaults=())) if each.kind in _ANSWERED]

    def _phones(self) -> tuple[int, ...]:
        """The columns with phone numbers."""
        fields, given = targets.fields_of(self.mapping.kind), enumerate(self.mapping.targets)
        return tuple(at for at, each in given if each in fields and fields[each].kind is Kind.PHONE)

    def _are_of_company(self, columns: tuple[int, ...]) -> bool:
        """Whether the numbers of these columns are of the company's country; looked at once."""
        if columns not in self._of_company:
            cells = [row[at] for at in columns for row in self.samples if at < len(row)]
            self._of_company[columns] = are_of(self.company_country, cells)
        return self._of_company[columns]

    def problem(self) -> tuple[int, str] | None:
        """The row that is still missing something, with a sentence that says what; None when the plan can be made."""
        given = {*self.mapping.targets}
        if not given & (_NAMES | _KEYS):
            place = next((at for at, each in enumerate(self.mapping.targets) if each == targets.LEFT_OUT), 0)
            return place, "No column is a name, an e-mail address or a phone: Space says which column is one."
        for place, row in enumerate(self.rows()):
            if isinstance(row, AnswerRow) and row.open:
                what = "Day or month first" if row.key == DATES else row.title
                return place, f"{what} has to be chosen first: Space opens the list."
        return None

    # Answers

    def become(self, column: int, target: str) -> str:
        """Let a column become something; returns the sentence about a column that is left out for it.

        Raises:
            BadValue: the column is secret.
        """
        before = self.mapping
        self._take(before.with_target(column, target))
        lost = [at for at, each in enumerate(before.targets) if at != column and each and not self.mapping.targets[at]]
        if not lost:
            return ""
        return f"{self._words[lost[0]].title} is left out for it."

    def answer(self, key: str, text: str) -> None:
        """Take an answer for the whole file; no text leaves a field without a default."""
        if key == DATES:
            self.mapping = replace(self.mapping, day_first=text == str(True))
            return
        self.mapping = self.mapping.with_default(key, text)
        self.left_open = self.left_open - {key} if text else self.left_open | {key}

    def _take(self, mapping: ImportMapping) -> None:
        self.mapping = with_order_of_days(mapping, self.samples)

    @staticmethod
    def orders() -> tuple[tuple[str, str], ...]:
        """The answers about dates, with their words."""
        return tuple((str(order), words) for order, words in _ORDERS.items())
