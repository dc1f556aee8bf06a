import os
import subprocess
import sys
from pathlib import Path

from tawthiq.media.specimen import Specimen, clip

HEAVY = ("numpy", "av", "cv2", "sqlalchemy", "rich", "jinja2", "cryptography", "openpyxl", "PIL")

_PROGRAM = f"""
import sys
sys.argv = ["tawthiq", "--help"]
from tawthiq.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
heavy = [name for name in {HEAVY!r} if name in sys.modules]
sys.exit(f"--help imported {{heavy}}" if heavy else 0)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


_STAGES = ("av", "cv2", "scipy", "faiss", "onnxruntime", "openpyxl", "PIL")

_OPENED = f"""
import sys
from pathlib import Path
from starlette.testclient import TestClient
import tawthiq.app.building, tawthiq.cli.opening, tawthiq.web.serving
from tawthiq.app.arriving import take_in
from tawthiq.app.desk import at_desk
from tawthiq.app.sources import known_source
from tawthiq.web.application import create_app
from tawthiq.web.guard import ENTRY, Keys
with at_desk(Path("given.record")) as desk:
    take_in(known_source(desk.layout, Path("given"), lambda name: None), desk.record, lambda step: None)
    keys = Keys()
    client = TestClient(create_app(desk, keys, 8765), base_url="http://127.0.0.1:8765")
    page = client.get(ENTRY, params={{"key": keys.entry}}).text
    assert "<bdi>clip</bdi>" in page, page
heavy = [name for name in {_STAGES!r} if name in sys.modules]
sys.exit(f"the first page imported {{heavy}}" if heavy else 0)
"""


def test_the_first_page_waits_for_no_stage_to_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "clip.mp4").write_bytes(clip(Specimen(seconds=1)))
    done = subprocess.run(
        [sys.executable, "-c", _OPENED],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "TAWTHIQ_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 0, done.stderr
