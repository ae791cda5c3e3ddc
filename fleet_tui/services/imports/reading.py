"""Reading the rows of an import: what turns their texts into values, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from fleet_tui.domain.errors import BadValue, Refusal
from fleet_tui.domain.fields import Field
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.row import RowReader, read_defaults
from fleet_tui.domain.imports.targets import COUNTRY, UNREAD, field_of
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.base.context import Transaction
from fleet_tui.services.imports.entries import EntryBook
from fleet_tui.services.imports.evaluate import RowEvaluator
from fleet_tui.services.imports.file import ImportFile
from fleet_tui.services.imports.new_people import NewPeople
from fleet_tui.services.imports.parsing import RowParser
from fleet_tui.services.imports.rows import ParsedRow
from fleet_tui.storage.db.comparing import today


def reading(tx: Transaction, mapping: ImportMapping) -> tuple[EntryBook, RowEvaluator, RowParser]:
    """What reads and decides on rows, in one transaction.

    Raises:
        Refusal: a default is wrong.
    """
    profile_type = PROFILE_TYPES[mapping.kind]
    book = EntryBook(tx, profile_type)
    defaults = read_defaults(mapping)
    if defaults.problems:
        raise Refusal(" ".join(defaults.problems.values()))
    parser = RowParser(profile_type, book, str(defaults.values.get(COUNTRY) or tx.company().country))
    fields = profile_type.fields  # of employees without the country that their phone numbers are read by
    values = {name: _default(parser, fields[name], text) for name, text in defaults.values.items() if name in fields}
    targets = {field.name for target in mapping.targets if (field := field_of(mapping.kind, target))}
    evaluator = RowEvaluator(tx, book, NewPeople(tx, profile_type, values), targets)
    return book, evaluator, parser


def parsed_rows(file: ImportFile, parser: RowParser) -> Iterator[ParsedRow]:
    """The rows of the file with their values. Cells that are not read are not kept either."""
    mapping = file.mapping
    reader = RowReader(mapping, today())
    unread = [place for place, target in enumerate(mapping.targets) if target in UNREAD]
    secret = [place for place in unread if mapping.targets[place]]
    columns = len(mapping.targets)
    for row in file.table.rows():
        cells = row.cells[:columns] if len(row.cells) > columns else row.cells
        if secret:
            cells = tuple("" if place in secret else cell for place, cell in enumerate(cells))
        yield parser.parse(row.line, reader.read(row.cells), cells)


def _default(parser: RowParser, field: Field, text: object) -> object:
    try:
        return parser.value(field, text)
    except BadValue as error:
        raise Refusal(str(error)) from None
