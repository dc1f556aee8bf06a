"""The outlines of the world: whole where they cross the date line, and named where they lie."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

OUTLINES = """async () => {
  const { countries, unproject } = await import("/static/world.js");
  const found = await countries();
  const jumps = (points) => Math.max(...points.slice(1).map(([x], n) => Math.abs(x - points[n][0])));
  return Object.fromEntries(found.map(({ name, rings, home }) => [name, {
    jump: Math.max(...rings.filter(({ box }) => box[3] < 1).map(({ points }) => jumps(points))),
    west: unproject(home[0], 0.5)[0], east: unproject(home[2], 0.5)[0],
    edges: rings.filter(({ box }) => box[0] < -1e-6 || box[2] > 1 + 1e-6).length,
  }]));
}"""


def test_no_outline_is_drawn_across_the_world(browsing: "Page") -> None:
    found = browsing.evaluate(OUTLINES)
    assert len(found) > 200
    for name, country in found.items():
        assert country["jump"] < 0.1, name
    # From 27° E to Chukotka at 170° W, past the date line; so its name lies in Siberia.
    russia = found["Russia"]
    assert 20 < russia["west"] < 40 and 185 < russia["east"] < 195
    assert russia["edges"] == 4, "the mainland and Wrangel Island, each at both edges"
    assert found["France"]["edges"] == 0


def test_the_pole_is_closed_along_the_edge_of_the_map(browsing: "Page") -> None:
    antarctica = browsing.evaluate(OUTLINES)["Antarctica"]
    assert antarctica["east"] - antarctica["west"] > 359
