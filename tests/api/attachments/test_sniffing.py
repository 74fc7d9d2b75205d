"""What a file is, by its content."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.attachments.errors import EmptyFileError, FileRefusedError, FileTooLargeError, UnknownTypeError
from api.attachments.limits import FileLimitsError, limits, read_limits
from api.attachments.preparing import prepare
from api.attachments.sniffing import type_of
from tests.pictures import photo, png, video


def _docx() -> bytes:
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/other.xml", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (photo(), "image/jpeg"),
        (png(), "image/png"),
        (video(), "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "video/quicktime"),
        (b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4", "video/3gpp"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42", "audio/mp4"),
        (b"OggS\0\2" + bytes(22) + b"OpusHead", "audio/ogg"),
        (b"ID3\3\0\0\0\0\0\0", "audio/mpeg"),
        (b"#!AMR\n" + bytes(20), "audio/amr"),
        (b"%PDF-1.7\n", "application/pdf"),
        (_docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_the_content_tells_what_it_is(content: bytes, media_type: str) -> None:
    assert type_of(content).media_type == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ\x90\0" + bytes(60),
        b"#!/bin/sh\nrm -rf /\n",
        _zip(),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"chi la chu",
    ],
)
def test_what_is_not_on_the_list_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UnknownTypeError) as refused:
        type_of(content)
    assert "JPEG" in refused.value.sentence


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(EmptyFileError):
        type_of(b"")
    known = limits().model_copy(update={"file": limits().file.model_copy(update={"megabytes": 1})})
    with pytest.raises(FileTooLargeError) as refused:
        type_of(b"%PDF-1.7\n" + bytes(1024 * 1024), known=known)
    assert "1 MB" in refused.value.sentence


@given(st.binary(max_size=600))
def test_random_bytes_never_crash_the_sniffing(content: bytes) -> None:
    try:
        found = type_of(content)
    except FileRefusedError:
        return
    assert found in limits().types


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\a\\Đơn.exe", "Đơn.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "xSet-Cookie: a.pdf"),
        ("", None),
        ("..", None),
    ],
)
async def test_a_name_is_shown_without_its_path_and_never_trusted(name: str, shown: str | None) -> None:
    assert (await prepare(b"%PDF-1.7\n", name=name)).name == shown


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("files_a_day: 60", "files_a_day: 0"), r"limits.yml:\d+: files_a_day: "),
        (("ending: .png", "ending: png"), r"limits.yml:\d+: types.1.ending: "),
        (("link_minutes: 30\n", ""), "link_minutes: Field required"),
    ],
)
def test_a_wrong_file_of_limits_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    from api.attachments.limits import DATA

    path = tmp_path / "limits.yml"
    path.write_text(DATA.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(FileLimitsError, match=message):
        read_limits(path)
