"""Invented people: common given names, family names no family bears, and how each is spelled.

The family names say what they are: "of the example", "of the drill", "imaginary", "of paper".
Nobody is meant.
"""

from dataclasses import dataclass
from typing import Literal

from tawthiq.drill.arabic import dotless_ya, open_ta, stretched, without_hamza

Sex = Literal["male", "female"]


@dataclass(frozen=True)
class Name:
    """One name: as a careful hand writes it in Arabic, and its Latin spellings, the usual one first."""

    arabic: str
    latin: tuple[str, ...]


MEN = (
    Name("محمد", ("Muhammad", "Mohamed", "Mohammad", "Mohammed")),
    Name("أحمد", ("Ahmad", "Ahmed", "Ahmet")),
    Name("مصطفى", ("Mustafa", "Moustafa", "Mostafa")),
    Name("يحيى", ("Yahya", "Yehia", "Yahia")),
    Name("إبراهيم", ("Ibrahim", "Ebrahim", "Brahim")),
    Name("خالد", ("Khaled", "Khalid")),
    Name("عبد الرحمن", ("Abd al-Rahman", "Abdulrahman", "Abdel Rahman")),
    Name("سامر", ("Samer", "Samir")),
    Name("أيمن", ("Ayman", "Aiman")),
    Name("حسين", ("Husayn", "Hussein", "Hussain")),
)
WOMEN = (
    Name("فاطمة", ("Fatima", "Fatimah", "Fatmeh")),
    Name("آية", ("Aya", "Ayah")),
    Name("إسراء", ("Israa", "Esraa", "Isra")),
    Name("هبة", ("Hiba", "Heba")),
    Name("نور الهدى", ("Nur al-Huda", "Noor Alhuda", "Nour El Houda")),
    Name("ليلى", ("Layla", "Leila", "Laila")),
    Name("سمية", ("Sumayya", "Somaya", "Soumaya")),
)
FAMILIES = (
    Name("المثالي", ("al-Mithali", "Almithali", "El Methaly")),
    Name("التمريني", ("al-Tamrini", "Altamreeni", "El Tamriny")),
    Name("أبو حكاية", ("Abu Hikaya", "Abou Hikayeh", "Abuhikaya")),
    Name("الخيالي", ("al-Khayali", "Alkhayaly", "El Khiyali")),
    Name("الأنموذجي", ("al-Unmudhaji", "Alanmouzaji", "El Onmozagy")),
    Name("الورقي", ("al-Waraqi", "Alwaraki", "El Waraky")),
    Name("المفترض", ("al-Muftarad", "Almoftared", "El Muftarid")),
)


@dataclass(frozen=True)
class Person:
    """An invented person; children of a `household` bear its head's given name as father's."""

    number: int
    given: Name
    father: Name
    family: Name
    sex: Sex
    age: int
    household: int

    def arabic(self, spelling: int = 0) -> str:
        """Given, father's and family name; 0 is careful, 1 to 4 the variants people really write."""
        name = f"{self.given.arabic} {self.father.arabic} {self.family.arabic}"
        changes = (str, without_hamza, open_ta, dotless_ya, stretched)
        return changes[spelling % len(changes)](name)

    def latin(self, spelling: int = 0) -> str:
        """The same three names in Latin letters, each in its spelling of that number."""
        parts = (self.given.latin, self.father.latin, self.family.latin)
        return " ".join(forms[spelling % len(forms)] for forms in parts)

    def short(self) -> str:
        """Given and family name in Arabic, as neighbours say it."""
        return f"{self.given.arabic} {self.family.arabic}"
