"""Plans and outcomes for tests of dialogs: people called "Person 0" and so on, with what becomes of each."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from fleet_tui.domain.bulk.actions import ImportRows, SetActive
from fleet_tui.domain.bulk.plan import Decision, Outcome, Plan, Verdict
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.ui.app.styles import THEME, style_sheets
from tests.support.screens.pilot_waiting import drawn

NO_FILES = UserFiles(FileRules())
"""For what copies to no file."""

CHANGES = Decision(Verdict.CHANGES, billed=-1, change="Active, billed → Inactive")
UNBILLED = Decision(Verdict.CHANGES, change="Active → Inactive")
ALREADY = Decision(Verdict.UNCHANGED, "already inactive")
YOURSELF = Decision(Verdict.BLOCKED, "yourself")
SILENT = Decision(Verdict.BLOCKED, "no e-mail address and no mobile phone")
_JUDGED = (CHANGES, UNBILLED, ALREADY, YOURSELF, SILENT)


def a_plan(*each: Decision, notes: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Plan:
    """A plan to deactivate a technician for each verdict; their ids are 100 and so on."""
    count = len(each)
    return Plan(
        action=SetActive(False),
        kind=PersonKind.TECHNICIAN,
        title="Deactivate",
        ids=array("q", range(100, 100 + count)),
        names=names or tuple(f"Person {number}" for number in range(count)),
        codes=array("q", map(_JUDGED.index, each)),
        decisions=_JUDGED,
        billed=41,
        notes=notes,
        versions=array("q", [1]) * count,
    )


def an_outcome(*each: Decision, names: tuple[str, ...] = ()) -> Outcome:
    """What came of such a plan."""
    plan = a_plan(*each, names=names)
    return Outcome(
        action=plan.action,
        kind=plan.kind,
        title=plan.title,
        ids=plan.ids,
        names=plan.names,
        codes=plan.codes,
        decisions=plan.decisions,
        billed=plan.billed,
        operation=1,
    )


NEW, SAME = Decision(Verdict.NEW), Decision(Verdict.UNCHANGED)
MOVED, WRONG = Decision(Verdict.CHANGES), Decision(Verdict.BLOCKED)
_OF_ROWS = (NEW, MOVED, SAME, WRONG)


class _Words:
    """What a plan of an import says of its rows, and which of them were asked about."""

    def __init__(self, codes: array[int]) -> None:
        self.asked: set[int] = set()
        self._codes = codes

    def line(self, row: int) -> int:
        return row + 2

    def words(self, row: int) -> tuple[str, str]:
        self.asked.add(row)
        decision = _OF_ROWS[self._codes[row]]
        if decision is WRONG:
            return f"“n{row}” is no e-mail address: it has no @", ""
        return "", "Team: North → West" if decision is MOVED else ""


def an_import(*each: Decision) -> Plan:
    """A plan to import a row for each verdict: the first stands in line 2; people that are there have ids from 100."""
    count, codes = len(each), array("q", map(_OF_ROWS.index, each))
    return Plan(
        action=ImportRows("people.csv"),
        kind=PersonKind.TECHNICIAN,
        title="Import people.csv",
        ids=array("q", (100 + row if each[row] in (MOVED, SAME) else -1 - row for row in range(count))),
        names=tuple(f"Person {row}" for row in range(count)),
        codes=codes,
        decisions=_OF_ROWS,
        rows=array("q", range(count)),
        details=_Words(codes),
        versions=array("q", [1]) * count,
    )


def imported(plan: Plan, to_invite: tuple[int, ...] = ()) -> Outcome:
    """What came of such a plan."""
    return replace(plan.unrun(), operation=1, to_invite=to_invite)


class Bare(App[None]):
    """Nothing but the styles."""

    CSS_PATH = [path for sheets in style_sheets() for path in sheets]  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.register_theme(THEME)
        self.theme = THEME.name


def shown(app: App[None]) -> list[str]:
    """The screen's lines, without the blanks around them."""
    return [line.strip(" │") for line in drawn(app)]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they do to be on the screen."""
    await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[None], done: Callable[[], object], what: str = "") -> None:
    """Wait for something to be so."""
    for _ in range(500):
        if done():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"waited in vain for {what or done}:\n" + "\n".join(shown(pilot.app)))


async def until_shown(pilot: Pilot[None], words: str) -> None:
    """Wait for words to be on the screen, in however many lines."""
    wanted = words.replace(" ", "")
    await until(pilot, lambda: wanted in "".join(shown(pilot.app)).replace(" ", ""), words)
