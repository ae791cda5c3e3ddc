"""What the history keeps of a person who was added, as text: the same as for any other change, made quickly."""

from __future__ import annotations

import json
from collections.abc import Hashable

from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.history.changes import encode
from fleet_tui.domain.people.field_permissions import default_for
from fleet_tui.domain.values import Names, Values
from fleet_tui.storage.history.log import changes_text

_MOST_KEPT = 20_000


class AddedText:
    """Makes the texts. Most values repeat from person to person: each is put into words once."""

    def __init__(self, profile_type: ProfileType, names: Names) -> None:
        self._fields = [(field.name, default_for(field), field) for field in profile_type.recorded]
        self._asked = [name for name, _, _ in self._fields]
        self._defaults = [default for _, default, _ in self._fields]
        self._names = names
        self._known: dict[tuple[str, Hashable], str] = {}

    def of(self, values: Values) -> str:
        """The changes of a new person with those values: `log.changes_text` of `history.changes`."""
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        known, pieces = self._known, []
        found = map(values.get, self._asked, self._defaults)
        for (name, default, field), value in zip(self._fields, found, strict=True):
            if value is default or value == default:
                continue
            if type(value) is str and default is None:
                pieces.append(f'"{name}":[null,{_quoted(value)}]')
                continue
            piece = known.get((name, value))
            if piece is None:
                both = [encode(field, default, self._names), encode(field, value, self._names)]
                piece = known[name, value] = changes_text({name: both})[1:-1]
            pieces.append(piece)
        return f"{{{','.join(pieces)}}}"


_quoted = json.JSONEncoder(ensure_ascii=False).encode
