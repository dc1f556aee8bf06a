"""What is found: a stretch of one recording that shows what a stretch of another shows."""

from dataclasses import dataclass

from tawthiq.match.aligning import Line
from tawthiq.match.frame import WHOLE, Frame
from tawthiq.match.one_take import Signs


@dataclass(frozen=True, slots=True)
class Segment:
    """Seconds `start` to `end` here are those along `line` there, within ± `error`.

    `mirror` and `rotation` (degrees clockwise, whole) turn this picture into the other; `region` is what of
    this picture is seen, `region_there` where in the other. `sightings` pictures agreed, a `share` of those
    tried; `weight` is what they are worth and `probability` that the pictures are the same (match.evidence).
    `why` it is said to be the same moment, for a copy; `told`: what tells one take from two.
    """

    start: float
    end: float
    line: Line
    error: float
    label: str
    probability: float
    weight: float
    sightings: int
    share: float
    mirror: bool = False
    rotation: int = 0
    region: Frame = WHOLE
    region_there: Frame = WHOLE
    sound: str = ""
    why: str = ""
    told: Signs | None = None

    @property
    def there(self) -> tuple[float, float]:
        """The seconds there."""
        return self.line.there(self.start), self.line.there(self.end)
