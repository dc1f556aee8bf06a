"""A whisper model made of random numbers: the smallest that CTranslate2 and faster-whisper load. No torch."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WIDTH = 8
TOKENS = 100 + 11 + 1501
_WORDS = 100
_TIMES = 1501
"""0.00 to 30.00 s by 0.02 s."""

_SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|ar|>", "<|fr|>", "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
)  # fmt: skip


def make_model(folder: Path, *, speaks: str = "ar", sure: bool = True) -> Path:
    """The model in `folder`; it takes all it hears for language `speaks`, or, unless `sure`, for none."""
    from ctranslate2.specs.whisper_spec import WhisperSpec

    random = np.random.default_rng(5)
    spec = WhisperSpec(1, 1, 1, 1)
    _fill(spec, random, speaks, sure=sure)
    spec.register_vocabulary(list(_tokens()))
    folder.mkdir(parents=True, exist_ok=True)
    spec.validate()
    spec.save(str(folder))
    config = json.loads((folder / "config.json").read_text())
    languages = [_WORDS + _SPECIAL.index(f"<|{code}|>") for code in ("en", "ar", "fr")]
    config |= {
        "lang_ids": languages,
        "suppress_ids": [],
        "suppress_ids_begin": [],
        "alignment_heads": [[0, 0]],
    }
    (folder / "config.json").write_text(json.dumps(config))
    _tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def _tokens() -> Iterator[str]:
    yield ""  # by which CTranslate2 4.8 knows a multilingual whisper
    yield from (f"word{n}" for n in range(1, _WORDS))
    yield from _SPECIAL
    yield from (f"<|{n * 0.02:.2f}|>" for n in range(_TIMES))


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, models

    return Tokenizer(models.WordLevel({token: n for n, token in enumerate(_tokens())}, unk_token=""))


def _fill(spec: Any, random: np.random.Generator, speaks: str, *, sure: bool) -> None:
    def some(*shape: int) -> npt.NDArray[np.float32]:
        return (0.02 * random.standard_normal(shape)).astype(np.float32)

    def linear(of: Any, rows: int, columns: int) -> None:
        of.weight, of.bias = some(rows, columns), np.zeros(rows, np.float32)

    def norm(of: Any) -> None:
        of.gamma, of.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def layer(of: Any, *, is_decoder: bool) -> None:
        norm(of.self_attention.layer_norm)
        linear(of.self_attention.linear[0], 3 * WIDTH, WIDTH)
        linear(of.self_attention.linear[1], WIDTH, WIDTH)
        if is_decoder:
            norm(of.attention.layer_norm)
            linear(of.attention.linear[0], WIDTH, WIDTH)
            linear(of.attention.linear[1], 2 * WIDTH, WIDTH)
            linear(of.attention.linear[2], WIDTH, WIDTH)
        norm(of.ffn.layer_norm)
        linear(of.ffn.linear_0, 4 * WIDTH, WIDTH)
        linear(of.ffn.linear_1, WIDTH, 4 * WIDTH)

    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = some(WIDTH, 80, 3), np.zeros(WIDTH, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = some(WIDTH, WIDTH, 3), np.zeros(WIDTH, np.float32)
    encoder.position_encodings.encodings = some(1500, WIDTH)
    norm(encoder.layer_norm)
    layer(encoder.layer[0], is_decoder=False)
    decoder.embeddings.weight = some(TOKENS, WIDTH)
    decoder.position_encodings.encodings = some(448, WIDTH)
    norm(decoder.layer_norm)
    layer(decoder.layer[0], is_decoder=True)
    decoder.projection.weight = some(TOKENS, WIDTH)
    bias = np.zeros(TOKENS, np.float32)
    if sure:
        bias[_WORDS + _SPECIAL.index(f"<|{speaks}|>")] = 8
    bias[7] = 9  # and so all it ever says is word7
    decoder.projection.bias = bias
