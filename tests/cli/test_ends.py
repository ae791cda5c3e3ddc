"""However a command ends, it ends in at most one plain sentence."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fleet_tui.cli.main import main
from tests.support.tables import for_each
from tests.support.terminals.terminal import environment


def test_a_reader_who_has_enough_is_no_fault(demo_file: Path, home: Path) -> None:
    # The pipe of 64 KB would take the whole list: 4,096 bytes make the writer meet the closed end.
    code = f"""
import subprocess, sys
p = subprocess.Popen([sys.executable, "-m", "fleet_tui", "--database", {str(demo_file)!r}, "list", "technicians"],
                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, pipesize=4096)
p.stdout.read(10); p.stdout.close()
print(p.stderr.read(), p.wait())
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment(home), capture_output=True, text=True, check=False
    )
    assert ended.stdout == "b'' 0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to write to")
def test_a_full_disk_is_told(demo_file: Path, home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "fleet_tui", "list", "technicians", "--database", str(demo_file)],
            env=environment(home), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.startswith("The output cannot be written")
    assert ended.stderr.count("\n") == 1


def test_a_closed_output_is_told(demo_file: Path, home: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "fleet_tui", "list", "technicians",
         "--database", str(demo_file)],
        env=environment(home), stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert ended.stderr.startswith("There is no standard output")


def test_a_fault_of_the_program_is_told_in_one_sentence_and_reported_without_data(
    demo_file: Path, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **more: object) -> None:
        somebody = "Roberta"  # noqa: F841  # a local variable that must not be in the report
        raise ValueError("Roberta Bobson")

    monkeypatch.setattr("fleet_tui.services.people.profiles.People.page", broken)
    assert main(["list", "technicians", "--database", str(demo_file)]) == 1
    out, words = capsys.readouterr()
    assert out == ""
    assert words.count("\n") == 1
    assert words.startswith("Fleet TUI stopped by a fault of its own. The report is in ")
    report = Path(words.strip().removeprefix("Fleet TUI stopped by a fault of its own. The report is in "))
    assert report.is_relative_to(home)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    told = report.read_text()
    assert "ValueError" in told
    assert "in broken" in told
    assert "Bobson" not in told.replace('raise ValueError("Roberta Bobson")', "")


def test_a_report_that_cannot_be_kept_is_said_too(
    demo_file: Path, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fleet_tui.services.people.profiles.People.page", lambda *_, **more: 1 / 0)
    (home / ".local").write_text("not a folder")
    assert main(["list", "technicians", "--database", str(demo_file)]) == 1
    assert "no report could be kept" in capsys.readouterr().err


def test_an_interrupt_is_told_in_a_word(
    demo_file: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fleet_tui.services.people.profiles.People.page", interrupted)
    assert main(["list", "technicians", "--database", str(demo_file)]) == 130
    assert capfd.readouterr() == ("", "Interrupted.\n")


@for_each("content", [b"not a database, but long enough to be looked at" * 40, b"SQLite format 3\0" + b"\7" * 5000])
@for_each("arguments", [["list", "technicians"], ["check"]])
def test_a_foreign_or_damaged_file_is_refused_in_words_and_untouched(
    arguments: list[str], content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "foreign.db"
    path.write_bytes(content)
    assert main(["--database", str(path), *arguments]) == 1
    out, words = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in words
    assert str(path) in words
    assert path.read_bytes() == content
    assert sorted(tmp_path.iterdir()) == [path, tmp_path / "home"]


@pytest.mark.parametrize(
    "arguments",
    [["--database", "gone.db", "list", "technicians"], ["check", "--database", "gone.db"]],
)
def test_a_database_that_is_not_there_is_refused_and_not_made(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    out, words = capsys.readouterr()
    assert out == ""
    assert "gone.db is not there" in words
    assert not Path("gone.db").exists()


def test_nothing_that_a_library_logs_comes_to_the_terminal(home: Path) -> None:
    code = """
import logging
import fleet_tui.bootstrap.services
for name in ("sqlalchemy.pool", "asyncio", "textual"):
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger(name).exception("a fault")
"""
    ended = subprocess.run([sys.executable, "-c", code], env=environment(home), capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_a_signal_while_a_class_is_made_is_an_exit(home: Path) -> None:
    code = """
import os, signal
from fleet_tui.bootstrap.endings import exit_on_signals
class Ends:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), signal.SIGTERM)
with exit_on_signals():
    class Made:
        part = Ends()
"""
    ended = subprocess.run([sys.executable, "-c", code], env=environment(home), capture_output=True, check=False)
    assert ended.returncode == 128 + signal.SIGTERM
    assert ended.stderr == b""
