"""`vitagraph export`: a CV as linked data in one of the RDF syntaxes, or in a format of résumés and reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from vitagraph.cli.choice import LazyChoice, Listing, enumerated
from vitagraph.cli.include import include_option
from vitagraph.cli.output import write
from vitagraph.errors import UsageError
from vitagraph.rdf.syntaxes import SYNTAXES, named_by

if TYPE_CHECKING:
    from collections import Counter

    from vitagraph.records import CV, Index


def _format_of(suffix: str) -> str:
    """The format that a suffix (without the dot, in any case) names; "" where there is none."""
    if not suffix:
        return ""
    if syntax := named_by(suffix):
        return syntax.name
    from vitagraph.exporters import EXPORTERS

    exporter = EXPORTERS.with_key(suffix)
    return exporter.name if exporter else ""


def _suffixes() -> list[str]:
    """The suffixes that name a format."""
    from vitagraph.exporters import EXPORTERS

    known = [*(syntax.suffix for syntax in SYNTAXES.all.values()), *(exporter.suffix for exporter in EXPORTERS.all.values())]
    return [suffix for suffix in known if _format_of(suffix)]


def _listed() -> dict[str, str]:
    from vitagraph.exporters import EXPORTERS

    others = [exporter.name for exporter in EXPORTERS.all.values() if not _format_of(exporter.suffix)]
    with_graphs = (syntax.name for syntax in SYNTAXES.all.values() if syntax.named_graphs)
    return {"suffixes": ", ".join(_suffixes()), "others": enumerated(others), "with_graphs": enumerated(with_graphs)}


class Format(LazyChoice):
    """A format, by its name or by the suffix of its files."""

    def __init__(self) -> None:
        super().__init__("format", "vitagraph.rdf.syntaxes:SYNTAXES", "vitagraph.exporters:EXPORTERS")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of the format."""
        return super().convert(value if value in SYNTAXES else _format_of(value.removeprefix(".")) or value, param, ctx)


@click.command(cls=Listing, listed=_listed, short_help="Write a CV as linked data, or as a résumé or bibliography.")
@click.argument("source", default=".", type=click.Path())
@click.option(
    "-o", "--output", default="-", type=click.Path(), help="File to write; its suffix names the format. [default: standard output]"
)
@click.option("-f", "--format", "format_name", type=Format(), help="RDF syntax, or another format. [default: by suffix, else turtle]")
@include_option(help="Add facts that are not public (of RDF, with named graphs only).")
@click.option("--all-formats", type=click.Path(), metavar="FOLDER", help="Write every RDF syntax into a folder, as cv.ttl, cv.jsonld ...")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def export(source: str, output: str, format_name: str | None, include: tuple[str, ...], all_formats: str | None, quiet: bool) -> None:
    """Write the CV in SOURCE as linked data, or as a résumé or bibliography.

    SOURCE is a folder of YAML files, one YAML or JSON file, or - for standard input; by default the current folder.
    Only public facts are written, unless --include names more.

    \b
    vitagraph export my-cv/                               Turtle on standard output
    vitagraph export my-cv/ -o cv.jsonld                  the format follows from the suffix
    vitagraph export my-cv/ -f ntriples | sort | uniq -c
    vitagraph export my-cv/ --include contact -o cv.trig  with e-mail address and telephone number
    vitagraph export my-cv/ -o papers.bib                 its works for LaTeX
    vitagraph export my-cv/ -f jsonresume -o resume.json  a JSON Resume; facts left out are counted

    Suffixes: {suffixes}. Of RDF, {with_graphs} have named graphs. The formats {others} are named with -f.
    """
    from vitagraph.mapping import dataset_of
    from vitagraph.yaml import read_index

    outputs = _outputs(output, format_name, all_formats)
    index = read_index(source)
    if outputs[0][0] not in SYNTAXES:
        ((name, file),) = outputs
        _export_foreign(index, name, file, include, quiet)
        return
    cv, graph = index.cv, dataset_of(index)
    texts = [(graph.serialize(name, include), file) for name, file in outputs]
    for text, file in texts:
        write(text, file)
    if not quiet:
        _note(index, include)
        _summarize(cv, source, len(graph.triples(include)), texts, include)


def _export_foreign(index: Index, name: str, file: str, include: tuple[str, ...], quiet: bool) -> None:
    """Writes the CV in a format that expresses only some facts, and counts the others."""
    from vitagraph.exporters.export import written
    from vitagraph.records import Visibility

    text, left_out = written(name, index.public_view(*(Visibility[name] for name in include)))
    write(text, file)
    if not quiet:
        _note(index, include)
    if not quiet and file != "-":
        click.echo(f"{file}  {len(text.encode()):,} bytes", err=True)
    if not quiet and left_out:
        click.echo(_left_out(name, left_out), err=True)


def _note(index: Index, include: tuple[str, ...]) -> None:
    """Reports mentions that fit several persons and ids with a number, of the facts that are written."""
    from vitagraph.mapping import notes_of

    for note in notes_of(index):
        if not note.restricted or include:
            click.echo(f"{note.place}: {note.message}", err=True)


def _left_out(name: str, left_out: Counter[str]) -> str:
    """The numbers of facts left out: whole records first, then by field, one line a section."""
    whole = [f"{count} {what}" for what, count in left_out.items() if "." not in what]
    fields: dict[str, list[str]] = {}
    for what, count in left_out.items():
        section, dot, field = what.partition(".")
        if dot:
            fields.setdefault(section, []).append(f"{count} {field}")
    lines = [f"  {', '.join(whole)}" if whole else "", *(f"  of {section}: {', '.join(listed)}" for section, listed in fields.items())]
    return "\n".join([f"{name} cannot express these facts; they were left out:", *filter(None, lines)]).replace("_", " ")


def _outputs(output: str, format_name: str | None, all_formats: str | None) -> list[tuple[str, str]]:
    """The formats to write, each with its file."""
    if all_formats is not None:
        if output != "-" or format_name:
            raise UsageError("--all-formats names its files and formats itself; leave out --output and --format")
        Path(all_formats).mkdir(parents=True, exist_ok=True)
        return [(one.name, str(PurePath(all_formats, f"cv.{one.suffix}"))) for one in SYNTAXES.all.values()]
    suffix = PurePath(output).suffix.removeprefix(".")
    of_suffix = _format_of(suffix)
    if format_name is None and output != "-" and not of_suffix:
        known = ", ".join(f".{one}" for one in _suffixes())
        raise UsageError(f"{output}: no format has this suffix; write one of {known}, or name the format with --format")
    if format_name and of_suffix not in ("", format_name):
        raise UsageError(f"{output}: this is the suffix of {of_suffix}, not of {format_name}; leave out --format, or change the suffix")
    return [(format_name or of_suffix or "turtle", output)]


def _summarize(cv: CV, source: str, triples: int, texts: list[tuple[str, str]], include: tuple[str, ...]) -> None:
    """Writes a summary to standard error, so that standard output contains the data only."""
    if not cv.document.iri:
        neutral = cv.document.neutral_iri
        click.echo(f"{source}: the CV states no address; its IRIs begin with {neutral}: add `document: {{iri: ...}}`", err=True)
    files = [(text, file) for text, file in texts if file != "-"]
    if not files:
        return
    counted = ", ".join(_counted(cv, include)) or "no records but the owner's"
    click.echo(f"{cv.person.name or 'An unnamed researcher'}: {counted}", err=True)
    for text, file in files:
        click.echo(f"  {file}  {len(text.encode()):,} bytes", err=True)
    click.echo(f"{triples:,} triples", err=True)


def _counted(cv: CV, include: tuple[str, ...]) -> Iterator[str]:
    """The numbers of records written, by section."""
    from vitagraph.records import Visibility, sections

    for section in sections():
        visibilities = [(record.visibility or {}).get("", Visibility.public).name for record in getattr(cv, section)]
        count = sum(name in ("public", *include) for name in visibilities)
        name = section.replace("_", " ")
        if count == 1 and name != "series":
            name = name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")
        if count:
            yield f"{count} {name}"
