"""Which of somebody's words a picture fits, by an image-text model of the CLIP family in a local folder.

The folder holds `image.onnx` (`pixel_values` (1, 3, h, w) to an embedding), `text.onnx` (`input_ids`
(n, tokens), and `attention_mask` where it asks for one, to embeddings) and `tokenizer.json`. No such model is
shipped; none could be obtained. The probability is the model's own, among the words of the list and "anything
else": it says which word fits best, not that the thing is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from tawthiq.media.messages import Measured
from tawthiq.record.draft import Draft
from tawthiq.record.errors import ExtraMissing
from tawthiq.record.statement import Method
from tawthiq.record.value import Text
from tawthiq.watch.one_session import session

IMAGE_MODEL, TEXT_MODEL, TOKENIZER = "image.onnx", "text.onnx", "tokenizer.json"
FILES = (IMAGE_MODEL, TEXT_MODEL, TOKENIZER)

_PROMPT, _ANYTHING = "a photo of {}", "a photo"
_SCALE = 100.0
"""By which these models multiply likeness before they compare (Radford and others 2021, section 2.5)."""

_MEAN = np.array((0.48145466, 0.4578275, 0.40821073), np.float32)
_SPREAD = np.array((0.26862954, 0.26130258, 0.27577711), np.float32)
"""Of the pictures that they were trained on, as published with their weights."""

_SIDE, _TOKENS = 224, 77
_LEAST_LIKELY = 0.5

_Embedded: TypeAlias = npt.NDArray[np.float32]


class PictureWords:
    """A reader of pictures: a "picture.shows" for the word of the list that is likelier than all else."""

    name = "tawthiq.picture-words"
    starts_programs = False

    def __init__(self, model: str, digest: str, words: Sequence[str]) -> None:
        """Loads the models in the folder `model`, and reads the words. Raises ExtraMissing."""
        folder = Path(model)
        check_picture_model(folder)
        self._words = tuple(words)
        prompts = [*(_PROMPT.format(word) for word in words), _ANYTHING]
        self._wanted = _texts(folder, prompts)
        self._image = session(folder / IMAGE_MODEL)
        self.version = f"1 {digest[:12]}"

    def read(self, excerpt: Measured, columns: Mapping[str, npt.NDArray[Any]]) -> Iterable[Draft]:
        """What one picture shows, if a word fits it. Raises ValueError for pixels of no picture."""
        pixels = columns["pixel"]
        if pixels.ndim != 3 or pixels.dtype != np.uint8 or pixels.shape[2] != 3:
            raise ValueError(f"{pixels.dtype} {pixels.shape} are no pixels")
        likely = self._likely(pixels)
        best = int(likely[:-1].argmax())
        if likely[best] >= _LEAST_LIKELY:
            probability = Decimal(f"{likely[best]:.2f}")
            words = f"{self._words[best]} [probability by the model: {probability}]"
            yield Draft("picture.shows", Text(words), excerpt.selectors, Method.INFERRED)

    def _likely(self, picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
        given, *_ = self._image.get_inputs()
        side = given.shape[-1] if isinstance(given.shape[-1], int) else _SIDE
        seen = _embedded(self._image, {given.name: _square(picture, side)}, "image_embeds")
        alike = _SCALE * (self._wanted @ seen[0]).astype(np.float64)
        odds = np.exp(alike - alike.max())
        return np.asarray(odds / odds.sum(), np.float64)


def _texts(folder: Path, prompts: Sequence[str]) -> _Embedded:
    try:
        from tokenizers import Tokenizer
    except ImportError as cause:
        raise ExtraMissing(
            "the library that splits words for models is not installed",
            mend="Install the extra: pip install 'tawthiq-record[speech]'.",
        ) from cause
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(_TOKENS)
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(list(prompts))
    model = session(folder / TEXT_MODEL)
    held = {
        "input_ids": np.array([each.ids for each in encoded], np.int64),
        "attention_mask": np.array([each.attention_mask for each in encoded], np.int64),
    }
    given = {name: held[name] for each in model.get_inputs() if (name := each.name) in held}
    return _embedded(model, given, "text_embeds")


def _embedded(model: onnxruntime.InferenceSession, given: Mapping[str, Any], wanted: str) -> _Embedded:
    """The output of that name, or the first, each row of length one."""
    names = [each.name for each in model.get_outputs()]
    found = np.asarray(model.run([wanted if wanted in names else names[0]], dict(given))[0], np.float32)
    return np.asarray(found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9), np.float32)


def _square(picture: npt.NDArray[np.uint8], side: int) -> _Embedded:
    """All of the picture in the middle of a square, (1, 3, side, side), as the models take it."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    small = (max(1, round(width * scale)), max(1, round(height * scale)))
    scaled = cv2.resize(picture, small, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    square = np.zeros((side, side, 3), np.float32)
    top, left = (side - small[1]) // 2, (side - small[0]) // 2
    square[top : top + small[1], left : left + small[0]] = (scaled - _MEAN) / _SPREAD
    return np.ascontiguousarray(square.transpose(2, 0, 1)[None])


def check_picture_model(folder: Path) -> None:
    """Raises ExtraMissing unless `folder` holds all of a model: nothing is ever fetched for it."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ExtraMissing(
            f"{folder} is no model of pictures and words: {', '.join(missing)} not there",
            mend=f"Name a folder with {', '.join(FILES)} (docs of watch/picture_words.py).",
        )
