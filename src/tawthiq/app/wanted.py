"""What of the optional parts of a build somebody asked for; what this machine can do of it is in `extras`."""

import os
from dataclasses import dataclass
from pathlib import Path

SPEECH_MODEL = "TAWTHIQ_SPEECH_MODEL"
SOUND_MODEL = "TAWTHIQ_SOUND_MODEL"
PICTURE_MODEL = "TAWTHIQ_PICTURE_MODEL"
"""Environment variables that name the folder of a whisper model, one of sounds, one of pictures and words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for: folders of models, whether text on screen is read, what pictures may show.

    `translate`: speech that is not in English is put into it too, by the speech model. `picture_words`: a
    file of words, one a line, that the picture model holds against key frames.
    """

    speech_model: Path | None = None
    read_text: bool = False
    sound_model: Path | None = None
    translate: bool = False
    picture_model: Path | None = None
    picture_words: Path | None = None

    @property
    def model(self) -> Path | None:
        """The folder of the speech model, from the environment where none is named."""
        return self.speech_model or _named(SPEECH_MODEL)

    @property
    def sounds(self) -> Path | None:
        """The folder of the sound model, from the environment where none is named."""
        return self.sound_model or _named(SOUND_MODEL)

    @property
    def pictures(self) -> Path | None:
        """The folder of the picture model, from the environment where none is named."""
        return self.picture_model or _named(PICTURE_MODEL)


def _named(variable: str) -> Path | None:
    folder = os.environ.get(variable)
    return Path(folder) if folder else None


FIRST_PASS_ONLY = Wanted()
