"""Reads and writes the profile of a form, and the photo files that are named there."""

from __future__ import annotations

import contextlib
from datetime import datetime
from functools import partial

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.local_time import show_day
from fleet_tui.domain.people.copying import Template
from fleet_tui.domain.people.profile import Profile, cell, title
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.state import Raw, raw_of
from fleet_tui.ui.form.words import own_answers
from fleet_tui.ui.frame.guarded_screen import why_not


class PersonSaver:
    """Reads, adds and changes the profiles of one kind."""

    def __init__(
        self, services: Services, kind: PersonKind, person: int | None, template: Template | None = None
    ) -> None:
        """`person` is the id of the profile to begin with; None for the template of a new one, or the defaults."""
        self._services = services
        self._kind = kind
        self._person = person
        self._template = template
        self.sections = PROFILE_TYPES[kind].sections

    def start(self, template: Template | None) -> FormRecord:
        """What another new profile begins with.

        Raises:
            Refusal: nobody can be added.
        """
        record = self._record(None, template)
        self._person, self._template = None, template
        return record

    def read(self, shown: FormRecord | None) -> FormRecord:
        """The profile, or the defaults of a new one."""
        person = self._person if shown is None or shown.profile is None else shown.profile.id
        if person is None:
            return self._record(None, self._template)
        return self._record(self._services.people.profile(self._kind, person))

    def write(self, raw: Raw, shown: FormRecord) -> tuple[FormRecord, tuple[str, ...]]:
        """Add the profile, or save its changed fields."""
        people, profile = self._services.people, shown.profile
        if profile is None:
            saved = people.add(self._kind, raw)
        else:
            saved = people.save(self._kind, profile.id, profile.version, raw)
        return self._record(saved.profile), saved.notes

    def _record(self, profile: Profile | None, template: Template | None = None) -> FormRecord:
        services, kind, profile_type = self._services, self._kind, PROFILE_TYPES[self._kind]
        company = services.company.get()
        values = services.people.blank(kind) if profile is None else profile.values
        country = company.country if profile is None else profile.country
        fields = {field.name: field for section in profile_type.sections for field in section.fields}
        lists = {field.source for field in fields.values() if field.source is not None}
        role = values.get("role")
        allowed = services.lists.allows(role if isinstance(role, int) else None)
        rules = PersonFormRules(
            profile_type,
            adding=profile is None,
            fleet_pro=company.fleet_pro,
            payroll=company.payroll,
            entries={name: services.lists.entries(name) for name in lists},
            names={} if profile is None else profile.names,
            allowed=allowed,
            allowed_before=allowed,
            role=role,
            role_before=role,
            why_not=partial(why_not, services.grants),
            name="" if profile is None else profile.name,
            answers=own_answers(values),
        )
        raw = raw_of(fields, values, country)
        if raw.get("country", "") is None:  # without an address; one that is typed is in the company's country
            raw["country"] = company.country
        if profile is None:
            filled = self._filled(template, rules, raw) if template is not None else {}
            said = template.sentence if template is not None else ""
            head = title(kind, adding=True)
            return FormRecord(f"{kind.value}-new", raw, None, rules, head, {}, filled=filled, sentence=said)
        words = {name: cell(profile_type, name, profile.values, profile.names, profile.country) for name in fields}
        may_change = services.grants.may(MANAGE_PEOPLE)
        head = _head(profile, title(kind, adding=False) if may_change else profile_type.singular)
        return FormRecord(f"{kind.value}-{profile.id}", raw, profile.version, rules, head, words, profile)

    def _filled(self, template: Template, rules: PersonFormRules, raw: Raw) -> dict[str, object]:
        """The editor values of a template: of fields that can be filled in, and without retired entries."""
        fields = PROFILE_TYPES[self._kind].fields
        entries = {field.name: rules.entries[field.source] for field in fields.values() if field.source is not None}
        values = {name: value for name, value in template.values.items() if value is not None}
        for name, wanted in template.named.items():
            ids = tuple(entry.id for entry in entries[name] if entry.name in wanted)
            values[name] = ids if fields[name].kind is Kind.REFERENCES else next(iter(ids), None)
        for name in values.keys() & entries.keys():
            offered = {entry.id for entry in entries[name]}
            value = values[name]
            ids = tuple(id for id in value if id in offered) if isinstance(value, tuple) else ()
            values[name] = ids if isinstance(value, tuple) else value if value in offered else None
        shown = raw_of({name: fields[name] for name in values}, values, self._services.company.get().country)
        open = {name for name in shown if rules.asked(fields[name], raw) and not rules.closed(fields[name], raw)}
        return {name: value for name, value in shown.items() if name in open and value != raw.get(name)}


class PhotoPaths:
    """The photo files of the person's computer; the service is loaded when a path is typed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def read(self, path: str) -> Photo:
        """The photo in a file.

        Raises:
            BadValue: it cannot be used.
        """
        return self._services.photos.read(path)

    def complete(self, typed: str) -> str | None:
        """The path of a photo, completed; None without the permission."""
        with contextlib.suppress(Refusal):
            return self._services.photos.complete(typed)
        return None


def _head(profile: Profile, titled: str) -> str:
    """Who it is, and below when what happened: days, so that all of them fit a form of 64 cells."""
    profile_type = PROFILE_TYPES[profile.kind]

    def words(name: str) -> str:
        return cell(profile_type, name, profile.values, profile.names, profile.country)

    first, days = [titled, words("name"), words("active")], {"Created": "created", "Changed": "changed"}
    if profile.values.get("status") == Status.SIGNED_IN.value:
        days["Signed in"] = "last_sign_in"
    else:
        first.append(words("status"))
    moments = ((said, profile.values.get(name)) for said, name in days.items())
    second = (f"{said} {show_day(moment)}" for said, moment in moments if isinstance(moment, datetime))
    return f"{' · '.join(first)}\n{' · '.join(second)}"
