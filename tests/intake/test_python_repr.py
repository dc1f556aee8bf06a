import datetime as dt
from contextlib import suppress
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tawthiq.intake.python_repr import Raw, parse_repr
from tawthiq.record.errors import LawBroken

_SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.datetimes()
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.datetimes(timezones=st.timedeltas(dt.timedelta(hours=-14), dt.timedelta(hours=14)).map(
        lambda offset: dt.timezone(dt.timedelta(seconds=int(offset.total_seconds()) or 60))
    ))
)  # fmt: skip
_NESTED: Any = st.recursive(
    _SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.integers(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(value=_NESTED)
@example(value=["'\"\\\n\x00\ud800"])
@example(value=dt.datetime(2013, 10, 24, tzinfo=dt.timezone(dt.timedelta(hours=-3))))
def test_what_repr_writes_is_read_back(value: Any) -> None:
    assert parse_repr(repr(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("datetime.datetime(2013, 8, 16, 16, 40, tzinfo=tzlocal())", dt.datetime(2013, 8, 16, 16, 40)),
        (
            "datetime.datetime(2013, 8, 16, 16, 40, tzinfo=tzutc())",
            dt.datetime(2013, 8, 16, 16, 40, tzinfo=dt.UTC),
        ),
        ("datetime.datetime(2013, 8, 16, 0, 0, tzinfo=<UTC>)", dt.datetime(2013, 8, 16, tzinfo=dt.UTC)),
        (
            "datetime.datetime(2013, 8, 16, 0, 0, tzinfo=tzoffset(None, 10800))",
            dt.datetime(2013, 8, 16, tzinfo=dt.timezone(dt.timedelta(hours=3))),
        ),
        ("datetime.datetime(2013, 13, 16, 0, 0)", Raw("datetime.datetime(2013, 13, 16, 0, 0)")),
        ("Media(filename='a)', urls=[('x',)])", Raw("Media(filename='a)', urls=[('x',)])")),
        ("[<object at 0x7f>, tzlocal(), x.y]", [Raw("<object at 0x7f>"), Raw("tzlocal()"), Raw("x.y")]),
        ("(1, 'a',)", [1, "a"]),
        ("{1, 2}", [1, 2]),
        ("set()", Raw("set()")),
        ("{(1, 2): 3}", {Raw("(1, 2)"): 3}),
        (" None ", None),
    ],
)
def test_the_forms_met_in_the_field(text: str, value: object) -> None:
    assert parse_repr(text) == value


def test_a_zone_by_name_is_kept() -> None:
    found = parse_repr("datetime.datetime(2013, 8, 16, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Damascus'))")
    assert isinstance(found, dt.datetime)
    assert found.utcoffset() == dt.timedelta(hours=3)


@pytest.mark.parametrize(
    "text", ["", "[", "[1", "{1: }", "'a", "1 2", "f(", "[1 2]", "é'", "[" * 5000, "9" * 5000]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(LawBroken):
        parse_repr(text)


def test_nothing_is_ever_run() -> None:
    trap = "__import__('os').system('touch /tmp/tawthiq-ran')"
    with pytest.raises(LawBroken):
        parse_repr(trap)
    assert parse_repr("exec('1/0')") == Raw("exec('1/0')")


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="[]{}()<>'\"\\,:x1 .=Nonedatetime\n", max_size=60))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    with suppress(LawBroken):
        parse_repr(text)


@pytest.mark.parametrize(
    "text", ["'" + "\"'" * 100_000, "f(" * 100_000, "'" + "\\" * 200_001, "[" + "1," * 200_000]
)
def test_hostile_cells_cost_little(text: str) -> None:
    start = process_time()
    with suppress(LawBroken):
        parse_repr(text)
    assert process_time() - start < 3
