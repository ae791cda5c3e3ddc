"""What applies on a form as it is filled in."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.domain.photo import Photo
from fleet_tui.ui.form.rules import FLEET_PRO_IS_OFF, NON_MANAGED_PERMISSIONS, PAYROLL_IS_OFF, PersonFormRules


def rules(profile_type: ProfileType = TECHNICIAN, *, adding: bool = True) -> PersonFormRules:
    roles = ListName.TECHNICIAN_ROLES if profile_type is TECHNICIAN else ListName.EMPLOYEE_ROLES
    entries = {
        roles: (Entry(1, roles, "Driver", False, 1), Entry(2, roles, "Helper", False, 1)),
        ListName.SKILLS: (Entry(5, ListName.SKILLS, "Gas", False, 1),),
    }
    return PersonFormRules(profile_type, adding=adding, fleet_pro=True, payroll=True, entries=entries)


def test_credentials_are_asked_only_for_an_account_that_is_created_now() -> None:
    for name in ("username", "password", "confirm"):
        field = TECHNICIAN.fields[name]
        assert rules().asked(field, {"account_setup": "create"})
        assert not rules().asked(field, {"account_setup": "later"})
        assert not rules(adding=False).asked(field, {"account_setup": "create"})


def test_the_account_is_asked_only_when_adding() -> None:
    field = EMPLOYEE.fields["account_setup"]
    assert rules(EMPLOYEE).asked(field, {})
    assert not rules(EMPLOYEE, adding=False).asked(field, {})


def test_an_extension_is_asked_only_when_there_is_one() -> None:
    field = EMPLOYEE.fields["extension"]
    assert rules(EMPLOYEE).asked(field, {"has_extension": True})
    assert not rules(EMPLOYEE).asked(field, {"has_extension": False})


def test_payroll_off_asks_nothing_and_says_where_it_is_turned_on() -> None:
    off = replace(rules(), payroll=False)
    assert not off.asked(TECHNICIAN.fields["pay_type"], {})
    assert off.tab_note("Payroll", {}) == PAYROLL_IS_OFF
    assert rules().asked(TECHNICIAN.fields["pay_type"], {})
    assert rules().tab_note("Payroll", {}) == "Optional: payroll can be set at any time later."


def test_fleet_pro_off_closes_its_toggle_and_says_why() -> None:
    off = replace(rules(), fleet_pro=False)
    assert off.closed(TECHNICIAN.fields["fleet_pro"], {})
    assert off.remark(TECHNICIAN.fields["fleet_pro"], {}) == FLEET_PRO_IS_OFF
    assert not rules().closed(TECHNICIAN.fields["fleet_pro"], {})


def test_permissions_of_a_non_managed_technician_are_closed() -> None:
    field = TECHNICIAN.fields["may_see_people"]
    assert rules().closed(field, {"type": "non_managed"})
    assert rules().tab_note("Permissions", {"type": "managed"}).startswith("Optional: ")
    assert rules().tab_note("Permissions", {"type": "non_managed"}) == NON_MANAGED_PERMISSIONS
    assert not rules().closed(field, {"type": "managed"})
    assert not rules().closed(TECHNICIAN.fields["name"], {"type": "non_managed"})


def test_a_role_s_default_is_shown_with_its_effect_and_its_role() -> None:
    field = TECHNICIAN.fields["may_see_people"]
    known = replace(rules(), allowed=frozenset({"see_people"}))
    picks = known.picks(field, {"role": 2})
    assert picks is not None
    assert [pick.label for pick in picks] == [
        "Role default: allowed (Helper)",
        "Allowed to this person (role: allowed)",
        "Denied to this person (role: allowed)",
    ]
    other = known.picks(TECHNICIAN.fields["may_manage_people"], {"role": 2})
    assert other is not None
    assert other[0].label == "Role default: denied (Helper)"


def test_a_retired_entry_stays_on_offer_for_its_holders() -> None:
    known = replace(rules(), names={9: "Coal"})
    picks = known.picks(TECHNICIAN.fields["skills"], {"skills": (5, 9)})
    assert picks is not None
    assert [(pick.value, pick.label) for pick in picks] == [(5, "Gas"), (9, "Coal (retired)")]
    assert known.picks(TECHNICIAN.fields["skills"], {"skills": ()}) == picks[:1]


def test_an_invitation_without_an_address_goes_by_text_message() -> None:
    field = TECHNICIAN.fields["account_setup"]
    assert "text message" in rules().remark(field, {"account_setup": "invite", "email": ""})
    assert "e-mail" in rules().remark(field, {"account_setup": "invite", "email": "a@example.com"})
    assert rules().remark(field, {"account_setup": "later"}) == ""


def test_a_text_is_counted_only_when_it_is_too_long() -> None:
    field = TECHNICIAN.fields["memo"]
    assert rules().remark(field, {"memo": "x" * 500}) == ""
    assert rules().remark(field, {"memo": "x" * 501}) == "501 characters; 500 fit."


def test_a_photo_tells_its_facts() -> None:
    photo = Photo("d", "JPEG", 640, 480, 122_880)
    assert rules().remark(TECHNICIAN.fields["photo"], {"photo": photo}).startswith("JPEG 640×480, 120 KB")


MISSING = "You are not allowed to do this."


def user_with(*permissions: str, **more: object) -> PersonFormRules:
    """The rules for a user with these permissions only, on the form of an employee."""
    return replace(
        rules(EMPLOYEE, adding=False),
        why_not=lambda permission: "" if permission in permissions else MISSING,
        **more,  # type: ignore[arg-type]
    )


def test_without_manage_people_nothing_can_be_changed_and_the_form_says_why() -> None:
    seeing = user_with("see_people")
    assert all(seeing.closed(field, {}) for field in EMPLOYEE.stored)
    assert "takes the permission “Add and change profiles”" in seeing.tab_note("Profile", {})
    managing = user_with("see_people", "manage_people")
    assert not managing.closed(EMPLOYEE.fields["email"], {})
    assert managing.tab_note("Profile", {}) == ""


def test_permissions_are_closed_without_the_permission_to_change_them() -> None:
    field = EMPLOYEE.fields["may_see_people"]
    assert user_with("manage_people").closed(field, {})
    assert "“Change roles and permissions”" in user_with("manage_people").tab_note("Permissions", {})
    assert not user_with("manage_people", "manage_roles").closed(field, {})
    assert not user_with("manage_roles").closed(field, {})


def test_payroll_is_seen_and_changed_with_a_permission_each() -> None:
    field = TECHNICIAN.fields["hourly_rate"]
    for permissions, asked, closed, note in (
        ((), False, True, "You cannot see what stands here: it takes the permission “See payroll details”."),
        (("see_payroll",), True, True, "it takes the permission “Change payroll details”."),
        (("see_payroll", "manage_payroll"), True, False, "Optional: "),
    ):
        known = replace(user_with(*permissions), profile_type=TECHNICIAN)
        assert (known.asked(field, {}), known.closed(field, {})) == (asked, closed)
        assert note in known.tab_note("Payroll", {})


def test_what_another_role_changes_is_said_before_it_is_saved() -> None:
    role = EMPLOYEE.fields["role"]
    known = replace(
        rules(EMPLOYEE, adding=False),
        role_before=1,
        allowed_before=frozenset({"see_people", "see_history"}),
        role=2,
        allowed=frozenset({"see_people", "manage_lists", "send_invites"}),
    )
    raw = {"role": 2, "may_send_invites": "deny"}
    assert known.remark(role, raw) == "Allows more: Change the company's lists. No more: See the history."
    assert known.remark(role, {**raw, "role": 1}) == ""
    same = replace(known, allowed=known.allowed_before)
    assert same.remark(role, {"role": 2}) == "It allows the same as the role before."


def test_a_new_person_s_role_says_what_it_allows() -> None:
    role = EMPLOYEE.fields["role"]
    known = replace(rules(EMPLOYEE), role=2, allowed=frozenset({"see_people"}))
    assert known.remark(role, {"role": 2}) == "Allows: See technicians and employees."
    assert replace(known, allowed=frozenset()).remark(role, {"role": 2}) == ""


def test_a_more_privileged_person_needs_manage_roles() -> None:
    known = user_with("manage_people", allowed_before=frozenset({"manage_company"}), name="Ann", role=1, role_before=1)
    names = ("name", "business_unit", "email", "mobile", "role")
    assert [name for name in names if known.closed(EMPLOYEE.fields[name], {})] == [
        "name",
        "email",
        "mobile",
        "role",
    ]
    assert known.tab_note("Profile", {}).startswith("Ann may do more than you: it takes the permission")
    denied = replace(known, answers={"manage_company": "deny"})
    assert not denied.closed(EMPLOYEE.fields["email"], {})
    raised = replace(denied, role=2, allowed=frozenset({"manage_company"}))
    assert raised.remark(EMPLOYEE.fields["role"], {"role": 2}).startswith("Ann could do more than you then")


def test_an_account_that_may_not_be_made_now_says_so() -> None:
    field = EMPLOYEE.fields["account_setup"]
    known = replace(user_with("manage_people", "send_invites"), adding=True)
    picks = known.picks(field, {})
    assert picks is not None
    assert [pick.label.endswith("(not allowed)") for pick in picks] == [False, False, True]
    assert known.remark(field, {"account_setup": "create"}) == MISSING
    assert known.remark(field, {"account_setup": "invite", "email": "a@example.com"}) != MISSING
