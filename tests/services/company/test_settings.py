"""The company's settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fleet_tui.domain.access.permissions import MANAGE_COMPANY, MANAGE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed, Session, SignedOut
from fleet_tui.domain.accounts.sign_in import SignInMode
from fleet_tui.domain.company import COMPANY_FIELDS, OPERATING_SYSTEM, PASSWORD
from fleet_tui.domain.errors import Invalid, Refusal, Stale
from fleet_tui.domain.mail import templates
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.services import Services
from tests.support.actors import signed_in
from tests.support.people import EMPLOYEES, NOON, added
from tests.support.tables import for_each


def test_a_new_database_has_the_defaults(services: Services) -> None:
    company = services.company.get()
    assert {field.name: getattr(company, field.name) for field in COMPANY_FIELDS} == {
        field.name: field.default for field in COMPANY_FIELDS
    }
    assert company.version == 1


def test_what_is_given_is_changed_and_remembered(services: Services) -> None:
    before = services.company.get()
    saved = services.company.save(1, {"name": " Depot [A] ", "payroll": True})
    assert saved == services.company.get() == replace(before, name="Depot [A]", payroll=True, version=2)
    (event,) = services.history.events()
    assert (event.who, event.action, event.subject) == ("tester", "changed", "Depot [A]")
    assert {(c.label, c.before, c.after) for c in event.changes} == {
        ("Company Name", "My company", "Depot [A]"),
        ("Payroll", "No", "Yes"),
    }


def test_a_save_that_changes_nothing_is_no_change(services: Services) -> None:
    assert services.company.save(1, {"name": "My company", "country": "us", "payroll": False}).version == 1
    assert services.history.events() == ()


def test_wrong_settings_are_told_all_at_once(services: Services) -> None:
    wrong: dict[str, object] = {"name": "", "country": "Atlantis", "sign_in": None, "payroll": "maybe"}
    with pytest.raises(Invalid) as invalid:
        services.company.save(1, wrong)
    assert set(invalid.value.problems) == set(wrong)
    assert services.company.get().version == 1


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_save_from_another_version_is_stale(services: Services, version: int) -> None:
    if version == 1:
        services.company.save(1, {"name": "Theirs"})
    with pytest.raises(Stale) as stale:
        services.company.save(version, {"name": "Mine"})
    assert stale.value.who
    assert services.company.get().name != "Mine"


def test_a_toggle_left_blank_is_as_it_was_declared(services: Services) -> None:
    assert services.company.save(1, {"fleet_pro": None, "payroll": ""}).version == 1


@for_each(
    "name, text, sentence",
    [
        ("invitation_text", "Hello {name}, {cod}", "Nothing is known to fill in for {cod}"),
        ("invitation_text", "Hello {name}", "The code is missing"),
        ("reset_sms", "Hello", "The code is missing"),
        ("reset_subject", "Your code: {code}", "leave {code} to the text"),
        ("invitation_subject", "{}", "Nothing is known to fill in for {}"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_told_at_its_field(
    services: Services, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        services.company.save(1, {name: text})
    assert sentence in invalid.value.problems[name].sentence
    assert set(invalid.value.problems) == {name}


def test_texts_of_ones_own_are_kept(services: Services) -> None:
    saved = services.company.save(1, {"reset_sms": "{code} {username} {expires}", "invitation_subject": "{company}"})
    assert (saved.reset_sms, saved.invitation_subject) == ("{code} {username} {expires}", "{company}")
    assert saved.reset_text == templates.RESET_TEXT


def as_eve(services: Services, role: str, account: str = "", user: str = "root") -> Services:
    """Eve, who is signed in as that user of the computer; `account` is set of her account."""
    id = added(services, EMPLOYEES, account_setup="invite").id
    with services.database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE employee SET role = (SELECT id FROM list_entry WHERE list = 'employee_roles' AND name = '{role}')"
        )
        connection.exec_driver_sql(
            f"UPDATE account SET state = 'accepted', username = 'eve', username_key = 'eve' {account}"
        )
    return replace(services, system_user=user).signed_in_as(SignedInUser(session(services, id)))


def session(services: Services, id: int) -> Session:
    """Eve's session, of today's mode."""
    return Session(EMPLOYEES, id, "Eve Stone", "eve", 0, NOON, services.company.get().sign_in)


def test_who_may_not_changes_nothing(services: Services) -> None:
    eve = as_eve(services, "Dispatcher")
    with pytest.raises(NotAllowed, match="Change the company's settings"):
        eve.company.save(1, {"name": "Mine"})
    assert eve.company.get().name == "My company"
    with pytest.raises(SignedOut):
        services.signed_in_as(Anonymous("root")).company.get()


@pytest.mark.parametrize("account", ["", ", password_hash = 'x', temporary = true, expires = '2026-06-01T12:00:00Z'"])
def test_nobody_turns_to_passwords_without_one(services: Services, account: str) -> None:
    eve = as_eve(services, "Administrator", account)
    with pytest.raises(Invalid, match="you have no password here"):
        eve.company.save(1, {"sign_in": PASSWORD})
    assert eve.company.get().sign_in == OPERATING_SYSTEM


def test_who_has_a_password_turns_to_them_and_back_only_as_the_user_that_one_is(services: Services) -> None:
    eve = as_eve(services, "Administrator", ", password_hash = 'x'")
    assert eve.company.save(1, {"sign_in": PASSWORD}).sign_in == PASSWORD
    with pytest.raises(SignedOut, match="People sign in with username and password here from now on"):
        eve.company.get()
    again = SignedInUser(session(services, 1))
    for user in ("root", "ev"):
        with pytest.raises(Invalid, match="the user that you are on this computer has another username here"):
            replace(services, system_user=user).signed_in_as(again).company.save(2, {"sign_in": OPERATING_SYSTEM})
    as_user = replace(services, system_user="Eve").signed_in_as(again)
    assert as_user.company.save(2, {"sign_in": OPERATING_SYSTEM}).sign_in == OPERATING_SYSTEM
    with pytest.raises(SignedOut, match="People sign in as users of the operating system here from now on"):
        as_user.company.get()


def test_how_people_sign_in_is_changed_by_who_may_say_who_can(services: Services) -> None:
    as_eve(services, "Administrator")
    with_a_password = ", password_hash = 'x'"
    mal = signed_in(services, MANAGE_COMPANY, MANAGE_PEOPLE, name="mal")
    with services.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE account SET state = 'accepted' {with_a_password} WHERE username = 'mal'")
    with pytest.raises(Invalid, match="takes the permission “Change roles and permissions” too") as invalid:
        mal.company.save(1, {"sign_in": PASSWORD})
    assert set(invalid.value.problems) == {"sign_in"}
    assert mal.company.save(1, {"name": "Depot", "sign_in": OPERATING_SYSTEM}).version == 2
    with pytest.raises(Refusal, match="Nobody active would be left who can sign in and has the permission"):
        services.company.save(2, {"sign_in": PASSWORD})  # whoever it is: nobody is left to a first start
    assert services.signed_in_as(Anonymous("eve")).sessions.options().mode is SignInMode.OPERATING_SYSTEM
