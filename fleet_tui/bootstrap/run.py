"""The app itself, which runs when no command is given."""

from __future__ import annotations

import argparse
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fleet_tui.bootstrap.settings import Settings
    from fleet_tui.services.services import Services
    from fleet_tui.terminal.line.line import Line
    from fleet_tui.ui.app.themes import FirstTheme
    from fleet_tui.ui.people.opening import Opening

MOST_PEOPLE = 1_000_000
DEMO_PEOPLE = 500
_TAKES_A_WHILE = 5_000
LINES = ("auto", "rich", "lean", "vt100")
"""The words of `settings.LINES`, repeated because `--help` does not import the settings."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds `--demo`, `--line` and `--theme`."""
    add_line(parser)
    add_theme(parser)
    parser.add_argument(
        "--demo",
        metavar="N",
        nargs="?",
        type=count_of_people,
        const=DEMO_PEOPLE,
        help=f"start on a throwaway database of N people who do not exist (default: {DEMO_PEOPLE})",
    )


def add_line(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """Adds `--line`; a command passes SUPPRESS as default, as for the database."""
    parser.add_argument(
        "--line",
        choices=LINES,
        default=default,
        help="how the line to the terminal is served (else FLEET_TUI_LINE, else the settings, else auto)",
    )


def add_theme(parser: argparse.ArgumentParser, *, default: object = None) -> None:
    """Adds `--theme`; a command passes SUPPRESS as default, as for the database."""
    parser.add_argument(
        "--theme",
        metavar="NAME",
        default=default,
        help="the theme of a terminal with colours (else FLEET_TUI_THEME, else the settings, else your last choice)",
    )


def count_of_people(text: str) -> int:
    """Reads a number of people to make."""
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"a number of people is 1 to {MOST_PEOPLE:,}, like 500")
    return count


def run(arguments: argparse.Namespace) -> int:
    """Runs the app and gives its exit code."""
    import gc

    # Imports make no garbage and the first picture makes little: without collecting it the imports take a seventh less
    # time. Collecting begins when that picture is out.
    gc.disable()
    from fleet_tui.bootstrap.endings import exit_on_signals
    from fleet_tui.bootstrap.terminal import hushed, needs_a_terminal

    needs_a_terminal()
    with exit_on_signals(), hushed() as line:
        from fleet_tui.bootstrap.settings import load

        settings = load(database=arguments.database, line=arguments.line, theme=arguments.theme)
        if arguments.demo is None:
            return _app(settings, line)
        return _demo(settings, arguments.demo, line)


def _demo(settings: Settings, count: int, line: Line | None) -> int:
    import dataclasses
    from datetime import UTC, datetime

    from fleet_tui.bootstrap.demo_data import throwaway
    from fleet_tui.bootstrap.mail_settings import MailSettings
    from fleet_tui.bootstrap.output import say
    from fleet_tui.bootstrap.settings import files_beside
    from fleet_tui.demo.people import SEED

    if count > _TAKES_A_WHILE:
        say(f"Making {count:,} people who do not exist…")
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with throwaway(count, SEED, now) as path:
        # Messages to demo people stay in a folder: an address that is unused today may be in use tomorrow.
        mail = MailSettings(folder=path.parent / "mail")
        files = files_beside(path) if settings.files == files_beside(settings.database) else settings.files
        drafts = path.parent / "drafts"
        return _app(dataclasses.replace(settings, database=path, drafts=drafts, mail=mail, files=files), line)


def _app(settings: Settings, line: Line | None) -> int:
    import gc

    from fleet_tui.bootstrap.endings import run_until_exit
    from fleet_tui.bootstrap.terminal import plain_environment

    plain_environment()
    from fleet_tui.bootstrap.mail_worker import running_mail_worker
    from fleet_tui.bootstrap.services import app_services
    from fleet_tui.bootstrap.terminal import screen

    with (
        screen(line, settings.line) as shown,
        app_services(settings) as services,
        running_mail_worker(services, settings.mail) as outgoing,
    ):
        from fleet_tui.bootstrap.keymap import checked
        from fleet_tui.ui.app.app import FleetApp

        services, first, record = _come_in(services)
        keys = checked(settings.config, settings.keys)
        theme = _theme(settings.theme, services, shown.colors) if shown.rich else None
        app = FleetApp(
            services,
            keymap=keys,
            first=first,
            theme=theme.worn if theme else None,
            driver_class=shown.driver_class,
            shell=settings.own_session,
            outgoing=outgoing,
        )
        app.no_color |= not shown.pictures  # what draws photos asks for it
        app.color_depth = shown.colors
        if theme is not None:
            app.theme_given_by, app.theme_problem = theme.given_by, theme.problem
            app.light_theme = theme.light
        app.set_class(shown.lean, "-lean")

        gc.freeze()

        def settle() -> None:
            gc.enable()
            record()

        app.behind_first_picture(settle)
        run_until_exit(app, shown.give_back)
        if app.crash is not None:
            raise app.crash
        record()  # a signal may have come before the first picture
        return app.return_code or 0


def _theme(asked: str, services: Services, depth: int) -> FirstTheme:
    """The theme that is set, else the one that the user has chosen, else the one by the terminal's background."""
    from fleet_tui.bootstrap.settings import AUTO_THEME
    from fleet_tui.ui.app.themes import first_theme

    chosen = services.remembered.screen.theme if services.signed_in else ""
    return first_theme("" if asked == AUTO_THEME else asked, chosen, depth)


def _come_in(services: Services) -> tuple[Services, Opening | None, Callable[[], object]]:
    """Signs in the operating system's user and reads what is shown first; the callable records the sign-in.

    It records once, when the first picture is out. The first list is read before anything is written, so that a damaged
    file stays as it is. Other users get the sign-in screen, which asks, or says why they cannot sign in.

    Raises:
        DatabaseRefused: the file is damaged.
    """
    from fleet_tui.bootstrap.settings import APP
    from fleet_tui.domain.fields import PersonKind
    from fleet_tui.services.base.actor import SignedInUser, SystemActor
    from fleet_tui.ui.app.remembering import destination, open_first
    from fleet_tui.ui.people.opening import opening_query

    query = opening_query(PersonKind.TECHNICIAN)
    by_system = services.sessions.of_system_user()
    if by_system is None:
        services.signed_in_as(SystemActor(APP)).people.page(query)
        return services, None, lambda: None
    inside = services.signed_in_as(SignedInUser(by_system))
    inside.grants.refresh()
    first = open_first(inside, destination(inside)[0])
    if first is None:  # then no list has been read
        services.signed_in_as(SystemActor(APP)).people.page(query)
    return inside, first, cache(lambda: services.sign_in.by_system())
