"""The menu of actions: what it offers to do again, and where its cursor begins."""

from __future__ import annotations

from textual.widgets import OptionList

from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.repeat import LastOperations, Repeat
from fleet_tui.domain.people.choices import YES_NO
from fleet_tui.services.services import Services
from fleet_tui.ui.bulk.actions import Actions, Do
from fleet_tui.ui.dialogs.choose import Choose
from fleet_tui.ui.widgets.choice_list import ChoiceList, Pick
from fleet_tui.ui.widgets.picking import NONE
from tests.support.screens.list_driving import listed
from tests.support.screens.plans import Bare, press

NOTHING = Repeat("As in the save of Asha: nothing", None, ("Email",))
SOMETHING = Repeat("Deactivate", SetActive(False))


async def test_only_what_can_be_done_with_others_is_offered_again() -> None:
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        for bulk in (None, NOTHING, SOMETHING):
            for save in (None, NOTHING, SOMETHING):
                answers: list[str | None] = []
                menu = Actions("Ann", LastOperations(bulk, save), {})
                await app.push_screen(menu, answers.append)
                again = {answer for answer, _ in menu.entries} & {Do.AGAIN, Do.LIKE_SAVE}
                assert again == {
                    answer for answer, last in ((Do.AGAIN, bulk), (Do.LIKE_SAVE, save)) if last is SOMETHING
                }
                await press(pilot, "l")
                await press(pilot, "escape")
                assert answers == [Do.AGAIN if bulk is SOMETHING else None]


async def test_the_cursor_begins_at_what_would_change_the_one_person(fleet: Services) -> None:
    async with listed(fleet) as list:
        for keys, begins in ((("x",), Do.DEACTIVATE), (("space", "x"), Do.ACTIVATE)):
            list.burst(*keys)
            await list.until(lambda: isinstance(list.screen, Actions) and list.screen.is_mounted)
            options = list.screen.query_one(OptionList)
            assert options.highlighted is not None
            assert options.get_option_at_index(options.highlighted).id == begins, keys
            list.burst("escape")
            await list.until(lambda: not isinstance(list.screen, Actions))


async def test_no_value_is_the_last_choice_and_the_cursor_begins_at_the_first_entry() -> None:
    picks = tuple(Pick(choice.value, choice.label) for choice in YES_NO)
    app = Bare()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Choose("Team", picks, (), optional=True))
        await pilot.pause()
        choices = app.screen.query_one(ChoiceList)
        assert choices.current == picks[0]
        await press(pilot, "end")
        assert choices.current == NONE
