"""Films every camera of a scenario from one world, and tells what is true of each film."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

from tawthiq.drill import encode
from tawthiq.drill.camera import Pose, View, Walk
from tawthiq.drill.footage import PICTURES_A_SECOND, lying, uneven_ticks
from tawthiq.drill.grain import grain_of
from tawthiq.drill.hearing import Ear
from tawthiq.drill.phones import clock_of, created_at, named
from tawthiq.drill.scenario import Camera, Event, Scenario, Size
from tawthiq.drill.scene import LABEL, Scene, label_box
from tawthiq.drill.sound import Sound
from tawthiq.drill.sun import SunAt, sun_at
from tawthiq.drill.traffic import Way, camera_way
from tawthiq.drill.truth_footage import Box, Overlay, PhoneClock, Recording, Span, Sun, TrackPoint
from tawthiq.drill.world import POLE_METRES, market, under, yard

RECIPES = {
    "phone": encode.PHONE,
    "vp9": replace(encode.UNEVEN, tick=encode.PHONE.tick),
    "hevc": encode.HEVC,
    "messenger": encode.MESSENGER,
}
SCENES = ("market", "lane", "yard")
CODECS = {"libx264": "h264", "libx265": "hevc", "libvpx-vp9": "vp9"}
_TICK = Fraction(1, PICTURES_A_SECOND)
_SPARE = 11.0
"""Metres between the place where a walker stops and the middle of the heap."""
_SUN_HOLDS = 10.0
"""World seconds for which shadows stay: the sun moves 0.1 degrees at most."""
_NO_SMOKE = 1e-3
_ON_GROUND = 2.5
"""Metres: who films from higher up is in no van's way."""
_LANE = (101, 260.0, 60.0)
"""What is added to the seed for the other street, its length, and where its cameras count from."""


@dataclass(frozen=True)
class Shooting:
    """A camera with all that was decided about its film: world seconds, pixels, and the street's length."""

    camera: Camera
    event: Event
    begins: Fraction
    seconds: Fraction
    width: int
    height: int
    walk: Walk
    path: str
    seed: int

    def flashes(self, scale: float) -> tuple[float, ...]:
        """World seconds at which an impact lights up a dark scene."""
        if self.event.light >= 0.5:
            return ()
        moments = [at for source in self.event.sources if source.kind == "impulse" for at in source.moments]
        return tuple(self.event.begins + scale * at for at in sorted(moments))


def shootings(scenario: Scenario, size: Size, seed: int) -> tuple[Shooting, ...]:
    """What each camera of that size is to film."""
    chosen = [camera for camera in scenario.cameras if size.name in camera.sizes]
    return tuple(
        _shooting(scenario, size, camera, seed * 1000 + number) for number, camera in enumerate(chosen)
    )


def _shooting(scenario: Scenario, size: Size, camera: Camera, seed: int) -> Shooting:
    event = scenario.event(camera.event)
    begins = event.begins + _pictures(camera.after * size.scale)
    seconds = max(_pictures(camera.seconds * size.scale), Fraction(min(camera.seconds, size.shortest)))
    local = scenario.epoch + timedelta(seconds=float(begins))
    clock = clock_of(camera.fault, camera.grammar, local + timedelta(seconds=float(seconds)))
    base = places_from(event, street_length(scenario, size))
    x, y, z = camera.place
    start = Pose(
        (x, y, 0.0 if camera.arrives else base + z), math.radians(camera.yaw), math.radians(camera.pitch)
    )
    steady = event.scene == "yard"
    walk = Walk(
        start,
        pace=camera.pace,
        gaze=0.0 if steady else camera.gaze,
        tremor=0.0 if steady else 0.8,
        phase=seed % 97 / 7,
        stops=camera.arrives * size.scale if camera.arrives else math.inf,
        sway=0.0 if steady else 0.5,
        zooming=0.0 if steady else 0.1,
    )
    path = f"footage/{named(camera.name, clock, local)}"
    wide, high = (each // size.halve // 2 * 2 for each in (camera.width, camera.height))
    return Shooting(camera, event, begins, seconds, wide, high, walk, path, seed)


def places_from(event: Event, length: float) -> float:
    """The z from which places of an event count: the heap, `length` metres along the market street."""
    return {"market": length, "lane": _LANE[2], "yard": 0.0}[event.scene]


def street_length(scenario: Scenario, size: Size) -> float:
    """Metres to the heap: as far as the walker who arrives there walks, and a little more."""
    walks = [camera.pace * camera.arrives * size.scale for camera in scenario.cameras if camera.arrives]
    return (walks[0] if walks else 50.0) + _SPARE


def film(
    folder: Path, scenario: Scenario, size: Size, shot: Shooting, seed: int, heard: Sound | None
) -> None:
    """Write the film of one camera. `heard` is its sound, or none for a silent one."""
    recipe = RECIPES[shot.camera.recipe]
    if shot.camera.uneven:
        recipe = replace(recipe, tick=Fraction(1, 1000))
    if shot.camera.upright:
        recipe = replace(recipe, turn=encode.UPRIGHT.turn)
    if shot.camera.damaged:  # it is to lose its tail, and what is left is to be seen
        recipe = replace(recipe, head_first=True)
    path = folder / shot.path
    path.parent.mkdir(parents=True, exist_ok=True)
    encode.write(
        path,
        recipe,
        pictures=pictures_of(scenario, size, shot, seed, recipe.tick),
        sound=heard,
        ended_at=created_at(_clock(scenario, shot)),
        title=f"{LABEL} {scenario.name}",
    )


def pictures_of(
    scenario: Scenario, size: Size, shot: Shooting, seed: int, tick: Fraction
) -> Iterator[encode.Timed]:
    """Every picture of a film with its tick."""
    base = scene = scene_of(scenario, size, shot.event, seed)
    noise = grain_of(shot.seed, shot.width, shot.height, shot.event.light)
    flashes, until = shot.flashes(size.scale), -math.inf
    ticks = list(range(int(shot.seconds / tick))) if tick == _TICK else uneven_ticks(shot.seed, shot.seconds)
    for number, at in enumerate(ticks):
        # The film's clock may drift: this picture's second in the world is not its second in the film.
        lived = float(at * tick) / (1 + shot.camera.drift_ppm / 1e6)
        view = View(shot.walk.pose(lived), shot.width, shot.height)
        world = float(shot.begins) + lived
        if world >= until:
            scene, until = under(base, _sun(scenario, Fraction(world))), world + _SUN_HOLDS
        picture = scene.seen(view, world - shot.event.begins, flash=_glow(world, flashes))
        picture = noise.over(picture, number)
        yield at, lying(picture) if shot.camera.upright else picture


def _glow(world: float, flashes: tuple[float, ...]) -> float:
    """How bright the flashes before that moment still are, at most 1."""
    return min(1.0, sum(math.exp(-(world - at) / 0.18) for at in flashes if at <= world < at + 2))


@cache
def scene_of(scenario: Scenario, size: Size, event: Event, seed: int) -> Scene:
    """The place where an event is filmed, its walls as painted."""
    sun, heading = _sun(scenario, Fraction(event.begins)), heading_of(scenario, event)
    if event.scene == "yard":
        return yard(seed, sun, heading)
    lane = event.scene == "lane"
    length = _LANE[1] if lane else street_length(scenario, size)
    seconds = [
        float(shot.begins + shot.seconds - shot.event.begins) for shot in _of_scene(scenario, size, event)
    ]
    scene = market(
        seed + (_LANE[0] if lane else 0),
        length,
        sun,
        heading,
        light=event.light,
        seconds=max(seconds),
        cameras=tuple(_ways(scenario, size, event)),
    )
    return replace(scene, sky=replace(scene.sky, spread=_NO_SMOKE)) if lane else scene


def _of_scene(scenario: Scenario, size: Size, event: Event) -> list[Shooting]:
    """What is filmed in the scene of an event, at whatever event: the street stays as it is."""
    return [shot for shot in shootings(scenario, size, 0) if shot.event.scene == event.scene]


def _ways(scenario: Scenario, size: Size, event: Event) -> Iterator[Way]:
    """Where the cameras of a scene pass that stand on its ground."""
    for shot in _of_scene(scenario, size, event):
        if shot.camera.place[1] < _ON_GROUND:
            along = [shot.walk.pose(float(second)).place[2] for second in range(math.ceil(shot.seconds) + 1)]
            yield camera_way(shot.camera.place[0], min(along), max(along))


def heading_of(scenario: Scenario, event: Event) -> float:
    """Where the z axis of an event's scene points."""
    return scenario.place.heading + (41 if event.scene == "lane" else 0)


def _sun(scenario: Scenario, world: Fraction) -> SunAt:
    moment = scenario.epoch + timedelta(seconds=float(world))
    return sun_at(moment, scenario.place.latitude, scenario.place.longitude)


def _clock(scenario: Scenario, shot: Shooting) -> PhoneClock:
    ends = scenario.epoch + timedelta(seconds=float(shot.begins + shot.seconds))
    return clock_of(shot.camera.fault, shot.camera.grammar, ends)


def ear(shot: Shooting) -> Ear:
    """The microphone of a camera."""
    camera = shot.camera

    def place(world: float) -> tuple[float, float, float]:
        return shot.walk.pose(world - float(shot.begins)).place

    return Ear(place, shot.begins, shot.seconds, camera.drift_ppm, camera.gain, camera.echo, shot.seed)


def recording(scenario: Scenario, shot: Shooting) -> Recording:
    """What is true of a film."""
    camera = shot.camera
    recipe = RECIPES[camera.recipe]
    heading = heading_of(scenario, shot.event)
    return Recording(
        path=shot.path,
        camera=camera.id,
        event=shot.event.name,
        scene=shot.event.scene,
        begins=shot.begins,
        seconds=shot.seconds,
        drift_ppm=camera.drift_ppm,
        clock=_clock(scenario, shot),
        width=shot.width,
        height=shot.height,
        codec=CODECS[recipe.video],
        track=tuple(_point(shot.walk, second, heading) for second in range(math.ceil(shot.seconds))),
        turn=90 if camera.upright else 0,
        uneven=camera.uneven,
        sound=not camera.silent,
        calibrates=shot.event.scene == "yard",
        pole_mm=int(POLE_METRES * 1000) if shot.event.scene == "yard" else 0,
    )


def suns(scenario: Scenario, shot: Shooting) -> tuple[Sun, Sun]:
    """The sun over the first and the last second of a film."""
    found = []
    for at in (Fraction(0), shot.seconds):
        sun = _sun(scenario, shot.begins + at)
        found.append(Sun(shot.path, at, round(1000 * sun.azimuth), round(1000 * sun.elevation)))
    return found[0], found[1]


def label(shot: Shooting) -> Overlay:
    """The words INVENTED DRILL in the corner of a film."""
    right, bottom = label_box(shot.width)
    width, height = Fraction(100 * (right + 1), shot.width), Fraction(100 * (bottom + 1), shot.height)
    box = Box(Fraction(0), Fraction(0), min(Fraction(100), width), height)
    return Overlay("label", LABEL, "en", Span(shot.path, Fraction(0), shot.seconds), box)


def _point(walk: Walk, second: int, heading: float) -> TrackPoint:
    pose = walk.pose(second)
    x, y, z = (round(1000 * each) for each in pose.place)
    turned = round(1000 * (heading + math.degrees(pose.yaw))) % 360_000
    return TrackPoint(Fraction(second), x, y, z, turned, round(1000 * math.degrees(pose.pitch)))


def _pictures(seconds: float) -> Fraction:
    """A length on whole pictures."""
    return Fraction(round(seconds * PICTURES_A_SECOND), PICTURES_A_SECOND)
