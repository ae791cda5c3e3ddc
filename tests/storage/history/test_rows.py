"""Rows of the history: filtered, in both directions, each bulk action one row."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

import fleet_tui
from fleet_tui.demo import people as demo
from fleet_tui.domain.access.identity import Author
from fleet_tui.domain.bulk import evaluate
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.line import BadFilter, Vocabulary, parse, to_text
from fleet_tui.domain.history import changes
from fleet_tui.domain.history.query import ACTIONS, HISTORY_FIELDS
from fleet_tui.domain.text import search_key
from fleet_tui.services.services import Services
from fleet_tui.storage.history import log, operations, rows
from tests.support.company_sizes import counted
from tests.support.people import NOON, TECHNICIANS, added, load, size
from tests.support.tables import for_each

ANN, BOB = Author("employees 1", "ann"), Author("technicians 2", "bob (technician)")


def asked(line: str) -> Filter:
    """The filter that a line means."""
    return parse(HISTORY_FIELDS, line, Vocabulary({}))


@pytest.fixture
def past(services: Services) -> Services:
    """Three people, one of them renamed, and a past of single changes and bulk actions on them, day by day."""
    people = [added(services, TECHNICIANS, name=name, email=f"{n}@x.org", mobile=None) for n, name in enumerate(NAMES)]
    services.people.save(TECHNICIANS, people[0].id, 1, {"name": "Zoë Ng"})
    random = Random(7)
    with services.database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO account (kind, person, state, temporary, since, generation) "
            "VALUES ('technicians', 2, 'accepted', 0, '2026-06-01T12:00:00Z', 0)"
        )
        for day in range(1, 9):
            at, by = NOON + timedelta(days=day), (ANN, BOB)[day % 2]
            names = ["Zoë Ng", *NAMES[1:]]
            some = random.sample(list(enumerate(names, start=1)), 1 + day % 3)
            changes = ({"role": [[1, "A"], [2, "B"]]}, {"active": [True, False]}, {"memo": ["", '"team":[']})[day % 3]
            action = "deactivated" if "active" in changes else "changed"
            common = log.PeopleEntries(at, by, action, PersonKind.TECHNICIAN)
            text = log.changes_text(changes)
            ends = log.append_people(connection, common, [(id, name, text) for id, name in some])
            what = "Deactivate" if "active" in changes else f"Set Team to Nørth {day}"
            operations.record(connection, operations.NewOperation(at, by, what, PersonKind.TECHNICIAN, ends))
    return services


NAMES = ("Zoe Old-Name", "Łukasz O'Neil", "Ann Porter")

LINES = (
    "",
    "who:ann",
    "who:BOB",
    "who:nobody",
    "who:oneil",
    "who:porter",
    "lukasz",
    "whom:zoe",
    "whom:old-name",
    "whom:oneil",
    "whom:lukasz",
    "whom:north",
    "whom:none",
    "whom:any",
    "who:none",
    "field:role",
    "field:role,memo",
    "field:-role",
    "field:none",
    "field:team",
    "action:deactivated",
    "action:deactivate,added",
    "action:-changed",
    "north",
    "nørth bob",
    "deactivate ann",
    "porter",
    "zzz",
    "role",
    "memo bob",
    "ole",
    "what:deactivated",
    "when:2026-06-03..2026-06-05",
    "when<2026-06-04 who:ann",
    "whom:zoe field:role when>=2026-06-02",
)
"""Lines of the filter; the dates are those of the past made here."""


def plain(services: Services, line: str) -> list[list[int]]:
    """The ids of the entries of each row that matches, the newest first, by reading all of the history."""
    with services.database.read() as connection:
        entries = log.newest(connection, 10_000)
        many = rows._many(connection, 1, entries[0]["id"])
    titles = {id: one["what"] for one in many for id in range(one["first"], one["last"] + 1)}
    of = {id: one["id"] for one in many for id in range(one["first"], one["last"] + 1)}
    found: list[list[int]] = []
    for entry in entries:
        if not all(matches(entry, titles.get(entry["id"], ""), each, entries) for each in terms(line)):
            continue
        if found and entry["id"] in of and of.get(found[-1][-1]) == of[entry["id"]]:
            found[-1].append(entry["id"])
        else:
            found.append([entry["id"]])
    return found


def terms(line: str) -> list[str]:
    return line.split()


def inside(text: str, words: str) -> bool:
    return search_key(text).replace("-", "") in search_key(words).replace("-", "")


def names_of(entry: dict[str, object], entries: Iterable[dict[str, object]]) -> set[str]:
    """Every name that the subject has had."""
    same = [e for e in entries if e["subject_kind"] == entry["subject_kind"] and e["person"] == entry["person"]]
    return {str(e["subject"]) for e in same} if entry["person"] else {str(entry["subject"])}


def authors_of(entry: dict[str, object]) -> set[str]:
    """The author as shown, and the name of him whose account it is."""
    return {str(entry["who"]), *([NAMES[1]] if entry["author"] == BOB.key else [])}


def matches(entry: dict[str, object], title: str, term: str, entries: list[dict[str, object]]) -> bool:
    """Whether an entry matches a term, told as plainly as can be."""
    changes: dict[str, object] = entry["changes"]  # type: ignore[assignment]
    name, sign, value = (*term.partition(":"),) if ":" in term else ("", "", term)
    if term.startswith("when"):
        day = entry["at"].astimezone().date()  # type: ignore[attr-defined]
        if sign:
            low, _, high = value.partition("..")
            return date.fromisoformat(low) <= day <= date.fromisoformat(high)
        least = term.removeprefix("when>=")
        return day < date.fromisoformat(term[5:]) if "<" in term else day >= date.fromisoformat(least)
    whoms = names_of(entry, entries)
    match name:
        case "":
            called = {choice.value: search_key(choice.label) for choice in HISTORY_FIELDS.fields["field"].choices}
            parts = [part for name in changes for part in called[name].split()]
            told = (str(entry["action"]), title, *authors_of(entry), *whoms)
            return any(inside(value, text) for text in told) or any(part.startswith(value) for part in parts)
        case "who":
            return value == "any" or (value != "none" and any(inside(value, name) for name in authors_of(entry)))
        case "whom":
            if value in ("none", "any"):
                return (entry["person"] is None) == (value == "none")
            return any(inside(value, text) for text in whoms)
        case "field":
            if value == "none":
                return not changes
            return not changes.keys() & {value[1:]} if value[0] == "-" else bool(changes.keys() & set(value.split(",")))
        case _:
            wanted = {word for word, other in ACTIONS.items() if {word, other} & set(value.lstrip("-").split(","))}
            return (entry["action"] in wanted) is not value.startswith("-")


@for_each("line", LINES)
def test_each_filter_finds_the_rows_that_a_plain_reading_finds(past: Services, line: str) -> None:
    wanted, filter = plain(past, line), asked(line)
    with past.database.read() as connection:
        entries = rows.matching(connection, filter)
        for limit in (1, 3, 50):
            assert [row[0] for row in wanted] == [one.entry["id"] for one in older(connection, entries, limit)], limit
            back = newer(connection, entries, limit)
            assert [row[-1] for row in wanted[::-1]] == [one.entry["id"] for one in back], limit
        assert rows.count(connection, entries) == len(wanted)


def older(connection: object, entries: rows.Entries, limit: int) -> list[rows.Found]:
    """All rows, from the newest, read so many at a time, each page beside the last row of the one before."""
    found: list[rows.Found] = []
    page = rows.older(connection, entries, None, limit)  # type: ignore[arg-type]
    found += page.rows
    while page.more is not None:
        page = rows.older(connection, entries, page.more, limit)  # type: ignore[arg-type]
        found += page.rows
    return found


def newer(connection: object, entries: rows.Entries, limit: int) -> list[rows.Found]:
    """All rows, from the oldest."""
    page = rows.newer(connection, entries, 0, limit)  # type: ignore[arg-type]
    found = [*page.rows]
    while page.more is not None:
        page = rows.newer(connection, entries, page.more, limit)  # type: ignore[arg-type]
        found += page.rows
    return found


def test_a_page_goes_on_beside_any_entry_of_a_bulk_action_and_looks_through_so_many_entries_only(
    past: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    with past.database.read() as connection:
        entries = rows.matching(connection, Filter())
        everything = older(connection, entries, 50)
        assert [one.last for one in everything] == [row[0] for row in plain(past, "")]
        assert [one.first for one in newer(connection, entries, 50)] == [row[-1] for row in plain(past, "")[::-1]]
        for at, row in enumerate(everything[:-1]):
            for id in range(row.first, row.last + 1):
                (after,) = rows.older(connection, entries, id, 1).rows
                assert after.last == everything[at + 1].last
                if at:
                    (before,) = rows.newer(connection, entries, id, 1).rows
                    assert before.first == everything[at - 1].first


PARTS = (
    "who:", "whom:", "field:", "action:", "when:", "when>", "when<", "none", "any", "-", '"', "\\", "%", "_", "\x00",
    "\ud800", "é", "a" * 2_500, " ", "..", "7d", "99999d", "0001-01-01", "9999-12-31", "role", "added", ",",
    "#1", "bob",
)  # fmt: skip


def test_a_line_of_anything_is_refused_in_words_or_read_and_printed_as_it_means(past: Services) -> None:
    random, read, sentences = Random(3), 0, list[str]()
    with past.database.read() as connection:
        for _ in range(size(120, 20_000)):
            line = "".join(random.choices(PARTS, k=random.randrange(1, 7)))
            try:
                filter = asked(line)
            except BadFilter as bad:
                sentences.append(str(bad))
                continue
            read += 1
            assert asked(to_text(HISTORY_FIELDS, filter, {})) == filter, line
            entries = rows.matching(connection, filter)
            assert len(older(connection, entries, 50)) == rows.count(connection, entries), line
    assert read > 30
    assert all(sentence.endswith((".", "?")) for sentence in sentences)


def test_every_action_that_is_recorded_can_be_asked_for(services: Services) -> None:
    """Actions are words in the code: each that a service records stands in the table."""
    constants = {name: value for name, value in vars(changes).items() if isinstance(value, str) and name.isupper()}
    found: set[str] = set()
    for path in (Path(fleet_tui.__file__).parent / "services").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            called = call.func
            name = getattr(called, "attr", getattr(called, "id", ""))
            place = 0 if isinstance(called, ast.Attribute) and name == "record" else RECORDING.get(name)
            for each in ast.walk(call.args[place]) if place is not None and len(call.args) > place else ():
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    found.add(each.value)
                elif isinstance(each, ast.Name) and each.id in constants:
                    found.add(constants[each.id])
    found |= {"activated", "deactivated", "undone", "redone", *evaluate._WORDS.values()}
    assert found - ACTIONS.keys() == set()
    assert len(found) > 15


RECORDING = {"record": 1, "_record": 1, "HistoryRow": 2}
RECORDING |= dict.fromkeys(("record_account_event", "record_own_event", "record_unknown_account"), 1)
"""What services call to add to the history, with the place of the action among what they give."""


@pytest.mark.parametrize("line", ["when>7d", "when<2000-01-01", "when:2026-11-01..2026-11-15", ""])
def test_the_ends_of_a_time_are_found_without_what_lies_before_them(services: Services, line: str) -> None:
    load(services.database, demo.people(300, 1, demo.day_of(1)))
    with counted(services.database) as steps, services.database.read() as connection:
        rows.matching(connection, asked(line))
        assert log.first_since(connection, datetime(9999, 1, 1, tzinfo=UTC)) is None
    assert steps.read < 100
