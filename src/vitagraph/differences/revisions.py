"""The version of a source at a git revision."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vitagraph.differences.versions import Version, of_source
from vitagraph.errors import DataError, Problem, UsageError


@contextmanager
def at_revision(source: str, revision: str, include: Iterable[str] = ()) -> Iterator[Version]:
    """The version of a source at a git revision.

    Raises UsageError where there is no such revision or source, DataError where its input was wrong.
    """
    if revision.startswith("-"):
        raise UsageError(f"there is no revision '{revision}'; name a commit, a branch or a tag")
    path = Path(source).resolve()
    # A folder may be the root of the repository, so git runs in it.
    where, named = (path, [f"--prefix={path.name}/", revision]) if path.is_dir() else (path.parent, [revision, "--", path.name])
    archive = _git(where, "archive", "--format=tar", *named)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        then, shown_as = str(Path(folder) / path.name), f"{revision}:{source.rstrip('/')}"
        try:
            yield of_source(then, include)._replace(shown_as=shown_as)
        except DataError as error:
            there = Version(then, "", {}, shown_as=shown_as)
            raise DataError(Problem(there.shown(problem.place), problem.message) for problem in error.problems) from None


def _git(folder: Path, *arguments: str) -> bytes:
    if (git := shutil.which("git")) is None:
        raise UsageError("git is not installed; compare two folders instead")
    result = subprocess.run([git, "-C", str(folder), *arguments], capture_output=True, check=False)
    if result.returncode:
        message = result.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise UsageError(f"{folder}: git reports: {message}; name a revision and a source in the repository")
    return result.stdout
