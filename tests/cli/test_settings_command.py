"""`fleet-tui settings`: each setting with its value and source, the wrong line, and a file to begin with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from fleet_tui.bootstrap.mail_settings import KNOWN_MAIL, PASSWORD_VARIABLE
from fleet_tui.bootstrap.settings import CONFIG_VARIABLE, KNOWN, LINE_VARIABLE, load
from fleet_tui.bootstrap.settings_lines import line_of
from fleet_tui.cli.keeping.settings_text import commented
from fleet_tui.cli.main import main
from tests.support.tables import for_each


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "config.toml"
    monkeypatch.setenv(CONFIG_VARIABLE, str(path))
    return path


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, tuple[str, str]]:
    """Value and source by setting."""
    assert main(["settings", *options]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    return {name: (value, source) for name, value, source in rows}


def test_each_setting_is_printed_with_its_source(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config.parent.mkdir()
    config.write_text('line = "vt100"\ntheme = "light"\n[keys]\n"list.add" = "insert"\n[mail]\ntimeout = 20')
    monkeypatch.setenv(LINE_VARIABLE, "lean")
    monkeypatch.setenv(PASSWORD_VARIABLE, "very secret")
    rows = printed(capsys, "--database", "/srv/fleet.db")
    assert rows["database"] == ("/srv/fleet.db", "option")
    assert rows["line"] == ("lean", LINE_VARIABLE)
    assert rows["theme"] == ("light", "file")
    assert rows["files"][1] == "default"
    assert rows["keys.list.add"] == ("insert", "file")
    assert rows["mail.timeout"] == ("20.0", "file")
    assert rows["mail.port"] == ("587", "default")
    assert rows["mail.password"] == ("(not shown)", PASSWORD_VARIABLE)
    assert "very secret" not in str(rows)
    names = {*KNOWN, *(f"mail.{key}" for key in KNOWN_MAIL)} - {"keys", "mail"}
    assert names | {"file", "keys.list.add"} == set(rows)


@for_each(
    "text, line, said",
    [
        ('# mine\nlin = "lean"', 2, "Did you mean “line”?"),
        ('\n\nline = "fast"', 3, "“line” is one of"),
        ('line = "lean"\n[mail]\n\nprot = 25', 4, "Did you mean “mail.port”?"),
        ("[mail]\n'port' = 0", 2, "“mail.port” is a number"),
        ('[keys]\nlist.add = "a"\n"app.quit" = 7', 3, "“keys.app.quit” is"),
        ("line = ?", 1, "this is not TOML"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(Exception, match=r".") as refusal:
        load({CONFIG_VARIABLE: str(path)})
    assert f"line {line}" in str(refusal.value)
    assert said in str(refusal.value)


@for_each(
    "text, name, line",
    [
        ('[mail] # ours\nhost = "x"', "mail.host", 2),
        ("mail.port = 1", "mail.port", 1),
        ("[mail]", "mail.port", 1),
        ("mail = {port = 1}", "mail.port", 1),
        ("port = 1", "mail.port", None),
        ("[other]\nline = 1", "line", None),
        ("", "line", None),
    ],
)
def test_the_line_of_a_setting(text: str, name: str, line: int | None) -> None:
    assert line_of(text, name) == line


def test_what_cannot_be_used_is_found_by_check(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.parent.mkdir()
    for text, said in {
        'theme = "lihgt"': "Did you mean “light”?",
        '[keys]\n"list.ad" = "a"': "Did you mean “list.add”?",
        '[keys]\n"list.add" = "pgdn"': "there is no key",
        "nothing": "not TOML",
    }.items():
        config.write_text(text)
        assert main(["settings", "check"]) == 2
        assert said in capsys.readouterr().err, text
    config.write_text('theme = "light"')
    assert main(["settings", "check"]) == 0
    assert capsys.readouterr().err.startswith("Good: ")


def test_a_file_is_made_once_and_says_nothing_until_it_is_edited(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", "--write"]) == 0
    assert config.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(config.read_text()) == {}
    config.write_text('line = "lean"')
    assert main(["settings", "--write"]) == 1
    assert "is there already" in capsys.readouterr().err
    assert config.read_text() == 'line = "lean"'


def test_the_file_has_every_setting_and_each_line_counts_without_its_sign(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in commented().splitlines()]
    settings = [line for line in lines if re.match(r'(["\w.]+ = )|\[', line)]
    path = tmp_path / "config.toml"
    path.write_text("\n".join(settings))
    table = tomllib.loads(path.read_text())
    assert set(table) == set(KNOWN)
    assert set(table["mail"]) == set(KNOWN_MAIL)
    path.write_text("\n".join(line for line in settings if not line.startswith("password = ")))
    load({CONFIG_VARIABLE: str(path)})
