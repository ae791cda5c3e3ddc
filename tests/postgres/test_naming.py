"""A server is named wherever a file is; a password in its address goes nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.main import main

_SECRET = "postgresql+psycopg://ann:s3cret@db.example.com/fleet"


def test_a_password_among_the_words_of_a_command_is_refused_and_not_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in (["--database", _SECRET, "check"], ["copy", "--from", _SECRET, "--to", "x.db"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        said = capsys.readouterr().err
        assert "write it into ~/.pgpass or PGPASSWORD" in said
        assert "s3cret" not in said


def test_the_variable_and_the_setting_take_an_address(tmp_path: Path, home: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'database = "{_SECRET}"\n')
    for environ in ({"FLEET_TUI_CONFIG": str(config)}, {"FLEET_TUI_DATABASE": _SECRET}):
        settings = load(environ)
        assert settings.place == _SECRET
        assert settings.database == home / ".local/share/fleet-tui/servers/fleet.address"
        assert "s3cret" not in repr(settings)


def test_paths_and_doctor_say_the_server_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLEET_TUI_DATABASE", _SECRET.replace("db.example.com", "127.0.0.1:1"))
    for command in ("paths", "doctor"):
        assert main([command]) == 0
        said = "".join(capsys.readouterr())
        assert "postgresql://127.0.0.1:1/fleet" in said
        assert "s3cret" not in said
    assert main(["share", "--group", "0"]) == 1
    assert "has no files to share" in capsys.readouterr().err
