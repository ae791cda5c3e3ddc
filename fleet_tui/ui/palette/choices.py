"""What can be chosen in the palette, as values that the app carries out."""

from __future__ import annotations

from dataclasses import dataclass

from textual.dom import DOMNode

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.saved_views import View


@dataclass(frozen=True, slots=True)
class Run:
    """An action of what is on screen."""

    action: str
    node: DOMNode


@dataclass(frozen=True, slots=True)
class Lead:
    """An action of another screen: the way there, then the action, or the sentence about its key."""

    destination: str
    action: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """A key that works where the palette cannot lead; the sentence says where."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person's profile; with `listed`, the person in the list of their kind."""

    kind: PersonKind
    id: int
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ShowView:
    """A saved view, in its list."""

    view: View


Choice = Run | Lead | Tell | Person | ShowView


@dataclass(frozen=True, slots=True)
class Offer:
    """An action, a screen or a view by its name. `id` is its binding's, empty for a view."""

    id: str
    name: str
    keys: str
    choice: Choice
    place: str = ""
    synonyms: tuple[str, ...] = ()
