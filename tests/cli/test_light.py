import subprocess
import sys

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
