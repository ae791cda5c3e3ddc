"""Every action by its name: those that can be run here, those that other screens have, and where other keys work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.saved_views import View
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.ui.base.keys import mapped
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.base.textual_compat import bindings_of
from fleet_tui.ui.palette.choices import Choice, Lead, Offer, Run, ShowView, Tell
from fleet_tui.ui.palette.synonyms import AT_CURSOR, KIND_SYNONYMS, SYNONYMS, place_of

ADD = "list.add"
"""Adds a person of the kind that a list shows: offered for each kind."""
ADD_ENTRY = "lists.add"
"""Adds an entry: offered for each list."""
_LABELS = {entry.id: entry.label for entry in DESTINATIONS}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the palette may lead: the list that actions on people belong to, and why some destinations are closed."""

    people: str
    closed: Mapping[str, str]


def here(app: App[None], screen: Screen[object]) -> list[Offer]:
    """The actions that have a key on the screen, those of its menus, and those that work anywhere, each binding once.

    Hidden keys of widgets are left out: moving in a table is not looked up by name. In a text field letters are text,
    so the app's actions are offered without a key. Actions that cannot run are left out.
    """
    found: dict[str, Offer] = {}
    for offer in (*_of_menus(app, screen), *_of_keys(app, screen), *_of_app(app)):
        found.setdefault(offer.id, offer)
    found.pop(ADD, None)
    return list(found.values())


def _of_menus(app: App[None], screen: Screen[object]) -> Iterator[Offer]:
    """The entries of the screen's menus, each with two keys: the menu's and its own."""
    menus: Mapping[str, Mapping[str, Binding]] = getattr(screen, "menus", dict)()
    opens = {active.binding.action: active.binding for active in screen.active_bindings.values()}
    for action, entries in menus.items():
        for picked, entry in entries.items():
            keys = [app.get_key_display(each) for each in (opens.get(action), mapped(app, entry)) if each and each.key]
            id = entry.id or f"{action}.{picked}"
            run = Run(f"{action}('{picked}')", screen)
            yield Offer(id, entry.description, " ".join(keys), run, synonyms=SYNONYMS.get(id, ()))


def _of_keys(app: App[None], screen: Screen[object]) -> Iterator[Offer]:
    words_of: Callable[[Binding], str] = getattr(screen, "words_of", attrgetter("description"))
    for active in screen.active_bindings.values():
        binding = active.binding
        on_screen = isinstance(active.node, Screen | App) or binding.show
        if binding.id and binding.description and on_screen and active.enabled:
            run = Run(binding.action, active.node)
            yield _offer(binding, app.get_key_display(binding), run, name=words_of(binding))


def _can_run(app: App[None], binding: Binding) -> bool:
    """Whether the app has nothing against the action: the shell in a forced session, say."""
    _, action, parameters = parse(binding.action)
    return app.check_action(action, parameters) is not False


def _of_app(app: App[None]) -> Iterator[Offer]:
    for binding in bindings_of(app):
        if binding.id and binding.description and _can_run(app, binding):
            yield _offer(binding, "", Run(binding.action, app))


def elsewhere(app: App[None], known: Iterable[Binding], offered: Iterable[Offer], places: Places) -> list[Offer]:
    """The actions of other screens, which lead there, and the keys that the palette cannot lead to, with their place.

    `known` are all bindings of the program, `offered` what is offered here.
    """
    bindings = {each.id: each for each in known if each.id and each.description and _can_run(app, each)}
    taken = {ADD, *(offer.id for offer in offered)}
    away = [_away(app, binding, places) for id, binding in bindings.items() if id not in taken]
    return [*_adding(app, bindings, places), *away]


def _adding(app: App[None], known: Mapping[str, Binding], places: Places) -> Iterator[Offer]:
    """Adding a person of each kind, and an entry to each list."""
    add, entry = known[ADD], known[ADD_ENTRY]
    for kind in PersonKind:
        name, verbs = PROFILE_TYPES[kind].singular, SYNONYMS[ADD]
        nouns = (name.lower(), *KIND_SYNONYMS[kind])
        synonyms = (*verbs, *nouns, *(f"{verb} {noun}" for verb in verbs for noun in nouns))
        lead, keys = _lead(kind.value, add.action, places), app.get_key_display(mapped(app, add))
        yield Offer(ADD, f"Add {name}", keys, lead, _LABELS[kind.value], synonyms)
    for of in ListName:
        noun = of.label.removesuffix("s").lower()
        lead = _lead("lists", f"{entry.action}('{of.value}')", places)
        yield Offer(ADD_ENTRY, f"Add to {of.label}", "", lead, _LABELS["lists"], (f"new {noun}", f"create {noun}"))


def _away(app: App[None], binding: Binding, places: Places) -> Offer:
    id = binding.id or ""
    area, keys = id.partition(".")[0], app.get_key_display(mapped(app, binding))
    destination = places.people if area in ("list", "actions") else area
    if destination not in _LABELS:
        return _offer(binding, keys, Tell(f"{binding.description}: {keys} {place_of(id)}."), place=place_of(id))
    if area == "actions":
        keys = f"x {keys}"
    if id.startswith(AT_CURSOR):
        lead = _lead(destination, "", places, f"{binding.description}: {keys}, for what is at the cursor.")
    else:
        lead = _lead(destination, binding.action, places)
    return _offer(binding, keys, lead, place=_LABELS[destination])


def _lead(destination: str, action: str, places: Places, sentence: str = "") -> Choice:
    closed = places.closed.get(destination)
    return Tell(closed) if closed else Lead(destination, action, sentence)


def _offer(binding: Binding, keys: str, choice: Choice, *, name: str = "", place: str = "") -> Offer:
    id = binding.id or ""
    area, _, of = id.partition(".")
    label = (_LABELS[of],) if area == "go" else ()
    return Offer(id, name or binding.description, keys, choice, place, (*label, *SYNONYMS.get(id, ())))


def of_views(views: Iterable[View]) -> list[Offer]:
    """The saved views."""
    return [
        Offer("", displayable(view.name), "", ShowView(view), f"View of {PROFILE_TYPES[view.kind].plural}")
        for view in views
    ]
