"""The shapes: vitagraph's, those of profiles, and the user's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph import resources
from vitagraph.errors import UsageError, unknown
from vitagraph.validation.engines import Check, compiled, failed

if TYPE_CHECKING:
    from vitagraph.validation.user_shapes import UserShapes

#: the files of hand-written shapes for every CV
HAND_WRITTEN = ("dataset", "person", "career", "works", "patents", "events")
#: the file derived from the record classes (see `vitagraph.project.default_shapes`)
DEFAULT = "default"
#: profile -> the files of shapes it adds
PROFILES = {"public": ("privacy",), "google": ("google",)}


def check_of(profiles: Iterable[str] = (), own: Sequence[UserShapes] = (), engine: str = "shacl", base: bool = True) -> Check:
    """A check against vitagraph's shapes (`base`), those of profiles, and the user's.

    Raises UsageError for an unknown profile or engine, and for SHACL that the engine cannot read.
    """
    ours = shapes(profiles, base)
    if not own:
        return compiled(ours, engine)
    from vitagraph.queries.syntax import may_use_service
    from vitagraph.validation.sandboxed import Shapes, sandboxed_check

    # Every engine reads vitagraph's shapes, so a message about unreadable shapes concerns the user's.
    user = "\n".join(one.turtle(engine) for one in own)
    return sandboxed_check(Shapes(ours, user, engine, " or ".join(one.file for one in own), may_use_service(user)))


def shapes(profiles: Iterable[str] = (), base: bool = True) -> str:
    """The shapes as one Turtle text: vitagraph's (`base`), those of profiles. Raises UsageError for an unknown profile."""
    names = [*HAND_WRITTEN, DEFAULT] if base else []
    for profile in profiles:
        if profile not in PROFILES:
            raise unknown("profile", profile, PROFILES)
        names += PROFILES[profile]
    return _texts(names)


def hand_written() -> str:
    """The hand-written shapes for every CV as one Turtle text."""
    return _texts(HAND_WRITTEN)


def _texts(names: Iterable[str]) -> str:
    return "\n".join(resources.text(f"ontology/shapes/{name}.ttl") for name in names)


def read_user_shapes(files: Sequence[str]) -> list[UserShapes]:
    """The user's files of shapes. Raises UsageError where one violates SHACL's shapes for shapes (SHACL, appendix C)."""
    if not files:
        return []
    from vitagraph.validation.user_shapes import UserShapes

    own, wrong = list(map(UserShapes, files)), []
    for one in own:
        for result in compiled(shapes_of_shapes())("".join(f"{s} {p} {o} .\n" for s, p, o in one.triples)):
            shape = "a shape without an IRI" if result.focus_node.startswith("_:") else f"the shape {result.focus_node}"
            why = failed(result.component, result.path)
            wrong.append(f"{one.file}: {shape} is not well-formed: {why}; see https://www.w3.org/TR/shacl/")
    if wrong:
        raise UsageError("\n".join(dict.fromkeys(wrong)))
    return own


def shapes_of_shapes() -> str:
    """SHACL's shapes for shapes: the W3C's file in pySHACL, found without importing that."""
    package = find_spec("pyshacl")
    if package is None or package.origin is None:
        raise UsageError("pyshacl is missing; install vitagraph again")
    return Path(package.origin).with_name("assets").joinpath("shacl-shacl.ttl").read_text(encoding="utf-8")
