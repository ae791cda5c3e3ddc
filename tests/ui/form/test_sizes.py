"""On every size of screen each field is reached with the keyboard and nothing lies over anything."""

from __future__ import annotations

import itertools

import pytest

from fleet_tui.domain.company import COMPANY_FIELDS
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.setup import SETUP_FIELDS
from fleet_tui.services.services import Services
from fleet_tui.ui.form.field_row import FieldLabel
from fleet_tui.ui.frame.status_line import StatusLine
from tests.support.people import EMPLOYEES, TECHNICIANS
from tests.support.screens.form_driving import Driven, opened, picture

SIZES = [(80, 24), (132, 43), (40, 12)]


def overlaps(driven: Driven) -> list[tuple[str, str]]:
    """Parts of the form that draw over each other where they are in sight."""
    screen = driven.screen
    pages = driven.form.query_one("#pages").region
    scrolled = [
        widget.region.intersection(pages) for widget in screen.query("FieldLabel, .editor, .title, .sentence, #save")
    ]
    fixed = [widget.region for widget in screen.query("TabStrip, #note, #form-head, StatusLine")]
    areas = [area for area in (*scrolled, *fixed) if area.area]
    return [(str(one), str(other)) for one, other in itertools.combinations(areas, 2) if one.intersection(other).area]


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (EMPLOYEES, (40, 12)),
        # The longer form on the two sizes where room is short, and the shorter one where there is more of it.
        pytest.param(EMPLOYEES, (80, 24), marks=pytest.mark.long),
        *(pytest.param(TECHNICIANS, size, marks=pytest.mark.long) for size in ((80, 24), (40, 12))),
        pytest.param(EMPLOYEES, (132, 43), marks=pytest.mark.long),
    ],
)
async def test_tab_reaches_every_field_and_each_is_in_sight(
    services: Services, kind: PersonKind, size: tuple[int, int]
) -> None:
    services.company.save(services.company.get().version, {"payroll": True})
    async with opened(services, kind, size=size) as driven:
        for tab in driven.form.query_one("TabStrip").tabs:  # type: ignore[attr-defined]
            names = [field.name for section in driven.screen.sections if section.tab == tab for field in section.fields]
            await driven.until(lambda names=names: all(name in driven.form.rows for name in names))
            asked = [name for name in names if driven.row(name).display and not driven.row(name).editor.disabled]
            await driven.until(lambda asked=asked: driven.focus == asked[0])  # it comes when the whole tab is made
            pages, reached, laid_out = driven.form.query_one("#pages"), [], None
            for _ in asked:
                reached.append(driven.focus)
                await driven.pilot.pause()
                assert driven.app.focused is not None
                area = driven.app.focused.region.intersection(pages.region)
                assert area.height >= min(1, driven.app.focused.region.height), f"{driven.focus} is out of sight"
                assert area.width == driven.app.focused.region.width > 0
                if laid_out != (laid_out := (pages.scroll_offset, pages.virtual_size)):
                    assert not overlaps(driven)
                await driven.press("tab")
            assert reached == asked
            assert driven.focus == "save"
            await driven.press("ctrl+t")


@pytest.mark.parametrize("size", SIZES)
async def test_the_note_and_the_status_line_are_in_sight(services: Services, size: tuple[int, int]) -> None:
    async with opened(services, TECHNICIANS, size=size) as driven:
        await driven.press("tab", "tab")
        await driven.pilot.pause()
        screen = driven.screen
        for widget in (driven.form.query_one("#note"), screen.query_one(StatusLine)):
            assert widget.region.area
            assert screen.region.contains_region(widget.region)
        assert driven.form.query_one("#pages").region.height >= 4


@pytest.mark.parametrize(
    "size", [(40, 12), *(pytest.param(size, marks=pytest.mark.long) for size in SIZES if size != (40, 12))]
)
async def test_what_is_wrong_is_in_sight_with_its_field(services: Services, size: tuple[int, int]) -> None:
    async with opened(services, TECHNICIANS, size=size) as driven:
        driven.screen.set_focus(driven.row("street").editor)
        await driven.press("tab", "tab")
        assert driven.focus == "city"
        for problem in ("City is missing", "City is still missing"):  # the second time it is there, only hidden
            driven.row("city").show_sentence(problem, "")
            await driven.until(lambda problem=problem: f"! {problem}" in picture(driven.app))
            driven.row("city").show_sentence("", "")
            await driven.press("shift+tab", "shift+tab", "shift+tab", "tab", "tab", "tab")


async def test_page_keys_scroll_what_cannot_take_the_focus(services: Services) -> None:
    async with opened(services, TECHNICIANS, size=(40, 12)) as driven:
        await driven.save()
        pages = driven.form.query_one("#pages")
        await driven.until(lambda: "! Technician Name" in picture(driven.app))
        await driven.press("pagedown", "pagedown", "pagedown", "pageup")
        await driven.until(lambda: "! Technician Name" not in picture(driven.app))
        await driven.press("pageup", "pageup")
        await driven.until(lambda: "! Technician Name" in picture(driven.app))
        await driven.press("pagedown", "pagedown")
        await driven.until(lambda: "! Technician Name" not in picture(driven.app))
        driven.put(type="non_managed")
        await driven.press("ctrl+t", "ctrl+t")
        await driven.until(lambda: "may_export_people" in driven.form.rows)
        await driven.press("pagedown")
        await driven.until(lambda: pages.scroll_y > 0)
        await driven.press("pageup")
        await driven.until(lambda: pages.scroll_y == 0)


@pytest.mark.parametrize(("size", "most"), [((80, 24), 8), ((40, 12), 4)])
async def test_a_text_of_many_lines_is_as_high_as_what_is_written(
    services: Services, size: tuple[int, int], most: int
) -> None:
    async with opened(services, TECHNICIANS, size=size) as driven:
        await driven.form.focus_field("biography")
        editor = driven.row("biography").editor
        assert editor.size.height == 1
        await driven.press(*("a", "enter") * 2, "a")
        await driven.until(lambda: editor.size.height == 3)
        await driven.press(*("enter",) * 10, "z")
        await driven.until(lambda: editor.size.height == most)
        assert driven.form.query_one("#pages").region.contains_region(editor.region)
        assert "z" in picture(driven.app).splitlines()[editor.region.bottom - 1]


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
async def test_on_a_broad_screen_every_label_has_one_line(services: Services, kind: PersonKind) -> None:
    async with opened(services, kind, size=(110, 30)) as driven:
        shown = [row for row in driven.form.rows.values() if row.display]
        await driven.until(lambda: all(row.size.height for row in shown))
        labels = [row.query_one("FieldLabel") for row in shown]
        assert [str(label.parent) for label in labels if label.size.height != 1] == []


def columns(driven: Driven) -> list[int]:
    """Where the columns of the open tab begin."""
    return [each.region.x for each in driven.form.query(".column") if each.region.area]


@pytest.mark.parametrize(
    ("width", "beside"), [(80, False), (119, False), (120, True), pytest.param(300, True, marks=pytest.mark.long)]
)
async def test_sections_stand_in_two_columns_from_120(services: Services, width: int, beside: bool) -> None:
    async with opened(services, TECHNICIANS, size=(width, 43)) as driven:
        await driven.until(lambda: len(columns(driven)) == 2)
        first, second = columns(driven)
        assert (second > first) is beside
        assert not overlaps(driven)
        down: list[tuple[int, int]] = []  # Tab goes down the first column and then the second
        while driven.focus != "save":
            assert driven.app.focused is not None
            down.append((driven.app.focused.region.x, driven.app.focused.region.y) if beside else (0, len(down)))
            await driven.press("tab")
        assert down == sorted(down)
        assert len(down) > 20


async def test_a_new_width_keeps_the_focus_and_what_is_typed(services: Services) -> None:
    async with opened(services, TECHNICIANS, size=(80, 24)) as driven:
        await driven.form.focus_field("city")
        await driven.write("Ber")
        for width, height in ((132, 24), (40, 12), (300, 100), (120, 24)):
            await driven.pilot.resize_terminal(width, height)
            await driven.until(lambda width=width: driven.screen.size.width == width)
            await driven.write("g")
            pages = driven.form.query_one("#pages").region
            await driven.until(
                lambda pages=pages: pages.contains_region(driven.row("city").editor.region.intersection(pages))
            )
            assert driven.focus == "city"
            assert driven.row("city").editor.region.intersection(pages).area
        assert driven.row("city").editor.raw == "Bergggg"


async def test_f3_leads_from_the_first_column_to_the_second_and_its_title_is_in_sight(services: Services) -> None:
    async with opened(services, TECHNICIANS, size=(120, 14)) as driven:
        await driven.form.focus_field("mobile_access")
        await driven.press("f3")
        await driven.until(lambda: driven.focus == "team")
        await driven.until(lambda: "Dispatching" in picture(driven.app))
        await driven.press("shift+tab")
        await driven.until(lambda: "Mobile access" in picture(driven.app))


_PERSON_FIELDS = (field for kind in PROFILE_TYPES.values() for section in kind.sections for field in section.fields)
EVERY_FIELD = {(field.label, field.required): field for field in (*_PERSON_FIELDS, *COMPANY_FIELDS, *SETUP_FIELDS)}


@pytest.mark.parametrize("width", range(15, 37))
def test_no_label_is_cut_and_no_word_is_broken(width: int) -> None:
    for field in EVERY_FIELD.values():
        lines = FieldLabel(field)._lines(width - 1)
        assert all(len(line) < width - 1 for line in lines), field.label
        assert " ".join(lines) == f"{field.label}{' *' if field.required else ''}"


async def test_marks_say_that_there_is_more_above_and_below(services: Services) -> None:
    def marks() -> tuple[str, str]:
        bar = driven.form.query_one("#pages").region
        lines = picture(driven.app).splitlines()
        return lines[bar.y][bar.right - 1], lines[bar.bottom - 1][bar.right - 1]

    async with opened(services, TECHNICIANS) as driven:
        pages = driven.form.query_one("#pages")
        await driven.until(lambda: marks() == (" ", "▾"))
        pages.scroll_to(y=3, animate=False, immediate=True)
        await driven.until(lambda: marks() == ("▴", "▾"))
        pages.scroll_end(animate=False, immediate=True)
        await driven.until(lambda: marks() == ("▴", " "))


async def test_a_long_text_has_marks_too(services: Services) -> None:
    async with opened(services, TECHNICIANS) as driven:
        await driven.form.focus_field("biography")
        driven.put(biography="\n".join("abcdefghijklmnop"))
        editor = driven.row("biography").editor

        def marks() -> str:
            lines, region = picture(driven.app).splitlines(), editor.region
            return lines[region.y][region.right - 1] + lines[region.bottom - 1][region.right - 1]

        await driven.until(lambda: editor.size.height == 8)
        editor.scroll_home(animate=False, immediate=True)
        await driven.until(lambda: marks() == " ▾")
        editor.scroll_to(y=3, animate=False, immediate=True)
        await driven.until(lambda: marks() == "▴▾")
