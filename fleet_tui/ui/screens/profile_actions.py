"""Profile Actions: what can be done with a profile as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fleet_tui.domain.errors import Holder, Refusal
from fleet_tui.domain.photo import Photo
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.options import Options
from fleet_tui.ui.work import off_ui

if TYPE_CHECKING:
    from fleet_tui.ui.screens.person_form import PersonForm


async def offer(form: PersonForm, services: Services) -> None:
    """Show the menu and do what is picked."""
    options = [*_of_profile(form), *_of_holders(form.holders)]
    if not options:
        form.say("Profile Actions are there once the profile is saved.")
        return
    picked = await form.app.push_screen_wait(Options("Profile Actions", options))
    if picked in ("activate", "deactivate"):
        await _set_active(form, active=picked == "activate")
    elif picked == "history":
        await _history(form, services)
    elif picked == "photo":
        await _photo(form, services)
    elif picked is not None:
        holder = form.holders[int(picked.removeprefix("open-"))]
        form.app.push_screen(type(form)(services, holder.kind, holder.id))


def _of_profile(form: PersonForm) -> list[tuple[str, str]]:
    options = []
    if form.profile is not None:
        noun = form.profile_type.singular.lower()
        verb = "Deactivate" if form.profile.active else "Activate"
        options += [(verb.lower(), f"{verb} {noun}"), ("history", "History of this profile")]
    if _shown_photo(form) is not None:
        options.append(("photo", "View photo"))
    return options


def _of_holders(holders: tuple[Holder, ...]) -> list[tuple[str, str]]:
    return [(f"open-{place}", f"Open {holder}") for place, holder in enumerate(holders)]


def _shown_photo(form: PersonForm) -> Photo | None:
    photo = form.form.sheet.typed.get("photo") if form.form is not None else None
    return photo if isinstance(photo, Photo) else None


async def _set_active(form: PersonForm, *, active: bool) -> None:
    if form.unsaved:
        answers = [("save", "Save Changes first"), ("stay", "Back to the form")]
        answer = await form.app.push_screen_wait(Options("What you typed is not saved yet.", answers))
        if answer != "save" or not await form.save():
            return
    if form.profile is None:
        return
    noun, name = form.profile_type.singular.lower(), form.profile.name
    if active:
        sure = Confirm(f"Activate {noun} {name}?", f"This {noun} can sign in again.", yes="Activate")
    else:
        text = f"This {noun} cannot sign in while inactive. The profile stays, its phone and e-mail stay reserved."
        sure = Confirm(f"Deactivate {noun} {name}?", text, yes="Deactivate")
    if await form.app.push_screen_wait(sure):
        await form.set_active(active)


async def _history(form: PersonForm, services: Services) -> None:
    from fleet_tui.ui.dialogs.history import SHOWN, ProfileHistory

    if form.profile is not None:
        history, profile = services.history, form.profile
        try:
            events = await off_ui(history.events, kind=profile.kind, person=profile.id, limit=SHOWN)
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
        cells = None if form.app.no_color else await off_ui(services.photos.drawn, photo, *room(form.app.size))
    except Refusal as refusal:
        form.say(str(refusal), problem=True)
        return
    await form.app.push_screen_wait(PhotoView(str(photo), cells))
