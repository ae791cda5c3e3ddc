"""Every action on people is planned, run, undone and redone, and is reached from the menu and the command line."""

from __future__ import annotations

from typing import get_args

import pytest

from fleet_tui.cli.bulk.command import COMMANDS
from fleet_tui.cli.bulk.run import ACTIONS as BY_COMMAND
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Action, ImportRows, Revert, Send, SetActive, SetField, SetFields
from fleet_tui.domain.people.choices import MANAGED, NON_MANAGED
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.ui.bulk.actions import ACTIONS, Actions, Do
from fleet_tui.ui.dialogs.menu import own_entries
from tests.support.bulk_driving import WILL, messages, run
from tests.support.people import TECHNICIANS, load, new_person, with_passwords
from tests.support.undo_driving import kept, undo

EXAMPLES: dict[type, tuple[Action, ...]] = {
    SetActive: (SetActive(False),),
    Send: (Send(Purpose.INVITE), Send(Purpose.RESET)),
    SetField: (SetField("type", NON_MANAGED),),
    SetFields: (SetFields((SetField("type", NON_MANAGED), SetField("mobile_access", False))),),
}
"""An action of each class, which changes a person that `ready_for` makes."""


def ready_for(services: Services, action: Action) -> int:
    """A technician that the action changes."""
    values = {"name": "Ann", "email": "ann@x.org", "type": MANAGED, "mobile_access": True}
    account = AccountState.ACCEPTED if action == Send(Purpose.RESET) else None
    load(services.database, [new_person(TECHNICIANS, values, account=account)])
    return 1


def test_each_class_of_actions_has_an_example() -> None:
    others = {Revert, ImportRows}  # undo and redo are done with the others here, imports in tests/services/imports
    assert set(EXAMPLES) == set(get_args(Action)) - others


@pytest.mark.parametrize("action", [action for actions in EXAMPLES.values() for action in actions], ids=str)
def test_it_is_run_taken_back_and_done_again(services: Services, action: Action) -> None:
    with_passwords(services)
    id = ready_for(services, action)
    before, sent = kept(services, id), len(messages(services))
    assert run(services, action, [id]).counts() == {WILL: 1}
    last = services.bulk.last_operations(TECHNICIANS).bulk
    assert last
    assert (last.action, last.left_out) == (action, ())
    after = kept(services, id)
    assert after != before or len(messages(services)) > sent
    assert undo(services).counts() == {WILL: 1}
    assert kept(services, id) == before
    assert undo(services, redo=True).counts() == {WILL: 1}
    assert kept(services, id) == after
    assert check(services.database) == ()


def test_each_is_in_the_menu_and_has_a_command() -> None:
    every = {
        action for actions in EXAMPLES.values() for action in actions if not isinstance(action, SetField | SetFields)
    }
    assert every <= set(BY_COMMAND.values())
    assert {Do(entry) for entry in own_entries(Actions)} == set(Do)
    documents = ["Activate", "Deactivate", "Send Password Reset", "Send Account Invite"]  # in their order
    assert [entry.description for entry in own_entries(Actions).values()][:5] == [*documents, "Set field…"]
    assert {Do(do) for do in ACTIONS} == set(Do) - {Do.SET, Do.EXPORT, Do.AGAIN, Do.LIKE_SAVE}
    assert every <= set(BY_COMMAND.values())
    assert set(BY_COMMAND) == {command.NAME for command in COMMANDS} - {"set", "undo", "redo"}
