"""Everybody is who they are by kind and id: whatever they call themselves, nobody is taken for somebody else."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

import fleet_tui
from fleet_tui.domain.access.identity import PROGRAM_NAMES
from fleet_tui.domain.access.permissions import LABELS
from fleet_tui.domain.company import OPERATING_SYSTEM
from fleet_tui.domain.errors import Invalid, Refusal
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.filters.saved_views import View
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import Database
from tests.support.actors import signed_in
from tests.support.people import TECHNICIANS, added
from tests.support.sign_in import FIRST, Clock, door, invited, temporary
from tests.support.undo_driving import save

pytestmark = pytest.mark.usefixtures("good_file")


@pytest.fixture
def technician_bob(services: Services) -> Services:
    """The technician bob, who may do everything."""
    return signed_in(services, *LABELS, name="bob", kind=TECHNICIANS)


@pytest.fixture(params=["bob (technician)", "Bob (Technician)", "bob", "outbox"])
def named(request: pytest.FixtureRequest, services: Services) -> Services:
    """An employee with the name of somebody else, given before such names were refused."""
    return signed_in(services, *LABELS, name=request.param)


def mine(services: Services) -> list[str]:
    return [counted.view.name for counted in services.views.of(TECHNICIANS)]


def keep(services: Services, name: str, *, shared: bool = False) -> View:
    return services.views.save(name, ListQuery(TECHNICIANS, ("name",), Filter()), shared=shared)


def test_views_are_their_owners_whatever_others_are_called(technician_bob: Services, named: Services) -> None:
    keep(technician_bob, "Mine")
    shared = keep(technician_bob, "Shared", shared=True)
    assert mine(named) == ["Shared"]
    with pytest.raises(Refusal, match=r"belongs to bob \(technician\)"):
        named.views.remove(shared)
    keep(named, "Mine")
    assert mine(technician_bob) == ["Mine", "Shared"]


def test_undo_takes_back_ones_own_and_nobody_elses(
    services: Services, technician_bob: Services, named: Services
) -> None:
    ann = added(services, TECHNICIANS).id
    save(technician_bob, ann, memo="by the technician")
    with pytest.raises(Refusal, match="nothing to undo"):
        named.undo.plan()
    save(named, ann, memo="by the other")
    plan = technician_bob.undo.plan()
    assert "changed Memo" in plan.of(0).reason  # somebody else did, and it is left alone


def test_no_two_are_called_the_same_in_the_history(
    services: Services, technician_bob: Services, named: Services
) -> None:
    ann = added(services, TECHNICIANS).id
    for one in (technician_bob, named):
        save(one, ann, memo=one.context.author.key)
    names = [event.who for event in services.history.events(limit=2)]
    assert len({*names, *PROGRAM_NAMES}) == 2 + len(PROGRAM_NAMES)
    with services.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT author FROM history ORDER BY id DESC LIMIT 2").scalars().all()
    assert kept == [named.context.author.key, technician_bob.context.author.key]


REFUSED = ("outbox", "OutBox", "ｏｕｔｂｏｘ", "оutbоx", "0utb0x", "out-box", "fleet-tui", "FleetTUI", "demo", "setup",
           "check", "import", "bob (technician)", "bob（technician）", "bob [technician]", "ann (not signed in)",
           "ѕсоре.bоb", "ann  lee", "ann\u1680lee", "ann\u2003lee")  # fmt: skip
"""Names of the program, what reads as one of the names that it writes, and what cannot be told from another's."""


@pytest.mark.parametrize("username", REFUSED)
def test_names_of_the_program_are_refused(own_house: Services, outside: Services, username: str) -> None:
    _, code = invited(own_house)
    with pytest.raises(Invalid) as refused:
        outside.codes.redeem(code, username, FIRST, FIRST)
    assert set(refused.value.problems) == {"username"}
    with pytest.raises(Invalid) as refused:
        temporary(own_house, username=username, email="other@example.com")
    assert set(refused.value.problems) == {"username"}


def test_the_address_of_somebody_else_is_no_username(own_house: Services, outside: Services) -> None:
    added(own_house, TECHNICIANS, email="boss@example.com", mobile="(201) 555-0188")
    _, code = invited(own_house, email="eve@example.com")
    for taken in (
        *("boss@example.com", "BOSS@Example.com", "boss＠example.com", "boss﹫ｅxample.com", "boss@example.com."),
        *("mailto:boss@example.com", "Boss <boss@example.com>", "eve@example.com, boss@example.com"),
        *("201 555-0188", "+12015550188", "２０１ ５５５ ０１８８"),
    ):
        with pytest.raises(Invalid, match="somebody else"):
            outside.codes.redeem(code, taken, FIRST, FIRST)
        with pytest.raises(Invalid, match="somebody else"):
            temporary(own_house, username=taken, email="other@example.com")
    assert outside.codes.redeem(code, "eve@example.com", FIRST, FIRST).username == "eve@example.com"
    # One human in both kinds has the same address in both profiles.
    assert temporary(own_house, TECHNICIANS, username="eve@example.com", email="eve@example.com", mobile="")


def test_whoever_has_not_signed_in_is_called_so(database: Database, clock: Clock, own_house: Services) -> None:
    temporary(own_house, username="login")
    with pytest.raises(Refusal):
        door(database, clock, "login").sign_in.with_password("login", "wrong wrong wrong wrong")
    event = own_house.history.events(limit=1)[0]
    assert (event.who, event.action) == ("login (not signed in)", "refused")


def test_the_systems_user_is_whoever_has_that_name_letter_by_letter(
    database: Database, clock: Clock, own_house: Services
) -> None:
    temporary(own_house, username="Root", email="other@example.com")
    id = temporary(own_house, TECHNICIANS, username="root")
    company = own_house.company.get()
    own_house.company.save(company.version, {"sign_in": OPERATING_SYSTEM})
    session = door(database, clock, "root").sign_in.by_system()
    assert (session.kind, session.person) == (TECHNICIANS, id)


def test_every_name_that_the_program_acts_in_is_reserved() -> None:
    root = Path(fleet_tui.__file__).parent
    used = set()
    for path in root.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        origin = {alias.asname or alias.name: node.module for node in imports for alias in node.names}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "SystemActor":
                (name,) = call.args
                if isinstance(name, ast.Constant):
                    used.add(name.value)
                elif isinstance(name, ast.Name) and name.id.isupper():
                    module = origin.get(name.id) or ".".join(path.relative_to(root.parent).with_suffix("").parts)
                    used.add(getattr(importlib.import_module(module), name.id))
    assert used
    assert used <= PROGRAM_NAMES
