"""From one profile to the next: another new one, one like this, the same person in the other kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.screen import Screen

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE
from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.evaluate import GONE
from fleet_tui.domain.bulk.plan import Plan, Verdict
from fleet_tui.domain.bulk.wording import billed
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.copying import Template, in_other_kind, like
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from fleet_tui.ui.base.background import run_in_thread, run_patiently
from fleet_tui.ui.base.navigation import DESTINATIONS
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.frame.guarded_screen import why_not

StartOver = Callable[[Template | None, str], Awaitable[None]]
"""Lets a form begin another new profile, with a template or blank, and say what became of the one before."""

ANOTHER, LIKE, AS_EMPLOYEE, AS_TECHNICIAN = "another", "like", "as-employee", "as-technician"


def profile_of(form: FormScreen) -> Profile | None:
    """The stored profile that a form shows."""
    return None if form.record is None else form.record.profile


async def add_another(form: FormScreen, start_over: StartOver, *, alike: bool) -> None:
    """Save what is typed, then let the form begin a new profile, blank or like the one that was saved."""
    said = ""
    if profile_of(form) is None or form.unsaved:
        if not await form.save():
            return
        said = form.said
    profile = profile_of(form)
    if profile is not None:
        await start_over(like(profile) if alike else None, said.replace("Saved.", f"{profile.name} is saved."))


async def add_in_other_kind(
    form: FormScreen, profile: Profile, open_form: Callable[[Template], Screen[int | None]]
) -> None:
    """Open the form of the same person in the other kind; behind it, show what became of the first profile.

    Once it has saved, it closes the first form too.
    """
    await form.app.push_screen_wait(open_form(in_other_kind(profile)))
    if form.is_current:
        form.read_again()


def where_both_are(original: Profile, *, active: bool) -> str:
    """Which list has which profile of a person, after the one of the other kind was added."""
    (other,) = (kind for kind in PersonKind if kind is not original.kind)
    key, place = next((key, each) for key, each in enumerate(DESTINATIONS, 1) if each.id == other.value)
    was = PROFILE_TYPES[original.kind].singular.lower()
    stays = "stays active" if active else "is inactive"
    return f"{original.name} is on {place.label} too (key {key}). The {was} {stays}."


async def offer_to_deactivate(form: FormScreen, services: Services, original: Profile) -> bool:
    """Ask whether the person's profile of the other kind is to be deactivated, now that this one is saved.

    Returns whether that profile is active afterwards.
    """
    said, noun, name = form.said, PROFILE_TYPES[original.kind].singular.lower(), original.name
    if why_not(services.grants, ACTIVATE_PEOPLE):
        return original.active
    try:
        plan = await run_in_thread(_plan, services, original)
        if not len(plan) or plan.of(0).verdict is Verdict.UNCHANGED:
            return False
        if plan.of(0).verdict is Verdict.BLOCKED:
            form.say(f"{said} The {noun} {name} stays active: {plan.of(0).reason or GONE.reason}.")
            return True
        text = " ".join((f"This {noun} cannot sign in while inactive.", *_bill(plan.billed, plan.billed_after)))
        sure = Confirm(f"Deactivate the {noun} {name} too?", text, yes="Deactivate", no="Keep both")
        if not await form.app.push_screen_wait(sure):
            form.say(f"{said} The {noun} {name} stays active.")
            return True
        outcome = await run_patiently(form.app, services.bulk.run, plan)
    except Refusal as refusal:
        form.say(f"{said} The {noun} {name} stays active: {refusal}", problem=True)
        return True
    if outcome.operation is None:
        form.say(f"{said} The {noun} {name} stays active: {outcome.of(0).reason}.", problem=True)
        return True
    bill = _bill(outcome.billed, outcome.billed_after)
    form.say(" ".join((said, f"The {noun} {name} is inactive.", *outcome.notes, *bill)))
    return False


def _plan(services: Services, original: Profile) -> Plan:
    return services.bulk.plan(SetActive(False), original.kind, [original.id])


def _bill(before: int, after: int) -> tuple[str, ...]:
    words = billed(before, after)
    return (f"{words}.",) if words else ()
