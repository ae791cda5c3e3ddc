"""The pane beside a list: the person at the cursor, read when the cursor rests, where there is room for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from fleet_tui.domain.errors import Gone
from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.people.field_permissions import permission_of
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.services.services import Services
from fleet_tui.ui.app.themes import read_theme, theme_files
from fleet_tui.ui.people.live.pane import PersonPane
from fleet_tui.ui.people.live.pane_lines import ALWAYS, LABEL, WHERE_FILLED, head, lines, wrapped
from fleet_tui.ui.people.opening import open_list
from fleet_tui.ui.widgets.photo import PhotoBeside
from tests.support.people import EMPLOYEES, TECHNICIANS, added, set_active
from tests.support.screens.held_calls import Held
from tests.support.screens.list_driving import Driven, listed
from tests.support.tables import for_each

WIDE = (132, 24)
LEFT_OUT = {
    **dict.fromkeys(("name", "active"), "stand in the first line"),
    **dict.fromkeys(("upcoming_visibility", "past_visibility", "daily_goal", "color"), "no question of the day"),
    "biography": "for customers",
    "photo": "is drawn below the lines",
    **dict.fromkeys(PAYROLL_FIELDS, "stays open before whoever passes"),
    **dict.fromkeys(("has_extension", "extension"), "stands behind the office phone"),
    "created": "the last change says more",
}
"""The fields that the pane leaves to the form, with the reason."""


@for_each("kind", PersonKind)
def test_each_field_has_its_line_or_a_reason(kind: PersonKind) -> None:
    shown = {name for _, name in ALWAYS} | {name for _, names in WHERE_FILLED for name in names}
    kept = {
        field.name
        for field in (*PROFILE_TYPES[kind].stored, *PROFILE_TYPES[kind].system)
        if permission_of(field) is None and field.kind is not Kind.SECRET
    }
    assert kept - shown == kept & LEFT_OUT.keys()


@given(st.text(max_size=80), st.integers(2, 40))
def test_lines_fit_and_lose_no_word(typed: str, width: int) -> None:
    text = displayable(typed)
    found = wrapped(text, width)
    assert all(cell_len(line) <= width for line in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_the_lines_of_a_person(services: Services) -> None:
    ann = added(
        services,
        TECHNICIANS,
        name="Ann Port",
        street="12 Elm St",
        city="Austin",
        state="TX",
        zip="78701",
        memo="Dogs\nCats",
    )
    found = lines(ann, 40)
    assert head(ann, 40) == ["Ann Port"]
    assert f"{'Mobile':{LABEL}}(201) 555-0123" in found
    assert f"{'Truck':{LABEL}}" in found, "a line without a value keeps its place"
    assert f"{'Address':{LABEL}}12 Elm St, Austin, TX 78701" in found
    assert f"{'Memo':{LABEL}}Dogs Cats" in found
    set_active(services, TECHNICIANS, ann.id, False)
    assert head(services.people.profile(TECHNICIANS, ann.id), 40) == ["Ann Port (inactive)"]
    eve = added(services, EMPLOYEES, office_phone="201 555 0199", has_extension=True, extension="42")
    assert f"{'Office':{LABEL}}(201) 555-0199 ext. 42" in [line.rstrip() for line in lines(eve, 40)]


def test_data_is_never_an_escape_sequence_or_markup(services: Services) -> None:
    ann = added(services, TECHNICIANS, name="Ann")
    bad = replace(ann, values={**ann.values, "name": "[b]A\x1b[2J\u202eB", "memo": "\x9b1m[red]"})
    text = "\n".join([*head(bad, 40), *lines(bad, 40)])
    assert "[b]A" in text
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


def pane(driven: Driven) -> str:
    """The words of the pane."""
    found = driven.app.screen.query_one(PersonPane)
    return "\n".join(words for words, _ in found._lines())


async def test_it_follows_the_cursor_and_closes(fleet: Services) -> None:
    async with listed(fleet, size=WIDE) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        assert "Mobile" in driven.picture
        await driven.press("down")
        await driven.until(lambda: "Person 001" in pane(driven))
        await driven.press("p")
        assert not driven.app.screen.query(PersonPane)
        await driven.press("down")
        assert driven.name == "Person 002"


async def test_a_held_key_asks_for_nobody_on_its_way(fleet: Services) -> None:
    asked: list[int] = []
    profile = fleet.people.profile

    def counted(kind: PersonKind, id: int) -> Profile:
        asked.append(id)
        return profile(kind, id)

    fleet.people.profile = counted  # type: ignore[method-assign]
    async with listed(fleet, size=WIDE) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        asked.clear()
        driven.burst(*["down"] * 30)
        await driven.until(lambda: "Person 030" in pane(driven))
        assert len(asked) == 1


async def test_an_answer_that_comes_too_late_is_dropped_and_a_refusal_is_said(fleet: Services) -> None:
    async with listed(fleet, size=WIDE) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        shown = driven.app.screen.query_one(PersonPane)
        late = Held(shown._read)
        shown._read = late
        await driven.press("down")
        await driven.until(late.asked.is_set)
        shown._read = late._call
        await driven.press("down")
        await driven.until(lambda: "Person 002" in pane(driven))
        late.open.set()
        await driven.settled()
        assert "Person 002" in pane(driven)

        def gone(_: int) -> Profile:
            raise Gone("This technician is not in the database any more.")

        shown._read = gone
        await driven.press("down")
        await driven.until(lambda: "not in the database" in pane(driven).replace("\n", " "))


async def test_it_says_how_much_room_it_needs_and_comes_back_with_it(fleet: Services) -> None:
    async with listed(fleet, size=(119, 24)) as driven:
        await driven.press("p")
        assert driven.said == "The person beside the list needs 120 columns; this terminal has 119."
        await driven.pilot.resize_terminal(120, 24)
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        await driven.pilot.resize_terminal(40, 12)
        await driven.press("down", "p")
        assert "this terminal has 40" in driven.said
        assert "> Person 001" in driven.picture
        await driven.pilot.resize_terminal(132, 43)
        await driven.shows("> Person 001")
        await driven.until(lambda: "Person 001" in pane(driven))


async def test_it_is_there_again_at_the_next_start_and_on_the_other_list(fleet: Services) -> None:
    added(fleet, EMPLOYEES)
    async with listed(fleet, size=WIDE) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
    first = open_list(fleet, TECHNICIANS)
    async with listed(fleet, size=WIDE, first=first) as driven:
        await driven.until(lambda: "Person 000" in pane(driven))
        await driven.press("2")
        await driven.until(lambda: "Eve Stone" in pane(driven))
        await driven.press("p", "1")
        await driven.until(lambda: not driven.app.screen.query(PersonPane))
        assert driven.name == "Person 000"


async def test_it_shows_what_others_change(fleet: Services) -> None:
    async with listed(fleet, size=WIDE, follows=0.05) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        person = driven.table.person_at(0)
        assert person is not None
        version = fleet.people.profile(TECHNICIANS, person).version
        fleet.people.save(TECHNICIANS, person, version, {"memo": "Call first"})
        await driven.until(lambda: "Call first" in pane(driven))


async def test_a_photo_is_drawn_below_the_lines_where_it_fits(fleet: Services, tmp_path: Path) -> None:
    path = tmp_path / "home" / "photo.png"
    path.parent.mkdir(exist_ok=True)
    for number, color in (("0101", "blue"), ("0102", "red")):
        Image.new("RGB", (48, 48), color).save(path)
        photo = fleet.photos.read(str(path))
        name = f"Person 000 {color}"
        added(fleet, TECHNICIANS, name=name, photo=photo, mobile=f"201 555 {number}", email=f"{color}@example.com")
    dark = read_theme(theme_files()["dark"])

    def drawn() -> set[str]:
        strips = driven.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if "▀" in segment.text and segment.style]
        return {style.color.get_truecolor().hex for style in styles if style.color is not None}

    async with listed(fleet, size=(132, 43), theme=dark) as driven:
        await driven.press("p")
        await driven.until(lambda: "Person 000" in pane(driven))
        assert not drawn()
        await driven.press("down")
        await driven.until(lambda: drawn() == {"#0000ff"})
        held = Held(driven.app.screen.query_one(PhotoBeside)._drawn)
        driven.app.screen.query_one(PhotoBeside)._drawn = held
        await driven.press("down")
        await driven.until(held.asked.is_set)
        await driven.until(lambda: "Person 000 red" in pane(driven))
        assert not drawn(), "nobody's face stands beside another name"
        held.open.set()
        await driven.until(lambda: drawn() == {"#ff0000"})
        await driven.pilot.resize_terminal(132, 24)
        await driven.until(lambda: not drawn())
        await driven.press("down")
        await driven.until(lambda: "Person 001" in pane(driven))
        await driven.pilot.resize_terminal(132, 43)
        await driven.until(lambda: driven.app.screen.size.height == 43)
        assert not drawn()
