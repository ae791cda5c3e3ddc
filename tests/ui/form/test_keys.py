"""Keys that go through a form."""

from __future__ import annotations

from collections.abc import Callable
from string import printable

import pytest
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.screen import Screen

from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.lists import ListName
from fleet_tui.services.services import Services
from fleet_tui.ui.app.app import FleetApp
from fleet_tui.ui.app.destinations import first_screen
from fleet_tui.ui.form.editor import Editor
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editor_text import LinesEditor
from fleet_tui.ui.form.widget import Form
from fleet_tui.ui.frame.status_line import StatusLine
from fleet_tui.ui.sign_in.by_password import SignIn
from fleet_tui.ui.sign_in.change_password import ChangePassword
from fleet_tui.ui.sign_in.code import CodeScreen
from fleet_tui.ui.sign_in.setup import SetupScreen
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.screens.form_driving import opened
from tests.support.screens.sign_in_driving import employed, inside

PRINTABLE = {_character_to_key(character) for character in printable if character.isprintable()}
"""The keys that print something."""


def editors(screen: Screen[object]) -> list[Editor]:
    """The editors that can take the focus; a query would leave out those that are inputs first."""
    widgets = [widget for widget in screen.walk_children() if isinstance(widget, Editor)]
    return [editor for editor in widgets if editor.focusable and editor.display]


def leading_away(screen: Screen[object]) -> dict[str, set[str]]:
    """By field, the keys that print something and that the screen or the app would act on."""
    found: dict[str, set[str]] = {}
    for editor in editors(screen):
        screen.set_focus(editor)
        acting = {key for key, active in screen.active_bindings.items() if active.node in (screen, screen.app)}
        found[str(editor.id)] = acting & PRINTABLE
    return found


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
async def test_no_key_that_prints_something_leads_away_from_a_field_of_a_person(
    services: Services, kind: object
) -> None:
    async with opened(services, kind) as driven:  # type: ignore[arg-type]
        for tab in dict.fromkeys(section.tab for section in driven.screen.sections):
            await driven.form.show_tab(tab)
            assert {name: keys for name, keys in leading_away(driven.screen).items() if keys} == {}
        assert len(leading_away(driven.screen)) > 20


async def test_no_key_that_prints_something_leads_away_from_a_field_elsewhere(services: Services) -> None:
    async def enter(session: object) -> str:
        return ""

    options = SignInOptions(SignInMode.SETUP, "", "ann")
    screens: list[Callable[[], Screen[object]]] = [
        lambda: SetupScreen(services.signed_out(), options, enter),
        lambda: first_screen(services, "company", enter),
        lambda: SignIn(services, options, enter),
        lambda: CodeScreen(services, enter),
        lambda: ChangePassword(inside(services, employed(services)).my_account, enter, "Choose your own."),
    ]
    app: App[None] = FleetApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        for make in screens:
            screen = make()
            await app.push_screen(screen)
            for _ in range(500):
                if editors(screen):
                    break
                await pilot.pause(0.01)
            await pilot.pause()
            found = leading_away(screen)
            assert found, screen
            assert {name: keys for name, keys in found.items() if keys} == {}, screen


async def test_digits_pick_a_truck_and_the_form_stays(services: Services) -> None:
    for name in ("Truck 279", "280", "Van 281"):
        services.lists.add(ListName.TRUCKS, name)
    async with opened(services, TECHNICIANS) as driven:
        await driven.write("Roberta")
        editor = driven.row("truck").editor
        assert isinstance(editor, PickEditor)
        for typed, words in (("280", "280"), ("281", "Van 281")):
            await driven.form.focus_field("truck")
            driven.burst(*typed, "enter")
            await driven.until(lambda words=words: editor.words() == [words])  # type: ignore[misc]
        assert driven.app.screen is driven.screen
        assert driven.row("name").editor.raw == "Roberta"


async def test_down_and_up_go_from_field_to_field(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        assert driven.focus == "name"
        await driven.press("down", "down")
        assert driven.focus == "type"
        await driven.press("up")
        assert driven.focus == "positions"


async def test_down_and_up_go_through_a_text_of_many_lines_and_out_of_it(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.form.focus_field("biography")
        driven.burst("a", "enter", "b", "up", "c", "down", "d")
        await driven.until(lambda: driven.row("biography").editor.raw == "ac\nbd")
        assert driven.focus == "biography"
        driven.burst("down", *"201")
        await driven.until(lambda: driven.row("mobile").editor.raw == "201")
        driven.burst("up", "up", "up", "down", *"e")
        await driven.until(lambda: driven.row("biography").editor.raw != "ac\nbd")
        assert driven.row("biography").editor.raw in ("eac\nbd", "aec\nbd", "ace\nbd")


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_down_leaves_a_wrapped_line_only_from_its_last_row(services: Services, size: tuple[int, int]) -> None:
    async with opened(services, TECHNICIANS, size=size) as driven:
        driven.put(biography="word " * 40)
        await driven.form.focus_field("biography")
        editor = driven.row("biography").editor
        assert isinstance(editor, LinesEditor)
        rows = editor.wrapped_document.height
        assert rows > 2
        editor.move_cursor((0, 0))
        for _ in range(rows - 1):
            await driven.press("down")
            assert driven.focus == "biography"
        await driven.press("down")
        assert driven.focus == "mobile"


async def test_a_key_that_was_sent_just_before_the_first_field_takes_the_focus_is_not_lost(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    focus_first = Form.focus_first

    def behind_a_key(form: Form, rather: str = "") -> None:
        assert form.screen.focused is None
        form.screen._forward_event(Key("x", "x"))
        focus_first(form, rather)

    monkeypatch.setattr(Form, "focus_first", behind_a_key)
    async with opened(services, TECHNICIANS) as driven:
        await driven.until(lambda: driven.row("name").editor.raw == "x")


async def test_the_line_of_keys_keeps_its_order_whatever_field_has_the_focus(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        line = driven.screen.query_one(StatusLine)
        shown = {}
        for editor in editors(driven.screen):
            driven.screen.set_focus(editor)
            shown[str(line.render())] = str(editor.id)
        assert list(shown) == ["F2 Save Changes  Esc Back  F3 Section  F4 Profile Actions  ^O Sidebar  F1 Help"]


async def test_a_form_that_is_left_before_its_picture_is_out_scrolls_nothing(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        form = driven.form
        await form.remove()
        assert not form.is_attached
        form.keep_in_sight()


async def test_what_a_late_layout_scrolls_is_painted(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(services, TECHNICIANS) as driven:
        form = driven.form
        await form.focus_field("memo")
        await driven.until(lambda: form._resting is None)
        painted: list[bool] = []
        monkeypatch.setattr(form._scroll, "paint_scrolled", lambda: painted.append(True))
        form._scroll.scroll_to(y=0, animate=False, immediate=True)
        form.keep_in_sight()
        await driven.until(lambda: painted)
