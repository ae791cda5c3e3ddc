"""A save over another user's: fields that differ are merged, and a field that both changed is asked about."""

from __future__ import annotations

from fleet_tui.domain.people.profile import Profile
from fleet_tui.services.services import Services
from fleet_tui.ui.form.others.conflict import BothChanged, Conflict, words_of
from tests.support.people import TECHNICIANS, added
from tests.support.screens.form_driving import Driven, opened, picture
from tests.support.screens.list_driving import listed
from tests.support.tables import for_each


def save(services: Services, person: Profile, **typed: object) -> None:
    """Change the technician at once."""
    services.people.save(TECHNICIANS, person.id, services.people.profile(TECHNICIANS, person.id).version, typed)


def values(services: Services, person: Profile, *names: str) -> tuple[object, ...]:
    kept = services.people.profile(TECHNICIANS, person.id).values
    return tuple(kept[name] for name in names)


async def asked(driven: Driven) -> Conflict:
    """The question, once it takes keys."""
    await driven.until(lambda: isinstance(driven.app.screen, Conflict))
    screen = driven.app.screen
    assert isinstance(screen, Conflict)
    return screen


async def test_fields_that_differ_are_merged_without_a_question(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(city="Rye", street="1 Main St")
        save(services, person, memo="Dogs", name="Anne P.")
        await driven.save()
        assert driven.said.startswith("Saved. tester changed Technician Name and Memo besides: that is kept.")
        assert driven.row("name").editor.raw == "Anne P."
        assert not driven.screen.unsaved
    assert values(services, person, "name", "memo", "city") == ("Anne P.", "Dogs", "Rye")


async def test_a_field_that_both_changed_is_asked_about_side_by_side(services: Services) -> None:
    person = added(services, TECHNICIANS, memo="Before it all")
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="Mine now", city="Rye", street="1 Main St")
        save(services, person, memo="Theirs now", city="York", street="2 Side St", name="Anne P.")
        await driven.press("f2")
        question = await asked(driven)
        assert str(question._note.content).startswith("tester changed Technician Name ")
        text = picture(driven.app)
        for words in ("Before it all", "Theirs now", "* Mine now"):
            assert words in text
        assert values(services, person, "memo") == ("Theirs now",)
        await driven.press("t", "m", "t", "enter")  # the order of the form: Memo, Street, City
        await driven.until(lambda: driven.said.startswith("Saved."))
        assert driven.row("memo").editor.raw == "Theirs now"
    assert values(services, person, "memo", "street", "city", "name") == ("Theirs now", "1 Main St", "York", "Anne P.")


async def test_esc_leaves_the_form_and_its_typing_as_they_are(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="mine")
        save(services, person, memo="theirs")
        await driven.press("f2")
        await asked(driven)
        await driven.press("escape")
        await driven.until(lambda: driven.said == "Not saved: tester changed Memo too.")
        assert driven.row("memo").editor.raw == "mine"
        await driven.press("f2")
        await asked(driven)
        await driven.press("t", "enter")
        await driven.until(lambda: "nothing of yours differs" in driven.said)
        assert (driven.row("memo").editor.raw, driven.screen.unsaved) == ("theirs", False)
    assert values(services, person, "memo") == ("theirs",)


async def test_the_same_change_is_no_question(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="same")
        save(services, person, memo="same")
        await driven.save()
        assert driven.said == "This is what tester saved: nothing of yours differs from it. Esc goes back to the list."


async def test_a_third_change_meanwhile_is_merged_too(services: Services) -> None:
    person = added(services, TECHNICIANS)
    async with opened(services, TECHNICIANS, person.id) as driven:
        driven.put(memo="mine")
        save(services, person, memo="theirs")
        await driven.press("f2")
        await asked(driven)
        save(services, person, name="Anne")
        await driven.press("enter")
        await driven.until(lambda: driven.said.startswith("Saved."))
    assert values(services, person, "memo", "name") == ("mine", "Anne")


@for_each(
    "raw, words",
    [(None, ""), (True, "Yes"), (False, "No"), ((2, 3), "Two, #3"), (2, "Two"), ("text", "text"), ("", "")],
)
def test_what_an_editor_holds_in_words(raw: object, words: str) -> None:
    assert words_of(raw, {2: "Two"}) == words


async def test_long_values_are_whole_below_and_fit_every_size(services: Services) -> None:
    fields = [
        BothChanged("memo", "Memo", "", "x" * 200, "A [b]\x1b[2J " + "日本" * 40),
        BothChanged("upcoming", "Upcoming Appointment Visibility", "All", "None", "Two"),
    ]
    async with listed(services) as driven:
        for size in ((80, 24), (132, 43), (40, 12)):
            await driven.pilot.resize_terminal(*size)
            driven.app.push_screen(Conflict("Changed by both of you", "Zed", fields))
            await driven.until(lambda: isinstance(driven.app.screen, Conflict))
            await driven.pilot.pause()
            text = driven.picture
            assert "nothing" in text, size
            assert "[b]" in text, size
            assert "\x1b" not in text, size
            assert "Esc" in text, (size, text)
            await driven.pilot.press("escape")
