"""Bulk actions on the command line: the plan, then the result, with exit codes that a script can trust."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from pathlib import Path

import pytest

from fleet_tui.bootstrap import settings
from fleet_tui.cli.bulk.arguments import asked_for
from fleet_tui.domain.company_changes import CompanyPlan
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.bulk.plan_and_run import Bulk
from fleet_tui.services.company.undo import CompanyUndo
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.command_line import Cli, at_a_terminal
from tests.support.people import EMPLOYEES, TECHNICIANS, added, administered, entry, set_active

KINDS = [TECHNICIANS, EMPLOYEES]


@pytest.fixture
def cli(services: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    administered(services)
    return Cli(tmp_path / "fleet.db", capsys)


def three(services: Services, kind: PersonKind) -> list[int]:
    """Ann and Bea, who are active, and Cid, who is not."""
    found = []
    for number, name in enumerate(("Ann", "Bea", "Cid")):
        contact = {"mobile": f"201 555 012{number}", "email": f"{name}@example.com"}
        found.append(added(services, kind, name=name, **contact).id)
    set_active(services, kind, found[2], False)
    return found


def active(services: Services, kind: PersonKind, ids: list[int]) -> list[bool]:
    return [services.people.profile(kind, id).active for id in ids]


@pytest.mark.parametrize("kind", KINDS)
def test_a_filter_says_everything_about_who_is_listed(services: Services, cli: Cli, kind: PersonKind) -> None:
    three(services, kind)

    def names(*more: str) -> list[str]:
        assert cli("list", kind.value, "--format", "csv", *more) == 0
        return [name for line in cli.out.splitlines()[1:] if (name := line.split(",")[1]) != "Zed Boss"]

    assert names() == ["Ann", "Bea"]
    assert names("--filter", "email:example") == ["Ann", "Bea", "Cid"]
    assert names("--filter", "active:no name:c") == ["Cid"]
    assert names("--filter", "") == ["Ann", "Bea", "Cid"]


def test_a_filter_that_means_nothing_is_wrong_usage_and_is_pointed_at(cli: Cli) -> None:
    for command in (("list", "technicians"), ("deactivate", "technicians", "--yes")):
        assert cli(*command, "--filter", 'name:"漢" team:Nroth \x1bx') == 2
        assert cli.out == ""
        assert cli.words.splitlines() == [
            "There is no team “Nroth”: did you mean North?",
            'name:"漢" team:Nroth \ufffdx',
            "               ^^^^^",
        ]


WRONG = (
    (["activate", "technicians", "--yes"], "say whom: ids, or --filter TEXT"),
    (["activate", "technicians", "--yes", "3", "--filter", "a"], "either by ids or by --filter"),
    (["activate", "technicians", "--yes", "--filter", " "], "for that say --filter active:any"),
    (["activate", "trucks", "--yes", "3"], "invalid choice: 'trucks'"),
    (["activate", "technicians", "3"], "there is no terminal to ask on: --yes does it without asking, --dry-run"),
    (["undo"], "there is no terminal to ask on"),
    (["undo", "technicians", "--yes"], "unrecognized arguments: technicians"),
    (["set", "technicians", "--yes"], "FIELD=VALUE"),
    (["set", "technicians", "3", "--yes"], "say whom"),
    (["set", "technicians", "teem=North", "3", "--yes"], "did you mean team?"),
    (["set", "technicians", "team=Nroth", "3", "--yes"], "did you mean North?"),
    (["list", "technicians", "--filter", "a", "--all"], "not allowed with argument"),
    (["list", "technicians", "--filter", "a", "--inactive"], "not allowed with argument"),
)


def test_wrong_usage_is_2_and_changes_nobody(cli: Cli, services: Services) -> None:
    before = services.history.events()
    for arguments, words in WRONG:
        assert cli(*arguments) == 2
        assert cli.out == ""
        assert words in cli.words
    assert services.history.events() == before


def test_a_dry_run_prints_the_plan_and_changes_nobody(services: Services, cli: Cli) -> None:
    ann, bea, cid = ids = three(services, EMPLOYEES)
    assert cli("deactivate", "employees", "--dry-run", "--filter", "email:example") == 0
    assert [row[:3] for row in cli.rows] == [
        [str(ann), "Ann", "will change"],
        [str(bea), "Bea", "will change"],
        [str(cid), "Cid", "already so"],
    ]
    assert [row[3:] for row in cli.rows[1:]] == [["", "Active → Inactive"], ["already inactive", ""]]
    assert cli.words.splitlines()[0] == "Deactivate: 2 will change · 1 already so."
    assert active(services, EMPLOYEES, ids) == [True, True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_done_is_printed_and_already_so_is_done(services: Services, cli: Cli, kind: PersonKind) -> None:
    ann, _, cid = ids = three(services, kind)
    assert cli("deactivate", kind.value, "--yes", ann, cid) == 0  # options may stand before ids
    assert [row[:3] for row in cli.rows] == [[str(ann), "Ann", "changed"], [str(cid), "Cid", "already so"]]
    assert active(services, kind, ids) == [False, True, False]
    assert cli("deactivate", kind.value, ann, "--yes") == 0
    assert cli("activate", kind.value, "--filter", "active:no", "--yes") == 0
    assert active(services, kind, ids) == [True, True, True]
    assert check(services.database) == ()


def test_how_many_are_billed_is_told(services: Services, cli: Cli) -> None:
    ann, *_ = three(services, TECHNICIANS)
    assert cli("deactivate", "technicians", ann, "--yes") == 0
    assert "Managed technicians 2 → 1." in cli.words.splitlines()


def test_a_filter_that_nobody_matches_is_done_at_once(services: Services, cli: Cli) -> None:
    three(services, TECHNICIANS)
    for option in ("--yes", "--dry-run"):
        assert cli("deactivate", "technicians", "--filter", "nobody", option) == 0
        assert cli.rows == []
        assert cli.words == "Deactivate: nobody is meant.\n"


def test_ids_of_nobody_are_told_and_the_others_are_done(services: Services, cli: Cli) -> None:
    ann, *_ = ids = three(services, EMPLOYEES)
    for option, verdict in (("--dry-run", "will change"), ("--yes", "changed")):
        assert cli("deactivate", "employees", option, ann, 999, "x\x1b", "9" * 30, f"0{ann}") == 1
        assert [row[:3] for row in cli.rows] == [[str(ann), "Ann", verdict]]
        told = cli.words.splitlines()
        assert "“x\ufffd” is no id: an id is a number, which `list --format csv` prints." in told
        assert "999 is the id of no employee." in told
        assert f"{'9' * 30} is the id of no employee." in told
    assert active(services, EMPLOYEES, ids) == [False, True, False]


def test_ids_that_are_all_of_nobody_are_a_refusal_however_long_they_are(services: Services, cli: Cli) -> None:
    three(services, EMPLOYEES)
    for id in ("0", "999", "9" * 19, "9" * 20, "9" * 5_000):
        assert cli("deactivate", "employees", "--yes", id) == 1
        assert cli.rows == []
        assert f"{id} is the id of no employee." in cli.words.splitlines()
    assert cli("deactivate", "employees", "--dry-run", f"{'0' * 5_000}2") == 0


class Compared(str):
    """A word that counts how often it is compared."""

    __slots__ = ()
    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_each_id_is_looked_at_once_however_many_there_are(
    services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [Compared(word) for number in range(200) for word in (f"x{number}", number, "9" * 30)]
    ids, all_ids = asked_for(services, EMPLOYEES, argparse.Namespace(filter=None, ids=words))
    assert (ids, all_ids) == (list(range(1, 200)), False)
    assert Compared.times <= len(words)
    assert capsys.readouterr().err.count("\n") == 401


def test_who_cannot_is_told_with_the_reason_and_makes_it_partly_refused(services: Services, cli: Cli) -> None:
    ann, _, cid = three(services, EMPLOYEES)
    assert cli("reset", "employees", ann, cid, "--dry-run") == 1
    assert [row[2] for row in cli.rows] == ["skipped", "cannot"]
    assert all(row[3] for row in cli.rows)
    assert f"Cid ({cid}) cannot: {cli.rows[1][3]}." in cli.words.splitlines()
    assert cli("invite", "employees", ann, cid, "--yes") == 1
    assert [row[2] for row in cli.rows] == ["changed", "not changed"]
    assert f"Cid ({cid}) not changed: {cli.rows[1][3]}." in cli.words.splitlines()


def test_a_field_is_set_added_to_and_taken_from(services: Services, cli: Cli) -> None:
    ann, bea, _ = three(services, TECHNICIANS)
    north, gas = entry(services, ListName.TEAMS, "North"), entry(services, ListName.SKILLS, "Gas")

    def values(id: int) -> tuple[object, object]:
        known = services.people.profile(TECHNICIANS, id).values
        return known["team"], known["skills"]

    assert cli("set", "technicians", "--yes", "team=north", ann, bea) == 0
    assert cli("set", "technicians", "--filter", "team:north", "skills+=Gas,HVAC", "--yes") == 0
    assert cli("set", "technicians", "skills-=HVAC", ann, "--yes") == 0
    assert cli("set", "technicians", "team=none", bea, "--yes") == 0
    assert values(ann) == (north, (gas,))
    assert values(bea)[0] is None
    services.lists.retire(next(e for e in services.lists.entries(ListName.TEAMS) if e.name == "South"), True)
    assert cli("set", "technicians", "team=South", ann, "--yes") == 1
    assert "South is retired" in cli.words
    assert cli("set", "employees", "role=none", 1, "--yes") == 1
    assert cli.out == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_action_is_undone_and_redone(services: Services, cli: Cli, kind: PersonKind) -> None:
    ids = three(services, kind)
    assert cli("deactivate", kind.value, *ids, "--yes") == 0
    assert cli("undo", "--dry-run") == 0
    assert active(services, kind, ids) == [False, False, False]
    assert cli("undo", "--yes") == 0
    assert [row[1:3] for row in cli.rows] == [["Ann", "changed"], ["Bea", "changed"]]
    assert active(services, kind, ids) == [True, True, False]
    assert cli("redo", "--yes") == 0
    assert active(services, kind, ids) == [False, False, False]
    assert cli("redo", "--yes") == 1
    assert cli.out == ""
    assert cli.words == "There is nothing to redo.\n"
    assert check(services.database) == ()


def test_at_a_terminal_the_plan_is_shown_and_asked_about(
    services: Services, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(services, TECHNICIANS)
    for answer in ("n\n", "\n", "\x04", "yesterday\n"):
        with at_a_terminal(answer, monkeypatch) as read:
            assert cli("deactivate", "technicians", *ids) == 1
        assert cli.out == ""
        assert f"{ids[0]}\tAnn\twill change\t\tActive, billed → Inactive" in read
        assert read[-1] == "Deactivate 2 of 3 technicians? [y/N] Nothing was changed."
        assert active(services, TECHNICIANS, ids) == [True, True, False]
    for answer, verdicts in (("Yes\n", ["changed", "changed", "already so"]), ("", ["already so"] * 3)):
        with at_a_terminal(answer, monkeypatch):  # nobody is asked when there is nothing to do
            assert cli("deactivate", "technicians", *ids) == 0
        assert [row[2] for row in cli.rows] == verdicts


def test_ctrl_c_at_the_question_changes_nobody(services: Services, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = three(services, TECHNICIANS)

    def interrupted(plan: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("fleet_tui.cli.bulk.run.agreed", interrupted)
    with at_a_terminal("", monkeypatch) as read:
        assert cli("deactivate", "technicians", *ids) == 130
    assert read[-1] == "Nothing was changed."
    assert active(services, TECHNICIANS, ids) == [True, True, False]


def test_ctrl_c_during_the_run_takes_everything_back(
    services: Services, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(services, TECHNICIANS)
    run, before = Bulk.run, signal.getsignal(signal.SIGINT)

    def interrupted(self: Bulk, *arguments: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return run(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Bulk, "run", interrupted)
    assert cli("deactivate", "technicians", *ids, "--yes") == 130
    assert cli.out == ""
    assert cli.words == "Nothing was changed.\n"
    assert active(services, TECHNICIANS, ids) == [True, True, False]
    assert signal.getsignal(signal.SIGINT) is before


class Gone(io.StringIO):
    """A pipe whose reader has left."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_what_was_done_is_told_although_nobody_reads_the_rows(
    services: Services, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(services, TECHNICIANS)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Gone())
        assert cli("deactivate", "technicians", *ids, 999, "--yes") == 1
    assert "Deactivate: 2 changed · 1 already so." in cli.words
    assert active(services, TECHNICIANS, ids) == [False, False, False]


def test_nobody_is_changed_when_the_outcome_could_not_be_told(
    services: Services, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = three(services, TECHNICIANS)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        assert cli("deactivate", "technicians", *ids, "--yes") == 1
    assert "There is no standard output" in cli.words
    assert active(services, TECHNICIANS, ids) == [True, True, False]


def test_no_name_acts_on_a_terminal_or_in_a_spreadsheet(services: Services, cli: Cli) -> None:
    id = added(services, TECHNICIANS, name="=1+1 [/]").id
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE technician SET name = name || ?", ("\t\x1b]0;x",))
    assert cli("deactivate", "technicians", id, "--dry-run") == 0
    assert cli.rows[0][1] == "'=1+1 [/]\ufffd\ufffd]0;x"
    assert "\x1b" not in cli.words


def test_activate_says_how_to_invite_those_again_whose_invitation_has_ended(cli: Cli, services: Services) -> None:
    person = added(services, TECHNICIANS, email="ann@x.org", account_setup="invite")
    assert cli("deactivate", "technicians", person.id, "--yes") == 0
    assert cli("list", "technicians", "--filter", "status:invitation_ended", "--format", "json") == 0
    assert '"status": "invitation_ended"' in cli.out
    assert cli("list", "technicians", "--filter", "status:invitation_ended", "--format", "csv") == 0
    assert "Invitation ended" in cli.out
    assert cli("activate", "technicians", person.id, "--yes") == 0
    command = f"fleet-tui invite technicians {person.id}"
    assert f"The invitation has ended: to invite again, {command}\n" in cli.words
    assert cli(*command.split()[1:], "--yes") == 0
    assert cli("list", "technicians", "--filter", "status:pending") == 0
    assert "Ann Porter" in cli.out


def test_undo_takes_back_a_change_of_the_companys_settings(cli: Cli, services: Services) -> None:
    me = services.signed_in_as(Anonymous(settings.actor()))
    me = me.signed_in_as(SignedInUser(me.sign_in.by_system()))
    me.company.save(me.company.get().version, {"name": "Desert Air"})
    assert cli("undo", "--dry-run") == 0
    assert "Company Name: Desert Air → My company" in cli.words
    assert cli("undo", "--yes") == 0
    assert "The company's settings are changed back." in cli.words
    assert services.company.get().name == "My company"
    assert cli("redo", "--yes") == 0
    assert services.company.get().name == "Desert Air"


def test_ctrl_c_behind_a_change_of_settings_is_not_told_as_nothing(
    cli: Cli, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = services.signed_in_as(Anonymous(settings.actor()))
    me = me.signed_in_as(SignedInUser(me.sign_in.by_system()))
    me.company.save(me.company.get().version, {"name": "Desert Air"})
    run = CompanyUndo.run

    def interrupted(undo: CompanyUndo, plan: CompanyPlan) -> str:
        run(undo, plan)
        raise KeyboardInterrupt

    monkeypatch.setattr(CompanyUndo, "run", interrupted)
    assert cli("undo", "--yes") == 130
    assert services.company.get().name == "My company"
    assert "Nothing was changed" not in cli.words
