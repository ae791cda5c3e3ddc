"""What the database knows of the end of a command line: names of people, and entries of the company's lists."""

from __future__ import annotations

from collections.abc import Iterator

from fleet_tui.bootstrap.services import services_at
from fleet_tui.bootstrap.settings import load
from fleet_tui.bootstrap.sign_in import signed_in
from fleet_tui.cli.arguments import place
from fleet_tui.domain.accounts.sign_in import SignInMode
from fleet_tui.domain.fields import FieldSet, Kind, PersonKind, ProfileType, When
from fleet_tui.domain.filters.conditions import Contains, Filter
from fleet_tui.domain.filters.line.completing import complete
from fleet_tui.domain.filters.line.vocabulary import Vocabulary
from fleet_tui.domain.filters.line.words import QUOTE
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.history.query import HISTORY_FIELDS
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services

_MOST = 50


def answers(asked: str, kind: str, database: str | None, typed: str) -> Iterator[str]:
    """The words for a person, a value of a field, or a filter.

    Nobody is asked for a password here: where people sign in with one, only what takes no sign-in is known.

    Raises:
        Refusal: the database cannot be read, or the user may not.
    """
    if not kind:
        yield from _filter(HISTORY_FIELDS, typed, Vocabulary({}))
        return
    of = PersonKind(kind)
    settings = load(database=place(database) if database else None)
    with services_at(settings.place, settings.drafts, create=False) as services:
        if services.sessions.options().mode is SignInMode.OPERATING_SYSTEM:
            yield from _of_people(signed_in(services, None), asked, PROFILE_TYPES[of], typed)


def _of_people(services: Services, asked: str, profile_type: ProfileType, typed: str) -> Iterator[str]:
    if asked == "who":
        yield from _names(services, profile_type.kind, typed)
        return
    vocabulary = services.lists.vocabulary(profile_type.kind)
    if asked == "filter":
        yield from _filter(profile_type, typed, vocabulary)
    else:
        yield from _assignments(profile_type, asked, typed, vocabulary)


def _names(services: Services, kind: PersonKind, typed: str) -> Iterator[str]:
    """Names that begin as typed; like every text that leaves the program they take the permission to export people."""
    filter = Filter((Contains("name", typed),)) if typed else Filter()
    page = services.people.page(ListQuery(kind, ("name",), filter), limit=_MOST, export=True)
    return (str(person.values["name"]) for person in page.people)


def _filter(fields: FieldSet, typed: str, vocabulary: Vocabulary) -> Iterator[str]:
    found = complete(fields, typed, len(typed), vocabulary)
    return (typed[: found.start] + word for word in found.words)


def _assignments(profile_type: ProfileType, asked: str, typed: str, vocabulary: Vocabulary) -> Iterator[str]:
    """`FIELD=` for each field, or `FIELD=VALUE` for what the field before the sign can have."""
    name, sign, value = typed.partition("=")
    if not sign:
        for field in profile_type.fields.values():
            bulk_only = asked == "assignment" and not field.bulk
            if field.when is not When.NEVER and field.kind not in (Kind.SECRET, Kind.PHOTO) and not bulk_only:
                yield f"{field.name}="
        return
    begun = f"{name.rstrip('+-')}:"
    found = complete(profile_type, begun + value, len(begun + value), vocabulary)
    kept = value[: max(0, found.start - len(begun))]
    for word in found.words:
        plain = word[1:-1] if word.startswith(QUOTE) and "," not in word else word
        yield f"{name}={kept}{plain}"
