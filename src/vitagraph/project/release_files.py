"""`SECURITY.md` and `CITATION.cff`: who maintains the project and where, as `pyproject.toml` states it, or its developers and its host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from vitagraph import __version__

_SECURITY = """\
# Security

<!-- written by `make generated` from pyproject.toml -->

Report a vulnerability privately: {where}. Please do not open a public issue for it.

Describe the version (`vitagraph --version`), the smallest input that shows the problem, and what an attacker gains. A
correction is released before the problem is described in public, and `CHANGELOG.md` names it under *Security*. Only the newest version is
corrected.

[Security and privacy](docs/reference/security.md) lists the threats that are known (hostile files, queries, servers, pages; private facts
in public output), what protects against each of them, the test of the protection, and what is not covered.
"""
_PRIVATE_REPORTING = "by the private reporting of the host of this repository (on GitHub: *Security*, *Report a vulnerability*)"


def release_files(root: Path) -> dict[str, str]:
    """Path in the project -> text of the files that name the maintainer and the version."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"SECURITY.md": security(project), "CITATION.cff": citation(project, released(root / "CHANGELOG.md"))}


def security(project: dict[str, Any]) -> str:
    """The page about reports of vulnerabilities."""
    addresses = [f"{one['name']} <{one['email']}>" for one in project.get("maintainers", []) if "email" in one]
    where = f"by e-mail to {' or '.join(addresses)}" if addresses else _PRIVATE_REPORTING
    return _SECURITY.format(where=where)


def citation(project: dict[str, Any], date: str) -> str:
    """How to cite the version, in the Citation File Format 1.2.0."""
    people = project.get("maintainers") or project["authors"]
    facts: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite this software as below.",
        "type": "software",
        "title": project["name"],
        "abstract": project["description"],
        "version": __version__,
        "date-released": date,
        "license": project["license"],
        "authors": [{"name": one["name"]} for one in people],
        "keywords": project["keywords"],
    }
    if repository := project.get("urls", {}).get("repository"):
        facts["repository-code"] = repository
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=10_000)


def released(changelog: Path) -> str:
    """The date of the version in the changelog. Raises ValueError where the changelog has no heading for the version."""
    heading = re.search(rf"^## \[{re.escape(__version__)}\] - (\d{{4}}-\d\d-\d\d)$", changelog.read_text(encoding="utf-8"), re.MULTILINE)
    if not heading:
        raise ValueError(f"CHANGELOG.md has no heading for {__version__}; write `## [{__version__}] - YYYY-MM-DD`")
    return heading[1]
