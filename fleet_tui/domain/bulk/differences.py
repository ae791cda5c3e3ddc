"""What a person has and what they will have, in words: `Team: North → West` (product.md, "Marking")."""

from __future__ import annotations

from dataclasses import dataclass

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.values import Names, Values, entry_ids, show

NONE = "none"
BY_SMS = "by SMS"
_LONG = 60
"""Characters of the entries before and after; of more, only the difference is said."""
_LONGEST = 30
"""Characters of a text; a longer one is cut."""
MESSAGES = {Purpose.INVITE: "invitation", Purpose.RESET: "password reset"}


def of_active(active: bool, billed: int) -> str:
    """Active before and after, and whether the person is billed: `Active, billed → Inactive`.

    `billed` is by how much the number of billed technicians changes.
    """
    suffix = ", billed" if billed else ""
    return f"Inactive → Active{suffix}" if active else f"Active{suffix} → Inactive"


def of_status(before: str, after: str) -> str:
    """The status before and after: `Never logged in → Pending`; both are stored words of `Status`."""
    words = Status(after).label
    return f"{words} again" if before == after else f"{Status(before).label} → {words}"


def of_message(purpose: Purpose, *, taken_back: bool) -> str:
    """A message that is taken out of the outbox, or waits there again."""
    return f"{MESSAGES[purpose]} {'taken back' if taken_back else 'waits again'}"


@dataclass(frozen=True, slots=True)
class Differences:
    """Puts fields of one kind of people into words. `names` are the entries that values may refer to."""

    profile_type: ProfileType
    names: Names
    country: str

    def words(self, before: Values, after: Values, billed: int = 0) -> str:
        """Each field before and after; `billed` as in `of_active`."""
        return " · ".join(
            of_active(bool(value), billed) if name == "active" else self._field(name, before[name], value)
            for name, value in after.items()
        )

    def _field(self, name: str, before: object, after: object) -> str:
        field = self.profile_type.fields[name]
        words = f"{self._value(field, before)} → {self._value(field, after)}"
        if field.kind is Kind.REFERENCES and len(words) > _LONG:
            words = self._entries(entry_ids(before), entry_ids(after))
        return f"{field.title}: {words}"

    def _entries(self, before: frozenset[int], after: frozenset[int]) -> str:
        """How many entries, and which come and go: `9 → 10 (+North)`."""
        signs = [("+", after - before), ("-", before - after)]
        moved = (f"{sign}{self.names.get(id, f'#{id}')}" for sign, ids in signs for id in sorted(ids))
        return f"{len(before)} → {len(after)} ({', '.join(moved)})"

    def _value(self, field: Field, value: object) -> str:
        if field.kind is Kind.PHOTO:
            return NONE if value is None else "a photo"
        words = " ".join(show(field, value, self.names, self.country).split())
        if field.kind in (Kind.TEXT, Kind.LINES) and len(words) > _LONGEST:
            words = f"{words[: _LONGEST - 1]}…"
        return words or NONE
