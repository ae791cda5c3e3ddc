"""Photos: read from a file, checked by decoding them whole, and drawn."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.errors import BadValue, Gone, Refusal
from fleet_tui.domain.people.shared_fields import PHOTO_BYTES, PHOTO_MEGABYTES
from fleet_tui.domain.photo import Cells, Photo
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.base.context import Context, Transaction
from fleet_tui.services.local.user_files import UserFiles
from fleet_tui.services.people.photo_decoding import checked, drawn
from fleet_tui.storage.people import loading, queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


class Photos:
    """The photos of people."""

    def __init__(self, context: Context, files: UserFiles) -> None:
        self._context = context
        self._files = files

    def read(self, path: str) -> Photo:
        """The photo in a file, by its content and not by its name.

        Raises:
            SignedOut, NotAllowed: the actor may not change photos, so not read files of the machine either.
            BadValue: the file cannot be named or read, is too large, or is not a photo that decodes to its last row.
        """
        self._require_allowed()
        try:
            content = self._files.read(path, PHOTO_BYTES)
        except Refusal as refusal:
            raise BadValue(str(refusal)) from None
        if len(content) > PHOTO_BYTES:
            raise BadValue(f"The file is larger than {PHOTO_MEGABYTES} MB: choose a smaller photo.")
        return checked(content)

    def complete(self, typed: str) -> str | None:
        """A path completed to a file that there is; None where there is none.

        Raises:
            SignedOut, NotAllowed: the actor may not change photos.
        """
        self._require_allowed()
        return self._files.complete(typed)

    def _require_allowed(self) -> None:
        with self._context.reading(MANAGE_PEOPLE):
            pass

    def content(self, digest: str) -> bytes:
        """The file of a stored photo, for actors that may see people, and for the person on it.

        Raises:
            SignedOut, NotAllowed: the actor may not see it.
            Gone: there is no such photo.
        """
        with self._context.reading() as tx:
            if not _is_own(tx, digest):
                tx.require(SEE_PEOPLE)
            content = queries.photo_content(tx.connection, digest)
        if content is None:
            raise Gone("This photo is not in the database any more.")
        return content

    def drawn(self, photo: Photo, columns: int, rows: int) -> Cells:
        """A photo, stored or not yet, in at most that many cells of a screen.

        Raises:
            SignedOut, NotAllowed: the actor may not see it, when it is stored.
            Refusal: there is no such photo, or it cannot be decoded any more.
        """
        content = photo.content or self.content(photo.digest)
        try:
            return drawn(content, columns, rows)
        except BadValue:
            raise Refusal("This photo is damaged and cannot be drawn: choose its file again.") from None


def _is_own(tx: Transaction, digest: str) -> bool:
    actor = tx.actor
    if not isinstance(actor, SignedInUser):
        return False
    mine = loading.load(tx.connection, PERSON_TABLES[actor.session.kind], [actor.session.person], {"photo"})
    photo = mine[0].values["photo"] if mine else None
    return isinstance(photo, Photo) and photo.digest == digest
