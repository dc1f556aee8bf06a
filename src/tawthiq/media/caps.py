"""How much one file may ask of the machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """Beyond these a file is refused (MediaTooLarge) or its child stopped; its bytes are kept anyway.

    `pixels` of one picture as coded; `seconds` of presented length; `memory` in bytes of address space;
    `cpu_seconds` in all, of which each second of footage is granted `cpu_per_second`. The defaults let
    pass 8K pictures and a day of footage.
    """

    pixels: int = 8192 * 4608
    streams: int = 64
    seconds: int = 24 * 3600
    memory: int = 2 << 30
    cpu_seconds: int = 12 * 3600
    cpu_per_second: int = 20
