from hypothesis import given
from hypothesis import strategies as st

from tawthiq.match.families import families
from tests.record.strategies import some_digest

NODES = [some_digest(str(n)) for n in range(10)]
links = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)


@given(links, st.randoms())
def test_families_keep_every_member_once_whatever_the_order(given_links: list[tuple], rng: object) -> None:  # type: ignore[type-arg]
    found = families(given_links)
    shuffled = list(given_links)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert families(shuffled) == found
    members = [m for f in found for m in f.members]
    assert sorted(members) == sorted({node for link in given_links for node in link})


@given(links)
def test_linked_recordings_share_a_family(given_links: list[tuple]) -> None:  # type: ignore[type-arg]
    home = {m: f for f in families(given_links) for m in f.members}
    assert all(home[one] == home[other] for one, other in given_links)
