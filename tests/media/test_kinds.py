"""Kinds by first bytes: what is footage, and what must never reach a decoder."""

import io
from dataclasses import replace

import pytest

from tawthiq.media.kinds import HEAD_BYTES, Role, sniff
from tawthiq.media.opening import identify
from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.errors import NotMedia
from tests.media import clips

SMALL = Specimen(seconds=0.2, width=64, height=48)


@pytest.mark.parametrize(
    ("container", "video", "audio", "name"),
    [
        ("mp4", "libx264", "aac", "mp4"),
        ("mov", "libx264", "aac", "mov"),
        ("3gp", "libx264", "aac", "3gp"),
        ("matroska", "libx264", "aac", "matroska"),
        ("webm", "libvpx", "libopus", "webm"),
        ("avi", "mpeg4", "libmp3lame", "avi"),
        ("mpegts", "libx264", "aac", "mpeg-ts"),
        ("mpeg", "mpeg2video", "mp2", "mpeg-ps"),
        ("flv", "libx264", "aac", "flv"),
        ("asf", "mpeg4", "libmp3lame", "asf"),
        ("ogg", None, "libopus", "ogg"),
        ("mp3", None, "libmp3lame", "mp3"),
        ("adts", None, "aac", "aac"),
        ("flac", None, "flac", "flac"),
        ("ipod", None, "aac", "m4a"),
    ],
)
def test_what_ffmpeg_writes_is_known(container: str, video: str | None, audio: str, name: str) -> None:
    recipe = replace(SMALL, container=container, audio_codec=audio, has_pictures=video is not None)
    rate = 48000 if audio == "libopus" else 44100
    content = clip(replace(recipe, video_codec=video or "", seconds=1, sound_rate=rate))
    kind = sniff(content[:HEAD_BYTES])
    assert kind is not None
    assert kind.name == name
    assert identify(io.BytesIO(content)) == kind


@pytest.mark.parametrize("pillow", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_pictures_are_known(pillow: str) -> None:
    kind = sniff(clips.picture(pillow))
    assert kind is not None
    assert (kind.role, kind.name) == (Role.PICTURE, pillow.lower())


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"PK\x03\x04....", "zip"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b'\xef\xbb\xbf {"messages": []}', "json"),
        (b"[1]", "json"),
        (b"<!DOCTYPE html><p>", "html"),
        ("١٦ آب: قصف".encode(), "text"),
        ("ا".encode() * 3 + "ا".encode()[:1], "text"),
        (b"BM is how this text begins, and goes on", "text"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/a.ts\n", "text"),
        (b"ffconcat version 1.0\nfile http://127.0.0.1/a.mp4\n", "text"),
        (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "text"),
        (b'<?xml version="1.0"?><MPD></MPD>', "text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text"),
    ],
)
def test_documents_never_reach_a_decoder(head: bytes, name: str) -> None:
    kind = sniff(head)
    assert kind is not None
    assert (kind.role, kind.name, kind.demuxer) == (Role.DOCUMENT, name, "")
    with pytest.raises(NotMedia, match=name):
        identify(io.BytesIO(head))


@pytest.mark.parametrize("head", [b"", b"\x00" * 100, b"\xff\xfe\x00", b"\xff" * 9, b"\x80abc" * 9])
def test_the_rest_is_unknown(head: bytes) -> None:
    assert sniff(head) is None
    with pytest.raises(NotMedia):
        identify(io.BytesIO(head))
