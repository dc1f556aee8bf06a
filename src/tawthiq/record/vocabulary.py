"""The properties a statement can speak of, with the values each takes. Open by `x.` names.

A property not listed here is refused, so that a slip of spelling cannot hide a statement; a team's own
fields begin with "x." and take any value.
"""

from dataclasses import dataclass
from types import MappingProxyType

from tawthiq.record import value as v
from tawthiq.record.errors import LawBroken


@dataclass(frozen=True, slots=True)
class Property:
    """A term, the value classes it takes (Unknown always), and what it means."""

    term: str
    values: tuple[type, ...]
    meaning: str


def _p(term: str, meaning: str, *values: type) -> Property:
    return Property(term, values, meaning)


_ALL = (
    # how things came to us
    _p("acquisition", "an arrival of the item", v.Acquisition),
    _p("source.provenance", "what is said of a source as a whole after it came", v.Acquisition),
    _p("derived-from", "the item was made from another", v.Link),
    _p("same-bytes", "an archive or list gives this digest for the item", v.Text),
    _p("preserved-capture", "an archiving tool's own word on a capture", v.Text),
    # facts of the container, as the file states them
    _p("media.duration", "presented length", v.Exact),
    _p("media.size", "displayed width and height", v.Text),
    _p("media.rotation", "degrees clockwise to display", v.Quantity),
    _p("media.frame-rate", "frames a second, mean", v.Exact, v.Quantity),
    _p("media.codec", "coding of a stream", v.Text),
    _p("media.streams", "what streams there are", v.Text),
    _p("media.damage", "what could not be decoded, from which second", v.Text),
    _p("media.clock", "a time kept in the container", v.When),
    _p("media.device", "the device or program named in the container", v.Text),
    _p("media.edit", "a sign in the container that it was written anew, cut or re-encoded", v.Term),
    _p("media.location", "a place kept in the container", v.Circle, v.Text),
    _p("exif.time", "a time kept in a picture", v.When),
    _p("exif.device", "the device named in a picture", v.Text),
    _p("exif.location", "a place kept in a picture", v.Circle),
    _p("file.time", "a time in a file's name or in the file system", v.When),
    # facts of a post or page
    _p("post", "a message as its export shows it", v.Post),
    _p("post.place", "a place attached to a post", v.Circle, v.Text),
    _p("page.title", "title on the platform", v.Text),
    _p("page.description", "description on the platform", v.Text),
    _p("page.uploader", "account that uploaded", v.Text),
    _p("page.uploaded", "time of upload by the platform", v.When),
    _p("page.url", "address it came from", v.Text),
    # what is seen and heard
    _p("observation", "what a person sees or hears in a span", v.Text),
    _p("note", "a person's remark", v.Text),
    _p("tag", "a label for sorting", v.Text),
    _p("transcription", "words heard or read in a span", v.Text),
    _p("translation", "the words in another language", v.Text),
    _p("shot.cut", "one shot ends and another begins", v.Quantity),
    _p("key-frame", "a picture that stands for a stretch", v.Link),
    _p("contact-sheet", "one picture of the key frames with their times", v.Link),
    _p("sound.loudness", "loudness over a span", v.Quantity),
    _p("sound.silence", "no sound over a span", v.Quantity),
    _p("sound.event", "a draft finding about a sound", v.Term),
    _p("sound.impulse", "a bang or blow from its onset until it has died away: a score 0-1", v.Quantity),
    _p("sound.siren", "a siren or sweeping tone over a span: a score 0-1", v.Quantity),
    _p(
        "sound.drone",
        "an engine or aircraft over a span, which it cannot tell apart: a score 0-1",
        v.Quantity,
    ),
    _p("sound.speech", "speech over a span: mean probability by a model", v.Quantity),
    _p("sound.chant", "a weak hint, never over 0.5, that a voice chants or recites over a span", v.Quantity),
    _p("camera.motion", "how the camera is held over a span", v.Term),
    _p("picture.dark", "too dark to see much over a span: mean brightness 0-255", v.Quantity),
    _p("picture.state", "no moving picture over a span", v.Term),
    _p("picture.mark", "a mark that stays put over a span, in the region cited", v.Term),
    _p("picture.shows", "a word of somebody's list that a model thinks the picture fits, as words", v.Text),
    _p("finding", "a draft finding of an analyser", v.Text, v.Term, v.Quantity),
    _p("track.frames", "pts and measures of every frame", v.Track),
    _p("track.hash", "perceptual hashes over time", v.Track),
    _p("track.pdq", "PDQ hashes by their reference code over time, for exchange", v.Track),
    _p("track.points", "points of a picture a second and what is around them", v.Track),
    _p("track.thumbnails", "one small grey picture a second", v.Track),
    _p(
        "track.panes",
        "what is shown small within a picture, a row a second and pane, as of a picture",
        v.Track,
    ),
    _p("track.motion", "how much every frame differs from the one before", v.Track),
    _p("track.waveform", "peaks and loudness over time", v.Track),
    _p("track.sound", "cepstrum and whitened sound over time, for putting recordings on one clock", v.Track),
    _p("track.camera", "how far and how jerkily the camera moves, over time", v.Track),
    _p("track.impulse", "onset, strength, decay and score of every impulse", v.Track),
    _p("track.speech", "probability of speech over time", v.Track),
    _p("track.faces", "where faces are over time, to be covered; restricted", v.Track),
    # between items, between entities
    _p("same-footage", "the span shows the same recording as a span of another item", v.Overlap),
    _p(
        "same-scene",
        "the span shows the same place as a span of another item; the moment is not told",
        v.Overlap,
    ),
    _p("same-sound", "the span has the sound of a span of another item, copied or played again", v.Overlap),
    _p("near-duplicate", "somebody's list says that two items are nearly one, at what distance", v.Link),
    _p("likely-derived", "an item held was likely made from another, with the reasons", v.Link),
    _p("no-usable-evidence", "why nothing can be said of copies: blank, dark or too short", v.Text),
    _p("same-moment", "two recordings of one moment, on one clock", v.Overlap),
    _p("event-time", "where on an event's clock a recording lies", v.Overlap),
    _p("same-as", "two entities are one", v.Link),
    _p("different-from", "two entities, or two items, are not one", v.Link),
    _p("part-of", "belongs to an incident, event, household or worksite", v.Link),
    # the world
    _p("entity", "introduces an entity", v.Introduction),
    _p("time", "when it happened or was filmed", v.When),
    _p("place", "where it happened or was filmed", v.Circle, v.Area, v.Text),
    _p("account.weapon", "by what means, in somebody's words", v.Text),
    _p("account.target", "what was struck", v.Text),
    _p("account.actor", "who did it", v.Text),
    _p("account.motive", "why", v.Text),
    _p("account.toll", "how many were killed, wounded, missing", v.Tally),
    # people
    _p("person.name", "a name as written", v.Text),
    _p("person.status", "what is said to have become of a person", v.Term),
    _p("person.age", "age in years, as stated", v.Tally, v.Text),
    _p("person.sex", "as stated", v.Term, v.Text),
    _p("person.relation", "relation to another person", v.Link, v.Text),
    _p("person.residence", "where the person lived", v.Text, v.Link),
    _p("person.last-seen", "last known place and time", v.Text, v.When),
    _p("person.sought-by", "who asks after the person", v.Text, v.Link),
    _p("person.identified-by", "who identified", v.Text, v.Link),
    _p("person.buried", "where and when buried", v.Text, v.When, v.Circle),
    _p("person.contact", "how those who ask can be reached; written down restricted", v.Text),
    _p("person.contact-consent", "whether, by whom and for what they may be reached", v.Text),
    _p("household.member", "a person of a household", v.Link),
    # needs
    _p("need.request", "what is asked for", v.Text),
    _p("need.offer", "what is offered", v.Text),
    _p("need.met", "a request said to be met", v.Link, v.Text),
    # judgement
    _p("question", "what is not known and should be", v.Text),
    _p("assessment", "a reasoned judgement", v.Text),
    _p("independence", "a reasoned judgement that sources are independent", v.Text),
    _p("review", "a person's verdict on a statement", v.Review),
    _p("zone", "the zone a clock without zone is taken to be in, and why", v.Text),
    _p("viewing", "a person looked through the item: `blind`, or `with-proposals`, which it cites", v.Term),
    _p("graphic", "hard to look at, and what awaits who looks: covered until asked for", v.Text),
    _p("excluded", "left out of watching, by which rule and why; it stays kept and shown", v.Text),
    _p("head-left", "with whom a head of the record was left; the item is the head as it was signed", v.Text),
    _p("access", "who may see, lowered or raised with a reason", v.Term),
)

PROPERTIES = MappingProxyType({p.term: p for p in _ALL})
"""Every property by its term."""

CAMERA_MOTIONS = ("fixed", "steady", "moving", "walking", "shaky")
"""On a stand or a ledge; held well; turned or carried about; carried on by steps; shaken to a blur."""

PICTURE_STATES = ("black", "frozen", "test-card")
"""Nothing to see; one picture that does not change; one colour, bars or a chart instead of a scene."""

MARKS = ("logo", "banner", "border")
"""A small mark; a strip from side to side or a good part of it; bars at the edges of the picture."""

STATUSES = ("killed", "wounded", "missing", "found-alive", "detained", "displaced", "unknown")
"""What may be said to have become of a person; "unknown" is a status of its own."""


def check_value(term: str, value: object) -> None:
    """Raises LawBroken unless `term` is a property that takes `value`."""
    if term.startswith("x."):
        return
    known = PROPERTIES.get(term)
    if known is None:
        raise LawBroken(f"unknown property {term!r}; a field of your own begins with 'x.'")
    if not isinstance(value, (*known.values, v.Unknown)):
        expected = ", ".join(kind.__name__ for kind in known.values)
        raise LawBroken(f"{term} takes {expected}, found {type(value).__name__}")
    if term == "person.status" and isinstance(value, v.Term) and value.term not in STATUSES:
        raise LawBroken(f"{value.term!r} is no status; expected one of {', '.join(STATUSES)}")
