"""Profile Actions: actions on a whole profile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from textual.binding import Binding
from textual.screen import Screen

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, MANAGE_PEOPLE, SEE_HISTORY
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.actions import SENDS, Send, SetActive, permission_for
from fleet_tui.domain.bulk.advice import advice
from fleet_tui.domain.bulk.evaluate import GONE
from fleet_tui.domain.bulk.plan import Plan, Verdict
from fleet_tui.domain.bulk.wording import billed
from fleet_tui.domain.errors import Holder, Refusal, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile, cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread, run_patiently
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import own_entries
from fleet_tui.ui.dialogs.questions import SAVE, SaveFirst
from fleet_tui.ui.form.rules import PersonFormRules
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.words import holders_in
from fleet_tui.ui.frame.guarded_screen import why_not
from fleet_tui.ui.people.profile.more_profiles import (
    ANOTHER,
    AS_EMPLOYEE,
    AS_TECHNICIAN,
    LIKE,
    StartOver,
    add_another,
    add_in_other_kind,
)
from fleet_tui.ui.people.profile.profile_menu import ProfileActions

OpenForm = Callable[..., Screen[int | None]]
"""Makes the form of a profile by kind and id, or of a new one by kind, None and a template."""

_SENDS = {"invite": Send(Purpose.INVITE), "reset": Send(Purpose.RESET)}
_SENT = {Purpose.INVITE: "is invited", Purpose.RESET: "is sent a password reset"}
_NEEDED = {name: permission_for(send) for name, send in _SENDS.items()} | {
    "activate": ACTIVATE_PEOPLE,
    "deactivate": ACTIVATE_PEOPLE,
    "history": SEE_HISTORY,
    **dict.fromkeys((ANOTHER, LIKE, AS_EMPLOYEE, AS_TECHNICIAN), MANAGE_PEOPLE),
}
"""The permissions that options take; seeing the profile is enough for the others."""


class ProfileCommands:
    """Runs profile actions on the profile of a form."""

    def __init__(self, form: FormScreen, services: Services, open_form: OpenForm, start_over: StartOver) -> None:
        """`start_over` lets the form begin another new profile."""
        self._form = form
        self._services = services
        self._open_form = open_form
        self._start_over = start_over

    async def act(self, picked: str | None = None) -> None:
        """Run the picked action, or ask for one."""
        options = self._options()
        if not picked:
            menu = ProfileActions("Profile Actions", list(options.items()), self._not_allowed())
            picked = await self._form.app.push_screen_wait(menu)
        if picked in ("activate", "deactivate"):
            await self._set_active(picked == "activate")
        elif picked in _SENDS:
            await self._send(_SENDS[picked])
        elif picked == "history":
            await self._history()
        elif picked == "photo":
            await self._view_photo()
        elif picked in (ANOTHER, LIKE):
            await add_another(self._form, self._start_over, alike=picked == LIKE)
        elif picked in (AS_EMPLOYEE, AS_TECHNICIAN):
            profile = await self._stored()
            if profile is not None:
                await add_in_other_kind(self._form, profile, lambda new: self._open_form(new.kind, None, new))
        elif picked is not None:
            holder = self._holders[int(picked.removeprefix("open-"))]
            self._form.app.push_screen(self._open_form(holder.kind, holder.id))

    def offered(self) -> dict[str, Binding]:
        """The allowed entries of the menu, by answer."""
        own, closed = own_entries(ProfileActions), self._not_allowed()
        return {
            name: replace(own[name] if name in own else Binding("", "", ""), description=words)
            for name, words in self._options().items()
            if not closed.get(name)
        }

    def _not_allowed(self) -> dict[str, str]:
        return {name: why_not(self._services.grants, permission) for name, permission in _NEEDED.items()}

    def _options(self) -> dict[str, str]:
        """The labels of the profiles that have a value typed here, and of the actions."""
        options = {f"open-{place}": f"Open {holder}" for place, holder in enumerate(self._holders)}
        profile = self._profile
        if profile is not None:
            verb = "Deactivate" if profile.active else "Activate"
            options[verb.lower()] = f"{verb} {_noun(profile)}"
            options |= {name: SENDS[send.purpose] for name, send in _SENDS.items()}
        saves = profile is None or self._form.unsaved
        options[ANOTHER] = "Save and add another" if saves else "Add another"
        options[LIKE] = "Save and add one like this" if saves else "Add one like this"
        if profile is not None:
            other = AS_EMPLOYEE if profile.kind is PersonKind.TECHNICIAN else AS_TECHNICIAN
            options[other] = own_entries(ProfileActions)[other].description
            options["history"] = "History of this profile"
        if self._photo is not None:
            options["photo"] = "View photo"
        return options

    @property
    def _holders(self) -> list[Holder]:
        """The profiles that have a value which is typed here."""
        form = self._form.form
        if form is None:
            return []
        notes = form.rules.noted(form.state.typed) if isinstance(form.rules, PersonFormRules) else []
        return holders_in((*form.problems.values(), *notes))

    @property
    def _profile(self) -> Profile | None:
        return None if self._form.record is None else self._form.record.profile

    @property
    def _photo(self) -> Photo | None:
        photo = self._form.form.state.typed.get("photo") if self._form.form is not None else None
        return photo if isinstance(photo, Photo) else None

    async def _stored(self) -> Profile | None:
        """The profile after unsaved typing is saved; None when it stays unsaved, or there is no profile."""
        if self._form.unsaved:
            answer = await self._form.app.push_screen_wait(SaveFirst("What you typed is not saved yet."))
            if answer != SAVE or not await self._form.save():
                return None
        return self._profile

    async def _show_stored(self, why: str, *, problem: bool = False) -> None:
        """Show the profile as stored now, and say why: on the version before, the action would be refused for ever."""
        record = await self._form.read()
        if record is not None:
            self._form.adopt(record)
            self._form.say(why, problem=problem)

    async def _send(self, action: Send) -> None:
        """Send an invitation or a reset by a plan of one, which is said in a sentence."""
        form, services, profile = self._form, self._services, await self._stored()
        if profile is None:
            return
        title, name = SENDS[action.purpose], profile.name
        try:
            plan = await run_in_thread(services.bulk.plan, action, profile.kind, [profile.id])
            decision = plan.of(0) if len(plan) else GONE
            if decision.verdict is not Verdict.CHANGES:
                form.say(f"{title} to {name}: nothing is sent. {advice(name, decision)}", problem=True)
                return
            waits = _held((await run_in_thread(services.company.get)).hold)
            reason = f" ({decision.reason})" if decision.reason else ""
            text = f"It goes to {_address(profile)}{reason}. {waits}"
            if not await form.app.push_screen_wait(Confirm(f"{title} to {name}?", text, "Send")):
                return
            outcome = await run_patiently(form.app, services.bulk.run, plan)
            if outcome.operation is None:
                form.say(f"Nothing is sent. {advice(name, outcome.of(0))}", problem=True)
                return
        except Refusal as refusal:
            form.say(str(refusal), problem=True)
            return
        await self._show_stored(f"{name} {_SENT[action.purpose]}. {waits}")

    async def _set_active(self, active: bool) -> None:
        profile = await self._stored()
        if profile is None:
            return
        noun, name, bulk = _noun(profile), profile.name, self._services.bulk
        try:
            plan = await run_in_thread(bulk.plan_one, SetActive(active), profile)
            if plan.of(0).verdict is not Verdict.CHANGES:
                self._form.say(f"Nothing is changed. {advice(name, plan.of(0))}", problem=True)
                return
            if not await self._form.app.push_screen_wait(_sure(active, noun, plan)):
                return
            outcome = await run_patiently(self._form.app, bulk.run, plan)
        except Stale as stale:
            await self._show_stored(f"{stale} This is how it is now.", problem=True)
            return
        except Refusal as refusal:
            self._form.say(str(refusal), problem=True)
            return
        if outcome.operation is None:
            await self._show_stored(f"Nothing is changed. {advice(name, outcome.of(0))}", problem=True)
            return
        effect = "can sign in again" if active else "cannot sign in while inactive"
        done = f"{name} is {'active' if active else 'inactive'}: this {noun} {effect}."
        bill = billed(outcome.billed, outcome.billed_after)
        await self._show_stored(" ".join((done, *outcome.notes, *([f"{bill}."] if bill else []))))
        profile = self._profile
        if active and profile and profile.active and profile.values["status"] == Status.INVITATION_ENDED.value:
            await self._offer_invitation(profile)

    async def _offer_invitation(self, profile: Profile) -> None:
        """Ask whether to send another invitation for one that has ended, where that is allowed."""
        send = _SENDS["invite"]
        if not why_not(self._services.grants, permission_for(send)):
            text = "The invitation has ended meanwhile: its code opens nothing any more."
            if await self._form.app.push_screen_wait(Confirm(f"Invite {profile.name} again?", text, "Invite again")):
                await self._send(send)

    async def _history(self) -> None:
        from fleet_tui.ui.people.profile.profile_history import SHOWN, ProfileHistory

        profile = self._profile
        if profile is None:
            return
        events = await self._form.run_or_say(
            self._services.history.events, kind=profile.kind, person=profile.id, limit=SHOWN
        )
        if events is not None:
            await self._form.app.push_screen_wait(ProfileHistory(f"History of {profile.name}", events))

    async def _view_photo(self) -> None:
        from fleet_tui.ui.dialogs.photo_view import PhotoView, room

        app, photo, cells = self._form.app, self._photo, None
        if photo is None:
            return
        if not app.no_color:
            cells = await self._form.run_or_say(self._services.photos.drawn, photo, *room(app.size))
            if cells is None:
                return
        await app.push_screen_wait(PhotoView(str(photo), cells))


def _noun(profile: Profile) -> str:
    return PROFILE_TYPES[profile.kind].singular.lower()


def _sure(active: bool, noun: str, plan: Plan) -> Confirm:
    """The question before it, with what else there is to know."""
    verb = "Activate" if active else "Deactivate"
    text = (
        f"This {noun} can sign in again."
        if active
        else f"This {noun} cannot sign in while inactive, and is signed out at once. "
        "The profile stays, its phone and e-mail stay reserved."
    )
    bill = billed(plan.billed, plan.billed_after)
    return Confirm(
        f"{verb} {noun} {plan.names[0]}?", " ".join((text, *plan.notes, *([f"{bill}."] if bill else []))), verb
    )


def _address(profile: Profile) -> str:
    """The recipient's address: the mobile for an SMS without an e-mail address (product.md, "Marking")."""
    name = "email" if profile.values["email"] else "mobile"
    return cell(PROFILE_TYPES[profile.kind], name, profile.values, profile.names, profile.country)


def _held(hold: timedelta) -> str:
    seconds = int(hold.total_seconds())
    return f"It is sent in {seconds} seconds: until then u on the list takes it back." if seconds else "It is sent now."
