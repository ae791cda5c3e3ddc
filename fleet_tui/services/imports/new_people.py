"""The values of people that an import adds: what their rows say, else the defaults of the file and of the fields."""

from __future__ import annotations

from collections import Counter

from fleet_tui.domain.fields import PersonKind, ProfileType
from fleet_tui.domain.people import rules
from fleet_tui.domain.people.choices import COLORS
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.people import queries


class NewPeople:
    """Completes the values of new people of one kind. `defaults` are parsed values by field."""

    def __init__(self, tx: Transaction, profile_type: ProfileType, defaults: Values) -> None:
        self.profile_type = profile_type
        self._country = tx.company().country
        self._blank = {field.name: field.default for field in profile_type.stored} | {"active": True, "country": None}
        if profile_type.kind is PersonKind.EMPLOYEE:
            del self._blank["country"]
        self._defaults = {name: value for name, value in defaults.items() if name in self._blank and value is not None}
        self._colors: Counter[str] = Counter()
        if profile_type.kind is PersonKind.TECHNICIAN:
            self._colors.update({choice.value: 0 for choice in COLORS})
            used = queries.colors_in_use(tx.connection)
            self._colors.update({color: number for color, number in used.items() if color in self._colors})

    def complete(self, given: Values) -> dict[str, object]:
        """All stored values of a new person. A technician without a color gets the one that is used least."""
        values = {**self._blank, **self._defaults}
        values.update((name, value) for name, value in given.items() if value is not None)
        if self._colors and values.get("color") is None:
            color = min(self._colors, key=self._colors.__getitem__)
            self._colors[color] += 1
            values["color"] = color
        return rules.with_derived_values(self.profile_type, values, self._country)

    def special(self, values: Values) -> dict[str, object]:
        """The values that are not the default."""
        usual = map(self._blank.get, values)
        return {
            name: value
            for (name, value), other in zip(values.items(), usual, strict=True)
            if value is not other and value != other
        }

    def whole(self, special: Values) -> dict[str, object]:
        """All stored values again, from those that `special` left."""
        return {**self._blank, **special}
