"""PDQ as others compute it."""

import io
from dataclasses import replace

import numpy as np
import pytest

from tawthiq.media.specimen import Specimen, clip
from tawthiq.store.tracks import read_track
from tests.media.watched import here

pdqhash = pytest.importorskip("pdqhash")

from tawthiq.media.conformance import check_analyser  # noqa: E402
from tawthiq.watch.pdq import PdqHashes  # noqa: E402


def test_it_is_an_analyser() -> None:
    check_analyser("tawthiq.watch.pdq:PdqHashes")


def test_the_hash_is_that_of_the_picture_by_the_reference() -> None:
    import av

    content = clip(Specimen(seconds=2.5, width=320, height=240))
    (track,) = [t for t in here(content, PdqHashes()).tracks if t.header.property == "track.pdq"]
    columns = read_track(track.npz)
    assert columns["seconds"].tolist() == [0, 1, 2]
    with av.open(io.BytesIO(content), "r") as container:
        rgb = next(container.decode(video=0)).to_ndarray(format="rgb24")
    bits, quality = pdqhash.compute(rgb)
    expected = f"{int(''.join(map(str, bits)), 2):064x}"
    assert bin(int(expected, 16) ^ int(columns["hash"][0].tobytes().hex(), 16)).count("1") <= 4
    assert abs(int(columns["quality"][0]) - quality) <= 5


def test_a_mirrored_picture_has_another_hash() -> None:
    rows = []
    for turn in (0, 180):
        account = here(clip(replace(Specimen(seconds=0.5, tone=None), rotation=turn)), PdqHashes())
        rows.append(read_track(account.tracks[-1].npz)["hash"][0])
    assert int(np.bitwise_count(rows[0] ^ rows[1]).sum()) > 60
