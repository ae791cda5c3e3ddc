"""The states between the keys and the rows of a list, each change of them by itself."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from fleet_tui.ui.widgets.pending_moves import CursorTracker, TrackerState


def following(state: TrackerState) -> CursorTracker:
    """One that has come to a state."""
    found = CursorTracker()
    if state is not TrackerState.LOADING:
        found.loaded()
    if state in (TrackerState.FETCHING, TrackerState.AHEAD):
        found.lead((5, 0), at_hand=state is TrackerState.AHEAD, more=True)
    assert found.state is state
    return found


STATES = list(TrackerState)
NOT_LOADING = [state for state in TrackerState if state is not TrackerState.LOADING]


@pytest.mark.parametrize("state", STATES)
def test_a_query_is_loaded_from_any_state_and_shown_when_it_is_there(state: TrackerState) -> None:
    found = following(state)
    found.load()
    assert found.state is TrackerState.LOADING
    assert not found.shown
    found.loaded()
    assert found.state is TrackerState.SHOWING


def done(found: CursorTracker) -> None:
    """Do what can be done now."""
    while (act := found.next()) is not None:
        act()


def test_keys_wait_for_the_query_and_act_once_in_their_order() -> None:
    found, acted = following(TrackerState.LOADING), list[str]()
    for key in "abc":
        found.put(partial(acted.append, key), in_sight=key == "b")
    done(found)
    assert acted == []
    found.loaded()
    done(found)
    assert acted == ["a", "b", "c"]


def test_a_key_that_needs_the_row_waits_for_it_and_so_do_the_keys_behind() -> None:
    found, acted = following(TrackerState.FETCHING), list[str]()
    for key in "abc":
        found.put(partial(acted.append, key), in_sight=key == "b")
    done(found)
    assert acted == ["a"]
    found.lead((5, 0), at_hand=True, more=False)
    done(found)
    assert acted == ["a", "b", "c"]


def test_keys_are_dropped_with_their_rows() -> None:
    found = following(TrackerState.LOADING)
    found.put(lambda: None)
    found.drop()
    found.loaded()
    assert found.next() is None


def test_nothing_leads_on_while_a_query_is_loaded() -> None:
    found = following(TrackerState.LOADING)
    assert not found.lead((9, 0), at_hand=False, more=True)
    found.brought((3, 0))
    assert (found.state, found.aim) == (TrackerState.LOADING, (0, 0))


@pytest.mark.parametrize("state", NOT_LOADING)
def test_rows_are_brought_by_one_at_a_time(state: TrackerState) -> None:
    found = following(state)
    assert found.lead((9, 2), at_hand=False, more=True) is (state is TrackerState.SHOWING)
    assert (found.state, found.aim) == (TrackerState.FETCHING, (9, 2))
    assert not found.lead((4, 2), at_hand=True, more=True)
    assert found.state is TrackerState.AHEAD


def test_rows_at_hand_with_nothing_more_to_bring_are_the_end_of_it() -> None:
    found = following(TrackerState.SHOWING)
    assert not found.lead((1, 0), at_hand=True, more=False)
    assert found.state is TrackerState.SHOWING


@pytest.mark.parametrize(
    ("state", "aim"), [(TrackerState.FETCHING, (2, 0)), (TrackerState.AHEAD, (5, 0)), (TrackerState.SHOWING, (0, 0))]
)
def test_rows_that_never_come_leave_the_keys_where_they_can_be_seen(state: TrackerState, aim: tuple[int, int]) -> None:
    found = following(state)
    found.brought((2, 0))
    assert (found.state, found.aim) == (TrackerState.SHOWING, aim)


async def test_waiting_for_rows_ends_when_they_are_shown_and_not_before() -> None:
    found = following(TrackerState.SHOWING)
    found.lead((9, 0), at_hand=False, more=True)
    waits = asyncio.ensure_future(found.until_shown())
    await asyncio.sleep(0)
    found.lead((9, 0), at_hand=True, more=False)
    found.load()  # before the waiting task had its turn
    await asyncio.sleep(0)
    assert not waits.done()
    found.loaded()
    await waits
