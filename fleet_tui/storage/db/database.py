"""What every database does, whichever engine keeps it: the seam between the engines and all that is above them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy.engine import Connection, Engine

ADDRESS_FILE = "fleet.address"
"""Stands for a database on a server among the files of a user."""


class Database(ABC):
    """An open database: reads run beside each other, writes one at a time.

    `name` is what sentences call it, `library` what keeps it. `identity` is the same for every program on it, and tells
    the drafts of one database from those of another. What this computer keeps for it lies beside `path`.
    """

    name: str
    library: str
    identity: str
    path: Path
    _reader: Engine
    _writer: Engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing.

        Raises:
            Refusal: it cannot be read.
        """
        with self._translated(), self._reader.begin() as connection:
            yield connection

    @abstractmethod
    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that is the only writer from its first statement, so what it reads stays true until it commits.

        Raises:
            Busy: another program kept writing for as long as `domain/waiting.py` says.
            Stopped: the user did not want to wait any longer.
            Refusal: it cannot be written; nothing was changed, unless the sentence says otherwise.
        """

    @abstractmethod
    def secret(self) -> bytes:
        """The key of the codes in messages, the same for every program on this database; made when it is missing.

        Raises:
            Refusal: it can be neither read nor made.
        """

    @abstractmethod
    def faults(self, connection: Connection) -> Iterator[str]:
        """What the engine itself finds wrong with what it keeps, in sentences."""

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()

    @abstractmethod
    def _translated(self) -> AbstractContextManager[None]:
        """A block in which errors of the engine become refusals."""
