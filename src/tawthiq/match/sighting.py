"""A sighting: one picture of a recording seen in one picture of another, and verified."""

from dataclasses import dataclass

import numpy as np

from tawthiq.match.geometry import Placement, place, scaling
from tawthiq.match.pixels import Agreement, agreement
from tawthiq.match.recording import Recording

MATCHING_BITS = 31
"""Two hashes at most this far apart are taken for one picture (PDQ's own threshold)."""

GOOD_QUALITY = 50
"""Below it a picture has too little structure for its hash to mean much (PDQ's own threshold)."""

_FEWEST_CELLS, _FEW_CELLS = 7, 5
"""Places of a picture where points must agree; fewer are enough where pixels are very sure, for a picture
that is small in another has few points that are found again (decision 0031)."""

_FEWEST_BLOCKS = 5
_LEAST_SHARE = 0.55
_LEAST_OVERLAP = 0.35
_SURE_BLOCKS, _SURE_SHARE = 8, 0.75


@dataclass(frozen=True, slots=True)
class Sighting:
    """Row `here` of one recording, seen in a mirror or not, shows what row `there` of another shows.

    `placement` is of the whole pictures, also where one is a pane.
    """

    here: int
    there: int
    mirror: bool
    placement: Placement
    agreement: Agreement


def look(one: Recording, other: Recording, here: int, there: int, *, mirror: bool) -> Sighting | None:
    """The sighting, if points agree on a placement and pixels with it; or hashes and pixels."""
    points = one.mirror[0] if mirror else one.points
    placement = place(points[here], other.points[there])
    if placement is not None and placement.cells >= _FEW_CELLS:
        seen = _judged(one, other, here, there, mirror, placement)
        if seen is not None and (placement.cells >= _FEWEST_CELLS or _is_sure(seen.agreement)):
            return seen
    if mirror or not _hashes_alike(one, other, here, there):
        return None
    whole = scaling(one.thumbnail(here), other.thumbnail(there))
    return _judged(one, other, here, there, mirror, whole)


def _judged(
    one: Recording, other: Recording, here: int, there: int, mirror: bool, placement: Placement
) -> Sighting | None:
    picture = one.mirror[1][here] if mirror else one.thumbnail(here)
    marks = one.marks_in(here, mirror=mirror), other.marks_in(there)
    agreed = agreement(picture, other.thumbnail(there), placement, *marks)
    convincing = (
        agreed.agreeing >= _FEWEST_BLOCKS
        and agreed.share >= _LEAST_SHARE
        and agreed.overlap >= _LEAST_OVERLAP
    )
    if not convincing:
        return None
    return Sighting(here, there, mirror, _of_whole(one, other, here, there, mirror, placement), agreed)


def _of_whole(
    one: Recording, other: Recording, here: int, there: int, mirror: bool, placement: Placement
) -> Placement:
    """How the whole pictures lie, where what two rows show lies so."""
    if max(here - one.pictures, there - other.pictures) < 0:
        return placement
    from_whole = np.linalg.inv(one.matrix(here, mirror=mirror))
    return Placement(other.matrix(there) @ placement.matrix @ from_whole, placement.cells)


def _is_sure(agreed: Agreement) -> bool:
    return agreed.agreeing >= _SURE_BLOCKS and agreed.share >= _SURE_SHARE


def _hashes_alike(one: Recording, other: Recording, here: int, there: int) -> bool:
    if min(one.quality[here], other.quality[there]) < GOOD_QUALITY:
        return False
    return int(np.bitwise_count(one.hashes[here] ^ other.hashes[there]).sum()) <= MATCHING_BITS
