import hashlib
import tomllib

from tawthiq.publish.sheet_page import ARABIC
from tawthiq.web.rendering import STATIC

MANIFEST = tomllib.loads((STATIC / "MANIFEST.toml").read_text("utf-8"))
LICENCES = {"BSD-3-Clause", "MIT", "ISC", "0BSD", "Apache-2.0", "OFL-1.1"}


def test_what_others_made_is_what_the_manifest_says() -> None:
    for name, entry in MANIFEST.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["licence"] in LICENCES
        assert (STATIC / entry["licence_file"]).stat().st_size > 500


def test_the_letters_in_a_sheet_are_those_of_the_pages_with_their_licence() -> None:
    entry = MANIFEST[f"fonts/{ARABIC.name}"]
    assert hashlib.sha256(ARABIC.read_bytes()).hexdigest() == entry["sha256"]
    licence = STATIC / entry["licence_file"]
    assert {file.name for file in ARABIC.parent.iterdir()} == {ARABIC.name, licence.name}
    assert (ARABIC.parent / licence.name).read_bytes() == licence.read_bytes()


def test_nothing_is_shipped_unnamed() -> None:
    licences = {entry["licence_file"] for entry in MANIFEST.values()}
    for folder in ("vendor", "fonts"):
        for file in (STATIC / folder).iterdir():
            name = file.relative_to(STATIC).as_posix()
            assert name in MANIFEST or name in licences, name


def test_our_scripts_fetch_nothing_from_elsewhere() -> None:
    for file in STATIC.glob("*.js"):
        assert "http://" not in file.read_text("utf-8").replace("http://www.w3.org", "")
        assert "https://" not in file.read_text("utf-8")
