"""Photos: decoded whole before they are accepted, by content and not by name, and never at the program's cost."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import BadValue, Gone, Refusal
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.shared_fields import PHOTO_BYTES
from fleet_tui.domain.photo import Photo
from fleet_tui.services.people.photo_decoding import checked
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.schema.tables import Photo as PhotoTable
from tests.support.actors import id_of, signed_in
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry
from tests.support.tables import for_each


def picture(format: str, width: int = 40, height: int = 30) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((width, height), 50).convert("RGB").save(stream, format)
    return stream.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of one colour that is small as a file and huge as a picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    row = b"\x00" * (1 + width * 3)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def refused(services: Services, path: Path | str) -> str:
    with pytest.raises(BadValue) as wrong:
        services.photos.read(str(path))
    assert str(wrong.value).endswith(".")
    return str(wrong.value)


@pytest.mark.parametrize(("format", "name"), [("JPEG", "a.png"), ("PNG", "a"), ("WEBP", "a.txt")])
def test_a_photo_is_known_by_its_content(services: Services, tmp_path: Path, format: str, name: str) -> None:
    (tmp_path / name).write_bytes(picture(format))
    photo = services.photos.read(str(tmp_path / name))
    assert (photo.format, photo.width, photo.height) == (format, 40, 30)
    assert photo.size == (tmp_path / name).stat().st_size


def test_a_photo_under_the_users_home_is_found(services: Services, home: Path) -> None:
    (home / "me.png").write_bytes(picture("PNG"))
    assert services.photos.read("~/me.png").format == "PNG"


@for_each("format", ["GIF", "BMP", "TIFF", "PPM", "ICO"])
def test_other_formats_are_refused_whatever_they_are_called(services: Services, tmp_path: Path, format: str) -> None:
    (tmp_path / "me.jpg").write_bytes(picture(format))
    assert "choose a JPEG, PNG or WebP file" in refused(services, tmp_path / "me.jpg")


@for_each("content", [b"", b"\xff\xd8\xff", b"hello", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBP"])
def test_what_is_no_photo_is_refused(services: Services, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "me.jpg").write_bytes(content)
    assert "photo" in refused(services, tmp_path / "me.jpg")


@for_each("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_cut_short_is_refused_at_every_length(services: Services, tmp_path: Path, format: str) -> None:
    whole = picture(format, 60, 60)
    for length in [*range(1, len(whole) - 60, len(whole) // 12), len(whole) - 60]:  # the last bytes are no picture
        (tmp_path / "me").write_bytes(whole[:length])
        assert "photo" in refused(services, tmp_path / "me")


def test_sixteen_megabytes_pass_and_a_byte_more_does_not(services: Services, tmp_path: Path) -> None:
    whole = picture("JPEG")
    (tmp_path / "me").write_bytes(whole + b"\x00" * (16 * 1024 * 1024 - len(whole)))
    assert services.photos.read(str(tmp_path / "me")).size == PHOTO_BYTES == 16 * 1024 * 1024
    with (tmp_path / "me").open("ab") as file:
        file.write(b"\x00")
    assert "larger than 16 MB" in refused(services, tmp_path / "me")


def test_a_pipe_is_refused_and_not_waited_for(services: Services, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in refused(services, tmp_path / "pipe")


@for_each("width, height", [(13_000, 13_000), (20_000, 20_000), (24_000_001, 1)])
def test_a_small_file_that_is_a_huge_picture_is_refused_for_its_size(
    services: Services, tmp_path: Path, width: int, height: int
) -> None:
    content = bomb(width, 1)  # only the first row: what counts is what the header says
    claimed = bytearray(content)
    claimed[16:24] = struct.pack(">II", width, height)
    claimed[29:33] = struct.pack(">I", zlib.crc32(bytes(claimed[12:29])))
    (tmp_path / "me.png").write_bytes(claimed)
    assert "pixels" in refused(services, tmp_path / "me.png")


MEASURE = """
import resource, sys
from pathlib import Path
from fleet_tui.domain.errors import BadValue
from fleet_tui.services.people.photo_decoding import checked
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

def most():
    # The peak of this process alone; ru_maxrss begins at that of the process that started it.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024

content = open(sys.argv[1], "rb").read()
before, started = most(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
try:
    print(checked(content))
except BadValue as refused:
    print(refused)
print(most() - before, resource.getrusage(resource.RUSAGE_SELF).ru_utime - started)
"""
"""Checks a photo in a process of its own: what it says, and the megabytes and seconds that it took."""


@pytest.mark.parametrize(
    ("format", "side", "options"),
    [
        ("JPEG", 4_470, {"progressive": True, "subsampling": 0}),  # all of it is in memory at once
        pytest.param("JPEG", 9_990, {}, marks=pytest.mark.long),
        pytest.param("PNG", 4_890, {}, marks=pytest.mark.long),
        pytest.param("WEBP", 3_460, {"method": 0}, marks=pytest.mark.long),
    ],
)
def test_the_largest_photos_take_less_than_200_megabytes_and_two_seconds(
    tmp_path: Path, format: str, side: int, options: dict[str, object]
) -> None:
    path = tmp_path / "large"
    Image.new("RGB", (side, side), "teal").save(path, format, **options)
    asked = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=60)
    answer, measured = asked.stdout.splitlines()
    megabytes, seconds = measured.split()
    assert answer.startswith(f"{format} {side}×{side}")
    assert int(megabytes) < 200
    assert float(seconds) < 2
    Image.new("L", (side + 100, side)).save(path, format, **options)
    with pytest.raises(BadValue, match="million are accepted"):
        checked(path.read_bytes())


def test_a_photo_is_kept_once_with_its_content_and_shown_as_what_it_is(services: Services, tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(picture("PNG"))
    photo = services.photos.read(str(tmp_path / "me.png"))
    profile = added(services, TECHNICIANS, photo=photo)
    other = added(services, EMPLOYEES, photo=photo)
    assert profile.values["photo"] == other.values["photo"] == photo
    assert services.photos.content(photo.digest) == (tmp_path / "me.png").read_bytes()
    with services.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(PhotoTable.__table__)).scalar() == 1
    (event,) = services.history.events(kind=TECHNICIANS)
    assert {c.label: c.after for c in event.changes}["Photo"] == str(photo)
    assert check(services.database) == ()


def test_a_profile_keeps_its_photo_through_a_save_and_gives_it_up(services: Services, tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(picture("PNG"))
    profile = added(services, TECHNICIANS, photo=services.photos.read(str(tmp_path / "me.png")))
    saved = services.people.save(TECHNICIANS, 1, 1, {"memo": "x", "photo": profile.values["photo"]})
    assert saved.profile.values["photo"] == profile.values["photo"]
    assert services.people.save(TECHNICIANS, 1, 2, {"photo": None}).profile.values["photo"] is None
    assert check(services.database) == ()


def test_who_may_not_see_people_sees_the_own_photo(services: Services, tmp_path: Path) -> None:
    tess, tim = signed_in(services, name="tess", kind=TECHNICIANS), signed_in(services, name="tim", kind=TECHNICIANS)
    (tmp_path / "a").write_bytes(picture("PNG"))
    photo = services.photos.read(str(tmp_path / "a"))
    typed = {"photo": photo, "type": "managed", "role": entry(services, ListName.TECHNICIAN_ROLES, "Helper")}
    services.people.save(TECHNICIANS, id_of(tess), 1, typed)
    assert tess.photos.content(photo.digest) == photo.content
    with pytest.raises(NotAllowed):
        tim.photos.content(photo.digest)


def test_a_photo_that_is_not_there_is_gone(services: Services) -> None:
    with pytest.raises(Gone):
        services.photos.content("0" * 64)


def test_a_photo_is_drawn_in_the_cells_that_there_are(services: Services, tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(picture("PNG", 60, 30))
    cells = services.photos.drawn(services.photos.read(str(tmp_path / "me.png")), 20, 20)
    assert (len(cells), {len(row) for row in cells}) == (5, {20})


@pytest.mark.parametrize("content", [b"not a photo", picture("GIF"), picture("PNG")[:60]])
def test_a_stored_photo_that_was_tampered_with_is_refused_and_never_reaches_another_decoder(
    services: Services, content: bytes
) -> None:
    with pytest.raises(Refusal, match="damaged"):
        services.photos.drawn(Photo("0" * 64, "PNG", 1, 1, 9, content), 20, 20)


def test_a_large_photo_of_a_telephone_passes_and_a_cut_one_does_not(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "telephone.jpg"
    Image.new("RGB", (8_160, 6_144), "teal").save(file, "JPEG")
    photo = services.photos.read(str(file))
    assert (photo.width, photo.height) == (8_160, 6_144)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(file.read_bytes()[:-2_000])
    with pytest.raises(BadValue, match="damaged or cut short"):
        services.photos.read(str(cut))


def test_the_check_finds_a_photo_that_is_not_the_file_that_was_stored(services: Services, tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(picture("PNG"))
    added(services, TECHNICIANS, photo=services.photos.read(str(tmp_path / "me.png")))
    assert check(services.database) == ()
    with services.database.write() as connection:
        connection.execute(PhotoTable.__table__.update().values(content=picture("PNG", 10, 10)))
    (fault,) = check(services.database)
    assert "is not the file that was stored" in fault
