"""The key of this device for one record at one place: whose chain is written.

One key per (record, folder), kept outside the record under the user's configuration: a copy of the
record at another path gets a key, and so a chain, of its own, and two copies never fork one chain. What
the key last wrote is remembered beside it, so that a folder put back from an old backup is noticed and
gets a new key too.
"""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from platformdirs import user_config_path

from tawthiq.store.durable import place, writing_to
from tawthiq.store.layout import Layout

HOME_VARIABLE = "TAWTHIQ_HOME"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """An Ed25519 key (RFC 8032). `file` is where it is kept."""

    file: Path
    _private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return self._private.public_key().public_bytes_raw().hex()

    @property
    def writer(self) -> str:
        """The writer's id: the name of its chain."""
        return writer_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature of `message`."""
        return self._private.sign(message)

    def remember(self, count: int, tail: str) -> None:
        """Notes that the chain had `count` entries, the last line hashing to `tail`."""
        with suppress(OSError):  # a hint, lost without harm, and so not fsynced
            self._memory.write_text(f"{count} {tail}\n", "ascii")

    @property
    def remembered(self) -> tuple[int, str] | None:
        """What `remember` last noted; None where nothing, or nothing legible, was."""
        try:
            count, tail = self._memory.read_text("ascii").split()
            return int(count), tail
        except (OSError, ValueError):
            return None

    @property
    def _memory(self) -> Path:
        return self.file.with_suffix(".last")


def writer_id(public: str) -> str:
    """First 32 hexadecimal digits of the SHA-256 of a public key given in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]


def signature_holds(public: str, message: bytes, signature: bytes) -> bool:
    """Whether `signature` of `message` is by the key `public` (hexadecimal)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def device_key(layout: Layout) -> DeviceKey:
    """This device's key for the record in this folder, made where there is none. Raises WriteFailed."""
    file = _keys() / f"{_name(layout)}.key"
    if file.is_file():
        return DeviceKey(file, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii"))))
    return _new_key(file)


def retire(key: DeviceKey) -> DeviceKey:
    """Puts `key` aside and makes a new one in its place; the old chain is never written again."""
    with writing_to(key.file):
        key.file.replace(key.file.with_suffix(f".{key.writer[:8]}.retired"))
    return _new_key(key.file)


def _new_key(file: Path) -> DeviceKey:
    private = Ed25519PrivateKey.generate()
    place(file, private.private_bytes_raw().hex().encode(), file.parent, mode=0o600)
    key = DeviceKey(file, private)
    key.remember(0, "")
    return key


def _keys() -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return (Path(home) if home else user_config_path("tawthiq")) / "keys"


def _name(layout: Layout) -> str:
    place_of = f"{layout.id}\0{layout.root.resolve()}"
    return hashlib.sha256(place_of.encode(errors="surrogateescape")).hexdigest()[:32]
