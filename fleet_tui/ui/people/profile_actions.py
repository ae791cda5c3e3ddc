"""Profile Actions: what can be done with a profile as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, SEE_HISTORY
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import Status
from fleet_tui.domain.bulk.action_permissions import permission_for
from fleet_tui.domain.bulk.actions import SENDS, Send
from fleet_tui.domain.bulk.evaluate import GONE
from fleet_tui.domain.bulk.plan import Verdict
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.people.profile import Profile, cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import entry, own_entries
from fleet_tui.ui.dialogs.options import Options
from fleet_tui.ui.dialogs.questions import SAVE, SaveFirst
from fleet_tui.ui.frame.granting import why_not

if TYPE_CHECKING:
    from fleet_tui.ui.people.person_form import PersonForm


_SENDS = {"invite": Send(Purpose.INVITE), "reset": Send(Purpose.RESET)}
_SENT = {Purpose.INVITE: "is invited", Purpose.RESET: "is sent a password reset"}
_NEEDED = {name: permission_for(send) for name, send in _SENDS.items()} | {
    "activate": ACTIVATE_PEOPLE,
    "deactivate": ACTIVATE_PEOPLE,
    "history": SEE_HISTORY,
}
"""The permissions that options take; the others are everybody's who sees the profile."""


class ProfileActions(Options):
    """Answers what is to be done with a profile; holders of a unique value stand under these, with a digit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        entry("a", "activate", "Activate", id="profile.activate"),
        entry("d", "deactivate", "Deactivate", id="profile.deactivate"),
        entry("i", "invite", SENDS[Purpose.INVITE], id="profile.invite"),
        entry("r", "reset", SENDS[Purpose.RESET], id="profile.reset"),
        entry("h", "history", "History of this profile", id="profile.history"),
        entry("p", "photo", "View photo", id="profile.photo"),
    ]
    """
    | Key | Description |
    | :- | :- |
    | a | Activate the profile. |
    | d | Deactivate the profile. |
    | i | Send Account Invite. |
    | r | Send Password Reset. |
    | h | The history of the profile. |
    | p | The photo. |
    """


async def act(form: PersonForm, services: Services, picked: str | None = None) -> None:
    """Ask what is to be done with the profile, unless it is picked; do it."""
    options = _options(form)
    if not options:
        form.say("Profile Actions are there once the profile is saved.")
        return
    if not picked:
        menu = ProfileActions("Profile Actions", list(options.items()), _not_allowed(services))
        picked = await form.app.push_screen_wait(menu)
    if picked in ("activate", "deactivate"):
        await _set_active(form, services, active=picked == "activate")
    elif picked in _SENDS:
        await _send(form, services, _SENDS[picked])
    elif picked == "history":
        await _history(form, services)
    elif picked == "photo":
        await _photo(form, services)
    elif picked is not None:
        holder = form.holders[int(picked.removeprefix("open-"))]
        form.app.push_screen(type(form)(services, holder.kind, holder.id))


def offered(form: PersonForm, services: Services) -> dict[str, Binding]:
    """The entries of the menu that are allowed, in the words that stand there."""
    own, closed = own_entries(ProfileActions), _not_allowed(services)
    return {
        name: replace(own[name] if name in own else Binding("", "", ""), description=words)
        for name, words in _options(form).items()
        if not closed.get(name)
    }


def _not_allowed(services: Services) -> dict[str, str]:
    return {name: why_not(services.grants, permission) for name, permission in _NEEDED.items()}


def _options(form: PersonForm) -> dict[str, str]:
    """What can be done with the profile, and with the holders of a unique value of it."""
    options = {}
    if form.profile is not None:
        noun = form.profile_type.singular.lower()
        verb = "Deactivate" if form.profile.active else "Activate"
        options[verb.lower()] = f"{verb} {noun}"
        options |= {name: SENDS[send.purpose] for name, send in _SENDS.items()}
        options["history"] = "History of this profile"
    if _shown_photo(form) is not None:
        options["photo"] = "View photo"
    return options | {f"open-{place}": f"Open {holder}" for place, holder in enumerate(form.holders)}


def _shown_photo(form: PersonForm) -> Photo | None:
    photo = form.form.sheet.typed.get("photo") if form.form is not None else None
    return photo if isinstance(photo, Photo) else None


async def _stored(form: PersonForm) -> Profile | None:
    """The profile once nothing is left unsaved on its form; None when it stays so, or there is none."""
    if form.unsaved:
        answer = await form.app.push_screen_wait(SaveFirst("What you typed is not saved yet."))
        if answer != SAVE or not await form.save():
            return None
    return form.profile


async def _send(form: PersonForm, services: Services, action: Send) -> None:
    """Send one person an invitation or a reset: what a plan says of one is a sentence, and no list."""
    profile = await _stored(form)
    if profile is None:
        return
    title, name = SENDS[action.purpose], profile.name
    try:
        plan = await run_in_thread(services.bulk.plan, action, profile.kind, [profile.id])
        decision = plan.of(0) if len(plan) else GONE
        if decision.verdict is not Verdict.CHANGES:
            form.say(f"{title} to {name}: nothing is sent. {name}: {decision.reason}.", problem=True)
            return
        waits = _held((await run_in_thread(services.company.get)).hold)
        reason = f" ({decision.reason})" if decision.reason else ""
        text = f"It goes to {_address(profile)}{reason}. {waits}"
        if not await form.app.push_screen_wait(Confirm(f"{title} to {name}?", text, "Send")):
            return
        outcome = await run_in_thread(services.bulk.run, plan)
        if outcome.operation is None:
            form.say(f"Nothing is sent. {name}: {outcome.of(0).reason}.", problem=True)
            return
    except Refusal as refusal:
        form.say(str(refusal), problem=True)
        return
    await form.show_stored(f"{name} {_SENT[action.purpose]}. {waits}")


def _address(profile: Profile) -> str:
    """Where a message goes: to the mobile by SMS when there is no e-mail address (product.md, "Marking")."""
    name = "email" if profile.values["email"] else "mobile"
    return cell(PROFILE_TYPES[profile.kind], name, profile.values, profile.names, profile.country)


def _held(hold: timedelta) -> str:
    """How long it can be taken back before it is sent."""
    seconds = int(hold.total_seconds())
    return f"It is sent in {seconds} seconds: until then u on the list takes it back." if seconds else "It is sent now."


async def _set_active(form: PersonForm, services: Services, *, active: bool) -> None:
    if await _stored(form) is None or form.profile is None:
        return
    noun, name = form.profile_type.singular.lower(), form.profile.name
    if active:
        sure = Confirm(f"Activate {noun} {name}?", f"This {noun} can sign in again.", yes="Activate")
    else:
        text = (
            f"This {noun} cannot sign in while inactive, and is signed out at once. "
            "The profile stays, its phone and e-mail stay reserved."
        )
        sure = Confirm(f"Deactivate {noun} {name}?", text, yes="Deactivate")
    if not await form.app.push_screen_wait(sure):
        return
    await form.set_active(active)
    if active and form.profile.active and form.profile.values["status"] == Status.INVITATION_ENDED.value:
        await _offer_invitation(form, services)


async def _offer_invitation(form: PersonForm, services: Services) -> None:
    """Ask whether to invite somebody again whose invitation has ended, where that is allowed."""
    send = _SENDS["invite"]
    if form.profile is None or why_not(services.grants, permission_for(send)):
        return
    text = "The invitation has ended meanwhile: its code opens nothing any more."
    if await form.app.push_screen_wait(Confirm(f"Invite {form.profile.name} again?", text, "Invite again")):
        await _send(form, services, send)


async def _history(form: PersonForm, services: Services) -> None:
    from fleet_tui.ui.people.profile_history import SHOWN, ProfileHistory

    if form.profile is not None:
        history, profile = services.history, form.profile
        try:
            events = await run_in_thread(history.events, kind=profile.kind, person=profile.id, limit=SHOWN)
        except Refusal as refusal:
            form.say(str(refusal), problem=True)
            return
        await form.app.push_screen_wait(ProfileHistory(f"History of {profile.name}", events))


async def _photo(form: PersonForm, services: Services) -> None:
    from fleet_tui.ui.dialogs.photo_view import PhotoView, room

    photo = _shown_photo(form)
    if photo is None:
        return
    try:
        cells = None if form.app.no_color else await run_in_thread(services.photos.drawn, photo, *room(form.app.size))
    except Refusal as refusal:
        form.say(str(refusal), problem=True)
        return
    await form.app.push_screen_wait(PhotoView(str(photo), cells))
