"""The sheet of an incident, and what must not be on it: tried with the invented case."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tawthiq.app import printing
from tawthiq.app.contents import export_contents
from tawthiq.app.printing import browser, print_pdf
from tawthiq.app.sealing import seal
from tawthiq.app.sheets import sheet_of, write_sheet
from tawthiq.publish.sheet import Cite, IncidentSheet
from tawthiq.publish.sheet_page import ARABIC, sheet_html
from tawthiq.publish.value_words import words
from tawthiq.record.digest import Digest
from tawthiq.record.errors import ExtraMissing, NotFound, UsageError
from tawthiq.record.item import Access, Role
from tawthiq.record.judgement import Introduction, Verdict
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Link
from tawthiq.store import queries
from tawthiq.store.layout import open_layout
from tawthiq.store.objects import ObjectStore
from tests.app.case import Case, items, reading, stated
from tests.app.incident import SECRET_NAME, SECRET_WORDS, Made, make_incident, open_to_public
from tests.case import paths as at
from tests.store.samples import access_mark, verdict, writing


@pytest.fixture
def made(record: Path, case: Case) -> Made:
    return make_incident(record, case.digest(at.LONG))


def sheet(record: Path, made: Made, access: Access = Access.TEAM) -> IncidentSheet:
    with reading(record) as index:
        return sheet_of(index, made.incident, access)


def test_it_says_what_is_said_and_who_says_it(record: Path, made: Made, case: Case) -> None:
    found = sheet(record, made)
    assert [s.value for s in found.summary]
    assert {a.property for a in found.accounts} == {"account.weapon", "account.target"}
    (weapons, others) = ([a for a in found.accounts if a.property == p] for p in
                         ("account.weapon", "account.target"))  # fmt: skip
    assert len(weapons) == 2
    assert all(a.sources[0].said_by.name == "R. Analyst" and a.distinct == 1 for a in weapons)
    assert found.unknowns == others[0].sources
    assert len(found.clashing_times) == 1
    (introduced,) = (r.statement.value for r in stated(record, "entity") if r.id == made.person)
    assert isinstance(introduced, Introduction)
    assert [p.label for p in found.people] == [introduced.label]
    assert all(s.cites for s in (*found.summary, *found.times, *found.seen, *found.places))
    numbers = {s.number for s in found.sources}
    assert all(c.number in numbers for s in found.seen for c in s.cites)
    first = found.sources[0]
    assert first.item.digest == case.digest(at.LONG)
    assert first.stills
    assert first.part


def test_only_what_lies_in_its_seconds_belongs(record: Path, made: Made) -> None:
    found = sheet(record, made)
    everything = len(stated(record, "observation"))
    assert 0 < len([s for s in found.seen if s.property == "observation"]) < everything


def test_proposals_are_left_out_until_a_person_accepts_them(record: Path, made: Made) -> None:
    before = sheet(record, made)
    assert before.left_out > 0
    assert all(t.reviewed == 0 for t in before.tools)
    proposed = next(
        r for r in stated(record, "sound.loudness", "sound.silence", "key-frame") if r.standing == "proposed"
    )
    with writing(open_layout(record)) as writer:
        writer.add(statements=[verdict(proposed.id, Verdict.ACCEPT)])
    after = sheet(record, made)
    assert after.left_out in {before.left_out - 1, before.left_out}


def test_what_a_person_rejected_is_left_out_and_counted(record: Path, made: Made) -> None:
    before = sheet(record, made)
    wrong = next(r for r in stated(record, "question"))
    with writing(open_layout(record)) as writer:
        writer.add(statements=[verdict(wrong.id, Verdict.WITHDRAW), verdict(made.part, Verdict.DISPUTE)])
    after = sheet(record, made)
    assert (before.questions, after.questions) == (before.questions, ())
    assert after.overruled == before.overruled + 1
    assert after.sources[0].part, "what is disputed is still shown"


def test_the_same_said_of_several_files_is_one_line_that_cites_each(record: Path, made: Made) -> None:
    found = sheet(record, made)
    one = found.times[0]
    other = next(s.number for s in found.sources if s.number not in {c.number for c in one.cites})
    twice = (one, replace(one, cites=(Cite(other),)))
    once, both = (sheet_html(replace(found, times=times, unknowns=())) for times in ((one,), twice))
    said = words(one.value, "en")
    assert once.count(said) == both.count(said) > 0
    cite = f'href="#en-{other}"'
    assert both.count(cite) == once.count(cite) + 1


def test_nameless_files_that_are_only_cited_are_told_together(record: Path, made: Made) -> None:
    found = sheet(record, made)
    part = found.sources[0]
    bare = replace(part, acquisitions=(), part=False, places=(), stills=(), same=(), duration=None)
    last = len(found.sources)
    more = [
        replace(bare, number=last + n, item=replace(part.item, digest=Digest(f"{n:064}"), role=Role.SIDECAR))
        for n in (1, 2)
    ]
    page = sheet_html(replace(found, sources=(*found.sources, *more)))
    for each in more:
        assert page.count(f'id="en-{each.number}"') == page.count(f'id="ar-{each.number}"') == 1
        assert page.count(each.item.digest) == 2, "in custody, in each language"
    before = sheet_html(found)
    for plural, twice in (("files that came with others", 2), ("ملفات وردت مع غيرها", 2)):
        assert page.count(plural) == twice > before.count(plural)


def test_the_seal_is_on_it_or_that_there_is_none(record: Path, made: Made) -> None:
    assert "UNSEALED" in sheet_html(sheet(record, made))
    sealed = seal(record)
    found = sheet(record, made)
    assert found.seal is not None
    assert (found.seal.head, found.seal.since) == (sealed.head.head.digest, 0)
    page = sheet_html(found)
    assert found.seal.digits in page
    assert " ".join(sealed.words) in page
    assert "UNSEALED" not in page
    with writing(open_layout(record)) as writer:
        writer.add(statements=[verdict(made.part, Verdict.ACCEPT, by) for by in ("A", "B", "C")])
    later = sheet(record, made)
    assert later.seal is not None
    assert later.seal.since == 3


def secrets_of(record: Path, made: Made) -> list[str]:
    """Every name, word and digest that is hidden from who is not let in."""
    return [SECRET_NAME, SECRET_WORDS, *made.secret, *(d[:12] for d in made.secret)]


@pytest.mark.parametrize("access", [Access.PUBLIC, Access.TEAM])
def test_a_restricted_person_is_nowhere(record: Path, made: Made, access: Access) -> None:
    with writing(open_layout(record)) as writer:
        open_to_public(writer, Mention(made.incident))
    page = sheet_html(sheet(record, made, access))
    for secret in secrets_of(record, made):
        assert secret not in page
    assert SECRET_NAME in sheet_html(sheet(record, made, Access.RESTRICTED))


def test_an_incident_that_is_not_public_is_not_there(record: Path, made: Made) -> None:
    with pytest.raises(NotFound):
        sheet(record, made, Access.PUBLIC)


def test_a_public_sheet_has_only_what_was_opened_and_no_digest(
    record: Path, made: Made, case: Case, tmp_path: Path
) -> None:
    film = case.digest(at.LONG)
    opened = next(r for r in stated(record, "place") if r.statement.about == Mention(made.incident))
    with writing(open_layout(record)) as writer:
        open_to_public(writer, Mention(made.incident), Span(film), Mention(made.part), Mention(opened.id))
    write_sheet(record, made.incident, tmp_path / "public.html", Access.PUBLIC)
    page = (tmp_path / "public.html").read_text("utf-8")
    digests = set(items(record)) | {r.id for r in stated(record)}
    assert not [d for d in digests if d in page or d[:12] in page]
    found = sheet(record, made, Access.PUBLIC)
    assert [s.item.digest for s in found.sources if s.part] == [film]
    assert found.sources[0].names == (), "the name it came under was not opened"
    assert not found.sources[0].stills, "nor was any picture"
    assert (found.times, found.seen, found.accounts, found.people) == ((), (), (), ())
    assert "36.18912" not in page
    assert "300" not in re.sub(r"\{.*?\}", "", page.partition("</style>")[2])
    for name in case.before:
        assert name not in page


@pytest.mark.parametrize("access", [Access.PUBLIC, Access.TEAM])
def test_a_list_of_contents_shows_nothing_stricter(
    record: Path, made: Made, case: Case, tmp_path: Path, access: Access
) -> None:
    film, other = case.digest(at.LONG), case.digest(at.SILENT)
    with writing(open_layout(record)) as writer:
        open_to_public(writer, Span(other))
        names = [r.id for r in stated(record, "acquisition") if r.statement.about == Span(other)]
        open_to_public(writer, *(Mention(n) for n in names))
        writer.add(statements=[access_mark(Span(film), Access.RESTRICTED)])
    hidden = [r for r in stated(record, "key-frame") if isinstance(r.statement.about, Span)]
    pictures = _pictures(record, [r.id for r in hidden if r.statement.about.item == film])  # type: ignore[union-attr]
    for file in export_contents(record, tmp_path / "out", access):
        text = file.read_text("utf-8-sig")
        for name in (at.LONG, at.LONG_AGAIN, SECRET_NAME, SECRET_WORDS, *pictures):
            assert name not in text, f"{name[:40]} is in {file.name}"
        assert at.SILENT in text
        if access is Access.PUBLIC:
            assert not [d for d in items(record) if d in text or d[:12] in text]


def _pictures(record: Path, frames: list[str]) -> list[str]:
    """The pictures that key frames stand for, as they would lie in a page."""
    store, found = ObjectStore(open_layout(record)), []
    with reading(record) as index:
        for frame in frames:
            value = queries.statement(index, frame, seen_by=Access.RESTRICTED).statement.value
            if isinstance(value, Link):
                found.append(
                    base64.b64encode(store.path(value.target).read_bytes()).decode()[-400:-8]
                )  # every JPEG begins alike
    assert found
    return found


def test_what_is_no_incident_has_no_sheet(record: Path, made: Made) -> None:
    with reading(record) as index, pytest.raises(UsageError):
        sheet_of(index, made.part, Access.TEAM)


@pytest.fixture
def chromium() -> Iterator[str]:
    program = browser()
    if program is None:
        pytest.skip("no Chromium to print with")
    yield program


def test_it_prints_to_pdf_by_the_browser(record: Path, made: Made, tmp_path: Path, chromium: str) -> None:
    write_sheet(record, made.incident, tmp_path / "a sheet.html")
    file = print_pdf(tmp_path / "a sheet.html")
    assert file.read_bytes().startswith(b"%PDF-")
    assert sorted(p.name for p in tmp_path.iterdir() if "sheet" in p.name) == ["a sheet.html", "a sheet.pdf"]


def test_it_prints_in_letters_of_its_own_and_with_numbered_pages(record: Path, made: Made) -> None:
    page = sheet_html(sheet(record, made))
    assert base64.b64encode(ARABIC.read_bytes()).decode() in page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy and "font-src data:" in policy.group(1) and "default-src 'none'" in policy.group(1)
    assert "counter(page)" in page and "counter(pages)" in page
    assert not re.search(r"https?://", page)


def test_without_a_browser_it_says_how_to_print(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(printing, "browser", lambda: None)
    with pytest.raises(ExtraMissing) as error:
        print_pdf(tmp_path / "x.html")
    assert "browser" in error.value.advice
