from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.record.digest import digest_of
from tawthiq.record.errors import NotWhole
from tawthiq.store.checkpoint import make_checkpoint
from tawthiq.store.device_key import device_key
from tawthiq.store.head import ChainHead, Head, parse_head, signed_by
from tawthiq.store.layout import Layout
from tawthiq.store.verify_heads import read_outside
from tawthiq.store.words import to_words
from tests.store.samples import Small, writing

HEADS = st.builds(
    lambda at, counts: Head(
        digest_of(b"record"),
        at.replace(microsecond=0, tzinfo=UTC),
        tuple(ChainHead(f"{n:032x}", count, digest_of(bytes([n]))) for n, count in enumerate(counts)),
    ),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
    st.lists(st.integers(1, 10**9), min_size=1, max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(head=HEADS)
def test_a_signed_head_is_read_back(layout: Layout, head: Head) -> None:
    signed = signed_by(head, device_key(layout))
    assert parse_head(signed.text) == signed
    assert read_outside("\r\n " + signed.text.replace("\n", "\r\n")) == signed


def test_any_flipped_bit_of_a_head_is_noticed(small: Small) -> None:
    with writing(small.layout) as record:
        content = make_checkpoint(record).text.encode()
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        with pytest.raises((NotWhole, UnicodeDecodeError)):
            parse_head(flipped.decode())


def test_a_head_is_known_by_its_words(small: Small) -> None:
    with writing(small.layout) as record:
        head = make_checkpoint(record).head
    assert read_outside(to_words(head.digest)) == head.digest
    assert (small.layout.checkpoints / head.file_name).is_file()
    assert [chain.writer for chain in head.chains] == [record.writer]


@pytest.mark.parametrize("change", [("\n\n", "\n"), ("tawthiq-head/1", "tawthiq-head/2"), ("==\n", "==\n\n")])
def test_a_head_has_one_written_form(small: Small, change: tuple[str, str]) -> None:
    with writing(small.layout) as record:
        text = make_checkpoint(record).text
    with pytest.raises(NotWhole):
        parse_head(text.replace(*change))
