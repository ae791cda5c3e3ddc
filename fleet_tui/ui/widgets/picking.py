"""What is typed on a chooser, read as choices: `serv`, `serv, inst`, `-serv` (product.md, "Keys")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from fleet_tui.domain.text import displayable
from fleet_tui.ui.widgets.choice_list import Pick
from fleet_tui.ui.widgets.label_search import LabelSearch

NONE = Pick("", "(none)")
"""The choice of no value."""
AWAY = "-"
"""Before a part that takes a picked choice away; alone, on a chooser of one, no value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The choices that a text means, in the order typed; `unclear` is the first part that means no single one."""

    taken: tuple[Pick, ...] = ()
    removed: tuple[Pick, ...] = ()
    unclear: str = ""
    fits: tuple[Pick, ...] = ()
    """The choices that fit the last part, best first."""
    offered: tuple[Pick, ...] = ()
    """The choices there are for that part."""

    def words(self, width: int) -> str:
        """What the text means, in so many cells."""
        if self.unclear:
            if self.fits:
                start = f"{len(self.fits):,}: "
            else:
                start = "no match in: " if self.offered else "nothing to choose from"
            return start + fit_some(self.fits or self.offered, width - len(start))
        more = f" · {len(self.fits):,} fit" if len(self.fits) > 1 else ""
        meant = [*_labels(self.taken), *(f"not {label}" for label in _labels(self.removed))]
        words = fit(meant, width - len(more))
        return words + more if cell_len(words + more) <= width else fit(meant, width)

    @property
    def complaint(self) -> str:
        """The sentence about the unclear part; empty when all is clear."""
        if not self.unclear:
            return ""
        part = displayable(self.unclear)
        if self.fits:
            return f"“{part}” fits {len(self.fits):,}: {_some(self.fits)}. Type more of it, or Enter lists them."
        exists = f" There are: {_some(self.offered)}." if self.offered else ""
        return f"Nothing matches “{part}”.{exists} Backspace erases, Esc clears."


class PickReader:
    """Reads text as choices among some."""

    def __init__(self, picks: Sequence[Pick], *, many: bool, optional: bool) -> None:
        """`optional`: a chooser of one may have no value."""
        self._many = many
        self._picks = (*picks, NONE) if optional and not many else tuple(picks)
        self._search = LabelSearch([pick.label for pick in self._picks])

    def read(self, text: str, picked: Collection[str | int] = ()) -> Reading:
        """The choices that the text means; commas separate several, unless a label has them.

        `picked` are the values that can be taken away.
        """
        text = text.strip()
        if not self._many:
            if text == AWAY and NONE in self._picks:
                return Reading((NONE,))
            return self._one(text)
        taken: list[Pick] = []
        removed: list[Pick] = []
        fits: tuple[Pick, ...] = ()
        for part in self._parts(text):
            away = part.startswith(AWAY)
            reading = self._away(part[1:].strip(), picked) if away else self._one(part)
            if reading.unclear:
                return Reading(tuple(taken), tuple(removed), part, reading.fits, reading.offered)
            (removed if away else taken).extend(reading.taken)
            fits = reading.fits
        return Reading(tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(removed)), fits=fits)

    def _parts(self, text: str) -> list[str]:
        if "," not in text or self._search.find(text):
            return [text] if text else []
        return [part for each in text.split(",") if (part := each.strip())]

    def _one(self, text: str) -> Reading:
        return _read(self._picks, self._search, text)

    def _away(self, text: str, picked: Collection[str | int]) -> Reading:
        there = tuple(pick for pick in self._picks if pick.value in picked)
        return _read(there, LabelSearch([pick.label for pick in there]), text)


def _read(picks: tuple[Pick, ...], search: LabelSearch, text: str) -> Reading:
    if not text:
        return Reading(unclear=AWAY, fits=picks, offered=picks)
    fits = tuple(picks[place] for place in search.find(text))
    if search.meant(text) is not None:
        return Reading(fits[:1], fits=fits)
    return Reading(unclear=text, fits=fits, offered=picks)


def fit(words: Sequence[str], width: int, all: int = 0) -> str:
    """As many of the words as fit the width, then the number of the others: `Sales, Service +2`.

    `all` is how many there are, where only the first of them are given.
    """
    all = max(all, len(words))
    for count in range(min(len(words), max(1, width)), 0, -1):
        more = f" +{all - count:,}" if count < all else ""
        text = ", ".join(words[:count]) + more
        if cell_len(text) <= width or count == 1:
            return text
    return ""


def fit_some(picks: Sequence[Pick], width: int) -> str:
    """The labels that fit the width; looks at no more of thousands than there is room for."""
    return fit(_labels(picks[: max(1, width)]), width, len(picks))


def _labels(picks: Sequence[Pick]) -> list[str]:
    return [displayable(pick.label) for pick in picks]


_SOME = 6
"""The most choices that a sentence names."""


def _some(picks: Sequence[Pick]) -> str:
    more = f" and {len(picks) - _SOME:,} more" if len(picks) > _SOME else ""
    return ", ".join(_labels(picks[:_SOME])) + more
