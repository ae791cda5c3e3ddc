"""Where bytes come from: files that stay as they were, and pipes that are read again."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from fleet_tui.domain.errors import Refusal
from fleet_tui.tabular import source
from fleet_tui.tabular.errors import Unreadable
from fleet_tui.tabular.source import BytesSource, FileSource, spooled
from fleet_tui.tabular.table import open_table
from tests.support.sheets import cells_of, is_title
from tests.support.tables import for_each

CONTENT = b"Name,Email\nJane,j@x.com\nJim,k@x.com\n"


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"Jo,l@x.com\n")


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(CONTENT)
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.rename(path)


@for_each("change", [append, touch, replace])
def test_a_file_that_changes_while_it_is_read_is_refused(change: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(CONTENT)
    table = open_table(FileSource(path), is_title)
    rows = table.rows()
    assert next(rows).cells == ("Jane", "j@x.com")
    change(path)
    with pytest.raises(Unreadable, match=r"people.csv was changed while it was read: read it again\."):
        list(rows)
    with pytest.raises(Unreadable, match="was changed"):
        list(table.rows())


def test_a_file_that_stays_is_read_as_often_as_wanted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(CONTENT)
    table = open_table(FileSource(path), is_title)
    assert cells_of(table) == cells_of(table) == [("Jane", "j@x.com"), ("Jim", "k@x.com")]


def test_what_is_no_file_is_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "missing\x1b[2J.csv"):
        with pytest.raises(Unreadable) as caught:
            FileSource(path).open()
        assert "is not a file: give the path of one." in str(caught.value)
        assert "\x1b" not in str(caught.value)


def test_a_pipe_is_copied_once_and_read_by_several_passes_at_once() -> None:
    out, into = os.pipe()
    os.write(into, CONTENT)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        table = open_table(spooled("the pipe", pipe), is_title)
    one, other = table.rows(), table.rows()
    assert next(one) == next(other)
    assert next(one).cells == ("Jim", "k@x.com")
    assert next(other).cells == ("Jim", "k@x.com")
    assert table.name == "the pipe"


def test_a_disk_that_fills_is_told() -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(28, os.strerror(28))

    with pytest.raises(Refusal, match="the pipe cannot be kept in a temporary file: no space left on device"):
        spooled("the pipe", Full())


def test_the_text_of_a_paste_is_in_no_repr() -> None:
    assert "secret" not in repr(BytesSource("the paste", b"secret"))
    assert cast("io.BytesIO", BytesSource("the paste", b"x").open()).read() == b"x"


def test_a_pipe_that_never_ends_does_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_MOST_SPOOLED", 1 << 19)

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return b"a" * (size or 0)

    with pytest.raises(Refusal, match="the pipe cannot be kept in a temporary file: it is more than"):
        spooled("the pipe", Endless())


def test_a_folder_without_a_name_is_named_in_the_refusal() -> None:
    with pytest.raises(Unreadable, match=r"^\. is not a file"):
        FileSource(Path()).open()
