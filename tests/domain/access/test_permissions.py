"""What somebody may do is what the role allows, unless an answer of their own says otherwise; and what things take."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import LABELS, Effective, effective, effective_permissions
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import How, Revert, Send, SetActive, SetField, permission_for
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.technician import TECHNICIAN


def test_an_own_answer_comes_before_the_role_and_says_so() -> None:
    answers = {"see_mail": "allow", "see_people": "deny", "see_history": "default"}
    found = effective({"see_people", "see_history"}, answers)
    assert tuple(found) == tuple(LABELS)
    assert found["see_mail"] == Effective(allowed=True, origin="allow")
    assert found["see_people"] == Effective(allowed=False, origin="deny")
    assert found["see_history"] == Effective(allowed=True, origin="default")
    assert found["manage_roles"] == Effective(allowed=False, origin="default")
    assert effective_permissions({"see_people", "see_history"}, answers) == {"see_mail", "see_history"}


def test_every_action_and_every_field_takes_a_permission_of_the_catalogue() -> None:
    actions = {
        SetActive(active=True): "activate_people",
        Send(Purpose.INVITE): "send_invites",
        Send(Purpose.RESET): "send_resets",
        SetField("role", 1): "manage_people",
        SetField("zones", (1,), How.ADD): "manage_people",
        SetField("hourly_rate", None): "manage_payroll",
        SetField("may_see_mail", "allow"): "manage_roles",
        Revert(1): "see_people",
    }
    assert {action: permission_for(action) for action in actions} == actions
    takes = {field.name: permission_of_field(field) for field in TECHNICIAN.fields.values()}
    assert {one.see for one in takes.values()} | {one.change for one in takes.values()} <= LABELS.keys()
    assert [name for name, one in takes.items() if one.see == "see_payroll"] == [
        name for name, one in takes.items() if one.change == "manage_payroll"
    ]
    assert takes["payroll_id"].change == "manage_payroll"
    assert takes["may_see_mail"].change == "manage_roles"
