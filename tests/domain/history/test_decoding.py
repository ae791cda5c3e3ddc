"""What the history keeps of a value is enough to put it back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.history import changes
from fleet_tui.domain.people.employee import EMPLOYEE
from fleet_tui.domain.people.shared_fields import account_fields
from fleet_tui.domain.people.technician import TECHNICIAN
from tests.support.field_values import NAMES, VALUES

RECORDED = [field for declared in (TECHNICIAN, EMPLOYEE) for field in (*declared.recorded, *declared.system)]


def kept(field: Field, value: object) -> object:
    """What the history's JSON gives back of a value."""
    return json.loads(json.dumps(changes.encode(field, value, NAMES)))


@pytest.mark.parametrize("kind", dict.fromkeys(field.kind for field in RECORDED))
@settings(max_examples=10)
@given(data=st.data())
def test_what_is_decoded_is_what_was_encoded(kind: Kind, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([field for field in RECORDED if field.kind is kind]))
    value = data.draw(st.none() | VALUES[kind](field))
    assert changes.decode(field, kept(field, value)) == changes.as_decoded(value)


def test_every_kind_can_be_put_back_but_a_secret() -> None:
    assert set(changes._DECODE) == set(Kind)
    (password,) = [field for field in account_fields("x") if field.name == "password"]
    with pytest.raises(ValueError, match="no secrets"):
        changes.decode(password, "x")


def test_no_entries_and_none_stay_different() -> None:
    assert changes.decode(TECHNICIAN.fields["zones"], kept(TECHNICIAN.fields["zones"], ())) == ()
    assert changes.decode(TECHNICIAN.fields["zones"], kept(TECHNICIAN.fields["zones"], None)) is None


def test_an_entry_without_a_name_is_still_that_entry() -> None:
    assert changes.decode(TECHNICIAN.fields["team"], kept(TECHNICIAN.fields["team"], 99)) == 99


def test_the_account_and_the_message_have_their_words() -> None:
    assert changes.labels(TECHNICIAN, ["team", "account", "message", "nothing"]) == ("Team", "Account", "Message")
    assert changes.words(changes.ACCOUNT, "invited", "US") == "Invited"
    assert changes.words(changes.MESSAGE, "reset", "US") == "Password reset"
    assert changes.words(changes.ACCOUNT, None, "US") == changes.NOTHING
