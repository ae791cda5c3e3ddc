"""What the history keeps of a value is enough to put it back."""

from __future__ import annotations

import json

import pytest
from any_values import NAMES, VALUES
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet_tui.domain import history
from fleet_tui.domain.employee import EMPLOYEE
from fleet_tui.domain.fields import Field, Kind
from fleet_tui.domain.shared_fields import account_fields
from fleet_tui.domain.technician import TECHNICIAN

RECORDED = [field for declared in (TECHNICIAN, EMPLOYEE) for field in (*declared.recorded, *declared.system)]


def kept(field: Field, value: object) -> object:
    """What the history's JSON gives back of a value."""
    return json.loads(json.dumps(history.encode(field, value, NAMES)))


@pytest.mark.parametrize("kind", dict.fromkeys(field.kind for field in RECORDED))
@settings(max_examples=10)
@given(data=st.data())
def test_what_is_decoded_is_what_was_encoded(kind: Kind, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([field for field in RECORDED if field.kind is kind]))
    value = data.draw(st.none() | VALUES[kind](field))
    assert history.decode(field, kept(field, value)) == history.as_decoded(value)


def test_every_kind_can_be_put_back_but_a_secret() -> None:
    assert set(history._DECODE) == set(Kind)
    (password,) = [field for field in account_fields("x") if field.name == "password"]
    with pytest.raises(ValueError, match="no secrets"):
        history.decode(password, "x")


def test_no_entries_and_none_stay_different() -> None:
    assert history.decode(TECHNICIAN.fields["zones"], kept(TECHNICIAN.fields["zones"], ())) == ()
    assert history.decode(TECHNICIAN.fields["zones"], kept(TECHNICIAN.fields["zones"], None)) is None


def test_an_entry_without_a_name_is_still_that_entry() -> None:
    assert history.decode(TECHNICIAN.fields["team"], kept(TECHNICIAN.fields["team"], 99)) == 99


def test_the_account_and_the_message_have_their_words() -> None:
    assert history.labels(TECHNICIAN, ["team", "account", "message", "nothing"]) == ("Team", "Account", "Message")
    assert history.words(history.ACCOUNT, "invited", "US") == "Invited"
    assert history.words(history.MESSAGE, "reset", "US") == "Password reset"
    assert history.words(history.ACCOUNT, None, "US") == history.NOTHING
