import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.digest import Digest
from tawthiq.record.errors import UsageError
from tawthiq.store.words import read_digest, to_groups, to_words

DIGESTS = st.binary(min_size=32, max_size=32).map(lambda b: Digest(b.hex()))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def test_words_are_those_of_the_published_examples() -> None:
    """127.0.0.1 and 63.84.220.193, from Wilkerson's proposal."""
    digest = Digest(("7f000001" + "3f54dcc1").ljust(64, "0"))
    assert to_words(digest).startswith("lusab-babad-gutih-tugad-babab")


@given(DIGESTS)
def test_a_digest_is_read_back_from_each_of_its_forms(digest: Digest) -> None:
    for form in (to_words(digest), to_groups(digest), digest, to_words(digest).upper().replace("-", " ")):
        assert read_digest(form) == digest
    assert read_digest(to_groups(digest).translate(ARABIC)) == digest


@given(DIGESTS, st.integers(0, 15), st.sampled_from("bdfaiou"))
def test_a_slip_is_refused_or_is_another_digest(digest: Digest, place: int, letter: str) -> None:
    words = to_words(digest).split("-")
    if words[place][0] == letter:
        return
    words[place] = letter + words[place][1:]
    with contextlib.suppress(UsageError):
        assert read_digest("-".join(words)) != digest


@pytest.mark.parametrize("text", ["", "lusab", "ab" * 31, "99999 " * 16, "lusab-" * 17, "xusab-" * 16])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_digest(text)
