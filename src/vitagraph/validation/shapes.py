"""The shapes: vitagraph's, those of a profile, and the user's own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from vitagraph import resources
from vitagraph.budget import check_brackets, read_text
from vitagraph.errors import Place, UsageError, did_you_mean
from vitagraph.validation.engines import SHACL, Check, compiled, failed

_SUBJECTS = ("dataset", "person", "career", "works", "patents", "events")
#: profile -> the files of shapes it adds
PROFILES = {"public": ("privacy",), "google": ("google",)}


def check_of(profiles: Iterable[str] = (), own: Sequence[str] = (), engine: str = "shacl", base: bool = True) -> Check:
    """A check against the shapes that `shapes` gives; raises UsageError as that does, and for SHACL that the engine cannot read."""
    ours = shapes(profiles, base=base)
    if not own:
        return compiled(ours, engine)
    from vitagraph.queries.wording import may_ask_elsewhere
    from vitagraph.validation.confined import Shapes, confined

    # vitagraph's own shapes are read by every engine, so what cannot be read is the user's.
    theirs = shapes((), own, base=False)
    return confined(Shapes(f"{ours}\n{theirs}", engine, " or ".join(own), may_ask_elsewhere(theirs)))


def shapes(profiles: Iterable[str] = (), own: Sequence[str] = (), base: bool = True) -> str:
    """The shapes as one Turtle text: vitagraph's (`base`), those of profiles, and the user's own files.

    Raises UsageError for an unknown profile, and for a file that cannot be read or holds what are no shapes.
    """
    names = list(_SUBJECTS) if base else []
    for profile in profiles:
        if profile not in PROFILES:
            raise UsageError(f"there is no profile '{profile}'" + did_you_mean(profile, PROFILES, f"; name {' or '.join(PROFILES)}"))
        names += PROFILES[profile]
    return "\n".join([*(resources.text(f"ontology/shapes/{name}.ttl") for name in names), *map(_own, own)])


def _own(file: str) -> str:
    """A user's file of shapes, as Turtle that can stand after others."""
    base = Path(file).absolute().as_uri()
    text = read_text(file, "name a Turtle file of shapes")
    check_brackets(text, Place(file, 1), turtle=True)
    if problems := list(_problems(file, text, base)):
        raise UsageError(*problems)
    return f"@base <{base}> .\n{text}"


def _problems(file: str, text: str, base: str) -> Iterator[str]:
    """What is wrong with shapes: their syntax, or what SHACL's own shapes find in them (SHACL, appendix C)."""
    from pyoxigraph import RdfFormat, parse

    try:
        triples = "".join(f"{quad.triple} .\n" for quad in parse(text, RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        yield f"{Place(file, error.lineno or 0, error.offset or 0)}: this is no Turtle: {error}; correct it there"
        return
    if f"<{SHACL}" not in triples:
        yield f"{file}: nothing in it is SHACL; name a Turtle file of shapes"
    for finding in compiled(shapes_of_shapes())(triples):
        shape = "a shape without an IRI" if finding.focus_node.startswith("_:") else f"the shape {finding.focus_node}"
        yield f"{file}: {shape} is not well-formed: {failed(finding.component, finding.path)}; see https://www.w3.org/TR/shacl/"


def shapes_of_shapes() -> str:
    """SHACL's own shapes, of which pySHACL keeps the W3C's file; found without importing it."""
    package = find_spec("pyshacl")
    if package is None or package.origin is None:
        raise UsageError("pyshacl is missing; install vitagraph again")
    return Path(package.origin).with_name("assets").joinpath("shacl-shacl.ttl").read_text(encoding="utf-8")
