"""Every kind of field has an editor that keeps what is typed and shows it safely."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.pilot import Pilot

from fleet_tui.domain.fields import Choice, Field, Kind
from fleet_tui.domain.photo import Photo
from fleet_tui.ui.form.editor import Edited, Editor
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.editor_pick import PickEditor
from fleet_tui.ui.form.editor_text import LinesEditor, TextEditor, ToggleEditor
from fleet_tui.ui.form.editors import EDITORS
from fleet_tui.ui.frame.status_line import Notice
from fleet_tui.ui.widgets.choice_list import Pick
from fleet_tui.ui.widgets.picking import fit

PHOTO = Photo("d", "JPEG", 640, 480, 122_880)
CHOICES = (Choice("a", "Alpha"), Choice("b", "Beta"))
HOLDS = {
    Kind.CHOICE: "b",
    Kind.COLOR: "red",
    Kind.REFERENCE: 7,
    Kind.REFERENCES: (3, 7),
    Kind.TOGGLE: True,
    Kind.PHOTO: PHOTO,
}


class One(App[None]):
    """An app of one editor, which collects its messages."""

    def __init__(self, editor: Editor, raw: object) -> None:
        super().__init__()
        self.editor = editor
        self.raw = raw
        self.edits: list[object] = []
        self.notices: list[str] = []

    def compose(self) -> ComposeResult:
        if self.raw is not None:
            self.editor.raw = self.raw
        yield self.editor

    def on_edited(self, event: Edited) -> None:
        self.edits.append(event.editor.raw)

    def on_notice(self, event: Notice) -> None:
        self.notices.append(event.sentence)


@asynccontextmanager
async def one(editor: Editor, raw: object = None) -> AsyncIterator[tuple[One, Pilot[None]]]:
    app = One(editor, raw)
    async with app.run_test(size=(60, 10)) as pilot:
        editor.focus()
        await pilot.pause()
        yield app, pilot


def shown(app: App[None]) -> str:
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def test_the_table_covers_every_kind() -> None:
    assert set(EDITORS) == set(Kind)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MOMENT])
async def test_an_editor_holds_what_it_was_given(kind: Kind) -> None:
    field = Field("x", "X", kind, choices=CHOICES if kind is Kind.CHOICE else ())
    editor = EDITORS[kind](field)
    held = HOLDS.get(kind, "typed")
    async with one(editor, held):
        assert editor.raw == held
        editor.raw = None
        assert not editor.raw


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PHONE, Kind.EMAIL, Kind.MONEY, Kind.DATE, Kind.LINES])
async def test_typing_goes_to_the_end_and_sends_a_message(kind: Kind) -> None:
    editor = EDITORS[kind](Field("x", "X", kind, length=3))
    async with one(editor, "ab") as (app, pilot):
        await pilot.press(*(["end"] if kind is Kind.LINES else []), "c", "d", "[")
        assert editor.raw == "abcd["
        assert app.edits[-1] == "abcd["


@pytest.mark.parametrize(("before", "after"), [("0.00", "25"), ("0", "25"), ("", "25"), ("10.00", "10.0025")])
async def test_an_amount_that_is_typed_takes_the_place_of_nothing_only(before: str, after: str) -> None:
    editor = EDITORS[Kind.MONEY](Field("x", "X", Kind.MONEY))
    async with one(editor, before) as (_, pilot):
        await pilot.press("2", "5")
        assert editor.raw == after


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LINES])
async def test_what_shows_nothing_by_itself_is_kept_and_never_dropped_unsaid(kind: Kind) -> None:
    editor = EDITORS[kind](Field("x", "X", kind))
    async with one(editor) as (app, pilot):
        for character in "می\u200cروم\u202e!":
            app.post_message(Key(character, character))
        app.post_message(Key("ctrl+at", "\x00"))
        await pilot.pause()
        assert editor.raw == "می\u200cروم\u202e!"


async def test_a_password_is_not_shown() -> None:
    editor = TextEditor(Field("x", "X", Kind.SECRET))
    async with one(editor) as (app, pilot):
        await pilot.press(*"hunter2")
        assert editor.raw == "hunter2"
        assert "hunter2" not in shown(app)


async def test_all_lines_of_a_paste_are_kept_and_it_is_said() -> None:
    editor = TextEditor(Field("x", "Street", Kind.TEXT))
    async with one(editor) as (app, pilot):
        app.post_message(Paste("1 Main St\r\nUnit 2\nRye"))
        await pilot.pause()
        assert editor.raw == "1 Main St Unit 2 Rye"
        assert app.notices == ["Street is one line: the line breaks that you pasted became spaces."]


async def test_one_pasted_line_with_its_line_break_is_just_that_line() -> None:
    editor = TextEditor(Field("x", "X", Kind.TEXT))
    async with one(editor) as (app, pilot):
        app.post_message(Paste("1 Main St\n"))
        await pilot.pause()
        assert editor.raw == "1 Main St"
        assert app.notices == []


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LINES])
async def test_a_pasted_control_character_is_kept_for_the_refusal_and_never_drawn(kind: Kind) -> None:
    editor = EDITORS[kind](Field("x", "X", kind))
    async with one(editor) as (app, pilot):
        app.post_message(Paste("a\x1b]0;title\x07b\u202ec"))
        await pilot.pause()
        assert editor.raw == "a\x1b]0;title\x07b\u202ec"
        assert not {"\x1b", "\x07", "\u202e"} & set(shown(app))
        assert "a\ufffd]0;title\ufffdb\ufffdc" in shown(app)


async def test_markup_is_text() -> None:
    editor = PickEditor(Field("x", "X", Kind.REFERENCE))
    editor.offer((Pick(1, "[b]Bold[/b] [/]"),))
    async with one(editor, 1) as (app, _):
        assert "[b]Bold[/b] [/] ▾" in shown(app)


async def test_a_toggle_flips_with_space_and_enter() -> None:
    editor = ToggleEditor(Field("x", "X", Kind.TOGGLE))
    async with one(editor) as (app, pilot):
        assert "[ ]" in shown(app)
        await pilot.press("space")
        assert editor.raw is True
        assert "[x]" in shown(app)
        await pilot.press("enter")
        assert editor.raw is False
        assert app.edits == [True, False]


async def test_tab_leaves_several_lines() -> None:
    editor = LinesEditor(Field("x", "X", Kind.LINES))
    async with one(editor) as (_, pilot):
        await pilot.press("a", "enter", "b", "tab")
        assert editor.raw == "a\nb"


def test_as_many_names_as_fit_are_shown() -> None:
    words = ["Installer", "Service", "Sales"]
    assert fit(words, 40) == "Installer, Service, Sales"
    assert fit(words, 22) == "Installer, Service +1"
    assert fit(words, 14) == "Installer +2"
    assert fit([], 10) == ""


async def test_a_color_is_named_beside_its_swatch() -> None:
    editor = EDITORS[Kind.COLOR](Field("color", "Color", Kind.COLOR, choices=(Choice("red", "Red"),)))
    async with one(editor, "red") as (app, _):
        assert "■ Red ▾" in shown(app)
        app.no_color = True
        editor.refresh()
        assert "Red ▾" in shown(app)


async def test_backspace_in_an_empty_path_removes_the_photo() -> None:
    editor = PhotoEditor(Field("photo", "Photo", Kind.PHOTO))
    async with one(editor, PHOTO) as (app, pilot):
        assert "JPEG 640×480, 120 KB" in shown(app)
        await pilot.press("x", "backspace")
        assert editor.raw == PHOTO
        await pilot.press("backspace")
        assert editor.raw is None


async def test_a_path_is_not_a_photo_until_it_was_read() -> None:
    editor = PhotoEditor(Field("photo", "Photo", Kind.PHOTO))
    async with one(editor) as (_, pilot):
        await pilot.press(*"a.png")
        assert editor.raw == "a.png"
        editor.accept("a.png", PHOTO)
        assert editor.raw == PHOTO
        await pilot.press("x")
        assert editor.raw == "a.pngx"


async def test_a_line_feed_in_a_burst_is_a_line_break_as_enter_is() -> None:
    editor = LinesEditor(Field("x", "X", Kind.LINES))
    async with one(editor) as (app, pilot):
        for key in (Key("a", "a"), Key("ctrl+j", "\n"), Key("b", "b"), Key("enter", "\r"), Key("c", "c")):
            app.post_message(key)
        await pilot.pause()
        assert editor.raw == "a\nb\nc"
