"""The shapes: vitagraph's, those of a profile, and the user's own files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from vitagraph import resources
from vitagraph.errors import UsageError, did_you_mean
from vitagraph.validation.engines import Check, compiled, failed
from vitagraph.validation.own import OwnShapes

#: the files of hand-written shapes for every CV
HAND_WRITTEN = ("dataset", "person", "career", "works", "patents", "events")
#: the file derived from the record classes (see `vitagraph.project.default_shapes`)
DEFAULT = "default"
#: profile -> the files of shapes it adds
PROFILES = {"public": ("privacy",), "google": ("google",)}


def check_of(profiles: Iterable[str] = (), own: Sequence[OwnShapes] = (), engine: str = "shacl", base: bool = True) -> Check:
    """A check against vitagraph's shapes (`base`), those of profiles, and the user's own.

    Raises UsageError for an unknown profile or engine, and for SHACL that the engine cannot read.
    """
    ours = shapes(profiles, base)
    if not own:
        return compiled(ours, engine)
    from vitagraph.queries.syntax import may_ask_elsewhere
    from vitagraph.validation.sandboxed import Shapes, confined

    # vitagraph's own shapes are read by every engine, so what cannot be read is the user's.
    theirs = "\n".join(one.turtle(engine) for one in own)
    return confined(Shapes(ours, theirs, engine, " or ".join(one.file for one in own), may_ask_elsewhere(theirs)))


def shapes(profiles: Iterable[str] = (), base: bool = True) -> str:
    """The shapes as one Turtle text: vitagraph's (`base`), those of profiles. Raises UsageError for an unknown profile."""
    names = [*HAND_WRITTEN, DEFAULT] if base else []
    for profile in profiles:
        if profile not in PROFILES:
            raise UsageError(f"there is no profile '{profile}'" + did_you_mean(profile, PROFILES, f"; name {' or '.join(PROFILES)}"))
        names += PROFILES[profile]
    return _texts(names)


def hand_written() -> str:
    """The hand-written shapes for every CV as one Turtle text."""
    return _texts(HAND_WRITTEN)


def _texts(names: Iterable[str]) -> str:
    return "\n".join(resources.text(f"ontology/shapes/{name}.ttl") for name in names)


def read_own(files: Iterable[str]) -> list[OwnShapes]:
    """The user's files of shapes. Raises UsageError where SHACL's own shapes find something in one (SHACL, appendix C)."""
    own, wrong = list(map(OwnShapes, files)), []
    for one in own:
        for finding in compiled(shapes_of_shapes())("".join(f"{s} {p} {o} .\n" for s, p, o in one.triples)):
            shape = "a shape without an IRI" if finding.focus_node.startswith("_:") else f"the shape {finding.focus_node}"
            why = failed(finding.component, finding.path)
            wrong.append(f"{one.file}: {shape} is not well-formed: {why}; see https://www.w3.org/TR/shacl/")
    if wrong:
        raise UsageError("\n".join(dict.fromkeys(wrong)))
    return own


def shapes_of_shapes() -> str:
    """SHACL's own shapes, of which pySHACL keeps the W3C's file; found without importing it."""
    package = find_spec("pyshacl")
    if package is None or package.origin is None:
        raise UsageError("pyshacl is missing; install vitagraph again")
    return Path(package.origin).with_name("assets").joinpath("shacl-shacl.ttl").read_text(encoding="utf-8")
