"""Painted surfaces of the invented city: fronts, paving, smoke. BGR uint8, from random numbers."""

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Height x width x 3, BGR."""

PIXELS_A_METRE = 22

_STONE = ((168, 190, 204), (140, 168, 188), (180, 186, 190), (122, 150, 176), (150, 160, 158))
_SHUTTER = ((92, 70, 52), (70, 96, 60), (60, 60, 120), (110, 92, 70), (50, 78, 104))
_AWNING = ((60, 60, 170), (150, 90, 40), (70, 130, 60), (60, 150, 190), (120, 120, 120))


def grain(rng: np.random.Generator, height: int, width: int, *, coarse: int) -> NDArray[np.float32]:
    """Cloudy noise in about [-1, 1]: octaves from patches of `coarse` pixels down to single ones."""
    field = np.zeros((height, width), np.float32)
    patch, weight = coarse, 0.5
    while patch >= 1:
        small = rng.standard_normal((height // patch + 2, width // patch + 2)).astype(np.float32)
        field += weight * cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
        patch, weight = patch // 3, weight * 0.6
    return field


def front(rng: np.random.Generator, metres_wide: float, metres_high: float) -> Image:
    """A building's street front: stone, floors of windows and balconies, a shop with an awning."""
    height, width = int(metres_high * PIXELS_A_METRE), int(metres_wide * PIXELS_A_METRE)
    wall = plaster(rng, height, width)
    storey = int(3.1 * PIXELS_A_METRE)
    columns = int(rng.integers(2, 5))
    for top in range(int(0.5 * PIXELS_A_METRE), height - int(1.6 * storey), storey):
        _floor_of_windows(wall, rng, top, storey, columns)
    _shop(wall, rng, height - int(1.25 * storey))
    cv2.rectangle(wall, (0, 0), (width - 1, 6), (96, 108, 116), -1)
    return wall


def plaster(rng: np.random.Generator, height: int, width: int) -> Image:
    """Bare wall with courses of stone, streaks of rain and patches of damage."""
    stone = np.array(_STONE[rng.integers(len(_STONE))], np.float32) * rng.uniform(0.75, 1.1)
    wall = stone + 26 * grain(rng, height, width, coarse=27)[..., None]
    wall[:: int(rng.integers(9, 15))] *= 0.84
    streaks = np.repeat(rng.uniform(0.86, 1.06, width // 5 + 1), 5)[:width]
    painted: Image = np.clip(wall * streaks[None, :, None], 0, 255).astype(np.uint8)
    for _ in range(int(rng.integers(2, 7))):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        axes = (int(rng.integers(3, 14)), int(rng.integers(3, 10)))
        cv2.ellipse(painted, centre, axes, 0, 0, 360, (70, 84, 96), -1)
    return painted


def _floor_of_windows(wall: Image, rng: np.random.Generator, top: int, storey: int, columns: int) -> None:
    pitch = wall.shape[1] / columns
    shutter = _SHUTTER[rng.integers(len(_SHUTTER))]
    for column in range(columns):
        left, right = int((column + 0.24) * pitch), int((column + 0.76) * pitch)
        sill = top + int(0.62 * storey)
        lit = int(rng.integers(18, 70))
        cv2.rectangle(wall, (left, top + 8), (right, sill), (lit + 14, lit + 6, lit), -1)
        cv2.rectangle(wall, (left, top + 8), (right, sill), (188, 200, 206), 2)
        if rng.random() < 0.55:
            middle = (left + right) // 2
            cv2.rectangle(wall, (left, top + 8), (middle, sill), shutter, -1)
            for slat in range(top + 12, sill, 5):
                cv2.line(wall, (left, slat), (middle, slat), (30, 34, 38), 1)
        if rng.random() < 0.45:
            cv2.rectangle(wall, (left - 8, sill), (right + 8, sill + 5), (120, 128, 132), -1)
            for bar in range(left - 8, right + 8, 5):
                cv2.line(wall, (bar, sill - 16), (bar, sill), (40, 44, 46), 1)


def _shop(wall: Image, rng: np.random.Generator, top: int) -> None:
    height, width = wall.shape[:2]
    awning = np.array(_AWNING[rng.integers(len(_AWNING))])
    cv2.rectangle(wall, (8, top + 20), (width - 8, height - 1), (34, 38, 42), -1)
    for _ in range(26):
        left, low = int(rng.integers(width // 2, width - 14)), int(rng.integers(top + 30, height))
        goods = rng.integers(30, 150, 3).tolist()
        cv2.rectangle(wall, (left, low - 9), (left + 9, low), goods, -1)
    if rng.random() < 0.5:
        for rib in range(top + 24, height, 6):
            cv2.line(wall, (8, rib), (width // 2, rib), (110, 114, 116), 3)
    for stripe, left in enumerate(range(4, width - 4, 12)):
        colour = awning if stripe % 2 else np.array((205, 212, 216))
        cv2.rectangle(wall, (left, top), (left + 11, top + 20), colour.tolist(), -1)
    sign = (int(rng.integers(90, 220)), int(rng.integers(60, 200)), int(rng.integers(60, 220)))
    cv2.rectangle(wall, (14, top - 18), (width - 14, top - 3), sign, -1)
    for mark in range(22, width - 24, 9):
        cv2.line(wall, (mark, top - 8), (mark + 5, top - 13), (245, 245, 245), 2)


def paving(rng: np.random.Generator, metres_wide: float, metres_long: float) -> Image:
    """Street from above, rows along its width: kerbs, patched asphalt, scattered stones."""
    scale = PIXELS_A_METRE // 2
    height, width = int(metres_wide * scale), int(metres_long * scale)
    tone = 104 + 30 * grain(rng, height, width, coarse=27)
    road = np.repeat(np.clip(tone, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    kerb = max(2, height // 6)
    for rows in (slice(0, kerb), slice(height - kerb, height)):
        road[rows] = np.clip(road[rows].astype(np.int16) + 34, 0, 255).astype(np.uint8)
        road[rows, ::14] = 70
    for _ in range(int(metres_long * 4)):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        shade = int(rng.integers(60, 200))
        cv2.circle(road, centre, int(rng.integers(1, 4)), (shade, shade, shade), -1)
    return road


def smoke_field(rng: np.random.Generator, side: int = 256) -> NDArray[np.float32]:
    """Tileable cloudy density in [0, 1], side x side: what smoke is cut from."""
    half = grain(rng, side // 2, side // 2, coarse=27)
    both = np.concatenate([half, half[:, ::-1]], axis=1)
    field = np.concatenate([both, both[::-1]], axis=0)
    low, high = float(field.min()), float(field.max())
    return ((field - low) / (high - low)).astype(np.float32)
