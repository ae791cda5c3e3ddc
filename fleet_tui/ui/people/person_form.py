"""Add and edit a technician or an employee."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.errors import Refusal, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile, Saved, cell, title
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.permission_words import own_answers
from fleet_tui.ui.form.record import FormRecord
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.saving import SavingForm
from fleet_tui.ui.form.state import Raw, raw_of
from fleet_tui.ui.frame.granting import why_not


class PersonForm(SavingForm):
    """The form of one profile; a new one becomes the form of the profile that it added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "profile_actions", "Profile Actions", id="form.actions", key_display="F4"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F4 | Profile Actions: deactivate or activate, invite, reset, history, photo, who has a value already. |
    """

    def __init__(self, services: Services, kind: PersonKind, person: int | None) -> None:
        super().__init__(services.drafts)
        self.entry = kind.value
        self.kind = kind
        self.person = person
        self.profile: Profile | None = None
        self._saved: int | None = None
        self.profile_type = PROFILE_TYPES[kind]
        self.sections = self.profile_type.sections
        self._services = services
        self.grants = services.grants

    @property
    def key(self) -> str:
        """Names the draft: one for each profile, and one for a new profile of each kind."""
        return f"{self.kind.value}-{'new' if self.person is None else self.person}"

    def read(self) -> FormRecord:
        """The profile, or the defaults of a new one."""
        if self.person is None:
            return self._record(None)
        return self._record(self._services.people.profile(self.kind, self.person))

    def write(self, raw: Raw, version: int | None) -> tuple[FormRecord, tuple[str, ...]]:
        """Add the profile, or save what was changed of it."""
        people = self._services.people
        if self.person is None or version is None:
            saved = people.add(self.kind, raw)
        else:
            saved = people.save(self.kind, self.person, version, raw)
        return self._record(saved.profile), saved.notes

    def read_photo(self, path: str) -> Photo:
        """The photo in a file."""
        return self._services.photos.read(path)

    def complete_photo(self, typed: str) -> str | None:
        """The path of a photo, completed; None without the permission."""
        with contextlib.suppress(Refusal):
            return self._services.photos.complete(typed)
        return None

    def _record(self, profile: Profile | None) -> FormRecord:
        services, profile_type = self._services, self.profile_type
        company = services.company.get()
        values = services.people.blank(self.kind) if profile is None else profile.values
        country = company.country if profile is None else profile.country
        fields = {field.name: field for section in profile_type.sections for field in section.fields}
        lists = {field.source for field in fields.values() if field.source is not None}
        role = values.get("role")
        allowed = services.lists.allows(role if isinstance(role, int) else None)
        terms = PersonFormRules(
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
            why_not=partial(why_not, self.grants),
            name="" if profile is None else profile.name,
            answers=own_answers(values),
        )
        raw = raw_of(fields, values, country)
        if profile is None:
            return FormRecord(raw, None, terms, {}, title(self.kind, adding=True), profile)
        words = {name: cell(profile_type, name, profile.values, profile.names, country) for name in fields}
        titled = title(self.kind, adding=False) if self.grants.may(MANAGE_PEOPLE) else profile_type.singular
        return FormRecord(raw, profile.version, terms, words, _head(profile, titled), profile)

    def _shown(self, record: FormRecord) -> None:
        """One that was just added has its own draft from here on."""
        super()._shown(record)
        if record.profile is not None and (self.profile is not None or self.person is None):
            self._saved = record.profile.id
        self.profile = record.profile
        if record.profile is not None:
            self.person = record.profile.id

    def dismiss(self, result: int | None = None) -> AwaitComplete:
        """Close the form; its result is the id of the profile that it saved last, however it is left."""
        return super().dismiss(self._saved if result is None else result)

    @on(Edited)
    @work(exclusive=True, group="role")
    async def _role_edited(self, event: Edited) -> None:
        """Follow the role that is picked: what it allows is shown on the Permissions tab."""
        form = self.form
        if event.editor.field.name != "role" or form is None or not isinstance(form.terms, PersonFormRules):
            return
        role = event.editor.raw
        try:
            allowed = await run_in_thread(self._services.lists.allows, role if isinstance(role, int) else None)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
        else:
            form.terms.allowed, form.terms.role = allowed, role
            form.settle()

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        """What can be done with the profile."""
        from fleet_tui.ui.people.profile_actions import offered

        return {"profile_actions": offered(self, self._services)}

    @work(exclusive=True, group=ASKING)
    async def action_profile_actions(self, picked: str = "") -> None:
        """Ask what is to be done with the profile, unless it is picked; do it."""
        from fleet_tui.ui.people.profile_actions import act

        await self.settled()
        await act(self, self._services, picked)

    async def set_active(self, active: bool) -> None:
        """Activate or deactivate the profile and show it as it is then."""
        profile = self.profile
        if profile is None:
            return
        try:
            saved: Saved = await run_in_thread(
                self._services.people.set_active, self.kind, profile.id, profile.version, active
            )
            record = await run_in_thread(self._record, saved.profile)
        except Stale as stale:
            await self.show_stored(f"{displayable(str(stale))} This is how it is now.", problem=True)
            return
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return
        self.adopt(record)
        noun = self.profile_type.singular.lower()
        effect = "can sign in again" if active else "cannot sign in while inactive"
        done = f"{displayable(saved.profile.name)} is {'active' if active else 'inactive'}: this {noun} {effect}."
        self.say(" ".join((done, *saved.notes)))

    async def show_stored(self, why: str, *, problem: bool = False) -> None:
        """Show the profile as it is now, and say why: over another one the same action would be refused for ever."""
        try:
            self.adopt(await run_in_thread(self.read))
        except Refusal as refusal:
            why, problem = str(refusal), True
        self.say(why, problem=problem)


def _head(profile: Profile, titled: str) -> str:
    profile_type = PROFILE_TYPES[profile.kind]

    def words(name: str) -> str:
        return cell(profile_type, name, profile.values, profile.names, profile.country)

    first = f"{titled} · {words('name')} · {words('active')} · {words('status')}"
    return f"{first}\nCreated {words('created')} · Changed {words('changed')}"
