"""Prints, checks and writes the settings, all from their declarations."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fleet_tui.bootstrap.keymap import checked
from fleet_tui.bootstrap.mail_settings import MailSettings
from fleet_tui.bootstrap.output import data_out, say
from fleet_tui.bootstrap.settings import AUTO_THEME, CONFIG_VARIABLE, Settings, config_file, load, read_table
from fleet_tui.bootstrap.settings_table import Setting, Source, WrongSettings, declared, source_of
from fleet_tui.bootstrap.settings_words import meant
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.text import displayable
from fleet_tui.private_files import Folder, make_folder

_TABLES = ("keys", "mail")
"""Settings that hold others."""
_HIDDEN = "(not shown)"


def print_all(database: Path | str | None) -> int:
    """Prints name, value and source of each setting with tabs between, the file first."""
    settings = load(database=database)
    config, _ = config_file(os.environ)
    table = read_table(config, must_exist=False)
    with data_out():
        print(tables_as_text.line(("Setting", "Value", "From")))
        print(tables_as_text.line(("file", str(config), _where_file(config))))
        for name, value, source in _rows(settings, table, database):
            print(tables_as_text.line((name, value, source)))
    return 0


def _where_file(config: Path) -> str:
    named = CONFIG_VARIABLE if os.environ.get(CONFIG_VARIABLE) else "default"
    return named if config.exists() else f"{named}, not there"


def _rows(
    settings: Settings, table: Mapping[str, object], database: Path | str | None
) -> Iterator[tuple[str, str, str]]:
    for field, each in declared(Settings).items():
        if each.name == "keys":
            yield from ((f"keys.{name}", keys, Source.FILE.value) for name, keys in sorted(settings.keys.items()))
        elif each.name == "mail":
            mail: Any = table.get("mail", {})
            for inner, one in declared(MailSettings).items():
                yield one.name, _shown(one, getattr(settings.mail, inner)), _source(one, mail, None)
        else:
            value = settings.place if field == "database" else getattr(settings, field)
            given = database if field == "database" else None
            yield each.name, _shown(each, value), _source(each, table, given)


def _source(each: Setting, table: Mapping[str, object], given: object) -> str:
    source = source_of(each, table, os.environ, given)
    return each.variable.name if source is Source.VARIABLE and each.variable else source.value


def _shown(each: Setting, value: object) -> str:
    if each.name == "mail.password":
        return _HIDDEN if value else ""
    if each.name == "database" and isinstance(value, str):
        from fleet_tui.bootstrap.services import shown_address

        return shown_address(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return "off" if value is None and each.name == "files" else "" if value is None else str(value)


def check() -> int:
    """Says that everything can be used.

    Raises:
        WrongSettings: something cannot.
    """
    settings = load()
    checked(settings.config, settings.keys)
    _require_theme(settings)
    settings.mail.secret()
    there = displayable(str(settings.config)) if settings.config.exists() else "no file, so the defaults"
    say(f"Good: {there}.")
    return 0


def _require_theme(settings: Settings) -> None:
    from fleet_tui.ui.app.themes import theme_names

    names = tuple(theme_names())
    if settings.theme not in (AUTO_THEME, *names):
        hint = meant(settings.theme, names) or "F12 in the app shows them all."
        raise WrongSettings(f"{settings.config}: there is no theme “{displayable(settings.theme)}”. {hint}")


def write() -> int:
    """Makes the file, where there is none yet.

    Raises:
        Refusal: there is one, or it cannot be made.
    """
    config, _ = config_file(os.environ)
    try:
        make_folder(config.parent)
        with Folder.opened(config.parent) as folder:
            folder.write(config.name, (commented().encode(),), replace=False)
    except FileExistsError:
        raise Refusal(f"{config} is there already, and stays as it is: fleet-tui settings prints it.") from None
    except OSError as error:
        raise Refusal(f"{config} cannot be made ({error.strerror}): name another in {CONFIG_VARIABLE}.") from None
    say(f"Written to {config}: take the # away before what you want to set.")
    return 0


def commented() -> str:
    """A settings file with every setting, its default or an example, and what it is; all of it in comments."""
    lines = ["# Settings of Fleet TUI. A line counts without its #."]
    for each in declared(Settings).values():
        if each.name not in _TABLES:
            lines += ["", f"# {each.right}", f"# {each.name} = {_EXAMPLES[each.name]}"]
    lines += ["", "# keys by binding", "# [keys]", '# "list.add" = "a"']
    lines += ["", "# how messages leave this computer; without host they are files in a folder", "# [mail]"]
    for each in declared(MailSettings).values():
        lines += [f"# {each.right}", f"# {each.key} = {_EXAMPLES[each.name]}"]
    return "\n".join(lines) + "\n"


_EXAMPLES = {
    "database": '"~/fleet/fleet.db"',
    "files": '"~/fleet-files"',
    "line": '"auto"',
    "theme": '"auto"',
    "mail.host": '"mail.example.com"',
    "mail.port": "587",
    "mail.security": '"starttls"',
    "mail.username": '"fleet"',
    "mail.password": '"a password"',
    "mail.password_file": '"~/.config/fleet-tui/mail-password"',
    "mail.from": '"Depot North <fleet@example.com>"',
    "mail.folder": '"~/fleet-mail"',
    "mail.sms_command": '["/usr/local/bin/send-sms"]',
    "mail.timeout": "10",
}
"""What a line with each setting may look like."""
