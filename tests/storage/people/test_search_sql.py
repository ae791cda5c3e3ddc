"""People are found by what they are known by, however it is typed (product.md, "Find")."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import SEE_PAYROLL, SEE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import parse
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import search_key, sort_key
from fleet_tui.services.services import Services
from fleet_tui.storage.schema.migrations import upgrade_of
from fleet_tui.storage.schema.person_tables import PERSON_TABLES
from tests.support.actors import signed_in
from tests.support.people import (
    EMPLOYEES,
    TECHNICIANS,
    added,
    employee,
    entry,
    everybody,
    load,
    new_person,
    technician,
)

NAMES = {
    "Paweł Pawłowski": ("pawlowski", "PAWŁOWSKI", "pawel paw"),
    "Sinéad O’Brien": ("o'brien", "obrien", "o´brien", "OʼBRIEN", "sinead"),
    "Ana–Lucía Núñez": ("ana-lucia", "ana lucia", "analucia", "ana—lucía nunez"),
    "Jean Pierre": ("jean-pierre", "jean pierre"),
    "Søren Ærø Þórsson": ("soren aero", "thorsson", "SØREN"),
    "Đorđe Ħal Œuvre Işık": ("dorde hal", "oeuvre", "isik"),
    "Zoe\u200d Smith\ufe0f": ("zoe smith",),
    "Tom 'Doc' Hale": ("tom doc hale", "tom ‘doc’"),
}


def line(services: Services, kind: PersonKind, text: str) -> list[int]:
    """The ids of those whom a filter line finds."""
    filter = parse(PROFILE_TYPES[kind], text, services.lists.vocabulary(kind))
    found = everybody(services, ListQuery(kind, ("name",), filter))
    assert sorted(services.people.ids(ListQuery(kind, ("name",), filter))) == sorted(found)
    return found


def test_a_name_is_found_without_what_people_leave_out(services: Services) -> None:
    load(services.database, [new_person(TECHNICIANS, {"name": name}) for name in NAMES])
    missed = [
        (name, typed, way)
        for id, (name, ways) in enumerate(NAMES.items(), start=1)
        for typed in ways
        for way in (f'"{typed}"', f'name:"{typed}"')
        if line(services, TECHNICIANS, way) != [id]
    ]
    assert not missed


def test_letters_with_strokes_are_ordered_beside_their_base_letter(services: Services) -> None:
    names = ["Lz", "Łódka", "La", "Øb", "Oc", "Oa", "Z"]
    load(services.database, [new_person(TECHNICIANS, {"name": name}) for name in names])
    ordered = services.people.page(ListQuery(TECHNICIANS, ("name",), Filter(), Sort())).people
    assert [person.values["name"] for person in ordered] == ["La", "Łódka", "Lz", "Oa", "Øb", "Oc", "Z"]


def test_a_plain_word_finds_by_everything_that_somebody_is_known_by(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    truck = services.lists.add(ListName.TRUCKS, "Truck T-129").id
    details = {"truck": truck, "payroll_id": "P-4711", "mobile": "+12015550123", "email": "bob.Field@example.com"}
    account = {"account_setup": "create", "username": "bobby", "password": "five random words is enough"}
    account["confirm"] = account["password"]
    bob = added(services, TECHNICIANS, name="Robert Field", **details, **account).id
    added(services, TECHNICIANS, name="Ann Other", mobile="+12015550199")
    office = {"office_phone": "(201) 555-0177", "has_extension": True, "extension": "42"}
    eve = services.people.add(
        EMPLOYEES,
        employee(services, name="Eve Müller", mobile="(201) 555-0166", **office, **account | {"username": "evita"}),
    ).profile.id
    wanted = {
        TECHNICIANS: (
            *("robert field", "0123", "(201) 555-0123", "201.555.0123", "+1 201 555 0123", "001-201-555-0123"),
            *("1-201-555-0123", "２０１５５５０１２３", "bob.field@EXAMPLE.com", "bobby", "BOBBY"),
            *("t-129", "T129", "truck t 129", "4711", "p4711"),
        ),
        EMPLOYEES: (
            *("eve muller", "(201) 555-0177 ext. 42", "555 0177", "201.555.0166", "0166", "Eve@example.com", "evita"),
        ),
    }
    missed = [
        text
        for kind, texts in wanted.items()
        for text in texts
        if line(services, kind, text) != [bob if kind is TECHNICIANS else eve]
    ]
    assert not missed
    assert line(services, TECHNICIANS, "nobody") == line(services, TECHNICIANS, "+1 999") == []


def test_payroll_ids_are_found_by_those_only_who_see_them(services: Services) -> None:
    services.company.save(1, {"payroll": True})
    services.people.add(TECHNICIANS, technician(services, payroll_id="P-4711"))
    for permissions, found in (([SEE_PEOPLE], []), ([SEE_PEOPLE, SEE_PAYROLL], [1])):
        acting = signed_in(services, *permissions, name=f"actor{len(permissions)}")
        assert line(acting, TECHNICIANS, "4711") == found, permissions


def test_keys_of_an_older_file_become_what_they_would_be_for_the_same_texts(services: Services) -> None:
    skills = [services.lists.add(ListName.SKILLS, name).id for name in ("Łączność", "Zinc")]
    team = services.lists.add(ListName.TEAMS, "Łódź’s").id
    paw = added(services, TECHNICIANS, name="Pawłowski", team=team, skills=tuple(skills)).id
    kept = ("name_key", "team_key", "skills_key")
    table = PERSON_TABLES[TECHNICIANS].main
    with services.database.write() as connection:
        right = connection.execute(table.select().where(table.c.id == paw)).one()._mapping
        expected = {key: right[key] for key in kept}
        assert expected == {"name_key": "pawlowski", "team_key": "lodzs", "skills_key": "lacznosc, zinc"}
        former = {"name_key": "pawłowski", "team_key": "łodz’s", "skills_key": "zinc, łacznosc"}
        connection.execute(table.update().values(former))
        connection.exec_driver_sql("UPDATE list_entry SET name_key = 'łodz’s' WHERE name = 'Łódź’s'")
        connection.exec_driver_sql("UPDATE list_entry SET name_key = 'łacznosc' WHERE name = 'Łączność'")
        upgrade_of("m0005_search_keys")(connection)
        found = connection.execute(table.select().where(table.c.id == paw)).one()._mapping
        assert {key: found[key] for key in kept} == expected


def test_entries_that_only_a_stroke_told_apart_stay_two(services: Services) -> None:
    plain = services.lists.add(ListName.TEAMS, "Lodz").id
    other = services.lists.add(ListName.TEAMS, "Kutno").id
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE list_entry SET name = 'Łódź', name_key = 'łodz' WHERE id = ?", (other,))
        upgrade_of("m0005_search_keys")(connection)
    assert entry(services, ListName.TEAMS, "Łódź") == other
    assert entry(services, ListName.TEAMS, "Lodz") == plain
    assert line(services, TECHNICIANS, "team:lodz") == []


def test_a_key_of_a_key_is_that_key() -> None:
    texts = [*NAMES, "a - b", "--", "’", "İSTANBUL", "ŒUVRE ĲSSEL", "ﬁ", "x\u2011\u2013y"]
    for text in texts:
        assert search_key(search_key(text)) == search_key(text), text
        assert sort_key(text).isascii() or text == "?", text
