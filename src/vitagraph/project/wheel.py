"""A wheel of the vitagraph that runs: a repository that contains it can install vitagraph where no registry has it."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import vitagraph
from vitagraph import resources

#: the time of all members: equal files make equal wheels
_TIME = (2020, 1, 1, 0, 0, 0)


def wheel() -> tuple[str, bytes]:
    """The file name and the content of the wheel (https://packaging.python.org/en/latest/specifications/binary-distribution-format/)."""
    installed = distribution("vitagraph")
    info = f"vitagraph-{installed.version}.dist-info"
    members = dict(sorted(_package()))
    for name in ("METADATA", "entry_points.txt"):
        members[f"{info}/{name}"] = (installed.read_text(name) or "").encode()
    for licence in installed.metadata.get_all("License-File", []):
        member = f"licenses/{licence}"
        members[f"{info}/{member}"] = (installed.read_text(member) or "").encode()
    members[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: vitagraph\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in members.items())
    members[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), content, zipfile.ZIP_DEFLATED)
    return f"vitagraph-{installed.version}-py3-none-any.whl", written.getvalue()


def _package() -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the package; in a checkout, also of the folders that a wheel has inside the package."""
    package, root = Path(vitagraph.__file__).parent, resources.path("ontology").parent
    folders = {package: "vitagraph"} | ({} if root == package else {root / name: f"vitagraph/{name}" for name in resources.FOLDERS})
    for folder, target in folders.items():
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield f"{target}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _digest(content: bytes) -> str:
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip('=')}"
