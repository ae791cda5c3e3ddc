"""`fleet-tui keys`: what a key does where, what settings make clash, and keys as a terminal sends them."""

from __future__ import annotations

import os
import termios
import tty
from pathlib import Path

import pytest

from fleet_tui.bootstrap.settings import CONFIG_VARIABLE
from fleet_tui.cli.keys.pressing import pressed
from fleet_tui.cli.keys.table import KeyTable
from fleet_tui.cli.main import main
from fleet_tui.ui.base.known_bindings import known_bindings


def test_every_key_of_every_binding_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "all"]) == 0
    rows = {tuple(line.split("\t")[:2]) for line in capsys.readouterr().out.splitlines()}
    keys = {(key, id) for id, binding in known_bindings().items() for key in binding.key.split(",")}
    assert {(key.lstrip("'"), id) for key, id in rows} == keys
    assert main(["keys", "f2", "f11"]) == 0
    printed = capsys.readouterr().out
    assert "f2\tform.save\tSave Changes\n" in printed
    assert printed.endswith("f11\t—\tnothing here\n")


def test_the_program_s_own_keys_do_not_clash_and_those_of_settings_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert KeyTable({}).clashes() == []
    config = tmp_path / "own.toml"
    config.write_text('[keys]\n"list.add" = "e"\n"list.edit" = "q"\n"list.columns" = "v"\n"roles.save" = "x"\n')
    monkeypatch.setenv(CONFIG_VARIABLE, str(config))
    assert main(["keys", "e"]) == 1
    told = capsys.readouterr()
    assert "e\tlist.add\t" in told.out
    assert "“q” is the key of app.quit and of list.edit" in told.err
    assert "“v” is the key of list.columns and of list.range" in told.err
    assert len(told.err.splitlines()) == 2


def test_pressed_keys_have_the_names_of_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    keyboard, line = os.openpty()
    make_raw = tty.setraw

    def raw_and_then_pressed(fd: int) -> None:
        make_raw(fd)
        os.write(keyboard, b"a\x10\x1b[B\x1bOQ\x03z")

    monkeypatch.setattr(tty, "setraw", raw_and_then_pressed)
    before = termios.tcgetattr(line)
    assert [*pressed(line)] == ["a", "ctrl+p", "down", "f2"]
    assert termios.tcgetattr(line) == before
    os.close(line)
    os.close(keyboard)
