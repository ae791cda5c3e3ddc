"""The demo people are believable, varied, nobody's, and the same for the same seed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import phonenumbers
import pytest

from fleet_tui.bootstrap.demo_data import COMPANY
from fleet_tui.bootstrap.run import MOST_PEOPLE
from fleet_tui.cli.main import main
from fleet_tui.demo import contacts
from fleet_tui.demo.people import day_of, people
from fleet_tui.demo.places import CITIES, MORE_CODES
from fleet_tui.demo.portraits import PORTRAITS, portrait
from fleet_tui.domain.access.permissions import CATALOGUE
from fleet_tui.domain.accounts.sign_in import SignInMode, SignInOptions
from fleet_tui.domain.accounts.status import AccountState, Status, status_of
from fleet_tui.domain.contact import parse_email
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.fields import Kind, PersonKind
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.domain.people.rules import check, parse_all
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import clean
from fleet_tui.services.base.actor import Anonymous, SignedInUser
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check as check_file
from fleet_tui.storage.opening import open_database
from tests.support.tables import for_each

EVERYBODY = tuple(people(3_000, 1, day_of(1)))
BY_KIND = {kind: [person for person in EVERYBODY if person.kind is kind] for kind in PersonKind}


def reachable(person: NewPerson) -> bool:
    return bool(person.values.get("email") or person.values.get("mobile"))


def status(person: NewPerson) -> Status:
    signed_in = person.last_sign_in is not None
    opens = person.active and person.invited is not None and person.invited[1] > day_of(1)
    return status_of(signed_in=signed_in, account=person.account, opens=opens, reachable=reachable(person))


def test_the_same_seed_gives_the_same_people() -> None:
    assert tuple(people(300, 7, day_of(7))) == tuple(people(300, 7, day_of(7)))


@pytest.mark.parametrize("later", [timedelta(minutes=7), timedelta(days=200, hours=5)])
def test_the_same_invitations_have_ended_whenever_the_people_are_made(later: timedelta) -> None:
    def left(now: datetime) -> list[timedelta]:
        return [person.invited[1] - now for person in people(600, 1, now) if person.invited]

    now = day_of(1)
    assert left(now) == left(now + later)
    assert min(map(abs, left(now))) > timedelta(minutes=10), "none ends while somebody looks at it"


def test_another_seed_gives_others() -> None:
    names = [{str(person.values["name"]) for person in people(300, seed, day_of(1))} for seed in (1, 2)]
    assert len(names[0] & names[1]) < 60


def test_whoever_makes_it_is_its_administrator() -> None:
    for seed in range(40):
        made = [*people(1 + seed, seed, day_of(seed), "root")]
        (administrator,) = (person for person in made if person.username == "root")
        assert administrator.kind is PersonKind.EMPLOYEE
        assert administrator.active
        assert administrator.account is AccountState.ACCEPTED
        assert administrator.values["role"] == "Administrator"
        assert parse_email(str(administrator.values["email"]))
        assert not any(name.startswith("may_") for name in administrator.values)


def test_a_file_opens_for_who_has_made_it_and_another_name_changes_one_username(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for name in ("root", "ann"):
        monkeypatch.setattr("fleet_tui.bootstrap.demo_data.actor", lambda name=name: name)
        path = tmp_path / f"{name}.db"
        assert main(["demo", str(path), "--people", "10"]) == 0
        with closing(open_database(path)) as database:
            services = Services(Context(database, Anonymous(name)), tmp_path)
            assert services.sessions.options() == SignInOptions(SignInMode.OPERATING_SYSTEM, COMPANY, name)
            session = services.sign_in.by_system(recorded=False)
            mine = services.signed_in_as(SignedInUser(session))
            assert mine.grants.refresh()
            assert all(mine.grants.may(permission.id) for permission in CATALOGUE)
            assert check_file(database) == ()
            another = Services(Context(database, Anonymous("mallory")), tmp_path)
            assert another.sessions.options().mode is SignInMode.OPERATING_SYSTEM
            with pytest.raises(Refusal, match="This is a demo of another user of this computer: mallory makes one"):
                another.sign_in.by_system(recorded=False)
        with closing(sqlite3.connect(path)) as connection:
            told.append([*connection.iterdump()])
    (differing,) = ([one, other] for one, other in zip(*told, strict=True) if one != other)
    assert differing[0].replace("'root','root'", "'ann','ann'") == differing[1]


def test_the_same_seed_gives_the_same_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for name in ("one.db", "other.db"):
        assert main(["demo", str(tmp_path / name), "--people", "40", "--seed", "3"]) == 0
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            told.append({table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables})
    assert told[0] == told[1]


@for_each("count, technicians", [(1, 0), (2, 1), (10, 7), (3_000, 2_100)])
def test_seven_of_ten_are_technicians(count: int, technicians: int) -> None:
    kinds = Counter(person.kind for person in people(count, 1, day_of(1)))
    assert kinds[PersonKind.TECHNICIAN] == technicians
    assert kinds.total() == count


@pytest.mark.parametrize("kind", PersonKind)
def test_what_must_be_unique_is(kind: PersonKind) -> None:
    for field in PROFILE_TYPES[kind].stored:
        if field.unique:
            values = [person.values[field.name] for person in BY_KIND[kind] if field.name in person.values]
            assert len(values) == len(set(values)), field.name
    usernames = [person.username for person in BY_KIND[kind] if person.username]
    assert len(usernames) == len(set(usernames))


def test_telephone_numbers_exist_and_are_nobodys() -> None:
    for person in EVERYBODY[::7]:
        for name in ("mobile", "office_phone"):
            if number := person.values.get(name):
                assert phonenumbers.is_valid_number(phonenumbers.parse(str(number), None)), number
                assert str(number)[5:8] == "555"


def test_there_are_numbers_for_as_many_people_as_may_be_asked_for() -> None:
    codes = {code for city in CITIES for code in city.codes} | set(MORE_CODES)
    mobiles, offices = MOST_PEOPLE, MOST_PEOPLE * 3 // 10 + len(CITIES)
    assert len(codes) * contacts.LINES > mobiles + offices


def test_every_number_is_given_out_once_and_then_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "LINES", 110)
    codes = {code for city in CITIES for code in city.codes} | set(MORE_CODES)
    given, random = contacts.Contacts(), Random(1)
    numbers = {given.phone(random, CITIES[0]) for _ in range(110 * len(codes))}
    assert len(numbers) == 110 * len(codes)
    for number in {number[:5]: number for number in numbers}.values():
        assert phonenumbers.is_valid_number(phonenumbers.parse(number, None)), number
        assert number[5:8] == "555"
    with pytest.raises(IndexError):
        given.phone(random, CITIES[0])


def test_addresses_of_mail_are_nobodys() -> None:
    for person in EVERYBODY[::7]:
        if address := person.values.get("email"):
            assert parse_email(str(address)) == address
            assert str(address).rpartition("@")[2] in ("example.com", "example.org", "example.net")


@pytest.mark.parametrize("kind", PersonKind)
def test_everybody_who_can_be_reached_would_pass_the_form(kind: PersonKind) -> None:
    """Entries of lists are named here and numbered on a form; everything else is as it is typed."""
    profile_type = PROFILE_TYPES[kind]
    for person in BY_KIND[kind][::3]:
        values = {field.name: field.default for field in profile_type.stored} | dict(person.values)
        for field in profile_type.stored:
            if field.kind is Kind.REFERENCE and values.get(field.name):
                values[field.name] = 1
            elif field.kind is Kind.REFERENCES and values.get(field.name):
                values[field.name] = (1,)
        parsed, problems = parse_all(profile_type, values, "US", adding=False)
        assert problems == {}
        assert {name: parsed[name] for name in parsed if parsed[name] != values[name]} == {}
        if reachable(person):
            assert check(profile_type, parsed, {}, adding=False) == {}
        else:
            assert set(check(profile_type, parsed, {}, adding=False)) <= {"mobile", "email"}


@pytest.mark.parametrize("kind", PersonKind)
def test_every_field_is_used(kind: PersonKind) -> None:
    used = {name for person in BY_KIND[kind] for name in person.values}
    unused = {field.name for field in PROFILE_TYPES[kind].stored} - used
    assert all(name.startswith("may_") for name in unused), unused
    assert any(name.startswith("may_") for name in used)


@pytest.mark.parametrize("kind", PersonKind)
def test_every_status_is_there_and_most_have_signed_in(kind: PersonKind) -> None:
    statuses = Counter(status(person) for person in BY_KIND[kind])
    assert set(statuses) == set(Status)
    assert statuses[Status.SIGNED_IN] > len(BY_KIND[kind]) / 2


def test_about_seven_of_a_hundred_are_inactive() -> None:
    inactive = sum(not person.active for person in EVERYBODY)
    assert 0.05 < inactive / len(EVERYBODY) < 0.09


def test_some_are_in_both_kinds_with_the_same_contact() -> None:
    technicians = {person.values.get("email"): person.values for person in BY_KIND[PersonKind.TECHNICIAN]}
    both = [person.values for person in BY_KIND[PersonKind.EMPLOYEE] if person.values.get("email") in technicians]
    both = [values for values in both if values.get("email")]
    assert both
    for values in both:
        assert technicians[values["email"]]["name"] == values["name"]


def test_names_are_of_many_origins_and_none_is_refused() -> None:
    names = [str(person.values["name"]) for person in EVERYBODY]
    for name in names:
        assert clean(name) == name
        assert len(name) <= 100
    together = " ".join(names)
    for first, last in (("\u0600", "\u06ff"), ("\u0590", "\u05ff"), ("\u4e00", "\u9fff"), ("\uac00", "\ud7af")):
        assert any(first <= character <= last for character in together), (first, last)
    assert "O'" in together
    assert "[" in together
    assert max(map(len, names)) > 40


def test_times_are_in_order() -> None:
    now = day_of(1)
    for person in EVERYBODY:
        assert person.created < now
        if person.last_sign_in:
            assert person.created < person.last_sign_in <= now + timedelta(minutes=5)


def test_nobody_invited_may_not_use_what_they_are_invited_to() -> None:
    for person in BY_KIND[PersonKind.TECHNICIAN]:
        if status(person) in (Status.PENDING, Status.INVITATION_ENDED):
            assert person.values["mobile_access"]


def test_portraits_are_pictures_that_pass_the_check(tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image

    digests = set()
    for number in range(PORTRAITS):
        photo = portrait(number)
        assert photo.content is not None
        with Image.open(BytesIO(photo.content)) as image:
            image.load()
            assert (image.format, image.size) == (photo.format, (photo.width, photo.height))
        assert photo.size == len(photo.content)
        digests.add(photo.digest)
    assert len(digests) == PORTRAITS
