"""The form that adds or edits a technician or an employee."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile, cell, title
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.others.head import FormHead
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.state import Raw, raw_of
from fleet_tui.ui.form.words import own_answers
from fleet_tui.ui.frame.guarded_screen import why_not
from fleet_tui.ui.people.field_checking import FieldChecking
from fleet_tui.ui.people.live.follow import FOLLOWS
from fleet_tui.ui.people.live.form import LiveForm

if TYPE_CHECKING:
    from fleet_tui.ui.people.profile_actions import ProfileCommands


class PersonForm(FormScreen):
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
        """`person` is the id of the profile; None adds one."""
        self._photos = PhotoPaths(services)
        super().__init__(PersonSaver(services, kind, person), services.drafts, services.grants, self._photos)
        self.entry = kind.value
        self._services = services
        self._opened = person
        self._adopted: int | None = None
        self._checking = FieldChecking(self, services.people, kind)
        self.live = LiveForm(self, services, kind)

    def on_mount(self) -> None:
        """Follow what others do with the profile."""
        self.set_interval(FOLLOWS, self.follow)

    async def on_unmount(self) -> None:
        """Tell others that the profile is not open any more."""
        await self.live.end()

    @work(exclusive=True, group="follow")
    async def follow(self) -> None:
        await self.live.look()

    @property
    def may_read(self) -> bool:
        """Whether no dialog is over the form and no save is under way."""
        return self.is_current and not self.saving.busy

    def show_note(self, *notes: str) -> None:
        """Write the first of these wordings that fits above the form; one that is gone shows none."""
        head = self.query_one_optional(FormHead)
        if head is not None:
            head.show_note(*notes)

    @property
    def profile(self) -> Profile | None:
        """The profile as it is stored; None until it is read, or added."""
        return None if self.record is None else self.record.profile

    @property
    def person(self) -> int | None:
        """The id of the profile; None for one that is not added yet."""
        return self._opened if self.profile is None else self.profile.id

    def adopt(self, record: FormRecord, later: Raw | None = None) -> None:
        """Show a stored profile with later typing on top; the form will answer its id."""
        super().adopt(record, later)
        if self.profile is not None:
            self._adopted = self.profile.id

    def _show(self, record: FormRecord) -> None:
        super()._show(record)
        self._checking.begin(record.raw)
        self.follow()

    def dismiss(self, result: int | None = None) -> AwaitComplete:
        """Close the form and answer the id of the profile saved last."""
        return super().dismiss(self._adopted if result is None else result)

    @on(Edited)
    @work(exclusive=True, group="role")
    async def _role_edited(self, event: Edited) -> None:
        """Show the permissions of the picked role on the Permissions tab."""
        form = self.form
        if event.editor.field.name != "role" or form is None or not isinstance(form.rules, PersonFormRules):
            return
        role = event.editor.raw
        allowed = await self.run_or_say(self._services.lists.allows, role if isinstance(role, int) else None)
        if allowed is not None:
            form.rules.allowed, form.rules.role = allowed, role
            form.settle()

    @on(DescendantBlur)
    def _left(self, event: DescendantBlur) -> None:
        """Check a field that was left, beside the keys."""
        name = event.widget.id or ""
        if names := self._checking.to_ask(name):
            self.run_worker(self._checking.check(names), group=f"check {name}", exclusive=True)

    @on(PhotoEditor.Made)
    def _photo_made(self, event: PhotoEditor.Made) -> None:
        event.editor.complete_with(self._photos.complete)

    @on(PhotoEditor.Left)
    @work(exclusive=True, group="photo")
    async def _photo_left(self) -> None:
        """Show the problem of a photo at once: at save the user may not remember the file's place."""
        if self.form is not None:
            self.form.problems |= await self.saving.read_photos(self.form)
            self.form.settle()

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        return {"profile_actions": self._commands().offered()}

    @work(exclusive=True, group=ASKING)
    async def action_profile_actions(self, picked: str = "") -> None:
        """Run the picked profile action, or ask for one."""
        await self.saving.settled()
        await self._commands().act(picked)

    def _commands(self) -> ProfileCommands:
        from fleet_tui.ui.people.profile_actions import ProfileCommands

        return ProfileCommands(self, self._services, partial(PersonForm, self._services))


class PersonSaver:
    """Reads, adds and changes the profiles of one kind."""

    def __init__(self, services: Services, kind: PersonKind, person: int | None) -> None:
        """`person` is the id of the profile to begin with; None for the defaults of a new one."""
        self._services = services
        self._kind = kind
        self._person = person
        self.sections = PROFILE_TYPES[kind].sections

    def read(self, shown: FormRecord | None) -> FormRecord:
        """The profile, or the defaults of a new one."""
        person = self._person if shown is None or shown.profile is None else shown.profile.id
        if person is None:
            return self._record(None)
        return self._record(self._services.people.profile(self._kind, person))

    def write(self, raw: Raw, shown: FormRecord) -> tuple[FormRecord, tuple[str, ...]]:
        """Add the profile, or save its changed fields."""
        people, profile = self._services.people, shown.profile
        if profile is None:
            saved = people.add(self._kind, raw)
        else:
            saved = people.save(self._kind, profile.id, profile.version, raw)
        return self._record(saved.profile), saved.notes

    def _record(self, profile: Profile | None) -> FormRecord:
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
        if profile is None:
            return FormRecord(f"{kind.value}-new", raw, None, rules, title(kind, adding=True), {})
        words = {name: cell(profile_type, name, profile.values, profile.names, profile.country) for name in fields}
        may_change = services.grants.may(MANAGE_PEOPLE)
        head = _head(profile, title(kind, adding=False) if may_change else profile_type.singular)
        return FormRecord(f"{kind.value}-{profile.id}", raw, profile.version, rules, head, words, profile)


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
    profile_type = PROFILE_TYPES[profile.kind]

    def words(name: str) -> str:
        return cell(profile_type, name, profile.values, profile.names, profile.country)

    first = f"{titled} · {words('name')} · {words('active')} · {words('status')}"
    return f"{first}\nCreated {words('created')} · Changed {words('changed')}"
