"""Text messages through a command: what it gets, and what its end means."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fleet_tui.domain.mail.delivery import Answer, OutgoingMessage, PermanentFailure, Sent, TemporaryFailure
from fleet_tui.mail.sms import CommandSender

LETTER = OutgoingMessage("4567abcd", "sms", "Ann Porter", "+12015550123", "", "Grüße: K7QF; $(id) `id`")


def ran(program: str, letter: OutgoingMessage = LETTER, timeout: float = 10.0) -> Answer:
    """What the sender says of a Python program as the command."""
    return CommandSender([sys.executable, "-S", "-c", program], timeout, {"HIDDEN"}).send(letter)


def test_the_number_is_the_last_argument_and_the_text_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIDDEN", "secret")
    monkeypatch.setenv("SEEN", "1")
    out = tmp_path / "out"
    program = f"""
import os, sys
with open({str(out)!r}, "w") as file:
    print(sys.argv[1:], sys.stdin.buffer.read(), "HIDDEN" in os.environ, "SEEN" in os.environ, file=file)
print("to the terminal")
"""
    assert ran(program) == Sent()
    assert out.read_text() == f"['+12015550123'] {LETTER.text.encode()!r} False True\n"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (0, Sent),
        (1, TemporaryFailure),
        (64, TemporaryFailure),
        (65, PermanentFailure),
        (67, PermanentFailure),
        (75, TemporaryFailure),
    ],
)
def test_the_exit_code_says_what_became_of_it(code: int, answer: type, capfd: pytest.CaptureFixture[str]) -> None:
    told = CommandSender(["/bin/sh", "-c", f"echo 'no  \033[31msuch number' >&2; exit {code}"], 10).send(LETTER)
    assert type(told) is answer
    if not isinstance(told, Sent):
        assert told.reason == f"/bin/sh ended with {code}: no \ufffd[31msuch number"
    assert capfd.readouterr() == ("", "")


def test_a_command_that_does_not_read_or_is_not_there_is_tried_again() -> None:
    assert CommandSender(["/bin/true"], 10).send(LETTER) == Sent()
    assert CommandSender(["/no/such/program"], 10).send(LETTER) == TemporaryFailure(
        "/no/such/program: No such file or directory", all_of_them=True
    )


def test_what_a_command_says_is_not_cut_before_the_code_is_out_of_it() -> None:
    told = ran(f"import sys; sys.exit('x' * 150 + ' {'K7QF-2M9X-' * 5}')")
    assert isinstance(told, TemporaryFailure)
    assert told.reason.endswith("K7QF-2M9X-" * 5)


def test_a_command_that_does_not_end_is_ended_with_all_that_it_started() -> None:
    told = CommandSender(["/bin/sh", "-c", "sleep 1000 & cat; wait"], 0.1).send(LETTER)
    assert told == TemporaryFailure("/bin/sh: no end after 0.1 seconds")


def test_what_is_no_number_is_no_argument() -> None:
    letter = OutgoingMessage("1", "sms", "", "--config=/etc/passwd", "", "")
    assert isinstance(CommandSender(["/bin/true"], 10).send(letter), PermanentFailure)
