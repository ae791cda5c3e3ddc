"""What the palette has found: people and offers in order, and the rows that show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rich.cells import cell_len

from fleet_tui.domain.people.found import Found
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable, search_key
from fleet_tui.ui.palette.choices import Choice, Offer, Person, Tell
from fleet_tui.ui.palette.matching import INSIDE, WHOLE, WORDS, score
from fleet_tui.ui.widgets.grid_columns import fit

NAME = 24
"""The most cells of a name, so that what tells people apart stays in sight."""
_MISSES, _ALIKE, _FEWEST = 3, 0.75, 4
"""So many offers are meant at most by a slip of the finger, how like it they are, and the letters that it takes."""
_INACTIVE = " (inactive)"
_APART = "  "
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Result:
    """A row and what Enter takes with it."""

    words: str
    choice: Choice


def results(typed: str, people: Sequence[Found], offers: Iterable[Offer]) -> list[Result]:
    """What was found for the text, the likeliest first.

    That is what has exactly that name, then people, then what begins like it. People whom the text is only in the
    middle of a name come behind.
    """
    points = {offer: points for offer in offers if (points := _points(typed, offer)) is not None}
    scored = sorted(points, key=lambda offer: (points[offer], isinstance(offer.choice, Tell)))
    whole = [offer for offer in scored if points[offer] == WHOLE]
    near = [offer for offer in scored if WHOLE < points[offer] <= WORDS]
    far = [offer for offer in scored if points[offer] > WORDS]
    found = _of_people(people)
    meant = [row for person, row in zip(people, found, strict=True) if _is_meant(typed, person)]
    others = [row for row in found if row not in meant]
    rows = [*of_offers(whole), *meant, *of_offers(near), *others, *of_offers(far)]
    return list(dict.fromkeys(rows))


def near_misses(typed: str, offers: Iterable[Offer]) -> list[Result]:
    """Offers whose name was most likely meant by a text that names nothing."""
    named: dict[str, Offer] = {}
    for offer in sorted(offers, key=lambda offer: isinstance(offer.choice, Tell)):
        for name in (offer.name, *offer.synonyms):
            named.setdefault(search_key(name), offer)
    meant = get_close_matches(search_key(typed), named, _MISSES, _ALIKE) if len(typed) >= _FEWEST else ()
    return of_offers(dict.fromkeys(named[name] for name in meant))


def _is_meant(typed: str, person: Found) -> bool:
    """Whether more of the person than the middle of a name has the text."""
    inside = search_key(typed) in search_key(person.name) and score(typed, person.name, (person.truck,)) in (
        None,
        INSIDE,
    )
    return bool(person.known_by) or not inside


def _points(typed: str, offer: Offer) -> int | None:
    return score(typed, offer.name, offer.synonyms, offer.place)


def of_offers(offers: Iterable[Offer]) -> list[Result]:
    """Offers as rows: the name, where it is unless it is here, and its keys."""
    return [Result(_words(offer), offer.choice) for offer in offers]


def _words(offer: Offer) -> str:
    name = f"{offer.name}{_BETWEEN}{offer.place}" if offer.place else offer.name
    return f"{name}{_APART}{offer.keys}" if offer.keys else name


def _of_people(people: Sequence[Found]) -> list[Result]:
    names = [_name(person) for person in people]
    width = min(NAME, max(map(cell_len, names), default=0))
    phones = max((len(person.phone) for person in people), default=0)
    return [
        Result(
            f"{fit(name, width)}{_APART}{person.phone:{phones}}{_APART}{_BETWEEN.join(filter(None, _about(person)))}",
            Person(person.kind, person.id),
        )
        for name, person in zip(names, people, strict=True)
    ]


def _name(person: Found) -> str:
    name, mark = displayable(person.name), "" if person.active else _INACTIVE
    return fit(name, min(cell_len(name), NAME - len(mark))) + mark


def _about(person: Found) -> tuple[str, ...]:
    kind = PROFILE_TYPES[person.kind].singular
    return displayable(person.known_by), displayable(person.truck), kind, displayable(person.place)
