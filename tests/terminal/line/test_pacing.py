"""How long the screen lags behind the keys on slow lines; what lost, late and missing answers do. In virtual time."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet_tui.terminal.line.pacing import FIRST, LARGEST, SLACK, SMALLEST, Pacing
from tests.support.line.slow_line import SlowLine, hold, play
from tests.support.tables import for_each

FIRST_SCREEN = (0.01, 2_000)
ROW, PAGE = 25, 1_100
LINES = [(rate, trip) for rate in (960, 2_400, 8_000) for trip in (0.02, 0.1, 0.6)]


def each(size: int, count: int = 40, start: float = 10.0) -> list[tuple[float, int]]:
    """Keys pressed one by one."""
    return hold(size, start, count, every=2.0)


@for_each("rate, trip", LINES)
def test_a_held_arrow_key_builds_no_backlog(rate: float, trip: float) -> None:
    line = SlowLine(rate, trip)
    played = play(Pacing(960), line, [FIRST_SCREEN, *hold(ROW)])
    assert played.lags[-1] < trip + 2 * ROW / rate + 0.01
    assert max(played.lags[1:]) < trip + SLACK


@for_each("rate, trip", LINES)
def test_a_held_page_key_lags_by_its_last_picture_and_a_little(rate: float, trip: float) -> None:
    line = SlowLine(rate, trip)
    played = play(Pacing(960), line, [FIRST_SCREEN, *hold(PAGE)])
    assert played.lags[-1] < trip + PAGE / rate + SLACK + 0.1


@pytest.mark.parametrize(("size", "goal"), [(ROW, 1.5), (PAGE, 1.8)])
def test_the_goals_of_the_slow_line_are_met(size: int, goal: float) -> None:
    played = play(Pacing(960), SlowLine(960, 0.1), [FIRST_SCREEN, *hold(size)])
    assert played.lags[-1] < goal


@for_each("rate, trip", LINES)
@for_each("size", [ROW, PAGE])
def test_the_line_never_holds_more_than_a_round_trip_and_the_slack(rate: float, trip: float, size: int) -> None:
    line = SlowLine(rate, trip)
    play(Pacing(960), line, [FIRST_SCREEN, *hold(size), *hold(size, start=20)])
    assert line.longest_queue < trip + SLACK + 0.05


def test_small_pictures_follow_each_other_without_waiting_for_answers() -> None:
    played = play(Pacing(960), SlowLine(8_000, 0.6), [FIRST_SCREEN, *hold(ROW)])
    assert played.waited == 0
    assert max(played.lags) - 2_000 / 8_000 < 0.61


@pytest.mark.parametrize("trip", [0.001, 0.02])
def test_no_picture_waits_on_a_fast_line(trip: float) -> None:
    played = play(Pacing(960), SlowLine(10_000_000, trip), [FIRST_SCREEN, *hold(6_000), *hold(12_000, start=20)])
    assert played.waited == 0


@for_each("rate", [8_000, 1_000_000])
@for_each("every, jitter", [(0.1, 0.15), (0.2, 0.15), (0.2, 0.3), (0.35, 0.3), (0.5, 0.3)])
def test_answers_that_are_late_by_chance_do_not_make_a_line_look_slow(rate: float, every: float, jitter: float) -> None:
    for seed in range(30):
        line = SlowLine(rate, 0.1, jitter=jitter, seed=seed)
        page = 10.0 + 41 * every
        played = play(Pacing(960), line, [FIRST_SCREEN, *hold(40, count=40, every=every), (page, 1_250)])
        assert played.lags[-1] < 0.1 + 1_250 / rate + 0.01, seed


@for_each("every, jitter", [(0.1, 0.15), (0.2, 0.15), (0.2, 0.3), (0.35, 0.3), (0.5, 0.3)])
def test_nor_a_slow_line_slower_than_it_is(every: float, jitter: float) -> None:
    for seed in range(30):
        line = SlowLine(960, 0.1, jitter=jitter, seed=seed)
        page = 10.0 + 41 * every
        played = play(Pacing(960), line, [FIRST_SCREEN, *hold(40, count=40, every=every), (page, 1_250)])
        assert played.lags[-1] < 0.1 + 1_250 / 960 + SLACK + jitter, seed


@for_each("size", [ROW, PAGE])
@for_each("jitter", [0.05, 0.15, 0.3])
def test_a_held_key_lags_by_little_more_where_round_trips_vary(size: int, jitter: float) -> None:
    for seed in range(30):
        line = SlowLine(960, 0.1, jitter=jitter, seed=seed)
        played = play(Pacing(960), line, [FIRST_SCREEN, *hold(size, count=300)])
        assert played.lags[-1] < 0.1 + size / 960 + SLACK + 0.1 + 3 * jitter, seed


@pytest.mark.parametrize("after", [960, 2_400])
def test_a_fast_line_that_becomes_a_slow_one_is_noticed(after: float) -> None:
    pacing, line = Pacing(960), SlowLine(1_000_000, 0.1, changes=((21.0, after, 0.1),))
    played = play(pacing, line, [FIRST_SCREEN, *each(PAGE, 20), *hold(PAGE, start=60), *hold(PAGE, start=200)])
    assert pacing.rate == pytest.approx(after, rel=0.05)
    assert played.lags[-1] < 0.1 + PAGE / after + SLACK + 0.1


def test_the_rate_of_a_very_slow_line_is_learned_from_rows() -> None:
    pacing = Pacing(960)
    play(pacing, SlowLine(50, 0.1), [(0.01, 40), *hold(ROW, count=4, every=2)])
    assert pacing.rate == pytest.approx(50, rel=0.1)


def test_a_local_first_screen_of_any_size_leaves_at_once() -> None:
    assert play(Pacing(1_000_000), SlowLine(10_000_000, 0.001), [(0.01, 30_000)]).waited == 0


@pytest.mark.parametrize(("before", "after"), [(8_000, 960), (960, 8_000)])
def test_a_line_that_changes_its_rate_is_noticed(before: float, after: float) -> None:
    pacing, line = Pacing(960), SlowLine(before, 0.1, changes=((21.0, after, 0.1),))
    played = play(pacing, line, [FIRST_SCREEN, *each(PAGE)])
    assert pacing.rate == pytest.approx(after, rel=0.1)
    assert max(played.lags[10:]) < 0.1 + PAGE / after + SLACK


@pytest.mark.parametrize("rate", [960, 8_000])
def test_a_line_that_gets_a_longer_delay_is_noticed_while_a_key_is_held(rate: float) -> None:
    pacing, line = Pacing(960), SlowLine(rate, 0.1, changes=((11.0, rate, 0.6),))
    played = play(pacing, line, [FIRST_SCREEN, *hold(PAGE, count=600)])
    assert pacing.rate == pytest.approx(rate, rel=0.05)
    assert pacing.delay == pytest.approx(0.6, abs=0.1)
    assert played.lags[-1] < 0.6 + PAGE / rate + SLACK + 0.1


@pytest.mark.parametrize("rate", [960, 8_000])
def test_a_line_that_gets_a_shorter_delay_is_noticed_at_the_next_pause(rate: float) -> None:
    pacing, line = Pacing(960), SlowLine(rate, 0.6, changes=((11.0, rate, 0.1),))
    played = play(pacing, line, [FIRST_SCREEN, *hold(PAGE), *each(PAGE, start=20.0)])
    assert pacing.rate == pytest.approx(rate, rel=0.05)
    assert pacing.delay == pytest.approx(0.1, abs=0.11)
    assert max(played.lags[-10:]) < 0.1 + PAGE / rate + SLACK


@pytest.mark.parametrize("asked", [True, False])
def test_a_terminal_that_never_answers_is_served_at_the_speed_of_its_line(asked: bool) -> None:
    pacing, line = Pacing(960, answers=asked), SlowLine(960, 0.1, answers=lambda number: False)
    played = play(pacing, line, [FIRST_SCREEN, *hold(PAGE)])
    assert pacing.silent
    assert played.lags[-1] < 0.1 + PAGE / 960 + SLACK
    line.longest_queue = 0.0
    held = play(pacing, line, hold(ROW, start=40))
    assert max(held.lags) < 0.1 + SLACK
    assert line.longest_queue < SLACK


def test_silence_is_noticed_once_and_then_nothing_is_asked() -> None:
    pacing, line = Pacing(960), SlowLine(960, 0.1, answers=lambda number: False)
    play(pacing, line, [FIRST_SCREEN, *hold(ROW)])
    assert pacing.silent
    assert line.questions == 2, "the one at the start and the first screen's"
    assert pacing.due(1_000.0) is None


def test_a_terminal_that_answers_late_is_asked_again() -> None:
    pacing = Pacing(960)
    played = play(pacing, SlowLine(0, 0.1, changes=((9.0, 960, 0.1),)), [FIRST_SCREEN, *each(PAGE, 10)])
    assert not pacing.silent
    assert played.lags[-1] < 0.1 + PAGE / 960 + SLACK


@for_each(
    "line",
    [
        SlowLine(960, 0.1, changes=((0, 0, 0.1), (3, 960, 0.1))),
        SlowLine(960, 0.6, shown_at=2.6),
        SlowLine(960, 2.5),
        SlowLine(8_000, 3.0),
    ],
)
@for_each("start", [4, 20, 60])
def test_late_answers_say_nothing_about_the_pieces_that_left_after_them(line: SlowLine, start: float) -> None:
    pacing, line = Pacing(960), replace(line)
    played = play(pacing, line, [(0.2, 2_000), *hold(PAGE, start=start)])
    assert pacing.delay is not None
    assert pacing.delay >= line.trip
    assert pacing.rate is not None
    assert pacing.rate < line.rate * 1.05
    assert played.lags[-1] < line.trip + 2 * PAGE / 960 + 1


def test_of_late_answers_the_lost_ones_are_not_waited_for() -> None:
    pacing = Pacing(960)
    line = SlowLine(960, 0.1, changes=((0, 0, 0.1), (3, 960, 0.1)), answers=lambda number: number != 1)
    played = play(pacing, line, [(0.2, 2_000), *each(PAGE, 20)])
    assert pacing.rate == pytest.approx(960, rel=0.05)
    assert max(played.lags[-10:]) < 0.1 + PAGE / 960 + SLACK
    pacing.allowance(1_000.0)
    assert not pacing.expected


def test_an_answer_is_for_the_oldest_piece_that_it_fits() -> None:
    pacing = Pacing(960)
    for number in range(4):
        pacing.sent(100, number / 100, asked=True, tag=number)
    piece = pacing.answered(0.5, lambda tag: tag % 2 == 1)
    assert piece is not None
    assert (piece.tag, pacing.expected) == (1, [2, 3])
    piece = pacing.answered(0.6, lambda tag: False)
    assert piece is not None
    assert (piece.tag, pacing.expected) == (2, [3])


@for_each("seed", range(5))
def test_lost_answers_neither_freeze_the_screen_nor_leave_a_trace(seed: int) -> None:
    chance = random.Random(seed)
    pacing = Pacing(960)
    line = SlowLine(960, 0.1, answers=lambda number: not 2 < number < 400 or chance.random() > 0.1)
    played = play(pacing, line, [FIRST_SCREEN, *each(PAGE, 60)])
    assert max(played.lags) < 20
    assert max(played.lags[-10:]) < 0.1 + PAGE / 960 + SLACK
    assert pacing.rate == pytest.approx(960, rel=0.05)
    assert not pacing.expected


@for_each("lost", range(1, 12))
def test_one_lost_answer_costs_little(lost: int) -> None:
    line = SlowLine(960, 0.1, answers=lambda number: number != lost)
    played = play(Pacing(960), line, [FIRST_SCREEN, *each(PAGE)])
    assert max(played.lags[1:]) < 0.1 + PAGE / 960 + 3
    assert max(played.lags[10:]) < 0.1 + PAGE / 960 + SLACK


def test_a_stalled_line_gets_next_to_nothing_and_then_is_right_at_once() -> None:
    line = SlowLine(960, 0.1, changes=((20.05, 0, 0.1), (80.0, 960, 0.1)))
    played = play(Pacing(960), line, [FIRST_SCREEN, *hold(ROW), *each(PAGE, 60)])
    stalled = sum(size for at, size in played.pieces if 20.05 < at < 80)
    assert SMALLEST * 3 <= stalled < 1_500
    assert min(lag for at, lag in zip(each(PAGE, 60), played.lags[61:], strict=True) if at[0] > 78) < 4


@pytest.mark.parametrize(("told", "worst"), [(True, PAGE / 960 + 0.5), (False, math.inf)])
def test_a_terminal_that_answers_no_more_is_served_on_a_timer_while_keys_come(told: bool, worst: float) -> None:
    line = SlowLine(960, 0.1, answers=lambda number: number < 40)
    played = play(Pacing(960), line, [FIRST_SCREEN, *hold(ROW), *each(PAGE, 30)], told=told)
    assert max(played.lags[-5:]) < worst
    assert told or max(played.lags[-10:]) > 10


def test_an_idle_screen_sets_no_timer() -> None:
    pacing = Pacing(960)
    played = play(pacing, SlowLine(960, 0.1), [FIRST_SCREEN, *hold(ROW)])
    assert not pacing.expected
    assert pacing.due(played.ended) is None


def test_a_reset_line_has_nothing_out() -> None:
    pacing = Pacing(960)
    pacing.sent(FIRST, 0.0, asked=True)
    assert pacing.allowance(0.1) == 0
    pacing.reset(0.2)
    assert (pacing.expected, pacing.due(0.2)) == ([], None)
    assert pacing.allowance(0.2) >= FIRST
    assert not pacing.answered(0.3)


def test_an_answer_that_nobody_asked_for_is_none() -> None:
    assert not Pacing(960).answered(1.0)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["send", "send", "answer", "answer", "pour", "wait", "reset"]),
        st.one_of(st.just(0.0), st.floats(0, 0.5), st.floats(0, 100)),
        st.integers(1, 5_000),
    ),
    max_size=80,
)


@given(speed=st.sampled_from([1.0, 30.0, 960.0, 1e6]), answers=st.booleans(), steps=STEPS)
def test_whatever_comes_there_is_a_way_on(speed: float, answers: bool, steps: list[tuple[str, float, int]]) -> None:
    pacing, now, asked = Pacing(speed, answers), 0.0, 0
    for what, after, size in steps:
        now += after
        if what == "send" and (allowed := pacing.allowance(now)):
            asked += not pacing.silent
            pacing.sent(min(size, allowed), now, not pacing.silent)
        elif what == "pour":
            pacing.sent(size, now, asked=False)
        elif what == "answer":
            assert not pacing.answered(now) or asked
        elif what == "reset":
            pacing.reset(now)
        assert 0 <= pacing.allowance(now) <= LARGEST
        assert len(pacing.expected) <= asked
    for _ in range(20):
        if pacing.allowance(now):
            break
        due = pacing.due(now)
        assert due is not None
        assert due > now
        now = due
    assert pacing.allowance(now) >= SMALLEST // 2
