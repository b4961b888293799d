"""Checks sdist and wheel in a folder against the files that git tracks: `python tests/release.py dist`; `make release` runs it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

from vitagraph import __version__
from vitagraph.project.release_files import released

ROOT = Path(__file__).parent.parent
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
INFO = f"vitagraph-{__version__}.dist-info"
#: what build tools add
ADDED_TO_SDIST = {"PKG-INFO", "pyproject.toml", ".gitignore"}
ADDED_TO_WHEEL = {f"{INFO}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")}


def tracked() -> list[str]:
    """The files of the project, as git lists them."""
    return subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def expected_in_wheel() -> set[str]:
    """The files that `sources` moves, without those that `exclude` names by their name or their folder, and those of the build tools."""
    without = tuple(one[1:] + "/" if one.startswith("/") else f"/{one}" for one in BUILD["wheel"]["exclude"])
    packed = [name for name in tracked() if not name.startswith(without) and not name.endswith(without)]
    moved = BUILD["wheel"]["sources"]
    return ADDED_TO_WHEEL | {
        target + name.removeprefix(folder) for folder, target in moved.items() for name in packed if name.startswith(f"{folder}/")
    }


def expected_in_sdist() -> set[str]:
    """The files that `include` names, and those of the build tools."""
    included = tuple(one[1:] for one in BUILD["sdist"]["include"])
    return ADDED_TO_SDIST | {name for name in tracked() if any(name == one or name.startswith(f"{one}/") for one in included)}


def compare(archive: Path, found: set[str], expected: set[str]) -> None:
    """Exits with the differences, if there are any."""
    different = [f"{archive.name}: {name} is missing" for name in expected - found]
    different += [f"{archive.name}: {name} does not belong there" for name in found - expected]
    if different:
        sys.exit("\n".join(sorted(different)[:20]))
    print(f"{archive}: {len(found)} files, {archive.stat().st_size / 1e6:.1f} MB")


def main(folder: Path) -> None:
    """Compares both archives, and the heading of the changelog with the version."""
    wheel, sdist = folder / f"vitagraph-{__version__}-py3-none-any.whl", folder / f"vitagraph-{__version__}.tar.gz"
    compare(wheel, set(zipfile.ZipFile(wheel).namelist()), expected_in_wheel())
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    compare(sdist, names, expected_in_sdist())
    print(f"CHANGELOG.md: {__version__} of {released(ROOT / 'CHANGELOG.md')}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
