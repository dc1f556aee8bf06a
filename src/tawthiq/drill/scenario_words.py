"""Whether a scenario uses only words that the drill knows, and names only what is in it."""

from collections.abc import Iterable

from tawthiq.drill.filming import RECIPES, SCENES
from tawthiq.drill.phones import FAULTS
from tawthiq.drill.scenario import ODD, ODD_OF_FILMS, SIZES, Scenario
from tawthiq.drill.sources import KINDS, SPEECH
from tawthiq.drill.truth_footage import COPY_EDITS
from tawthiq.drill.truth_posts import POST_KINDS, QUESTIONS
from tawthiq.record.errors import UsageError

_MODALITIES = ("asserts", "denies", "asks", "reports")
_CHATS = ("telegram", "ar", "en")


def check_words(scenario: Scenario) -> None:
    """Raises UsageError on the first word that means nothing, saying which are known."""
    cameras = [camera.id for camera in scenario.cameras]
    for event in scenario.events:
        _known(f"event {event.name}", "scene", (event.scene,), SCENES)
        _known(f"event {event.name}", "source", (source.kind for source in event.sources), (*KINDS, SPEECH))
    for camera in scenario.cameras:
        scenario.event(camera.event)
        _known(f"camera {camera.id}", "recipe", (camera.recipe,), RECIPES)
        _known(f"camera {camera.id}", "fault", (camera.fault,), FAULTS)
        _known(f"camera {camera.id}", "size", camera.sizes, SIZES)
    for mark in scenario.marks:
        _known(f"mark {mark.name}", "camera", (mark.camera,), cameras)
    for copy in scenario.copies:
        _known(f"copy {copy.name}", "camera", copy.of, cameras)
        _known(f"copy {copy.name}", "edit", copy.edits, COPY_EDITS)
    for odd in scenario.odd:
        _known(f"odd {odd.name}", "kind", (odd.kind,), ODD)
        _known(f"odd {odd.name}", "camera", (odd.of,), cameras if odd.kind in ODD_OF_FILMS else ("",))
    for claim in scenario.claims:
        _known(f"claim {claim.id}", "question", (claim.question,), QUESTIONS)
        _known(f"claim {claim.id}", "truth", (claim.truth,), ("true", "false", "open"))
    _posts(scenario)


def _posts(scenario: Scenario) -> None:
    claims = [claim.id for claim in scenario.claims]
    for number, post in enumerate(scenario.posts):
        where = f"post {number}"
        _known(where, "kind", (post.kind,), POST_KINDS)
        _known(where, "chat", (post.chat,), _CHATS)
        for stance in post.stances:
            claim, _, modality = stance.partition(" ")
            _known(where, "claim", (claim,), claims)
            _known(where, "modality", (modality,), _MODALITIES)
        if not -1 <= post.answers < number:
            raise UsageError(f"{where}: answers {post.answers}, which is no post before it")


def _known(where: str, what: str, words: Iterable[str], known: Iterable[str]) -> None:
    for word in words:
        if word not in known:
            raise UsageError(f"{where}: no {what} {word!r}; known are {', '.join(known)}")
