"""What the columns of people's files become, by their titles and by what their cells look like."""

from __future__ import annotations

import pytest

from fleet_tui.domain.errors import BadValue
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping, ambiguous_dates, guess, is_title, missing
from fleet_tui.domain.imports.targets import fields_of, targets_of
from fleet_tui.domain.people.types import PROFILE_TYPES
from tests.support.tables import for_each

T, E = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE


def targets(kind: PersonKind, titles: str, *rows: str) -> tuple[str, ...]:
    return guess(kind, tuple(titles.split("|")), [row.split("|") for row in rows]).targets


@for_each(
    "kind, titles, expected",
    [
        (T, "First Name [Required]|LAST_NAME|givenName (optional)", "first_name|last_name|"),
        (T, "E-Mail*|Mobile  Phone|Vehicle #|Emp #", "email|mobile|truck|payroll_id"),
        (T, "Vorname|Nachname|Straße|PLZ|Ort|Handy|Austritt", "first_name|last_name|street|zip|city|mobile|leave_date"),
        (T, "Prénom|Nom|Courriel|Rue|Ville", "first_name|last_name|email|street|city"),
        (T, "Nombre|Apellidos|Móvil|Código Postal", "first_name|last_name|mobile|"),
        (T, "Nombre|Móvil", "name|mobile"),
        (T, "Frist Name|Surnam|Emial|Moblie Phone", "first_name|last_name|email|mobile"),
        (T, "Recovery Email|Email|userPrincipalName", "|email|"),
        (T, "Phone|Mobile", "|mobile"),
        (E, "Phone|Mobile", "office_phone|mobile"),
        (E, "Department|Street|Job Title|Block sign in", "business_unit||positions|blocked"),
        (T, "Name|Password|SSN|Date of birth|IBAN|Manager email|Emergency phone", "name|secret|secret||secret||"),
        (T, "Unit|Street|City|ZIP", "unit|street|city|zip"),
        (T, "Name|Street|ZIP", "name||"),
        (T, "Nombre|Primer apellido|Segundo apellido", "first_name|last_name|second_last_name"),
        (T, "Straße|Hausnummer|Ort", "street|house_number|city"),
        (T, "Unit|Driver", "truck|name"),
        (T, "Enabled|Fleet Pro", "active|fleet_pro"),
        (T, "Email|Email", "email|"),
        (
            T,
            "Name (as on the driver's license)|What is your e-mail address?|Phone 1 (Home)|Phone 2 (Cell)",
            "name|email||mobile",
        ),
        (T, "Employee Number|Badge|Address: City|Address: Street", "payroll_id||city|street"),
        (E, "Employee ID|Company ID|ID", "||"),
    ],
)
def test_titles_say_what_a_column_becomes(kind: PersonKind, titles: str, expected: str) -> None:
    assert "|".join(targets(kind, titles)) == expected


@for_each(
    "titles, rows, expected",
    [
        ("Name|Vorname", ["Muster|Max", "Beispiel|Eva"], "last_name|first_name"),
        ("Name|First name", ["Jane Doe|Jane", "Max Roe|Max"], "name|"),
        ("Driver Name", ["Doe, Jane", "Roe, Max"], "last_first"),
        ("id|name", ["7|Doe, Jane"], "id|name"),
        ("id|name", ["{2f6b1c3e-1111-2222-3333-444455556666}|Jane"], "|name"),
        ("id|First name|Last name", ["7|Jane|Doe"], "|first_name|last_name"),
        ("Status", ["Never logged in", "Invited today"], ""),
        ("Status", ["Active", "Terminated"], "active"),
        ("Type", ["Full time", "Seasonal"], ""),
        ("Type", ["Managed", "Non-managed"], "type"),
        ("Title|Name", ["Mr.|Max Roe", "Ms|Jane Doe"], "|name"),
        ("User name", ["jdoe", "mroe"], ""),
        ("User name", ["jdoe@example.com", "mroe@example.com"], "email"),
        ("Employee ID", ["{2f6b1c3e-1111-2222-3333-444455556666}"], ""),
        ("Number of them", ["123-45-6789", "321-54-9876"], "secret"),
        ("Column1|Column2", ["jdoe@example.com|(303) 555-0142", "mroe@example.com|(303) 555-0143"], "email|mobile"),
        ("Name|Mobile", ["Ann|\u202a(303) 555-0123\u202c"], "name|mobile"),
    ],
)
def test_cells_decide_what_titles_leave_open(titles: str, rows: list[str], expected: str) -> None:
    assert "|".join(targets(T, titles, *rows)) == expected


@for_each(
    "kind, rows, expected",
    [
        (T, ["Jane Doe|jane@example.com|(303) 555-0142|Active", "Max Roe|max@example.com|303-555-0143|Inactive"],
         "name|email|mobile|active"),
        (T, ["Doe, Jane|3035550142|1 Elm|Denver|CO|80202|Managed", "Roe, Max|3035550143|2 Elm|Erie|CO|80203|Managed"],
         "last_first|mobile|street|city|state|zip|type"),
        (E, ["Jane|Doe|303-555-0142|yes", "Max|Roe|303-555-0143|no"], "first_name|last_name|mobile|"),
        (E, ["281474976|2026-01-31", "281474977|2026-01-31"], "|"),
    ],
)  # fmt: skip
def test_a_file_without_a_header_is_read_by_its_looks(kind: PersonKind, rows: list[str], expected: str) -> None:
    assert "|".join(guess(kind, None, [row.split("|") for row in rows]).targets) == expected


@for_each("kind", [T, E])
def test_our_own_names_and_labels_are_known(kind: PersonKind) -> None:
    fields = fields_of(kind)
    own = guess(kind, ("id", *fields), [["7", *[""] * len(fields)]])
    assert own.targets == ("id", *fields)
    labels = "|".join(field.label for field in fields.values() if field.name not in ("fleet_pro", "active"))
    assert list(targets(kind, labels)) == [name for name in fields if name not in ("fleet_pro", "active")]
    assert set(fields) <= set(targets_of(kind))
    titles = [field.title for field in PROFILE_TYPES[kind].column_fields if field.name != "status"]
    names = [field.name for field in PROFILE_TYPES[kind].column_fields if field.name != "status"]
    assert list(targets(kind, "|".join(titles))) == names


def test_what_no_column_gives_is_asked_once() -> None:
    mapping = guess(T, ("First name", "Last name", "Role"), [])
    assert [field.name for field in missing(mapping)] == ["positions", "type"]
    assert [field.name for field in missing(mapping.with_default("type", "managed"))] == ["positions"]
    assert [field.name for field in missing(guess(E, ("Notes",), []))] == ["name", "positions", "role", "email"]


@for_each(
    "days, day_first, asked",
    [
        (["31/01/2026", "01/02/2026"], True, False),
        (["01/31/2026", "01/02/2026"], False, False),
        (["01/02/2026"], None, True),
        (["01/31/2026", "31/01/2026"], None, True),
        (["01.02.2026", "2026-01-02", "05/05/2026", ""], None, False),
    ],
)
def test_the_order_of_dates_is_told_or_asked(days: list[str], day_first: bool | None, asked: bool) -> None:
    mapping = guess(T, ("Hire date",), [[day] for day in days])
    assert (mapping.day_first, ambiguous_dates(mapping, [[day] for day in days])) == (day_first, asked)


def test_a_target_moves_from_one_column_to_another() -> None:
    mapping = ImportMapping(T, ("name", "", "secret"))
    assert mapping.with_target(1, "name").targets == ("", "name", "secret")
    with pytest.raises(BadValue, match="never read"):
        mapping.with_target(2, "memo")
    with pytest.raises(BadValue, match="no such field"):
        mapping.with_target(1, "photo")


@for_each("word", ["First Name [Required]", "SSN", "License Number", "Password", "Mobile", "Abteilung", "street", "id"])
def test_known_titles(word: str) -> None:
    assert is_title(T)(word)


@for_each("word", ["Jane Doe", "jane@example.com", "303 555 0142", "2026-01-31", "", "North", "x" * 500])
def test_cells_are_no_titles(word: str) -> None:
    assert not is_title(T)(word)


def test_the_number_of_an_employee_is_no_id_of_a_profile() -> None:
    assert targets(E, "Employee ID|Company ID|Name", "7|8|Jane Doe") == ("", "", "name")
    assert targets(E, "ID|Name", "7|Jane Doe") == ("id", "name")


def test_a_column_of_words_for_nothing_is_no_secret() -> None:
    for cell in ("N/A", "none", "-", "?"):
        mapping = guess(PersonKind.TECHNICIAN, ("Name", "Email", "Team"), [("Ann Lee", "ann@x.example", cell)])
        assert mapping.targets == ("name", "email", "team"), cell


def test_a_salary_is_no_hourly_rate() -> None:
    for title, unit, expected in (
        ("Pay Rate", "Hourly", "hourly_rate"),
        ("Regular Pay Rate Amount", "Salary", ""),
        ("Rate", "per Year", ""),
        ("Hourly Rate", "Salaried", "hourly_rate"),
    ):
        found = targets(T, f"Name|{title}|Rate Type", "Ann Lee|22.50|Hourly", f"Bob Ray|41600|{unit}")
        assert found[1] == expected, (title, unit)


def test_what_a_directory_is_told_to_make_of_a_status_is_one() -> None:
    assert targets(E, "Name|New Status [UPLOAD ONLY]", "Ann Lee|Suspended", "Bob Ray|Active")[1] == "active"
    assert targets(E, "Name|New Status|Status [READ ONLY]", "Ann Lee||Suspended")[2] == "active"


def test_a_column_with_the_own_name_of_a_field_is_read_though_nothing_in_it_fits() -> None:
    row = "Ann Lee|ann at example|unlisted|soon"
    assert targets(T, "Name|Email|Mobile Phone|Start Date", row) == ("name", "email", "mobile", "start_date")
    assert targets(T, "Name|Email|E-Mail Address", "Ann Lee|yes|ann@x.example") == ("name", "", "email")


def test_what_says_that_people_are_gone_is_read() -> None:
    for title in ("Deleted", "Is Deleted", "Former employee", "Retired", "Removed"):
        assert targets(T, f"Name|{title}", "Ann Lee|Yes", "Bob Ray|No")[1] == "blocked", title
    for title in ("Archived at", "Deleted At", "Contract End"):
        assert targets(T, f"Name|{title}", "Ann Lee|2024-01-31")[1] == "leave_date", title


def test_the_phone_of_a_dispatcher_is_no_phone_of_the_person() -> None:
    for title in ("Dispatcher Phone", "Helpdesk Phone"):
        assert targets(T, f"Name|{title}", "Ann Lee|303 555 0101")[1] == "", title
