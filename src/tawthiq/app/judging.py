"""A person's verdicts on statements, with the reasons that the law asks for."""

from dataclasses import replace

from tawthiq.app.editing import Edit, Hand, give, own, state
from tawthiq.app.own_words import own_words
from tawthiq.record.agent import HUMAN
from tawthiq.record.errors import LawBroken
from tawthiq.record.span import Mention
from tawthiq.record.statement import Statement
from tawthiq.record.value import Review, Term, Text, Verdict
from tawthiq.store.queries import StatementRow


def judge(hand: Hand, row: StatementRow, verdict: Verdict, reason: str) -> Edit:
    """A verdict on a statement. Everything but accepting needs a reason. Raises LawBroken."""
    if verdict is Verdict.CORRECT:
        raise LawBroken("a correction says what stands instead; see `correct`")
    if verdict is not Verdict.ACCEPT and not reason.strip():
        raise LawBroken("say why: whoever reads the record after you must be able to follow")
    return give(hand, row.id, Review(verdict, reason.strip()))


def is_correctable(said: Statement) -> bool:
    """Whether other words can stand in place of what is said; of another value one says another thing."""
    return isinstance(said.value, Text | Term) or said.property == "person.age"


def correct(hand: Hand, row: StatementRow, words: str, reason: str) -> Edit:
    """Other words in place of a statement's own, which stay in the record. Raises LawBroken.

    What a person wrote down for somebody else stays that speaker's: it is the writing that is corrected.
    """
    old, better = row.statement, words.strip()
    if not is_correctable(old):
        raise LawBroken("only words can be corrected here; reject the statement and make another")
    if not better or not reason.strip():
        raise LawBroken("a correction needs the words that stand instead, and a reason")
    value = Term(better) if isinstance(old.value, Term) else own_words(better)
    cites = (*old.cites, Mention(row.id))
    corrected = own(hand, old.about, old.property, value, cites)
    if old.recorded_by.kind in HUMAN and old.said_by != old.recorded_by:
        corrected = replace(old, value=value, recorded_by=hand.by, cites=cites, language=corrected.language)
    made, (replacement,) = state(hand, [corrected])
    return made + give(hand, row.id, Review(Verdict.CORRECT, reason.strip(), replacement))
