"""The filter line: what is written means what a column's dialog would have made, and is printed back as it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.fields import Field, Kind, ProfileType
from fleet_tui.domain.filters.conditions import (
    ASKS,
    Ago,
    Asks,
    Between,
    Condition,
    Contains,
    Empty,
    Filter,
    Find,
    OneOf,
    swapped,
)
from fleet_tui.domain.filters.line import BadFilter, Vocabulary, advice_for, complete, parse, to_text
from fleet_tui.domain.filters.line.vocabulary import choices_of, fields_of, may_be_none
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.technician import TECHNICIAN
from fleet_tui.domain.text import search_key
from tests.support.people import size
from tests.support.tables import for_each

BOTH = [TECHNICIAN, EMPLOYEE]
ODD = ("none", "ANY", "-x", "#5", 'a"b', "a\\", "a,b", "a  b", "Élan", "..", "a:b>c", "12", "\x00", "ı", "\ud800")
USUAL = ("North", "South", "Gas", "HVAC", "Service manager", "Truck 2", "Truck 10")
VOCABULARY = Vocabulary(
    {
        name: tuple(
            Entry(100 * place + number, name, text, retired=text == "South", version=1)
            for number, text in enumerate(USUAL + ODD)
        )
        for place, name in enumerate(ListName, 1)
    }
)
NAMES = VOCABULARY.names


def id_of(name: ListName, text: str) -> int:
    return next(entry.id for entry in VOCABULARY.of(name) if entry.name == text)


NORTH, SOUTH = id_of(ListName.TEAMS, "North"), id_of(ListName.TEAMS, "South")
GAS, HVAC = id_of(ListName.SKILLS, "Gas"), id_of(ListName.SKILLS, "HVAC")


def read(text: str) -> tuple[Condition, ...]:
    return parse(TECHNICIAN, text, VOCABULARY).conditions


def one_of(field: str, *values: str | int | None, out: tuple[str | int | None, ...] = ()) -> OneOf:
    return OneOf(field, frozenset(values), frozenset(out))


@for_each(
    "text, means",
    [
        ("team:north,south", one_of("team", NORTH, SOUTH)),
        ("team:NÖRTH,none", one_of("team", NORTH, None)),
        ('team:"none"', one_of("team", id_of(ListName.TEAMS, "none"))),
        ('team:"a,b"', one_of("team", id_of(ListName.TEAMS, "a,b"))),
        ('team:"a\\"b"', one_of("team", id_of(ListName.TEAMS, 'a"b'))),
        ("team:#9999", one_of("team", 9999)),
        ('team:"#5"', one_of("team", id_of(ListName.TEAMS, "#5"))),
        ("team:any", Empty("team", empty=False)),
        ("skills:-gas", one_of("skills", out=(GAS,))),
        ("skills:hvac,-gas,-none", one_of("skills", HVAC, out=(GAS, None))),
        ('truck:"truck 02"', one_of("truck", id_of(ListName.TRUCKS, "Truck 2"))),
        ("status:pending", one_of("status", "pending")),
        ('status:"Never logged in"', one_of("status", "never_logged_in")),
        ("active:inactive", one_of("active", "no")),
        ("ACTIVE:Yes", one_of("active", "yes")),
        ("active:any", one_of("active", "yes", "no")),
        ("active:-yes", one_of("active", "no")),
        ("fleet_pro:yes", one_of("fleet_pro", "yes")),
        ("positions:SERVICE", one_of("positions", id_of(ListName.TECHNICIAN_POSITIONS, "Service manager"))),
        ("may_see_people:default", one_of("may_see_people", "default")),
        ("email:none", Empty("email")),
        ("email:any", Empty("email", empty=False)),
        ("photo:none", Empty("photo")),
        ('email:"none"', Contains("email", "none")),
        ("name:smith", Contains("name", "smith")),
        ('name:"de la"', Contains("name", "de la")),
        ('name:de" "la', Contains("name", "de la")),
        ("name:a:b,>c", Contains("name", "a:b,>c")),
        ("de la", Find("de la")),
        ("none", Find("none")),
        ('"team:north"', Find("team:north")),
        ("daily_goal>=100", Between("daily_goal", Decimal(100), None)),
        ("daily_goal>100", Between("daily_goal", Decimal("100.01"), None)),
        ("daily_goal<=$1,250.50", Between("daily_goal", None, Decimal("1250.5"))),
        ("daily_goal<100", Between("daily_goal", None, Decimal("99.99"))),
        ("daily_goal:1..2.5", Between("daily_goal", Decimal(1), Decimal("2.5"))),
        ("daily_goal:1..", Between("daily_goal", Decimal(1), None)),
        ("daily_goal:..2", Between("daily_goal", None, Decimal(2))),
        ("daily_goal>=1 daily_goal<=2", Between("daily_goal", Decimal(1), Decimal(2))),
        ("daily_goal:..2 daily_goal>1", Between("daily_goal", Decimal("1.01"), Decimal(2))),
        ("daily_goal:none", Empty("daily_goal")),
        ("start_date:2026-01-31", Between("start_date", date(2026, 1, 31), date(2026, 1, 31))),
        ("start_date>2026-01-31", Between("start_date", date(2026, 2, 1), None)),
        ("created<2026-01-01", Between("created", None, date(2025, 12, 31))),
        ("changed>7d", Between("changed", Ago(7), None)),
        ("changed>=2w", Between("changed", Ago(14), None)),
        ("changed<7D", Between("changed", None, Ago(7))),
        ("changed:2w..7d", Between("changed", Ago(14), Ago(7))),
        ("changed:0d", Between("changed", Ago(0), Ago(0))),
        ("start_date:7d..2026-01-01", Between("start_date", Ago(7), date(2026, 1, 1))),
    ],
)
def test_a_term_means_one_condition(text: str, means: Condition) -> None:
    assert read(text) == (means,)


def test_a_choice_is_known_by_the_words_that_it_alone_begins_with() -> None:
    for field in fields_of(TECHNICIAN).values():
        labels = [choice.label for choice in choices_of(field)]
        for choice in choices_of(field):
            words = choice.label.split()
            for many in range(1, len(words)):
                begin = " ".join(words[:many])
                if sum(label.startswith(f"{begin} ") for label in labels) == 1 and begin not in labels:
                    asked = (OneOf(field.name, frozenset({choice.value})),)
                    assert read(f'{field.name}:"{begin}"') == asked, (field.name, begin)
    assert read("status:never") == read("status:never_logged_in")


def test_a_word_that_is_an_entry_of_a_list_is_asked_for_by_its_field() -> None:
    lists = {
        ListName.TEAMS: ("Airport", "Airport South"),
        ListName.TRUCKS: ("129 Box truck",),
        ListName.SKILLS: ("Gas",),
        ListName.ZONES: ("Gas works",),
    }
    vocabulary = Vocabulary(
        {
            name: tuple(Entry(10 * at + number, name, text, False, 1) for number, text in enumerate(texts))
            for at, (name, texts) in enumerate(lists.items(), 1)
        }
    )
    for text, advice in (
        ("AIRPORT", "Airport is a team: team:Airport finds its people."),
        ("box", ""),
        ("129 b", '129 Box truck is a truck: truck:"129 Box truck" finds its people.'),
        ("gas", "Gas is a skill: skills:Gas finds its people."),
        ("gas w", 'Gas works is a zone: zone:"Gas works" finds its people.'),
        ("’", ""),
    ):
        said = advice_for(TECHNICIAN, text, vocabulary)
        assert said == advice, text


def test_terms_stand_between_blanks_in_their_order() -> None:
    asked = read('  team:north\t status:pending skills:-gas email:none name:"de la"\u00a0changed>7d ')
    assert [condition.field for condition in asked] == ["team", "status", "skills", "email", "name", "changed"]
    assert read("") == ()


@for_each(
    "text, word, sentence",
    [
        ("email:none teem:north", "teem", "There is no field “teem”: did you mean team?"),
        ("-name:x", "-name", "A - stands before a value, as in skills:-gas: not before the name of the field."),
        ("phone:5", "phone", "There is no field “phone”: did you mean mobile?"),
        ("qqq:5", "qqq", 'There is no field “qqq”: put the word in quotes to find it: "qqq:5".'),
        (f"team:{'z' * 99}", "z" * 99, f"There is no team “{'z' * 39}…”."),
        ("password:x", "password", "There is no field “password”"),
        (":north", ":north", "Which field? Its name stands before the :, as in name:smith."),
        ("team:north,nroth", "nroth", "There is no team “nroth”: did you mean North?"),
        ("team:-truck", "truck", 'Which team “truck”? There are "Truck 2", "Truck 10".'),
        ("team:truc", "truc", 'There is no team “truc”: did you mean "Truck 2"?'),
        ("team:zzz", "zzz", "There is no team “zzz”."),
        ("role:x\x1b[/]", "x\x1b[/]", "There is no technician role “x\ufffd[/]”."),
        (f"team:#{GAS}", f"#{GAS}", f"There is no team #{GAS}."),
        ("status:pend", "pend", "Status has no choice “pend”: did you mean pending?"),
        ("status:nevr", "nevr", "Status has no choice “nevr”: did you mean never_logged_in?"),
        ("status:invtation", "invtation", "Status has no choice “invtation”: did you mean invitation_ended?"),
        ("status:xyzzy", "xyzzy", "Status has no choice “xyzzy”."),
        (
            "past_visibility:last",
            "last",
            'Which Past “last”? There are "Last 3 days", "Last 7 days", "Last month".',
        ),
        ("active:maybe", "maybe", "Active has no choice “maybe”: write yes or no."),
        ("active:-yes,-no", "-yes,-no", "Active always has a value: write yes or no."),
        ("active:none", "none", "Active always has a value: write yes or no."),
        (
            "may_see_people:none",
            "none",
            "See technicians and employees always has a value: write default, allow or deny.",
        ),
        ("team:any,north", "any", "“any” stands alone: an entry of that name is written in quotes."),
        ("team:north,-north", "-north", "“north” is both asked for and left out."),
        ("team:north, south", ",", "Team needs a value here: commas stand between values, without blanks."),
        ("skills:-", "-", "Skills needs a value here"),
        ("name:", "name:", "Name needs a value after the :, or name:none for who has none."),
        ('name:""', 'name:""', "Name needs a value after the :"),
        ("daily_goal>", "daily_goal>", "Daily goal needs a value after the >"),
        ("name>smith", "name>smith", "Name is no number and no day: write name: before its value."),
        ("email:-x", "-x", 'A text cannot be left out: to look for the sign, put it in quotes: email:"-x".'),
        ("photo:x", "x", "Photo is there or not: write photo:any or photo:none."),
        ('team:north name:"de la', '"de la', "This quote is not closed: put one more where it ends."),
        (
            "team:north email:a team:south",
            "team:south",
            "Team is asked twice: write its values together, with commas, as in team:one,other.",
        ),
        ("email:a email:b", "email:b", "Email is asked twice: leave one of them out."),
        ("ann team:north bob", "bob", "Two things to find"),
        ("'", "'", "There is nothing to find in"),
        ("name:’", "’", "There is nothing to find in"),
        ("daily_goal>1 daily_goal>=2", "daily_goal>=2", "Daily goal is asked twice"),
        ("daily_goal:1..2 daily_goal<3", "daily_goal<3", "Daily goal is asked twice"),
        ("daily_goal>=5 daily_goal<=3", "daily_goal<=3", "The first is more than the second: swap them."),
        ("daily_goal:5..3", "5..3", "The first is more than the second: swap them."),
        ("changed:7d..14d", "7d..14d", "The first is more than the second: swap them."),
        ("daily_goal:1..x", "x", "Daily Revenue Goal is a number that is not negative, like 1250.50."),
        ("daily_goal:..", "..", "Daily goal needs a bound before or after the dots."),
        ("daily_goal<0", "0", "Daily Revenue Goal is a number that is not negative"),
        ("commission>100", "100", "Commission % is 100 at most."),
        ("start_date>9999-12-31", "9999-12-31", "There is no day beyond this one."),
        ("changed>week", "week", "Changed is a day like 2026-01-31, or 7d for the day seven days ago."),
    ],
)
def test_what_means_nothing_gets_a_sentence_that_points_at_the_word(text: str, word: str, sentence: str) -> None:
    with pytest.raises(BadFilter) as refused:
        read(text)
    assert str(refused.value).startswith(sentence)
    assert text[refused.value.start : refused.value.end] == word


@for_each(
    "filter, text",
    [
        (Filter((one_of("team", SOUTH, NORTH, None), Contains("name", "de la"))), 'team:North,South,none name:"de la"'),
        (Filter((one_of("skills", HVAC, out=(GAS, 9999)),)), "skills:HVAC,-#9999,-Gas"),
        (Filter((Between("daily_goal", Decimal("100.00"), Decimal("1E+3")),)), "daily_goal:100..1000"),
        (Filter((Between("changed", Ago(7), None), Between("created", None, Ago(7)))), "changed>7d created<7d"),
        (Filter((Between("start_date", None, None), OneOf("type", frozenset()))), 'start_date:any type:""'),
    ],
)
def test_a_filter_is_printed_as_it_would_be_typed(filter: Filter, text: str) -> None:
    assert to_text(TECHNICIAN, filter, NAMES) == text


def bounds(field: Field) -> st.SearchStrategy[Decimal | date | Ago]:
    """What a dialog takes for a side of the range."""
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return st.dates() | st.integers(0, 99_999).map(Ago)
    return st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)


def conditions(field: Field) -> st.SearchStrategy[Condition]:
    """What the dialog of a column makes."""
    some = st.builds(Empty, st.just(field.name), st.booleans())
    if ASKS[field.kind] is Asks.RANGE:
        sides = st.tuples(st.none() | bounds(field), st.none() | bounds(field))
        right = sides.filter(lambda pair: pair != (None, None) and not swapped(*pair))
        return right.map(lambda pair: Between(field.name, *pair))
    if ASKS[field.kind] is Asks.TEXT:
        texts = st.text(max_size=6) | st.text('"\\ a-#:,>.', min_size=1, max_size=6)
        typed = texts.map(str.strip).filter(search_key).map(lambda text: Contains(field.name, text))
        return some if field.kind is Kind.PHOTO else some | typed
    values: list[str | int | None] = [choice.value for choice in choices_of(field)]
    values += [entry.id for entry in VOCABULARY.of(field.source)] if field.source else []
    values += [None] if may_be_none(field) else []
    wanted = st.just(True) if field.kind is Kind.TOGGLE else st.booleans()
    ways = st.dictionaries(st.sampled_from(values), wanted, min_size=1, max_size=4)
    return ways.map(
        lambda way: OneOf(field.name, frozenset(v for v in way if way[v]), frozenset(v for v in way if not way[v]))
    )


FOUND = (st.text(max_size=6) | st.text('"\\ a-#:,>.', min_size=1, max_size=6)).filter(search_key)


@pytest.mark.parametrize("declared", BOTH)
@settings(max_examples=size(60, 5_000))
@given(data=st.data())
def test_what_a_dialog_makes_is_read_from_what_is_printed_for_it(declared: ProfileType, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(fields_of(declared))), unique=True, max_size=4))
    finding = data.draw(st.none() | FOUND)
    filter = Filter(
        (*(data.draw(conditions(declared.fields[name])) for name in names), *([Find(finding)] if finding else []))
    )
    assert parse(declared, to_text(declared, filter, NAMES), VOCABULARY) == filter


@pytest.mark.parametrize("declared", BOTH)
def test_every_field_that_is_stored_can_be_asked_and_no_other(declared: ProfileType) -> None:
    stored = {field.name for field in (*declared.stored, *declared.system)}
    assert set(fields_of(declared)) == stored
    for name in stored:
        for word in complete(declared, f"{name}:", len(name) + 1, VOCABULARY).words:
            parse(declared, f"{name}:{word}", VOCABULARY)


PIECES = ("team", "skills", "changed", "daily_goal", "email", "active", *':,-<>="\\ #.1', "none", "any", "north", "7d")
LINES = st.text(max_size=20) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@settings(max_examples=size(200, 20_000))
@given(LINES, st.integers(0, 30))
def test_whatever_is_typed_is_a_filter_that_prints_the_same_or_points_into_the_line(text: str, cursor: int) -> None:
    offered = complete(TECHNICIAN, text, min(cursor, len(text)), VOCABULARY)
    assert 0 <= offered.start <= offered.end <= len(text)
    answer = tried(text)
    if isinstance(answer, BadFilter):
        assert 0 <= answer.start < answer.end <= len(text)
        assert str(answer).isprintable()
    else:
        printed = to_text(TECHNICIAN, answer, NAMES)
        assert to_text(TECHNICIAN, parse(TECHNICIAN, printed, VOCABULARY), NAMES) == printed


def tried(text: str) -> Filter | BadFilter:
    try:
        return parse(TECHNICIAN, text, VOCABULARY)
    except BadFilter as error:
        return error


@for_each(
    "text, offered, common",
    [
        ("te|", ("team:",), "team:"),
        ("email:none t|", ("type:", "team:", "truck:"), "t"),
        ("t|e:north", ("type:", "team:", "truck:"), "t"),
        ("may|", tuple(f"{name}:" for name in TECHNICIAN.fields if name.startswith("may_")), "may_"),
        ("team:no|", ("North", '"none"', "none"), "no"),
        ("team:north,s|", ('"Service manager"', "South"), "s"),
        ("team:-so|", ("South",), "South"),
        ('team:"no|', ("North", '"none"'), '"no'),
        ('team:"no"|', ("North", '"none"'), '"no"'),
        ("team:no|x,gas", ("North", '"none"', "none"), "no"),
        ("truck:tr|", ('"Truck 2"', '"Truck 10"'), '"Truck '),
        ("active:|", ("yes", "no", "any"), ""),
        ("status:never|", ("never_logged_in",), "never_logged_in"),
        ("email:|", ("none", "any"), ""),
        ("changed>|", ("7d", "30d"), ""),
        ("changed:14d..7|", ("7d",), "7d"),
        ("changed|>=7d", ("changed:",), "changed:"),
        ("changed>|=7d", (), ""),
        ("qqq:|", (), ""),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered(text: str, offered: tuple[str, ...], common: str) -> None:
    cursor = text.index("|")
    line = text.replace("|", "")
    found = complete(TECHNICIAN, line, cursor, VOCABULARY)
    assert found.words == offered
    assert found.common(line[found.start : cursor]) == common


def test_what_is_completed_takes_the_place_of_the_whole_word() -> None:
    found = complete(TECHNICIAN, "team:nox,south email:none", 7, VOCABULARY)
    assert (found.start, found.end) == (5, 8)
    found = complete(TECHNICIAN, "te:north", 1, VOCABULARY)
    assert (found.start, found.end) == (0, 3)
