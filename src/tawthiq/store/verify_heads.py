"""Verifying heads: the record's own checkpoints, and the one that somebody outside has kept."""

from collections.abc import Iterable, Iterator, Mapping

from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotWhole
from tawthiq.store.device_key import writer_id
from tawthiq.store.findings import Finding
from tawthiq.store.head import FIRST_LINE, Head, SignedHead, parse_head
from tawthiq.store.layout import Layout
from tawthiq.store.verify_chain import ChainRead
from tawthiq.store.words import read_digest

OUTSIDE = "the head from outside"


def read_outside(text: str) -> SignedHead | Digest:
    """A head as somebody kept it: the signed note, or only its digest in words, digits or hexadecimal.

    Line ends and blanks around a note, which mail and paste change, do not matter. Raises NotWhole where
    a note is altered or badly signed, UsageError where it is neither.
    """
    if FIRST_LINE not in text:
        return read_digest(text)
    return parse_head("\n".join(line.strip() for line in text.strip().splitlines()) + "\n")


def stored_heads(layout: Layout) -> Iterator[tuple[str, SignedHead | Finding]]:
    """Every file of `checkpoints/`: its path in the record, and its head or what is wrong with it."""
    folder = layout.checkpoints
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        where = path.relative_to(layout.root).as_posix()
        if path.suffix == ".head" and path.is_file() and not path.is_symlink():
            yield where, _stored_head(path.name, where, path.read_bytes())
        else:
            yield where, Finding(where, None, "does not belong here")


def _stored_head(name: str, where: str, content: bytes) -> SignedHead | Finding:
    try:
        signed = parse_head(content.decode())
    except (NotWhole, UnicodeDecodeError) as cause:
        return Finding(where, None, f"not a head that holds: {cause}")
    if signed.head.file_name != name:
        return Finding(where, None, f"its name should be {signed.head.file_name}")
    return signed


def check_head(
    where: str, signed: SignedHead, record: Digest, chains: Mapping[str, ChainRead]
) -> Iterator[Finding]:
    """What in the chains does not agree with a head whose signature holds."""
    head = signed.head
    if head.record != record:
        yield Finding(where, None, f"is a head of record {head.record[:16]}…, not of this one")
    for signature in signed.signatures:
        if writer_id(signature.key) not in chains:
            yield Finding(where, None, f"is signed by key {signature.key[:16]}…, which has no chain here")
    yield from _check_chains(where, head, chains)


def _check_chains(where: str, head: Head, chains: Mapping[str, ChainRead]) -> Iterator[Finding]:
    for then in head.chains:
        now = chains.get(then.writer)
        if now is None:
            yield Finding(where, None, f"names the chain of {then.writer}, which is gone")
        elif now.count < then.count:
            what = f"names {then.count} entries of {then.writer}; {now.count} are left"
            yield Finding(where, None, what)
        elif now.roots[then.count] != then.root:
            what = f"the first {then.count} entries of {then.writer} are not the ones it was made of"
            yield Finding(where, None, what)


def sizes_of(heads: Iterable[SignedHead]) -> dict[str, set[int]]:
    """At which sizes the root of each chain is needed."""
    sizes: dict[str, set[int]] = {}
    for signed in heads:
        for chain in signed.head.chains:
            sizes.setdefault(chain.writer, set()).add(chain.count)
    return sizes
