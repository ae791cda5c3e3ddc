"""Menus and questions: each entry has a key of its own before it, which takes it at once (product.md, "Keys")."""

from __future__ import annotations

from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from fleet_tui.manual.contents import PAGES
from fleet_tui.services.services import Services
from fleet_tui.ui.dialogs.base import DialogScreen
from fleet_tui.ui.dialogs.confirm import Confirm
from fleet_tui.ui.dialogs.menu import PLACES, MenuDialog, Options
from fleet_tui.ui.dialogs.questions import NotSaved
from fleet_tui.ui.people.filters.column_filter import FilterRange, FilterText
from fleet_tui.ui.people.filters.filter_line import FilterLine
from fleet_tui.ui.people.profile.profile_menu import ProfileActions
from fleet_tui.ui.screens.role_change import RoleChange
from tests.support.screens.every_screen import SCREENS
from tests.support.screens.plans import Bare, shown

MENUS = [kind for kind in SCREENS if issubclass(kind, MenuDialog)]


class Asked(Bare):
    """Knows what was answered."""

    def __init__(self, keymap: dict[str, str] | None = None) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.set_keymap(keymap or {})

    async def ask(self, pilot: Pilot[None], dialog: Screen[object]) -> dict[str, str]:
        """Open a menu and go to its entries; the keys that stand before them, by what they answer."""
        await self.push_screen(dialog, self.answers.append)
        entries = self.screen.query_one(OptionList)
        entries.focus()
        await pilot.pause()
        return {str(option.id): str(option.prompt).split("  ")[0].strip() for option in entries.options}


async def test_the_key_before_an_entry_takes_it(fleet: Services) -> None:
    app = Asked()
    async with app.run_test(size=(80, 24)) as pilot:
        for kind in MENUS:
            await taken_by_its_key(app, pilot, kind, fleet)


async def taken_by_its_key(app: Asked, pilot: Pilot[None], kind: type[Screen[object]], fleet: Services) -> None:
    """Press the key before each entry of the menu, one after the other."""
    keys = await app.ask(pilot, SCREENS[kind](fleet))
    assert all(len(key) == 1 for key in keys.values()), (kind, keys)
    assert len(set(keys.values())) == len(keys), kind
    closed = getattr(app.screen, "_not_allowed", {})
    for answer, key in keys.items():
        if not closed.get(answer):
            await pilot.press(key)
            assert not isinstance(app.screen, kind), key
            if not issubclass(kind, FilterText | FilterRange):
                assert app.answers[-1] == answer, kind
            await app.ask(pilot, SCREENS[kind](fleet))
    app.screen.dismiss(None)
    await pilot.pause()


async def test_entries_beyond_the_class_have_digits_after_the_letters(fleet: Services) -> None:
    app = Asked()
    async with app.run_test(size=(80, 24)) as pilot:
        entries = [("history", "History"), ("open-0", "Open Ann"), ("open-1", "Open Bob")]
        assert await app.ask(pilot, ProfileActions("", entries)) == {"history": "h", "open-0": "1", "open-1": "2"}
        await pilot.press("3", "a")  # nothing has these keys
        assert not app.answers
        await pilot.press("2")
        assert app.answers == ["open-1"]


async def test_more_entries_than_digits_have_letters() -> None:
    app = Asked()
    async with app.run_test(size=(80, 40)) as pilot:
        entries = [(str(place), f"Entry {place}") for place in range(len(PLACES))]
        assert list((await app.ask(pilot, Options("", entries))).values()) == list(PLACES)
        await pilot.press("c")
        assert app.answers == ["11"]
    assert len(PAGES) <= len(PLACES)


async def test_an_entry_that_is_not_shown_has_no_key() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24)) as pilot:
        assert await app.ask(pilot, NotSaved("", without=("save",))) == {"discard": "d", "stay": "t"}
        await pilot.press("s")
        assert not app.answers


async def test_the_settings_give_an_entry_another_key() -> None:
    app = Asked({"unsaved.discard": "w", "confirm.yes": "f5"})
    async with app.run_test(size=(80, 24)) as pilot:
        assert (await app.ask(pilot, NotSaved("")))["discard"] == "w"
        await pilot.press("d")
        assert not app.answers
        await pilot.press("w")
        assert app.answers == ["discard"]
        await app.push_screen(Confirm("Sure?"))
        await pilot.pause()
        assert "f5 Yes" in "\n".join(shown(app))


async def test_why_an_entry_is_not_allowed_is_said_for_its_key_too() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ask(pilot, NotSaved("", closed={"save": "You may not save."}))
        await pilot.press("s")
        assert not app.answers
        assert "You may not save." in "\n".join(shown(app))


def test_keys_that_move_the_cursor_are_no_entry() -> None:
    moving = {"j", "k"}
    for kind in MENUS:
        own = [binding for binding in kind.BINDINGS if isinstance(binding, Binding)]  # type: ignore[attr-defined]
        assert not moving & {binding.key for binding in own}
    assert {binding.key for binding in Options.BINDINGS if isinstance(binding, Binding)} == set(PLACES) - moving


async def test_a_box_without_letters_before_its_answers_says_which_key_leaves_it(fleet: Services) -> None:
    boxes = {kind for kind in SCREENS if issubclass(kind, DialogScreen)} - {*MENUS, Confirm, RoleChange, FilterLine}
    silent = set()
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for kind in boxes:
            await app.push_screen(SCREENS[kind](fleet))
            await pilot.pause()
            words = " ".join(shown(app))
            silent |= set() if "Esc" in words or "Enter" in words else {kind}
            app.pop_screen()
    assert not silent
