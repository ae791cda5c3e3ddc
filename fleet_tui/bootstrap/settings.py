"""Where files live and what the user has set, as a frozen value from the settings file and the environment.

`settings_table` says which goes before which.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fleet_tui.bootstrap.mail_settings import MailSettings, mail_settings
from fleet_tui.bootstrap.settings_table import (
    Variable,
    WrongEntry,
    WrongSettings,
    WrongValue,
    file_or_server,
    full_path,
    is_server,
    known_keys,
    one_of,
    read_settings,
    setting,
)
from fleet_tui.domain.errors import BadValue

APP = "fleet-tui"
CONFIG_VARIABLE = "FLEET_TUI_CONFIG"
DATABASE_VARIABLE = "FLEET_TUI_DATABASE"
LINE_VARIABLE = "FLEET_TUI_LINE"
THEME_VARIABLE = "FLEET_TUI_THEME"
FILES_VARIABLE = "FLEET_TUI_FILES"

NO_FILES = "off"
"""The word in place of a folder for no files at all."""
LINES = ("auto", "rich", "lean", "vt100")
"""How the line to the terminal may be served; `auto` finds out (line.md, "Profiles")."""
AUTO_THEME = "auto"
"""The word in place of a theme for the user's last choice, or else the one by the terminal's background."""

_FORCED = "SSH_ORIGINAL_COMMAND"
"""sshd sets it beside a forced command to the command that the client asked for."""
_BORROWED = ("SUDO_UID", "PKEXEC_UID")
"""Programs that run another as another user set these to the id of the user that asked."""


def _files_folder(value: object) -> Path | None:
    """The folder, or None for the word for no files; the root is none."""
    if value == NO_FILES:
        return None
    path = full_path(value)
    if path == Path(path.anchor):
        raise WrongValue
    return path


def _theme(value: object) -> str:
    """A name; whether there is such a theme is known where themes are read."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValue
    return value.strip()


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise WrongValue
    return value


def _keys(table: object) -> dict[str, str]:
    keys: dict[str, str] = {}
    for name, value in _flat(_table(table)):
        chosen = [value] if isinstance(value, str) else value
        if (
            not isinstance(chosen, list)
            or not chosen
            or not all(isinstance(key, str) and key.strip() for key in chosen)
        ):
            raise WrongValue(f".{name}")
        keys[name] = ",".join(key.strip() for key in chosen)
    return keys


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    """Joins nested keys: TOML reads an unquoted `list.add` as a table in a table."""
    pairs: list[tuple[str, object]] = []
    for name, value in table.items():
        pairs += _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
    return pairs


_A_FOLDER = f'the full path of a folder, like "~/fleet-files", or "{NO_FILES}"'
_A_THEME = f'the name of a theme, like "light", or "{AUTO_THEME}"'
_A_LINE = f"one of {', '.join(LINES)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of this run. `line` is one of `LINES`; `keys` holds keys, separated by commas, by binding id.

    `files` is the folder of the files that the user may name, None for no files. `written` records the ones that the
    program wrote. `own_session` comes from `is_own_session`. With a `server`, whose
    address may hold a password, `database` is no file: it is where this user keeps what belongs to such databases.
    """

    database: Path = field(
        metadata=setting(
            "database",
            file_or_server,
            'the full path of a file, like "/home/me/fleet.db" or "~/fleet.db", or the address of a server',
            Variable(DATABASE_VARIABLE, lambda text: text if is_server(text) else Path(text).expanduser()),
        )
    )
    files: Path | None = field(
        metadata=setting("files", _files_folder, _A_FOLDER, Variable(FILES_VARIABLE, _files_folder, f"is {_A_FOLDER}."))
    )
    line: str = field(
        default="auto",
        metadata=setting(
            "line",
            one_of(LINES),
            _A_LINE,
            Variable(LINE_VARIABLE, one_of(LINES), f"is “{{value}}”. Make it {_A_LINE}, or unset it."),
        ),
    )
    theme: str = field(
        default=AUTO_THEME,
        metadata=setting("theme", _theme, _A_THEME, Variable(THEME_VARIABLE, _theme, f"is {_A_THEME}.")),
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata=setting("keys", _keys, 'keys by binding, like "list.add" = "a" or "app.quit" = ["q", "f10"]'),
    )
    mail: MailSettings = field(
        metadata=setting("mail", _table, 'a table: write [mail], and below it lines like host = "mail.example.com"')
    )
    config: Path
    drafts: Path
    reports: Path
    written: Path
    own_session: bool
    server: str = field(default="", repr=False)

    @property
    def place(self) -> Path | str:
        """The database's file, or the address of its server."""
        return self.server or self.database


KNOWN = known_keys(Settings)
"""What a settings file may set."""


def load(
    environ: Mapping[str, str] = os.environ,
    database: Path | str | None = None,
    line: str | None = None,
    theme: str | None = None,
) -> Settings:
    """The settings of this user; `database`, `line` and `theme` are what the command line says.

    Raises:
        WrongSettings: something in them cannot be used.
    """
    import platformdirs

    folders = platformdirs.PlatformDirs(APP, appauthor=False)
    config, named = config_file(environ)
    table = read_table(config, must_exist=named)
    try:
        _refuse_unknown(table)
        values = read_settings(Settings, table, environ, {"database": database, "line": line, "theme": theme})
        values["mail"] = mail_settings(values.get("mail", {}), environ, folders.user_data_path / "mail")
    except BadValue as bad:
        from fleet_tui.bootstrap.settings_words import where

        raise WrongSettings(f"{config}: {where(config, bad)}{bad}") from None
    own_session = is_own_session(environ)
    values.setdefault("database", folders.user_data_path / "fleet.db")
    if isinstance(values["database"], str):
        from fleet_tui.storage.db.database import ADDRESS_FILE

        values |= {"server": values["database"], "database": folders.user_data_path / "servers" / ADDRESS_FILE}
    if "files" not in values:
        values["files"] = _default_files(values["database"], own_session=own_session)
    return Settings(
        **values,
        config=config,
        drafts=folders.user_state_path / "drafts",
        reports=report_folder(),
        written=folders.user_state_path / "written",
        own_session=own_session,
    )


def is_own_session(environ: Mapping[str, str]) -> bool:
    """Whether the person at the screen has this user's shell anyway; in doubt not.

    A shell with job control gives each program a process group of its own: its user has that shell.
    Where there is none (a forced command over SSH, a login shell, a terminal in a browser), or where the program runs
    as another user (sudo), the person may use nothing else of the computer.
    """
    if not hasattr(os, "getsid"):  # not on Windows
        return True
    user = os.getuid()
    borrowed = any(environ.get(name, str(user)) != str(user) for name in _BORROWED)
    if _FORCED in environ or borrowed or "DOAS_USER" in environ or user != os.geteuid():
        return False
    return os.getpgrp() != os.getsid(0)


def report_folder() -> Path:
    """The folder for reports of faults; it does not depend on settings, which may be the fault."""
    import platformdirs

    return platformdirs.user_log_path(APP, appauthor=False)


def actor() -> str:
    """The operating system's name for the user, under which everything is done; no variable can change it."""
    try:
        import pwd
    except ImportError:  # not on Windows
        import getpass

        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def config_file(environ: Mapping[str, str]) -> tuple[Path, bool]:
    """The settings file, and whether the environment names it."""
    named = environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser(), True
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False) / "config.toml", False


def read_table(config: Path, *, must_exist: bool) -> dict[str, object]:
    """The content of the settings file; without one nothing is set.

    Raises:
        WrongSettings: it cannot be read, or it must be there and is not.
    """
    try:
        config.stat()
        import tomllib  # only with a file to read: it takes longer than all the rest of the settings

        return tomllib.loads(config.read_text("utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise WrongSettings(
                f"{config}: there is no such settings file. Correct {CONFIG_VARIABLE}, or unset it."
            ) from None
        return {}
    except OSError as error:
        raise WrongSettings(
            f"{config}: the settings cannot be read ({error.strerror}). Make it a file that you may read."
        ) from None
    except UnicodeDecodeError:
        raise WrongSettings(f"{config}: the settings are not text in UTF-8. Save the file in that encoding.") from None
    except ValueError as error:
        raise WrongSettings(
            f'{config}: this is not TOML ({error}). Write lines like: database = "/path/to/fleet.db"'
        ) from None


def _refuse_unknown(table: Mapping[str, object]) -> None:
    for key in table:
        if key not in KNOWN:
            from fleet_tui.bootstrap.settings_words import meant

            raise WrongEntry(key, f"there is no setting “{key}”. {meant(key, KNOWN)}")


def files_beside(database: Path) -> Path:
    """The folder of files for a person without a shell of this computer.

    Where other users can write beside the database it is in this user's own data: they could put a link in its place.
    """
    import platformdirs

    name, folder = f"{database.name}-files", database.absolute().parent
    try:
        found = folder.stat()
    except OSError:  # it is about to be made
        return folder / name
    others = found.st_mode & 0o022 or (hasattr(os, "getuid") and found.st_uid != os.getuid())
    return platformdirs.user_data_path(APP, appauthor=False) / name if others else folder / name


def _default_files(database: Path, *, own_session: bool) -> Path:
    home = Path.home() if own_session else None
    return files_beside(database) if home is None or home == Path(home.anchor) else home
