"""Excerpts of sound: the samples of the spans, and nothing else."""

import io
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.media.analyser import Heard, Table
from tawthiq.media.caps import Caps
from tawthiq.media.excerpts import FULL_SCALE, RATE, SoundExcerpts
from tawthiq.media.kinds import Role
from tawthiq.media.lock import Locks
from tawthiq.media.messages import End, Header, Measured, Progress
from tawthiq.media.probe import Probe
from tawthiq.media.second import cut_locked
from tawthiq.record.media_time import rational
from tawthiq.record.selector import Seconds
from tests.media import clips

SOUND = Probe("wav", Role.AUDIO, audio=0)
_EDGES = st.lists(st.fractions(0, 8, max_denominator=20), min_size=2, max_size=8, unique=True).map(sorted)


@settings(deadline=None)
@given(_EDGES, st.integers(500, 9000))
def test_each_span_is_cut_out_exactly(edges: list[Fraction], block: int) -> None:
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    ramp = (np.arange(8 * RATE) / (8 * RATE)).astype(np.float32)
    excerpts = SoundExcerpts([(rational(a), rational(b)) for a, b in spans])
    excerpts.wants(SOUND)
    found = []
    for at in range(0, len(ramp), block):
        found += list(excerpts.hear(Heard(Fraction(at, RATE), RATE, ramp[at : at + block])))
    assert len(found) == len(spans)
    for table, (start, end) in zip(found, spans, strict=True):
        assert isinstance(table, Table)
        assert table.selectors == (Seconds(start, end),)
        (samples,) = table.arrays
        assert abs(len(samples) - float(end - start) * RATE) <= 2
        expected = ramp[round(start * RATE)] * FULL_SCALE
        assert abs(int(samples[0]) - expected) <= 2


def test_the_first_child_decodes_only_what_is_wanted() -> None:
    told: list[Header] = []
    cut_locked(
        io.BytesIO(clips.plain()),
        SoundExcerpts([("1/2", "3/2"), ("19/10", "9")]),
        Caps(),
        Locks(),
        lambda header, blob: told.append(header),
    )
    (_, first, last, end) = (header for header in told if not isinstance(header, Progress))
    assert isinstance(first, Measured) and isinstance(last, Measured) and isinstance(end, End)
    assert abs(first.rows - RATE) <= 1
    assert 0 < last.rows < 0.2 * RATE  # the sound ends before the span does
    assert end.frames == 0
