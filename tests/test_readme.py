"""The README and the manual tell the truth: every command, option, setting, path and key is there, and no other."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path

import fleet_tui
from fleet_tui.bootstrap.mail_settings import PASSWORD_VARIABLE
from fleet_tui.bootstrap.settings import (
    CONFIG_VARIABLE,
    DATABASE_VARIABLE,
    FILES_VARIABLE,
    KNOWN,
    LINE_VARIABLE,
    THEME_VARIABLE,
    load,
)
from fleet_tui.cli.main import _parser
from fleet_tui.manual.contents import PAGES, markdown_of
from fleet_tui.ui.base.known_bindings import known_bindings
from tests.support.tables import for_each

README = (Path(fleet_tui.__file__).parents[1] / "README.md").read_text()
TOLD = "\n".join((README, *map(markdown_of, PAGES)))
LONGEST = 150
TABLE = re.compile(r"^\| `([a-z_]+\.[a-z_0-9]+)` \| `([^`]+)` \| (.*) \|$", re.MULTILINE)


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The program's parser and those of its commands, by name."""
    parser = _parser()
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {"": parser, **commands.choices}


@for_each("name", parsers())
def test_every_command_and_option_is_told(name: str) -> None:
    if name:
        assert f"`fleet-tui {name}" in TOLD
    for action in parsers()[name]._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or re.search(rf"`[^`]*{option}\b[^`]*`", TOLD), option
        for choice in action.choices or ():
            assert re.search(rf"\b{choice}\b", TOLD), choice


def test_no_command_is_told_that_is_not_there() -> None:
    told = set(re.findall(r"`fleet-tui ([a-z]+)", TOLD))
    assert told == set(parsers()) - {""}


def test_every_setting_is_told() -> None:
    for setting in KNOWN:
        assert f"| `{setting}` |" in TOLD
    variables = {CONFIG_VARIABLE, DATABASE_VARIABLE, FILES_VARIABLE, LINE_VARIABLE, PASSWORD_VARIABLE, THEME_VARIABLE}
    assert set(re.findall(r"FLEET_TUI_[A-Z_]*[A-Z]", TOLD)) == variables


def test_the_settings_shown_are_settings(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", TOLD, re.DOTALL)
    path = tmp_path / "config.toml"
    path.write_text(shown)
    settings = load({CONFIG_VARIABLE: str(path)})
    assert set(tomllib.loads(shown)) == set(KNOWN)
    assert set(settings.keys) <= set(known_bindings())


def test_the_places_shown_are_where_things_live(home: Path) -> None:
    settings = load({})
    for path in (settings.config, settings.database, settings.drafts, settings.reports, settings.mail.folder):
        assert f"| `~/{path.relative_to(home)}` |" in TOLD


def test_every_binding_is_told_with_its_keys() -> None:
    """What a binding does is told in the program's words, where it has any."""
    told = {id: (keys, does) for id, keys, does in TABLE.findall(TOLD)}
    known = {
        id: (binding.key, binding.description or told.get(id, ("", ""))[1]) for id, binding in known_bindings().items()
    }
    table = "\n".join(f"| `{id}` | `{keys}` | {does} |" for id, (keys, does) in known.items())
    assert told == known, f"the table of bindings is\n{table}"


def test_the_command_of_the_tests_is_the_one_that_is_run() -> None:
    (command,) = re.findall(r"```sh\n([^\n]*pytest[^\n]*)\n```", README)
    assert " -m pytest" in command


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    assert len(README.splitlines()) < LONGEST
    led = re.findall(r"\| \[([^\]]+)\]\(fleet_tui/manual/([a-z-]+)\.md\) \|", README)
    assert [(name, title) for title, name in led] == list(PAGES.items())
