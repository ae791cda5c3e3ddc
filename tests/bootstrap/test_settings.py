"""Settings come from a file and the environment; a wrong one is told with its file, its name and what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet_tui.bootstrap import run
from fleet_tui.bootstrap import settings as settings_module
from fleet_tui.bootstrap.keymap import checked
from fleet_tui.bootstrap.services import files_in
from fleet_tui.bootstrap.settings import load
from fleet_tui.bootstrap.settings_table import WrongSettings
from fleet_tui.domain.errors import Refusal
from fleet_tui.terminal.terminfo.profiles import ProfileName
from fleet_tui.ui.base.known_bindings import known_bindings
from tests.support.tables import for_each


def written(tmp_path: Path, text: str | bytes) -> dict[str, str]:
    """An environment that names a settings file with that text."""
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {"FLEET_TUI_CONFIG": str(path)}


def test_without_a_file_there_are_defaults(home: Path) -> None:
    settings = load({})
    assert settings.config == home / ".config/fleet-tui/config.toml"
    assert settings.database == home / ".local/share/fleet-tui/fleet.db"
    assert settings.drafts == home / ".local/state/fleet-tui/drafts"
    assert settings.reports == home / ".local/state/fleet-tui/log"
    assert settings.line == "auto"
    assert settings.keys == {}


def test_keys_are_read_in_both_spellings(tmp_path: Path) -> None:
    settings = load(written(tmp_path, '[keys]\n"list.add" = "insert"\napp.quit = ["q", "f10"]\n'))
    assert settings.keys == {"list.add": "insert", "app.quit": "q,f10"}


def test_the_argument_goes_before_the_variable_and_that_before_the_file(tmp_path: Path, home: Path) -> None:
    environ = written(tmp_path, 'database = "~/file.db"')
    assert load(environ).database == home / "file.db"
    environ["FLEET_TUI_DATABASE"] = "~/variable.db"
    assert load(environ).database == home / "variable.db"
    assert load(environ, Path("/argument.db")).database == Path("/argument.db")


def test_the_line_too_is_said_by_the_argument_the_variable_and_the_file(tmp_path: Path) -> None:
    environ = written(tmp_path, 'line = "rich"')
    assert load(environ).line == "rich"
    assert load(environ | {"FLEET_TUI_LINE": ""}).line == "rich"
    environ["FLEET_TUI_LINE"] = "lean"
    assert load(environ).line == "lean"
    assert load(environ, line="vt100").line == "vt100"
    assert load(environ, line="auto").line == "auto"


def test_files_lie_in_the_home_of_who_has_a_shell_anyway_and_else_beside_the_database(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_module, "is_own_session", lambda environ: "SSH_ORIGINAL_COMMAND" not in environ)
    (tmp_path / "data").mkdir(mode=0o700)
    database = tmp_path / "data" / "fleet.db"
    assert load({}, database).files == home
    forced = load({"SSH_ORIGINAL_COMMAND": ""}, database)
    assert forced.files == tmp_path / "data" / "fleet.db-files"
    for settings, apart in ((load({}, database), False), (forced, True)):
        files = files_in(settings, settings.files)
        assert (files.of("ann") is not files) == apart  # each of several people has files of their own
    monkeypatch.setenv("HOME", "/")
    assert load({}, database).files == tmp_path / "data" / "fleet.db-files"
    (tmp_path / "data").chmod(0o2770)  # others could put a link there
    assert load({}, database).files == Path("/.local/share/fleet-tui/fleet.db-files")


def test_what_is_kept_here_for_a_database_on_a_server_is_the_programs_own(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of files of a forced session lies beside it all the same, and is written to."""
    monkeypatch.setattr(settings_module, "is_own_session", lambda environ: False)
    server = "postgresql+psycopg://ann@db.example.com/fleet"
    forced = load({}, server)
    assert files_in(forced, forced.files).write_lines("people.tsv", ["a"]).read_text() == "a\n"
    folder = forced.database.parent.parent
    key = forced.database.parent / "identity" / "address-key"
    key.parent.mkdir(parents=True)
    key.write_text("secret")
    with pytest.raises(Refusal, match="is Fleet TUI's own"):
        files_in(forced, folder).read(str(key.relative_to(folder)), 9)


def test_the_folder_of_files_is_said_by_the_variable_and_the_file(tmp_path: Path, home: Path) -> None:
    environ = written(tmp_path, 'files = "~/out"')
    assert load(environ).files == home / "out"
    assert load(environ | {"FLEET_TUI_FILES": "/srv/files"}).files == Path("/srv/files")
    assert load(environ | {"FLEET_TUI_FILES": "off"}).files is None
    assert load(written(tmp_path, 'files = "off"')).files is None
    with pytest.raises(WrongSettings, match="FLEET_TUI_FILES is the full path of a folder"):
        load({"FLEET_TUI_FILES": "out"})


def test_a_variable_that_cannot_be_used_is_told(home: Path) -> None:
    with pytest.raises(WrongSettings, match=r"FLEET_TUI_LINE is “fast”\. Make it one of auto, rich, lean, vt100"):
        load({"FLEET_TUI_LINE": "fast"})


def test_the_words_for_lines_are_the_same_everywhere() -> None:
    assert settings_module.LINES == run.LINES == ("auto", *ProfileName)


@for_each(
    "text, sentence",
    [
        ("databse = 'x'", "there is no setting “databse”. Did you mean “database”?"),
        ("colour = 'x'", "there is no setting “colour”. There are: database, files, line, theme, keys, mail."),
        ("database = 7", "“database” is the full path of a file"),
        ("database = ''", "“database” is the full path of a file"),
        ("database = 'here.db'", "“database” is the full path of a file"),
        ("files = ''", "“files” is the full path of a folder"),
        ("files = 'out'", "“files” is the full path of a folder"),
        ("files = '/'", "“files” is the full path of a folder"),
        ("files = ['/srv']", "“files” is the full path of a folder"),
        ("line = 'fast'", "“line” is one of auto, rich, lean, vt100."),
        ("line = ''", "“line” is one of auto, rich, lean, vt100."),
        ("line = ['lean']", "“line” is one of auto, rich, lean, vt100."),
        ("keys = 'q'", "“keys” is keys by binding"),
        ("[keys]\n'app.quit' = 7", "“keys.app.quit” is keys by binding"),
        ("[keys]\n'app.quit' = []", "“keys.app.quit” is keys by binding"),
        ("[keys]\n'app.quit' = ['q', '']", "“keys.app.quit” is keys by binding"),
        ("database = ", "this is not TOML"),
        (b"\xff\xfe", "not text in UTF-8"),
    ],
)
def test_what_cannot_be_used_is_told(text: str | bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings) as refusal:
        load(written(tmp_path, text))
    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith(f"{tmp_path / 'config.toml'}: ")


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="there is no such settings file"):
        load({"FLEET_TUI_CONFIG": str(tmp_path / "gone.toml")})


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="the settings cannot be read"):
        load({"FLEET_TUI_CONFIG": str(tmp_path)})


def test_keys_belong_to_bindings_that_there_are(tmp_path: Path) -> None:
    assert "app.quit" in known_bindings()
    with pytest.raises(WrongSettings, match=r"no binding “app\.quti”.*Did you mean “app\.quit”"):
        checked(tmp_path, {"app.quti": "q"})


@for_each("key", ["a", "Q", "?", "+", "f5", "f12", "ctrl+n", "shift+tab", "pagedown", "question_mark", "comma", "é"])
def test_keys_that_there_are(key: str, tmp_path: Path) -> None:
    assert checked(tmp_path, {"app.quit": key}) == {"app.quit": key}


@for_each("key", ["", "control+n", "pgdn", "ctrl+", "f99", "ab", "q,,f5", "ctrl+ctlr"])
def test_keys_that_there_are_not(key: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match=r"there is no key"):
        checked(tmp_path, {"app.quit": key})
