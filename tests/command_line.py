"""Runs the command line as a separate process, as in a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from forked_commands import BEFORE_THE_FIRST_LINE, forks

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "data" / "example"
CV = "document: {iri: https://ada.example/cv}\nperson: {name: Käthe Beispiel, email: kaethe@example.org}\n"
BROKEN = "person:\n  nme: Ada\n"
COMMAND = [sys.executable, "-m", "vitagraph"]
# The default signal handlers, also if the tests run in the background with other ones.
FRESH = "import os, signal, sys; [signal.signal(n, signal.SIG_DFL) for n in (1, 2, 15)]; os.execv(sys.executable, sys.argv[1:])"
INTERRUPTIBLE = [sys.executable, "-c", FRESH, *COMMAND]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("VITAGRAPH", "_VITAGRAPH", "COMP_"))}


def run(folder: Path, *arguments: str, given: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a call in a folder; a warning counts as an error."""
    whole = ENVIRONMENT | {"PYTHONWARNINGS": "error"} | environment
    if any(name.startswith(BEFORE_THE_FIRST_LINE) for name in environment):
        result = subprocess.run([*COMMAND, *arguments], cwd=folder, input=given, capture_output=True, timeout=60, check=False, env=whole)
        code, stdout, stderr = result.returncode, result.stdout, result.stderr
    else:
        code, stdout, stderr = forks().call(folder, list(arguments), whole, given, timeout=60)
    return code, stdout.decode("utf-8"), stderr.decode("utf-8")


def completed(
    folder: Path, *arguments: str | Path, given: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A call with this environment, or with that of the tests, and its result; a warning counts as an error."""
    whole = ENVIRONMENT | {"PYTHONWARNINGS": "error"} if environment is None else environment
    code, stdout, stderr = forks().call(folder, list(map(str, arguments)), whole, given, timeout=600)
    return subprocess.CompletedProcess(arguments, code, stdout.decode("utf-8"), stderr.decode("utf-8"))


def shell(folder: Path, line: str) -> tuple[int, str, str]:
    """The same for a line of bash with the command `vitagraph`; the exit code is that of the first failure in a pipe."""
    quoted = " ".join(f"'{word}'" for word in COMMAND)
    result = subprocess.run(
        ["bash", "-c", f'set -o pipefail; vitagraph() {{ {quoted} "$@"; }}; {line}'],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT | {"PYTHONWARNINGS": "error"},
    )
    return result.returncode, result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its content, including hidden ones."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
