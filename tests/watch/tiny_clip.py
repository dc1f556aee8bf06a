"""An image-text model of a few hundred bytes: it knows colours, and the words for them."""

from pathlib import Path

from tests.watch.tiny_onnx import colour_model, words_model

_WORDS = {
    "[UNK]": (0.0, 0.0, 0.0),
    "a": (0.0, 0.0, 0.0),
    "photo": (0.1, 0.1, 0.1),
    "of": (0.0, 0.0, 0.0),
    "red": (1.0, -0.5, -0.5),
    "green": (-0.5, 1.0, -0.5),
}


def make_picture_model(folder: Path) -> Path:
    """The three files of it in `folder`."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "image.onnx").write_bytes(colour_model())
    (folder / "text.onnx").write_bytes(words_model(list(_WORDS.values())))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(_WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
