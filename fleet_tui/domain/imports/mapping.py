"""Which column of a file becomes what: guessed from titles and cells, then shown, changed and remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.imports import dates, targets
from fleet_tui.domain.imports.guessing import guess_targets
from fleet_tui.domain.imports.known_titles import is_known

_NAMES = frozenset({"name", targets.LAST_FIRST, targets.FIRST_NAME, targets.LAST_NAME})


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """What each column of a file becomes, and what is the same for all its people.

    `targets` has one for each column. `defaults` are texts as cells have them by field name, for people that are new;
    "country" also reads their phone numbers. `day_first` is None while no date needs it.
    """

    kind: PersonKind
    targets: tuple[str, ...]
    defaults: tuple[tuple[str, str], ...] = ()
    day_first: bool | None = None

    def with_target(self, column: int, target: str) -> ImportMapping:
        """The mapping with another target for a column; the column that had that target is left out.

        Raises:
            BadValue: the column is secret, or there is no such target.
        """
        if self.targets[column] == targets.SECRET and target not in targets.UNREAD:
            raise BadValue("This column holds secrets, such as passwords, and is never read.")
        if target != targets.SECRET and target not in targets.targets_of(self.kind):
            raise BadValue("There is no such field: pick one of the list.")
        found = [targets.LEFT_OUT if each == target and target not in targets.UNREAD else each for each in self.targets]
        found[column] = targets.SECRET if self.targets[column] == targets.SECRET else target
        return replace(self, targets=tuple(found))

    def with_default(self, name: str, text: str) -> ImportMapping:
        """The mapping with another default for a field; a blank text takes it away."""
        others = tuple(each for each in self.defaults if each[0] != name)
        return replace(self, defaults=(*others, (name, text)) if text.strip() else others)


def guess(kind: PersonKind, titles: tuple[str, ...] | None, samples: Sequence[Sequence[str]]) -> ImportMapping:
    """What the columns most likely are, by their titles, else by what the cells look like.

    `titles` is None for a file without a header; the samples then say how many columns there are.
    """
    return with_order_of_days(ImportMapping(kind, guess_targets(kind, titles, samples)), samples)


def with_order_of_days(mapping: ImportMapping, samples: Sequence[Sequence[str]]) -> ImportMapping:
    """The mapping with the order of day and month, where it has none and its columns with days tell it."""
    if mapping.day_first is not None:
        return mapping
    return replace(mapping, day_first=dates.day_first(_date_cells(mapping, samples)))


def missing(mapping: ImportMapping) -> tuple[Field, ...]:
    """The required fields that neither a column nor a default gives, to be asked once for the whole file."""
    given = {*mapping.targets, *(name for name, _ in mapping.defaults)}
    if given & _NAMES:
        given.add("name")
    fields = targets.fields_of(mapping.kind).values()
    return tuple(each for each in fields if each.required and each.default is None and each.name not in given)


def ambiguous_dates(mapping: ImportMapping, samples: Sequence[Sequence[str]]) -> bool:
    """Whether it has to be asked if the day or the month is first."""
    return mapping.day_first is None and dates.has_open_order(_date_cells(mapping, samples))


def is_title(kind: PersonKind) -> Callable[[str], bool]:
    """Whether a text is the title of a column that is known, also of one that is left out."""
    return lambda text: is_known(kind, text)


def _date_cells(mapping: ImportMapping, samples: Sequence[Sequence[str]]) -> list[str]:
    """The cells of the columns that hold days."""
    columns = [
        column
        for column, target in enumerate(mapping.targets)
        if target == targets.LEAVE_DATE or _is_date(targets.field_of(mapping.kind, target))
    ]
    return [row[column] for row in samples for column in columns if column < len(row)]


def _is_date(field: Field | None) -> bool:
    return field is not None and field.kind is Kind.DATE
