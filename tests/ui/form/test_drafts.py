"""Typing survives the end of the program."""

from __future__ import annotations

import pytest

from fleet_tui.services.services import Services
from fleet_tui.ui.form import draft as form_draft
from tests.support.people import EMPLOYEES, TECHNICIANS, technician
from tests.support.screens.form_driving import opened


@pytest.fixture(autouse=True)
def _written_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft is written after a moment, and not after a whole second."""
    monkeypatch.setattr(form_draft, "KEPT_AFTER", 0.05)


async def test_unsaved_typing_is_back_when_the_form_is_opened_again(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        await driven.write("Eve")
        driven.put(has_extension=True, password="never written down")
        await driven.until(lambda: (draft := services.drafts.load("employees-new")) and "has_extension" in draft.raw)
    async with opened(services, EMPLOYEES) as driven:
        assert driven.row("name").editor.raw == "Eve"
        assert driven.row("has_extension").editor.raw is True
        assert driven.row("password").editor.raw == ""
        assert "Unsaved typing from " in driven.said
        assert driven.screen.unsaved


async def test_typing_of_the_last_moment_is_kept_when_the_program_ends(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        await driven.write("Ev")
    draft = services.drafts.load("employees-new")
    assert draft is not None
    assert draft.raw["name"] == "Ev"


async def test_a_save_ends_the_draft(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        driven.put(**technician(services))
        await driven.until(lambda: services.drafts.load("technicians-new") is not None)
        await driven.save()
        await driven.until(lambda: driven.said.startswith("Saved."))
        assert services.drafts.load("technicians-new") is None
    assert services.drafts.load("technicians-new") is None


async def test_typing_taken_back_ends_the_draft(services: Services) -> None:
    async with opened(services, EMPLOYEES) as driven:
        await driven.write("E")
        await driven.until(lambda: services.drafts.load("employees-new") is not None)
        await driven.press("backspace")
        await driven.until(lambda: services.drafts.load("employees-new") is None)


async def test_typing_over_an_older_record_shows_what_is_stored_now(services: Services) -> None:
    person = services.people.add(TECHNICIANS, technician(services)).profile
    services.drafts.keep(f"technicians-{person.id}", {"memo": "mine", "unit": "2"}, person.version)
    services.people.save(TECHNICIANS, person.id, person.version, {"memo": "theirs"})
    async with opened(services, TECHNICIANS, person.id) as driven:
        assert driven.row("memo").editor.raw == "mine"
        assert "“theirs”" in driven.row("memo").problem
        assert driven.row("unit").editor.raw == "2"
