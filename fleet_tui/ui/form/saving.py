"""Saving a form: what is sent, the refusals that come back, another person's save in between, unsaved typing."""

from __future__ import annotations

import asyncio
from typing import Protocol

from fleet_tui.domain.errors import BadValue, Invalid, Problem, Refusal, Stale
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import processed
from fleet_tui.ui.dialogs.questions import DISCARD, MINE, SAVE, THEIRS, Conflict, NotSaved
from fleet_tui.ui.form.draft import FormDraft
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.editor_pick import take_typed
from fleet_tui.ui.form.rules import changeable_fields
from fleet_tui.ui.form.saver import FormRecord, PhotoFiles, Saver, clashes
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.form.widget import Form
from fleet_tui.ui.form.words import holders_in


class SavedScreen(Protocol):
    """What saving needs of the form's screen."""

    form: Form | None
    record: FormRecord | None
    draft: FormDraft

    @property
    def unsaved(self) -> bool:
        """Whether typing is not stored."""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Write to the status line."""

    def adopt(self, record: FormRecord, later: Raw | None = None) -> None:
        """Show a stored record with later typing on top."""

    async def save(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""

    async def read(self) -> FormRecord | None:
        """The record as stored now; None when refused, which the status line says."""

    async def agreed(self, raw: Raw) -> bool:
        """Whether the user wants the change.

        Raises:
            Refusal: it cannot be saved.
        """


class FormSaving:
    """Saves the typing of a screen, one save at a time."""

    def __init__(self, screen: SavedScreen, saver: Saver, photos: PhotoFiles | None) -> None:
        self._screen = screen
        self._saver = saver
        self._photos = photos
        self._turn = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether a save is under way."""
        return self._turn.locked()

    async def save(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""
        form, record = self._screen.form, self._screen.record
        if form is None or record is None or self._turn.locked():  # a second press while the first is on its way
            return False
        async with self._turn:
            # F2 right behind a letter saves that letter.
            await processed(form.screen.focused or form)
            return await self._save(form, record)

    async def leave(self, form: Form) -> bool:
        """Ask what becomes of unsaved typing, after a save under way; whether the form may be left."""
        await self.settled()
        take_typed(row.editor for row in form.rows.values())
        screen, record = self._screen, self._screen.record
        answer: str | None = DISCARD
        if screen.unsaved:
            changed = form.state.changed
            labels = [field.label for field in form.fields() if field.name in changed]
            more = f" and {len(labels) - 4} more" if len(labels) > 4 else ""
            question = f"Not saved: {', '.join(labels[:4])}{more}."
            without = () if form.changeable else (SAVE,)
            answer = await form.app.push_screen_wait(NotSaved(question, without=without))
        if answer == SAVE:
            return await screen.save()
        if answer == DISCARD and record is not None:
            await screen.draft.drop(record.key)
        return answer == DISCARD

    async def settled(self) -> None:
        """Wait for a save under way: a key after F2 is meant for the saved record."""
        async with self._turn:
            pass

    async def _save(self, form: Form, record: FormRecord) -> bool:
        screen = self._screen
        if unclear := take_typed(row.editor for row in form.rows.values()):
            await form.focus_field(unclear.name)
            screen.say(f"Not saved: what is typed in {unclear.label} means no single choice.", problem=True)
            return False
        form.collect()
        unread = await self.read_photos(form)
        typed, key = dict(form.state.typed), record.key
        raw = typed if record.version is None else form.state.changed
        asked = {field.name for field in changeable_fields(form.sections, form.rules, typed)}
        sent = {name: value for name, value in raw.items() if name in asked}
        if not sent:
            await screen.draft.drop(record.key)
            screen.say("Nothing to save: nothing was changed.")
            return True
        try:
            if not await screen.agreed(sent):
                screen.say("Not saved.")
                return False
            stored, notes = await run_in_thread(self._saver.write, sent, record)
        except Invalid as invalid:
            await self._show_problems(form, invalid.problems | unread)
            return False
        except Stale as stale:
            return await self._merge(form, stale)
        except Refusal as refusal:
            screen.say(str(refusal), problem=True)
            return False
        screen.adopt(stored, {name: raw for name, raw in form.state.typed.items() if raw != typed[name]})
        await screen.draft.drop(key)
        if screen.unsaved:  # typed while the save was on its way
            screen.draft.keep_later()
        screen.say(" ".join(("Saved.", *notes)))
        return not screen.unsaved

    async def _show_problems(self, form: Form, problems: dict[str, Problem]) -> None:
        count = len(problems)
        shown = {field.name for field in form.fields() if form.rules.asked(field, form.state.typed)}
        others = [problem.sentence for name, problem in problems.items() if name not in shown]
        await form.show_problems(problems)
        offer = " F4 opens the other profile." if holders_in(problems.values()) else ""
        text = f"Not saved: {count} {'field is' if count == 1 else 'fields are'} missing or wrong.{offer}"
        self._screen.say(" ".join((text, *others)), problem=True)

    async def read_photos(self, form: Form) -> dict[str, Problem]:
        """Read the photos at typed paths; the problem of each that cannot be used."""
        problems: dict[str, Problem] = {}
        for name, row in form.rows.items():
            editor = row.editor
            if self._photos is None or not isinstance(editor, PhotoEditor) or not editor.path:
                continue
            path = editor.path
            try:
                photo = await run_in_thread(self._photos.read, path)
            except BadValue as error:
                problems[name] = Problem(str(error))
                continue
            if editor.path == path:
                editor.accept(path, photo)
                form.state.put(name, photo)
        return problems

    async def _merge(self, form: Form, stale: Stale) -> bool:
        """Ask which change counts after another person's save, and put it on the form."""
        screen = self._screen
        answer = await form.app.push_screen_wait(Conflict(str(stale)))
        if answer not in (MINE, THEIRS):
            screen.say("Not saved: somebody else changed this meanwhile.", problem=True)
            return False
        record = await screen.read()
        if record is None:
            return False
        if answer == THEIRS:
            screen.adopt(record)
            await screen.draft.drop(record.key)
            screen.say(f"This is what {stale.who} saved; nothing of yours is in it.")
            return True
        seen, mine = form.state.stored, form.state.changed
        screen.adopt(record)
        differing = form.state.rebase(record.raw, mine, seen=seen)
        form.problems = clashes(differing, record, f"{stale.who} changed this too")
        form.fill(form.state)
        count = f" {len(differing)} changed by both of you." if differing else ""
        screen.say(f"Your changes are on top of theirs.{count} F2 saves them.")
        return False
