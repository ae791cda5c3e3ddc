"""What helps where a person is not changed."""

from __future__ import annotations

import re

from fleet_tui.domain.bulk import evaluate
from fleet_tui.domain.bulk.advice import advice
from fleet_tui.domain.bulk.evaluate import (
    GONE,
    LAST_ROLES_ADMIN,
    LAST_ROLES_ADMIN_WITH_SIGN_IN,
    NO_PASSWORDS,
    NOT_PLANNED,
)
from fleet_tui.domain.bulk.plan import Decision, Verdict

BY_ITSELF = {
    evaluate.MORE_THAN_YOU,
    evaluate.MORE_THAN_YOU_THEN,
    NO_PASSWORDS,
    GONE,
    NOT_PLANNED,
    LAST_ROLES_ADMIN,
    LAST_ROLES_ADMIN_WITH_SIGN_IN,
}
"""Reasons that say what it takes, or of actions that no form has."""


def test_each_reason_against_an_action_of_a_form_has_its_advice() -> None:
    reasons = {one for one in vars(evaluate).values() if isinstance(one, Decision)} - BY_ITSELF
    assert all(one.verdict is Verdict.BLOCKED for one in reasons)
    assert reasons
    for one in reasons:
        assert "Ann" not in advice("Ann", one)
        assert re.fullmatch(r"[A-Z].*\.", advice("Ann", one))


def test_other_reasons_are_told_with_the_name() -> None:
    decision = Decision(Verdict.UNCHANGED, "already active")
    assert advice("\x1bAnn", decision) == "\ufffdAnn: already active."
