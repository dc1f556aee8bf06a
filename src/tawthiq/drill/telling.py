"""Tells the truth of a plan: what is known because it was made so."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from tawthiq.drill import copying, filming, odd, population, rolls
from tawthiq.drill.chats import laid_beside
from tawthiq.drill.plan import Plan
from tawthiq.drill.soundtrack import Heard
from tawthiq.drill.truth import NOTICE, VERSION, Truth, families
from tawthiq.drill.truth_footage import Copy, File, Kind, Mark, Place, SoundIs, Span
from tawthiq.drill.truth_posts import Claim, Need, NeedsOn, NeedStep


def tell(plan: Plan, heard: Heard, texts: tuple[File, ...]) -> Truth:
    """The truth; `texts` are the files beside the films, `heard` what there is to hear in each film."""
    scenario = plan.scenario
    copies = (*(copying.told(copy) for copy in plan.copies), *_beside(plan), *odd.odd_copies(plan))
    ids = {draft.key: f"p{number:04}" for number, draft in enumerate(plan.drafts, start=1)}
    needs = _needs(plan, ids)
    sought = frozenset(person for draft in plan.drafts if draft.kind == "search" for person in draft.person)
    zone = scenario.epoch.utcoffset() or timedelta()
    return Truth(
        version=VERSION,
        notice=NOTICE,
        scenario=scenario.name,
        seed=plan.seed,
        size=plan.size.name,
        epoch=scenario.epoch.astimezone(UTC),
        zone_seconds=int(zone.total_seconds()),
        files=(*_films(plan), *odd.odd_files(plan), *texts),
        struck_at=Fraction(scenario.struck),
        real=_real(plan, copies),
        places=_places(plan),
        recordings=tuple(filming.recording(scenario, shot) for shot in plan.shots),
        suns=tuple(sun for shot in plan.shots for sun in filming.suns(scenario, shot)),
        cuts=tuple(cut for copy in plan.copies for cut in copying.cuts(copy)),
        sounds=heard.onsets,
        steady=heard.steady,
        speech=plan.speech.told if plan.speech else None,
        without=() if plan.speech else ("speech",),
        overlays=(
            *(filming.label(shot) for shot in plan.shots),
            *(overlay for copy in plan.copies for overlay in copying.overlays(copy)),
        ),
        marks=_marks(plan),
        copies=copies,
        families=families(copies),
        persons=population.persons_told(plan.fates),
        households=population.households_told(plan.fates, sought),
        statuses=population.statuses(plan.fates, plan.day),
        tolls=population.tolls(plan.fates, plan.day, rolls.nameless(plan.fates, plan.day)),
        lists=tuple(roll.told for roll in plan.rolls),
        rows=tuple(row for roll in plan.rolls for row in roll.rows),
        chats=tuple(chat.told for chat in plan.chats),
        posts=tuple(post for chat in plan.chats for post in chat.posts),
        claims=_claims(plan),
        needs=needs,
        needs_on=_needs_on(plan, needs),
        rejects=(
            *(reject for chat in plan.chats for reject in chat.rejects),
            *(reject for roll in plan.rolls for reject in roll.rejects),
            *odd.odd_rejects(plan),
        ),
    )


def _films(plan: Plan) -> tuple[File, ...]:
    """Every film: recorded, lent, copied, or laid beside a chat."""
    lengths = {copy.path: copy.seconds for copy in plan.copies}
    recorded = [
        File(
            shot.path,
            Kind.VIDEO,
            f"filmed by {shot.camera.id}",
            shot.seconds,
            damaged=shot.camera.damaged,
        )
        for shot in plan.shots
    ]
    real = [File(clip.path, Kind.VIDEO, "a real clip, lent", clip.seconds) for clip in plan.real]
    copied = [File(copy.path, Kind.VIDEO, "a copy", copy.seconds) for copy in plan.copies]
    beside = [
        File(path, Kind.VIDEO, "as sent in a chat", lengths[source], source)
        for source, path in laid_beside(plan.chats)
    ]
    return (*recorded, *real, *copied, *beside)


def _beside(plan: Plan) -> tuple[Copy, ...]:
    """The same bytes beside a chat are copies without an edit."""
    copies = {copy.path: copy for copy in plan.copies}
    return tuple(_same_bytes(path, copies[source]) for source, path in laid_beside(plan.chats))


def _same_bytes(path: str, of: copying.Copying) -> Copy:
    silent = copying.sound_of(of) is SoundIs.ABSENT
    whole = Span(of.path, Fraction(0), of.seconds)
    return copying.unedited(path, whole, SoundIs.ABSENT if silent else SoundIs.SAME)


def _real(plan: Plan, copies: tuple[Copy, ...]) -> tuple[str, ...]:
    """Lent clips and all that was made of them."""
    clips = {clip.path for clip in plan.real}
    made = [path for family in families(copies) if family.original in clips for path in family.members]
    return tuple(sorted(clips | set(made)))


def _places(plan: Plan) -> tuple[Place, ...]:
    """Where each scene "is": the other street is a kilometre to the north-east."""
    place, found = plan.scenario.place, []
    for scene in sorted({shot.event.scene for shot in plan.shots}):
        event = next(shot.event for shot in plan.shots if shot.event.scene == scene)
        away = 0.0065 if scene == "lane" else 0.0
        found.append(
            Place(
                scene,
                place.arabic if scene != "lane" else f"شارع آخر، ليس {place.arabic}",
                place.english if scene != "lane" else f"another street; not {place.english}",
                round(1e6 * (place.latitude + away)),
                round(1e6 * (place.longitude + away)),
                60,
                round(1000 * filming.heading_of(plan.scenario, event)) % 360_000,
            )
        )
    return tuple(found)


def _marks(plan: Plan) -> tuple[Mark, ...]:
    """What is to be found, shortened as the films are; and each flash that lights a dark film."""
    shots = {shot.camera.id: shot for shot in plan.shots}
    found = []
    for mark in plan.scenario.marks:
        if (shot := shots.get(mark.camera)) is None:
            continue
        scale = shot.seconds / shot.camera.seconds
        begins = Fraction(mark.begins).limit_denominator(1000) * scale
        ends = min(shot.seconds, Fraction(mark.ends).limit_denominator(1000) * scale)
        if begins < ends:
            found.append(Mark(mark.name, Span(shot.path, begins, ends), mark.english, mark.arabic))
    return (*found, *_flashes(plan))


def _flashes(plan: Plan) -> list[Mark]:
    found = []
    for shot in plan.shots:
        for number, world in enumerate(shot.flashes(plan.size.scale), start=1):
            drift = 1 + Fraction(shot.camera.drift_ppm, 1_000_000)
            at = (Fraction(world).limit_denominator(48_000) - shot.begins) * drift
            if 0 <= at < shot.seconds:
                span = Span(shot.path, at, min(shot.seconds, at + Fraction(1, 2)))
                found.append(Mark(f"flash-{number}", span, "a flash lights the street", "وميض يضيء الشارع"))
    return found


def _claims(plan: Plan) -> tuple[Claim, ...]:
    known = {"true": True, "false": False, "open": None}
    return tuple(
        Claim(
            claim.id,
            claim.question,
            claim.english,
            claim.arabic,
            known[claim.truth],
            claim.scope,
            None if claim.figure < 0 else claim.figure,
        )
        for claim in plan.scenario.claims
    )


def _needs(plan: Plan, ids: dict[str, str]) -> tuple[Need, ...]:
    """Each need with every post that changed it."""
    found = []
    for need in plan.scenario.needs:
        steps = tuple(
            NeedStep(draft.need[1], draft.at, ids[draft.key], draft.need[2])
            for draft in plan.drafts
            if draft.need and draft.need[0] == need.id
        )
        outcome = "met" if any(step.state == "met" for step in steps) else "never-met"
        found.append(
            Need(need.id, need.what, need.english, need.arabic, need.quantity, "market", outcome, steps)
        )
    return tuple(found)


def _needs_on(plan: Plan, needs: tuple[Need, ...]) -> tuple[NeedsOn, ...]:
    """Open and met at the end of the day of the strike, the next, and the day the heap is cleared."""
    found = []
    for after in (0, 1, population.CLEARED):
        day = plan.day + timedelta(days=after)
        end = _end_of(day, plan)
        asked = [need for need in needs if need.steps and need.steps[0].at < end]
        met = [need.id for need in asked if any(s.state == "met" and s.at < end for s in need.steps)]
        found.append(NeedsOn(str(day), tuple(need.id for need in asked if need.id not in met), tuple(met)))
    return tuple(found)


def _end_of(day: date, plan: Plan) -> Fraction:
    """World seconds of the midnight after a day of the place's clock."""
    epoch = plan.scenario.epoch
    midnight = datetime(day.year, day.month, day.day, tzinfo=epoch.tzinfo) + timedelta(days=1)
    return Fraction(round((midnight - epoch).total_seconds()))
