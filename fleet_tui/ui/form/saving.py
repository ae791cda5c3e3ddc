"""Saving a form: what was typed, the refusals that come back, and somebody else's change in between."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.widgets import Button

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import BadValue, Holder, Invalid, Problem, Refusal, Stale
from fleet_tui.domain.photo import Photo
from fleet_tui.services.local.drafts import Drafts
from fleet_tui.ui.base.background import run_in_thread
from fleet_tui.ui.base.key_queue import processed
from fleet_tui.ui.dialogs.questions import MINE, THEIRS, Conflict
from fleet_tui.ui.form.editor_photo import PhotoEditor
from fleet_tui.ui.form.record import FormRecord, clashes
from fleet_tui.ui.form.screen import FormScreen
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.form.widget import Form


class SavingForm(FormScreen):
    """A form that can be saved."""

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(drafts)
        self.holders: tuple[Holder, ...] = ()
        self._saving = asyncio.Lock()

    def write(self, raw: Raw, version: int | None) -> tuple[FormRecord, tuple[str, ...]]:
        """Save what was typed; the record as it is stored then, and what the person who saved should know.

        Runs off the UI thread.

        Raises:
            Refusal: it was not saved.
        """
        raise NotImplementedError

    async def agreed(self, raw: Raw) -> bool:
        """Whether what would change is wanted, where that is shown before it is saved.

        Raises:
            Refusal: it cannot be saved.
        """
        return True

    def read_photo(self, path: str) -> Photo:
        """The photo in a file; runs off the UI thread.

        Raises:
            BadValue: it cannot be used.
        """
        raise BadValue("There is no photo on this form.")

    def complete_photo(self, typed: str) -> str | None:
        """The path of a photo, completed; runs off the UI thread."""
        return None

    def granted_anew(self) -> None:
        """Close and open what may be changed now; what is typed stays."""
        super().granted_anew()
        if self.form is not None:
            self.say("")
            self.form.settle()
            self.read_again()

    @work(exclusive=True, group="reload")
    async def read_again(self) -> None:
        """Show what is stored now, unless something is typed over it."""
        form = self.form
        if form is None or self.unsaved:
            return
        try:
            self.adopt(await run_in_thread(self.read))
            form.display = True
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            form.display = not isinstance(refusal, NotAllowed)  # what may not be seen any more does not stay in sight

    def action_save(self) -> None:
        """Save Changes."""
        self.require_form()
        self.run_worker(self.save(), group="save")

    @on(Button.Pressed, "#save")
    def _pressed(self) -> None:
        self.action_save()

    async def save(self) -> bool:
        """Save what was typed; whether nothing is left unsaved."""
        form = self.form
        if form is None or self._saving.locked():  # a second press while the first is on its way
            return False
        async with self._saving:
            return await self._save(form)

    async def settled(self) -> None:
        """Wait until a save that is on its way has ended: what comes after F2 is meant for what it saved."""
        async with self._saving:
            pass

    async def _save(self, form: Form) -> bool:
        # F2 right behind a letter saves that letter.
        await processed(self.focused or self)
        form.collect()
        unread = await self._read_photos(form)
        sent = self._asked(form)
        if not sent:
            await self.draft.drop(self.key)
            self.say("Nothing to save: nothing was changed.")
            return True
        typed, key = dict(form.sheet.typed), self.key
        try:
            if not await self.agreed(sent):
                self.say("Not saved.")
                return False
            record, notes = await run_in_thread(self.write, sent, self.version)
        except Invalid as invalid:
            self.holders = tuple(problem.holder for problem in invalid.problems.values() if problem.holder)
            await self._tell(form, invalid.problems | unread)
            return False
        except Stale as stale:
            return await self._stale(stale)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return False
        self.holders = ()
        self.adopt(record, {name: raw for name, raw in form.sheet.typed.items() if raw != typed[name]})
        await self.draft.drop(key)
        if self.unsaved:  # typed while the save was on its way
            self.draft.keep_later()
        self.say(" ".join(("Saved.", *notes)))
        return not self.unsaved

    def _asked(self, form: Form) -> dict[str, object]:
        """What is sent: everything that is asked of a new record, else what was changed of it."""
        raw = form.sheet.typed if self.version is None else form.sheet.changed
        fields = {field.name: field for field in self._fields()}
        return {
            name: value
            for name, value in raw.items()
            if name in fields
            and form.terms.asked(fields[name], form.sheet.typed)
            and not form.terms.closed(fields[name], form.sheet.typed)
        }

    async def _tell(self, form: Form, problems: dict[str, Problem]) -> None:
        count = len(problems)
        shown = {field.name for field in self._fields() if form.terms.asked(field, form.sheet.typed)}
        others = [problem.sentence for name, problem in problems.items() if name not in shown]
        await form.show_problems(problems)
        offer = " F4 opens the other profile." if self.holders else ""
        text = f"Not saved: {count} {'field is' if count == 1 else 'fields are'} missing or wrong.{offer}"
        self.say(" ".join((text, *others)), problem=True)

    async def _read_photos(self, form: Form) -> dict[str, Problem]:
        """Read the photos whose path is typed; the sentence for each that cannot be used."""
        problems: dict[str, Problem] = {}
        for name, row in form.rows.items():
            editor = row.editor
            if not isinstance(editor, PhotoEditor) or not editor.path:
                continue
            path = editor.path
            try:
                photo = await run_in_thread(self.read_photo, path)
            except BadValue as error:
                problems[name] = Problem(str(error))
                continue
            if editor.path == path:
                editor.accept(path, photo)
                form.sheet.put(name, photo)
        return problems

    @on(PhotoEditor.Made)
    def _photo_made(self, event: PhotoEditor.Made) -> None:
        event.editor.complete_with(self.complete_photo)

    @on(PhotoEditor.Left)
    @work(exclusive=True, group="photo")
    async def _photo_left(self) -> None:
        """Say at once what is wrong with a photo; at save it is too late to remember where the file was."""
        if self.form is not None:
            problems = await self._read_photos(self.form)
            if problems:
                self.form.problems |= problems
            self.form.settle()

    async def _stale(self, stale: Stale) -> bool:
        """Somebody else saved first: what becomes of both changes is asked, nothing is decided."""
        answer = await self.app.push_screen_wait(Conflict(str(stale)))
        form = self.form
        if form is None or answer not in (MINE, THEIRS):
            self.say("Not saved: somebody else changed this meanwhile.", problem=True)
            return False
        try:
            record = await run_in_thread(self.read)
        except Refusal as refusal:
            self.say(str(refusal), problem=True)
            return False
        if answer == THEIRS:
            self.adopt(record)
            await self.draft.drop(self.key)
            self.say(f"This is what {stale.who} saved; nothing of yours is in it.")
            return True
        seen, mine = form.sheet.stored, form.sheet.changed
        self.adopt(record)
        differing = form.sheet.rebase(record.raw, mine, seen=seen)
        form.problems = clashes(differing, record, f"{stale.who} changed this too")
        form.fill(form.sheet)
        count = f" {len(differing)} changed by both of you." if differing else ""
        self.say(f"Your changes are on top of theirs.{count} F2 saves them.")
        return False
