"""How a field of a profile is declared; everything else in the program follows from these declarations."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Protocol

from fleet_tui.domain.lists import ListName

PROFILE_TAB, PAYROLL_TAB, PERMISSIONS_TAB = "Profile", "Payroll", "Permissions"


class Kind(Enum):
    """What sort of value a field holds. A layer that treats kinds differently has one table from Kind to function."""

    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"
    TOGGLE = "toggle"
    PHONE = "phone"
    EMAIL = "email"
    DIGITS = "digits"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    COLOR = "color"
    PHOTO = "photo"
    SECRET = "secret"
    MOMENT = "moment"

    __hash__ = object.__hash__  # an enumeration's own is Python code, and every value of a file is looked up by it


class PersonKind(Enum):
    """The two kinds of profile; the value is the word used on the command line and in the database."""

    TECHNICIAN = "technicians"
    EMPLOYEE = "employees"


class When(Enum):
    """On which forms a field can be typed."""

    ALWAYS = "always"
    CREATE = "adding"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the fixed answers to a field: what is stored, what is shown, and the same in few words for a column."""

    value: str
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact about a person, declared once.

    `name` is the one spelling everywhere: attribute, column, CSV header, widget id and filter word.
    `length` is in characters, `least` and `width` are the fewest and the most cells of a list column, `maximum` bounds
    money and percentages.
    A field that is not `clearable` holds its default when it is left blank.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    clearable: bool = True
    length: int = 0
    choices: tuple[Choice, ...] = ()
    source: ListName | None = None
    default: object = None
    unique: bool = False
    bulk: bool = False
    least: int = 0
    width: int = 0
    header: str = ""
    maximum: Decimal | None = None
    note: str = ""
    when: When = When.ALWAYS

    @property
    def title(self) -> str:
        """The column header."""
        return self.header or self.label

    @property
    def optional(self) -> bool:
        """Whether nothing can be picked, beside the values on offer."""
        return self.clearable and not self.required and self.kind is not Kind.TOGGLE

    def choice_label(self, value: object) -> str:
        """The words for a stored choice; the stored value itself when it is not one of the choices."""
        return next((choice.label for choice in self.choices if choice.value == value), str(value))

    def choice_short(self, value: object) -> str:
        """The fewest words for a stored choice, as a column shows them."""
        return next((choice.short or choice.label for choice in self.choices if choice.value == value), str(value))


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields on one tab of the form."""

    title: str
    fields: tuple[Field, ...]
    tab: str = PROFILE_TAB
    note: str = ""


class FieldSet(Protocol):
    """What a filter can ask about: a kind of profile, or the history."""

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by name."""
        ...


@dataclass(frozen=True)
class ProfileType:
    """All that is declared about a kind of profile: its words, its sections, and the list's first columns in order.

    Every field with a `width` can be a column.
    """

    kind: PersonKind
    singular: str
    plural: str
    sections: tuple[Section, ...]
    columns: tuple[str, ...]
    system: tuple[Field, ...] = field(default=())

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by name, the system's last."""
        typed = {field.name: field for section in self.sections for field in section.fields}
        return typed | {field.name: field for field in self.system}

    @cached_property
    def stored(self) -> tuple[Field, ...]:
        """The fields that are stored with the profile and can be edited later; not what is asked once when adding."""
        return tuple(field for field in self.fields.values() if field.when is When.ALWAYS)

    @cached_property
    def recorded(self) -> tuple[Field, ...]:
        """The fields whose changes the history keeps: those that are kept, and Active."""
        return (*self.stored, self.fields["active"])

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that no profile does without, in the order of the form."""
        return tuple(field for field in self.fields.values() if field.required)

    @cached_property
    def payroll(self) -> tuple[Field, ...]:
        """The fields of the Payroll tab."""
        return self.on_tab(PAYROLL_TAB)

    @cached_property
    def column_fields(self) -> tuple[Field, ...]:
        """The fields of the list's columns in their first order."""
        return tuple(self.fields[name] for name in self.columns)

    @cached_property
    def tabs(self) -> tuple[str, ...]:
        """The form's tabs in order."""
        return tuple(dict.fromkeys(section.tab for section in self.sections))

    def on_tab(self, tab: str) -> tuple[Field, ...]:
        """The fields of a tab."""
        return tuple(field for section in self.sections if section.tab == tab for field in section.fields)
