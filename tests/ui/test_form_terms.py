"""What applies on a form as it is filled in."""

from __future__ import annotations

from dataclasses import replace

from fleet_tui.domain.employee import EMPLOYEE
from fleet_tui.domain.fields import ProfileType
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.photo import Photo
from fleet_tui.domain.technician import TECHNICIAN
from fleet_tui.ui.forms.terms import FLEET_PRO_IS_OFF, NON_MANAGED_PERMISSIONS, PAYROLL_IS_OFF, PersonTerms


def terms(profile_type: ProfileType = TECHNICIAN, *, adding: bool = True) -> PersonTerms:
    roles = ListName.TECHNICIAN_ROLES if profile_type is TECHNICIAN else ListName.EMPLOYEE_ROLES
    entries = {
        roles: (Entry(1, roles, "Driver", False, 1), Entry(2, roles, "Helper", False, 1)),
        ListName.SKILLS: (Entry(5, ListName.SKILLS, "Gas", False, 1),),
    }
    return PersonTerms(profile_type, adding=adding, fleet_pro=True, payroll=True, entries=entries)


def test_credentials_are_asked_only_for_an_account_that_is_created_now() -> None:
    for name in ("username", "password", "confirm"):
        field = TECHNICIAN.fields[name]
        assert terms().asked(field, {"account_setup": "create"})
        assert not terms().asked(field, {"account_setup": "later"})
        assert not terms(adding=False).asked(field, {"account_setup": "create"})


def test_the_account_is_asked_only_when_adding() -> None:
    field = EMPLOYEE.fields["account_setup"]
    assert terms(EMPLOYEE).asked(field, {})
    assert not terms(EMPLOYEE, adding=False).asked(field, {})


def test_an_extension_is_asked_only_when_there_is_one() -> None:
    field = EMPLOYEE.fields["extension"]
    assert terms(EMPLOYEE).asked(field, {"has_extension": True})
    assert not terms(EMPLOYEE).asked(field, {"has_extension": False})


def test_payroll_off_asks_nothing_and_says_who_turns_it_on() -> None:
    off = replace(terms(), payroll=False)
    assert not off.asked(TECHNICIAN.fields["pay_type"], {})
    assert off.tab_note("Payroll", {}) == PAYROLL_IS_OFF
    assert terms().asked(TECHNICIAN.fields["pay_type"], {})
    assert terms().tab_note("Payroll", {}) == "Optional: payroll can be set at any time later."


def test_fleet_pro_off_closes_its_toggle_and_says_why() -> None:
    off = replace(terms(), fleet_pro=False)
    assert off.closed(TECHNICIAN.fields["fleet_pro"], {})
    assert off.remark(TECHNICIAN.fields["fleet_pro"], {}) == FLEET_PRO_IS_OFF
    assert not terms().closed(TECHNICIAN.fields["fleet_pro"], {})


def test_permissions_of_a_non_managed_technician_are_closed() -> None:
    field = TECHNICIAN.fields["may_see_people"]
    assert terms().closed(field, {"type": "non_managed"})
    assert terms().tab_note("Permissions", {"type": "managed"}).startswith("Optional: ")
    assert terms().tab_note("Permissions", {"type": "non_managed"}) == NON_MANAGED_PERMISSIONS
    assert not terms().closed(field, {"type": "managed"})
    assert not terms().closed(TECHNICIAN.fields["name"], {"type": "non_managed"})


def test_a_role_s_default_is_shown_with_what_it_allows_and_whose_it_is() -> None:
    field = TECHNICIAN.fields["may_see_people"]
    known = replace(terms(), allowed=frozenset({"see_people"}))
    picks = known.picks(field, {"role": 2})
    assert picks is not None
    assert [pick.label for pick in picks] == ["Role default: allowed (Helper)", "Allow", "Deny"]
    other = known.picks(TECHNICIAN.fields["may_manage_people"], {"role": 2})
    assert other is not None
    assert other[0].label == "Role default: denied (Helper)"


def test_a_retired_entry_stays_on_offer_for_who_has_it() -> None:
    known = replace(terms(), names={9: "Coal"})
    picks = known.picks(TECHNICIAN.fields["skills"], {"skills": (5, 9)})
    assert picks is not None
    assert [(pick.value, pick.label) for pick in picks] == [(5, "Gas"), (9, "Coal (retired)")]
    assert known.picks(TECHNICIAN.fields["skills"], {"skills": ()}) == picks[:1]


def test_an_invitation_without_an_address_goes_by_text_message() -> None:
    field = TECHNICIAN.fields["account_setup"]
    assert "text message" in terms().remark(field, {"account_setup": "invite", "email": ""})
    assert "e-mail" in terms().remark(field, {"account_setup": "invite", "email": "a@example.com"})
    assert terms().remark(field, {"account_setup": "later"}) == ""


def test_a_text_is_counted_only_when_it_is_too_long() -> None:
    field = TECHNICIAN.fields["memo"]
    assert terms().remark(field, {"memo": "x" * 500}) == ""
    assert terms().remark(field, {"memo": "x" * 501}) == "501 characters; 500 fit."


def test_a_photo_tells_its_facts() -> None:
    photo = Photo("d", "JPEG", 640, 480, 122_880)
    assert terms().remark(TECHNICIAN.fields["photo"], {"photo": photo}).startswith("JPEG 640×480, 120 KB")
