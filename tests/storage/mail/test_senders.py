"""Which other open programs send: known as long as they live, and not a moment longer, however they end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fleet_tui.domain.mail.messages import EMAIL, SMS
from fleet_tui.storage.mail.senders import Senders, senders_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")

SENDS = """
import sys
from pathlib import Path
from fleet_tui.storage.mail.senders import Senders
senders = Senders(Path(sys.argv[1]))
senders.begin(sys.argv[2:])
print("sends", senders.others(), flush=True)
sys.stdin.read()
"""


@contextmanager
def program(database: Path, *channels: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that sends those channels."""
    command = [sys.executable, "-c", SENDS, str(database), *channels]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline().startswith(b"sends")
        yield other
        other.kill()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "fleet.db"
    path.touch(mode=0o640)
    return path


def test_only_other_programs_count_each_for_what_it_sends(database: Path) -> None:
    ours = Senders(database)
    assert ours.others() == frozenset()
    ours.begin([EMAIL, SMS])
    assert ours.others() == frozenset()
    with program(database, SMS):
        assert ours.others() == {SMS}
        with program(database, EMAIL, SMS):
            assert ours.others() == {EMAIL, SMS}
        assert ours.others() == {SMS}
    assert ours.others() == frozenset()
    ours.close()


def test_asking_takes_nobodys_place(database: Path) -> None:
    ours, with_lock = Senders(database), "import sys; from pathlib import Path\n"
    ours.begin([EMAIL])
    assert ours.others() == frozenset()
    ask = f"{with_lock}from fleet_tui.storage.mail.senders import Senders\nprint(*Senders(Path(sys.argv[1])).others())"
    for _ in range(2):
        asked = subprocess.run([sys.executable, "-c", ask, str(database)], capture_output=True, text=True, check=True)
        assert asked.stdout == "email\n"
    ours.close()
    asked = subprocess.run([sys.executable, "-c", ask, str(database)], capture_output=True, text=True, check=True)
    assert asked.stdout == "\n"


def test_a_killed_program_sends_no_more(database: Path) -> None:
    ours = Senders(database)
    with program(database, EMAIL) as other:
        assert ours.others() == {EMAIL}
        other.kill()
        other.wait()
        assert ours.others() == frozenset()
    ours.close()


def test_who_may_use_the_database_may_use_its_locks(database: Path) -> None:
    Senders(database).close()
    assert senders_path(database).stat().st_mode & 0o777 == 0o640


def test_where_the_file_cannot_be_used_nobody_else_is_known_to_send(tmp_path: Path) -> None:
    ours = Senders(tmp_path / "nowhere" / "fleet.db")
    ours.begin([EMAIL])
    assert ours.others() == frozenset()
    ours.close()
