"""Plans and outcomes in words."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import replace

from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Action, How, ImportRows, Revert, Send, SetActive, SetField, setting, title
from fleet_tui.domain.bulk.plan import Decision, Outcome, Verdict
from fleet_tui.domain.bulk.wording import (
    billed,
    counted,
    done,
    happened,
    heading,
    people,
    planned,
    verdict,
)
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.tables import for_each


def outcome(action: Action, *codes: int, title: str = "Deactivate") -> Outcome:
    """What came of an action: 0 is changed, 1 was so already, 2 is not changed, 3 is added."""
    return Outcome(
        action=action,
        kind=PersonKind.TECHNICIAN,
        title=title,
        ids=array("q", range(len(codes))),
        names=("Ann",) * len(codes),
        codes=array("q", codes),
        decisions=tuple(map(Decision, (Verdict.CHANGES, Verdict.UNCHANGED, Verdict.BLOCKED, Verdict.NEW))),
        billed=0,
    )


@for_each(
    "action, title, changing, words",
    [
        (SetActive(False), "Deactivate", 2, "Deactivate 2 of 3 technicians"),
        (SetActive(True), "Activate", 3, "Activate 3 technicians"),
        (Send(Purpose.INVITE), "Send Account Invite", 0, "Send Account Invite to 0 of 3 technicians"),
        (SetField("team", 1), "Set Team to North", 3, "Set Team to North (3 technicians)"),
        (Revert(1), "Undo: Deactivate, 3 technicians, 06:12", 2, "Undo: Deactivate, 3 technicians, 06:12"),
        (ImportRows("a.csv"), "Import a.csv", 2, "Import a.csv: 2 of 3 rows"),
    ],
)
def test_a_plan_is_headed_by_what_would_be_done_to_how_many(
    action: Action, title: str, changing: int, words: str
) -> None:
    assert heading(outcome(action, 0, 0, 0, title=title), changing) == words


@for_each(
    "action, words",
    [
        (SetActive(False), "deactivated"),
        (SetActive(True), "activated"),
        (Send(Purpose.INVITE), "invited"),
        (Send(Purpose.RESET), "sent a password reset"),
        (SetField("team", 1), "changed"),
        (Revert(1), "changed back"),
        (Revert(1, redo=True), "changed again"),
    ],
)
def test_what_was_done_is_said_in_the_words_of_the_action(action: Action, words: str) -> None:
    assert done(outcome(action, 0)) == f"1 technician {words}."
    assert done(outcome(action, 0, 0, 1, 2)) == f"2 technicians {words}, 1 not changed."
    assert done(outcome(action, 1, 2)) == "Nobody was changed."


def test_numbers_have_their_thousands_and_their_plurals() -> None:
    assert people(PersonKind.EMPLOYEE, 1) == "1 employee"
    assert people(PersonKind.EMPLOYEE, 12_000) == "12,000 employees"
    counts = Counter({Verdict.BLOCKED: 1, Verdict.CHANGES: 12_000, Verdict.UNCHANGED: 0})
    assert counted(counts, planned(SetActive(False))) == "12,000 will change · 1 cannot"
    assert counted(counts, happened(SetActive(False))) == "12,000 changed · 1 not changed"
    assert billed(1_041, 1_012) == "Managed technicians 1,041 → 1,012"
    assert billed(12, 12) == ""


def test_who_is_sent_nothing_is_skipped_and_not_already_so() -> None:
    counts = Counter({Verdict.UNCHANGED: 2})
    assert (
        counted(counts, planned(Send(Purpose.RESET))) == counted(counts, happened(Send(Purpose.RESET))) == "2 skipped"
    )
    assert counted(counts, planned(SetActive(True))) == "2 already so"


def test_a_verdict_has_its_reason() -> None:
    planned_, happened_ = planned(SetActive(False)), happened(SetActive(False))
    cannot, already = Decision(Verdict.BLOCKED, "yourself"), Decision(Verdict.UNCHANGED, "already inactive")
    assert verdict(cannot, planned_) == "cannot: yourself"
    assert verdict(cannot, happened_) == "not changed: yourself"
    assert verdict(already, planned_) == verdict(already, happened_) == "already inactive"
    assert verdict(replace(already, reason=""), planned_) == "already so"
    assert verdict(Decision(Verdict.CHANGES), planned_) == "will change"


def test_a_field_is_named_for_the_thing_it_says_something_of() -> None:
    fields = TECHNICIAN.fields
    assert setting(fields["zones"], How.ADD) == "Add to All Zones"
    assert setting(fields["positions"], How.REMOVE) == "Take from Positions"
    names = {7: "North"}
    assert title(SetField("fleet_pro", True), TECHNICIAN, names, "US") == "Set Fleet Pro to Yes"
    assert title(SetField("team", 7), TECHNICIAN, names, "US") == "Set Team to North"
    assert title(SetField("team", None), TECHNICIAN, names, "US") == "Set Team to none"
    assert title(SetField("zones", (7,), How.ADD), TECHNICIAN, names, "US") == "Add to All Zones: North"


def test_an_import_adds_changes_and_refuses_rows() -> None:
    imported = outcome(ImportRows("a.csv"), 0, 1, 2, 3)
    assert done(imported) == "2 technicians imported, 1 refused."
    assert counted(imported.counts(), happened(imported.action)) == "1 added · 1 changed · 1 same · 1 refused"
    assert counted(imported.counts(), planned(imported.action)) == "1 new · 1 to change · 1 same · 1 refused"
