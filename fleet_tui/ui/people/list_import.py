"""An import into a list: the file, what its columns become, the plan, the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from fleet_tui.domain.errors import Refusal, Stopped
from fleet_tui.tabular.source import BytesSource, Source
from fleet_tui.ui.base.key_queue import drop_until_seen
from fleet_tui.ui.bulk.refused_rows import RefusedRows
from fleet_tui.ui.dialogs.progress import Progress
from fleet_tui.ui.dialogs.sequence import DialogSequence
from fleet_tui.ui.imports.mapping import MappingDialog
from fleet_tui.ui.imports.path_prompt import PathPrompt
from fleet_tui.ui.imports.rows import MappingRows
from fleet_tui.ui.people.carry_out import Job, carry_out
from fleet_tui.ui.people.people_list import PeopleList

if TYPE_CHECKING:
    from fleet_tui.services.imports.file import ImportFile

PASTE = "the paste"
"""What a file of pasted text is called."""
NOTHING = "Stopped: nothing was read.", "Esc stops, and nothing is read."
REMEMBERED = "The columns are those of your last file with these titles."
NO_TITLES = "There are no titles: the columns are told by what is in them."
_TEXTS = frozenset({".csv", ".tsv", ".txt", ".tab"})
"""The ends of names of files in which lines of text can lie."""

Opened = tuple["ImportFile", MappingRows]


class ListImport:
    """One import, with the dialogs that it opens one after the other."""

    def __init__(self, screen: PeopleList) -> None:
        self._screen = screen
        self._services = screen.services
        self._dialogs = DialogSequence(screen.app)

    async def from_file(self) -> None:
        """Ask for a file; a refusal stands beside its path, which stays."""
        files, opened = self._services.files, list[Opened]()
        if files.off:
            self._screen.say(files.off)
            drop_until_seen(self._screen.app)  # keys typed ahead were for the question, which does not come
            return

        async def attempt(typed: str) -> str:
            try:
                opened.append(await self._read(partial(files.source, typed)))
            finally:
                self._dialogs.show()
            return ""

        with self._dialogs:
            title = f"Import {self._screen.profile_type.plural.lower()} from a file"
            await self._dialogs.ask(PathPrompt(title, files, attempt))
            if opened:
                await self._go_on(*opened[-1])

    async def from_text(self, text: str) -> None:
        """Import lines that were pasted."""
        with self._dialogs:
            try:
                opened = await self._read(lambda: BytesSource(PASTE, text.encode()))
            except Refusal as refusal:
                self._screen.say(str(refusal), problem=not isinstance(refusal, Stopped))
                drop_until_seen(self._screen.app)
                return
            await self._go_on(*opened)

    async def _read(self, source: Callable[[], Source]) -> Opened:
        """The beginning of a file, with what is asked about it.

        Raises:
            Refusal: it cannot be read, or was stopped.
        """
        services, kind, progress = self._services, self._screen.profile_type.kind, Progress(*NOTHING)

        def read() -> Opened:
            file = services.imports.open(source(), kind)
            samples = [row.cells for row in file.head.samples]
            rows = MappingRows(file.mapping, file.head.titles, samples, services.company.get().country)
            return progress.unless_stopped((file, rows))

        return await self._dialogs.wait(read, "Looking at the file", progress)

    async def _go_on(self, file: ImportFile, rows: MappingRows) -> None:
        """Show the mapping and the plan by it until one is run, or the mapping is left.

        A plan that is left or refused leads back to the mapping as it was.
        """
        services, refused = self._services, ""
        title = f"Import {file.name}: {len(rows.mapping.targets):,} columns"
        rows_to_save = RefusedRows(_name_for(file.name), services.imports.refused, services.files)
        while True:
            notes = [*_notes(file), *filter(None, [refused])]
            mapping = await self._dialogs.ask(MappingDialog(title, rows, services.lists, notes))
            if mapping is None:
                self._screen.rest()
                return
            make = partial(services.imports.plan, file, mapping)
            job = Job(make, services.imports.run, f"Reading {file.name}", refused=rows_to_save)
            try:
                said = await carry_out(self._screen, self._dialogs, job)
            except Refusal as refusal:
                refused = str(refusal)
                continue
            if said is not None:
                self._screen.say(said)
                return
            refused = ""


def _notes(file: ImportFile) -> Iterator[str]:
    """What should be known of a file before its columns are looked at."""
    if file.remembered:
        yield REMEMBERED
    elif file.head.titles is None:
        yield NO_TITLES
    yield from (*file.head.notes, *file.notes)


def _name_for(name: str) -> str:
    """The name to suggest for the file of refused rows."""
    if name == PASTE:
        return "paste-refused.tsv"
    path = PurePath(name)
    return f"{path.stem}-refused{path.suffix if path.suffix.lower() in _TEXTS else '.csv'}"
