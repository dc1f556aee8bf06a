"""Still pictures: through the same child, upright, with the words of their camera."""

from pathlib import Path

import pytest

from tawthiq.media.caps import Caps
from tawthiq.media.kinds import Role
from tawthiq.record.errors import MediaError, MediaTooLarge
from tests.media import clips
from tests.media.analysers import Quiet
from tests.media.watched import here, in_child


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_pictures_are_watched_in_the_locked_child(tmp_path: Path, kind: str) -> None:
    account = in_child(clips.save(tmp_path, clips.picture(kind)), ["tests.media.analysers:Quiet"])
    assert account.is_complete
    assert account.probe is not None
    assert (account.probe.role, account.probe.kind) == (Role.PICTURE, kind.lower())
    assert (account.probe.width, account.probe.height) == (80, 40)
    assert [found.draft.selectors for found in account.found] == [()]


def test_a_picture_is_one_frame_without_time() -> None:
    quiet = Quiet()
    here(clips.picture(), quiet)
    (seen,) = quiet.seen
    assert seen.time == 0
    assert seen.frame is None
    assert seen.selectors == ()
    assert seen.picture is not None and seen.picture.shape == (32, 64, 3)
    assert seen.luma is not None and seen.luma.shape == (20, 40)


@pytest.mark.parametrize(("orientation", "white"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_exif_orientation_turns_it(orientation: int, white: str) -> None:
    quiet = Quiet()
    account = here(clips.picture(orientation=orientation), quiet)
    assert account.probe is not None
    assert (account.probe.width, account.probe.height) == ((80, 40) if orientation < 5 else (40, 80))
    picture = quiet.seen[0].picture
    assert picture is not None
    halves = {
        "left": picture[:, : picture.shape[1] // 3],
        "right": picture[:, -picture.shape[1] // 3 :],
        "top": picture[: picture.shape[0] // 3],
        "bottom": picture[-picture.shape[0] // 3 :],
    }
    assert max(halves, key=lambda side: halves[side].mean()) == white


def test_tags_are_kept_as_found() -> None:
    probe = here(clips.picture()).probe
    assert probe is not None
    assert probe.tag("Model") == "N8"
    assert probe.tag("Exif.DateTimeOriginal") == "2013:08:16 12:40:00"
    assert probe.tag("GPSInfo.GPSLatitude") == "36/1 11/1 24/1"


def test_a_picture_over_the_cap_is_refused() -> None:
    with pytest.raises(MediaTooLarge):
        here(clips.picture("PNG", (4000, 4000)), caps=Caps(pixels=1_000_000))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_half_a_picture_is_an_error(kind: str) -> None:
    content = clips.picture(kind, (400, 400))
    with pytest.raises(MediaError):
        here(content[: len(content) // 3])
