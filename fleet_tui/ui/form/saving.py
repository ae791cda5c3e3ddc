"""Saving a form: what is sent, the refusals that come back, another person's save in between, unsaved typing."""

from __future__ import annotations

import asyncio
from typing import Protocol

from fleet_tui.domain.errors import BadValue, Invalid, Problem, Refusal, Stale
from fleet_tui.domain.fields import Field
from fleet_tui.domain.people.presence import listed
from fleet_tui.ui.base.background import run_in_thread, run_patiently
from fleet_tui.ui.base.key_queue import processed
from fleet_tui.ui.dialogs.questions import DISCARD, SAVE, NotSaved
from fleet_tui.ui.form.draft import FormDraft
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.editor_pick import take_typed
from fleet_tui.ui.form.others.conflict import BothChanged, Conflict, words_of
from fleet_tui.ui.form.rules import changeable_fields
from fleet_tui.ui.form.saver import FormRecord, PhotoFiles, Saver
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

    async def _save(self, form: Form, record: FormRecord, merged: str = "") -> bool:
        """Save over that record; `merged` says what others changed of it."""
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
            stored, notes = await run_patiently(form.app, self._saver.write, sent, record)
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
        screen.say(" ".join(filter(None, ("Saved.", merged, *notes))))
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
        """Save again on top of another person's save; ask where both changed a field."""
        screen, before = self._screen, self._screen.record
        record = await screen.read()
        if record is None or before is None:
            return False
        seen, mine = form.state.stored, form.state.changed
        theirs = {name for name, raw in record.raw.items() if raw != seen.get(name)}
        both = [field for field in form.fields() if field.name in theirs and mine.get(field.name, _NONE) is not _NONE]
        both = [field for field in both if record.raw[field.name] != mine[field.name]]
        kept = [field.label for field in form.fields() if field.name in theirs and field not in both]
        merged = f"{stale.who} changed {listed(kept, 4)} besides: that is kept." if kept else ""
        if both:
            rows = [_both_changed(field, form, seen, record.raw) for field in both]
            answer = await form.app.push_screen_wait(Conflict("Changed by both of you", stale.who, rows, merged))
            if answer is None:
                screen.say(f"Not saved: {stale.who} changed {listed([field.label for field in both], 4)} too.")
                return False
            mine = {name: raw for name, raw in mine.items() if name not in answer}
        screen.adopt(record, mine)
        if not screen.unsaved:
            await screen.draft.drop(record.key)
            screen.say(f"This is what {stale.who} saved: nothing of yours differs from it.")
            return True
        screen.draft.keep_later()
        return await self._save(form, record, merged)


_NONE = object()


def _both_changed(field: Field, form: Form, seen: Raw, stored: Raw) -> BothChanged:
    picks = form.rules.picks(field, form.state.typed)
    labels: dict[object, str] = {choice.value: choice.label for choice in field.choices}
    labels |= {pick.value: pick.label for pick in picks or ()}
    values = (words_of(raw[field.name], labels) for raw in (seen, stored, form.state.typed))
    return BothChanged(field.name, field.label, *values)
