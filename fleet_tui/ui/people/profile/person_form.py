"""The form that adds or edits a technician or an employee."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur

from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.people.copying import Template
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.base.key_queue import ASKING
from fleet_tui.ui.form.editor import Edited
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.saver import FormRecord
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.form.widget import Form
from fleet_tui.ui.people.live.form import LiveForm, OthersOnProfile
from fleet_tui.ui.people.profile.field_checking import FieldChecking
from fleet_tui.ui.people.profile.person_saver import PersonSaver, PhotoPaths

if TYPE_CHECKING:
    from fleet_tui.ui.people.profile.profile_actions import ProfileCommands
    from fleet_tui.ui.widgets.photo import PhotoBeside


class PersonForm(FormScreen):
    """The form of one profile; a new one becomes the form of the profile that it added."""

    MANUAL: ClassVar[str] = "profiles"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "profile_actions", "Profile Actions", id="form.actions", key_display="F4"),
        Binding("ctrl+o", "app.destinations", "Sidebar", id="form.sidebar", key_display="^O"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | F4 | Profile Actions: (de)activate, invite, reset, add another, history, photo, who has a value already. |
    | ctrl+o | The sidebar: to the list and every other screen. |
    """

    VERTICAL_BREAKPOINTS = [(36, "-tall")]  # noqa: RUF012  # Textual declares it mutable

    def __init__(
        self, services: Services, kind: PersonKind, person: int | None, template: Template | None = None
    ) -> None:
        """`person` is the id of the profile; None adds one, which begins with the template."""
        self._photos = PhotoPaths(services)
        self._profiles = PersonSaver(services, kind, person, template)
        super().__init__(self._profiles, services.drafts, services.grants, self._photos)
        self._original = template.original if template is not None else None
        self._first, self._first_active = self._original, True
        if self._original is not None:
            self.save_group = ASKING  # keys behind F2 are for the question that comes
        self._kind = kind
        self.entry = kind.value
        self._services = services
        self._opened = person
        self._adopted: int | None = None
        self._beside: PhotoBeside | None = None
        self._checking = FieldChecking(self, services.people, kind)
        self.live = LiveForm(self, services, OthersOnProfile(services, kind))

    def on_mount(self) -> None:
        """Follow what others do with the profile."""
        self.live.begin()

    async def on_unmount(self) -> None:
        """Tell others that the profile is not open any more."""
        await self.live.end()

    @property
    def profile(self) -> Profile | None:
        """The profile as it is stored; None until it is read, or added."""
        return None if self.record is None else self.record.profile

    @property
    def person(self) -> int | None:
        """The id of the profile; None for one that is not added yet."""
        return self._opened if self.profile is None else self.profile.id

    def adopt(self, record: FormRecord, later: Raw | None = None) -> None:
        """Show a profile with later typing on top; the form will answer the id of the one saved last."""
        super().adopt(record, later)
        if self.profile is not None:
            self._adopted = self.profile.id

    def _show(self, record: FormRecord) -> None:
        super()._show(record)
        self.call_after_refresh(self._show_photo)  # the fields are filled next
        self._checking.begin(record.raw)
        self.live.look_now()

    async def _make_form(self) -> Form | None:
        form = await super()._make_form()
        if form is not None:
            self._begun(form)
            if self.app.has_class("-rich") and not self.app.no_color:
                self.run_worker(self._put_photo_beside(form), group="photo beside")
        return form

    def _show_photo(self) -> None:
        """Draw the photo that is stored, or that was read from a file, beside the fields."""
        photo = self.form.state.typed.get("photo") if self.form is not None else None
        if self._beside is not None:
            self._beside.show(photo if isinstance(photo, Photo) else None)

    async def _put_photo_beside(self, form: Form) -> None:
        from fleet_tui.ui.widgets.photo import PhotoBeside

        await form.usable.wait()
        self._beside = PhotoBeside(self._services.photos.drawn)
        await form.query(".column").last().mount(self._beside, before=0)
        self._show_photo()

    @on(Edited)
    def _photo_edited(self, event: Edited) -> None:
        if event.editor.field.kind is Kind.PHOTO:
            self._show_photo()

    def _begun(self, form: Form) -> None:
        """Begin at the first field that is missing, and check what a new profile begins with."""
        if self.profile is not None or self.record is None:
            return
        typed = form.state.typed
        missing = (field.name for field in form.fields() if field.required and not typed.get(field.name))
        self.starts_at = next(missing, "")
        filled = [name for name in self.record.filled if name in self._checking.to_ask(name)]
        self.run_worker(self._checking.check(filled), group="check filled")

    async def start_over(self, template: Template | None, said: str) -> None:
        """Become the form of another new profile, and say what the last save said."""
        form, record = self.form, await self.run_or_say(self._profiles.start, template)
        if form is None or record is None:
            return
        self._opened = self._original = None
        await self.live.end()
        beginning = await self.draft.begin(record)
        self._show(record)
        form.rules, form.problems = record.rules, beginning.problems
        form.fill(beginning.state)
        self._begun(form)
        await form.show_tab(self.sections[0].tab)
        form.focus_first(self.starts_at)
        self.say(" ".join(filter(None, (said, beginning.sentence or "This is the next one."))))

    async def save(self) -> bool:
        """Save what was typed; a person who has a profile of the other kind may not need that one any more."""
        adding = self.profile is None
        saved = await super().save()
        if adding and self.profile is not None and self._original is not None:
            from fleet_tui.ui.people.profile.more_profiles import offer_to_deactivate

            self._first_active = await offer_to_deactivate(self, self._services, self._original)
        return saved

    def action_save(self) -> None:
        self.require_form()
        self.run_worker(self._save_here(), group=self.save_group)

    async def _save_here(self) -> None:
        """Save, and say where Esc leads: nothing else of the picture tells that the form is still open."""
        if await self.save():
            over_list = len(self.app.screen_stack) - (self._first_form is not None) == 2
            to_list = over_list and self.app.current_mode in {kind.value for kind in PersonKind}
            self.say(f"{self.said} Esc goes back{' to the list' if to_list else ''}.")

    @property
    def _first_form(self) -> PersonForm | None:
        """The form of the same person's first profile, which this one closes once it has saved."""
        first, behind = self._first, self.app.screen_stack[-2]
        shown = behind.profile if isinstance(behind, PersonForm) and not behind.unsaved else None
        same = first is not None and shown is not None and (shown.kind, shown.id) == (first.kind, first.id)
        return behind if same and isinstance(behind, PersonForm) else None

    def dismiss(self, result: int | None = None) -> AwaitComplete:
        """Close the form and answer the id of the profile saved last."""
        first = self._first_form if self._adopted is not None else None
        closed = super().dismiss(self._adopted if result is None else result)
        if first is not None and self._first is not None:
            from fleet_tui.ui.people.profile.more_profiles import where_both_are

            first.parting = where_both_are(self._first, active=self._first_active)
            first.dismiss()
        return closed

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
            self._show_photo()

    def menus(self) -> Mapping[str, Mapping[str, Binding]]:
        return {"profile_actions": self._commands().offered()}

    @work(exclusive=True, group=ASKING)
    async def action_profile_actions(self, picked: str = "") -> None:
        """Run the picked profile action, or ask for one."""
        await self.saving.settled()
        await self._commands().act(picked)

    def _commands(self) -> ProfileCommands:
        from fleet_tui.ui.people.profile.profile_actions import ProfileCommands

        return ProfileCommands(self, self._services, partial(PersonForm, self._services), self.start_over)
