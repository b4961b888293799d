"""`vitagraph serve`: the site of a CV on this machine, while it is written."""

from __future__ import annotations

from pathlib import Path

import click

from vitagraph.cli.choice import Listing, enumerated


def _listed() -> dict[str, str]:
    from vitagraph.queries.formats import offered

    return {"formats": enumerated([*offered(graph=False).values(), *offered(graph=True).values()])}


@click.command(cls=Listing, listed=_listed, short_help="Serve the site while you write.")
@click.argument("source", default=".", type=click.Path(path_type=Path))
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any but this machine's own is open to others.")
@click.option("--timeout", type=click.FloatRange(0.1, 86400), default=30.0, show_default=True, help="Seconds a query may take.")
@click.option(
    "--allow-origin",
    "allowed",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of another site query /sparql and read the data; repeat for several.",
)
@click.option("--theme", type=click.Path(path_type=Path), help="plain, paper, sidebar, or a folder with theme.css or templates.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def serve(source: Path, port: int, host: str, timeout: float, allowed: tuple[str, ...], theme: Path | None, opens: bool) -> None:
    """Serve the site of the CV in SOURCE on this machine, and rebuild it whenever a file is saved.

    Open pages reload by themselves, and show the problems of the CV with their lines. Only public facts are served.
    Ctrl-C ends it.

    \b
    vitagraph serve my-cv/
    vitagraph serve my-cv/ --port 0 --open
    vitagraph query talks-per-year --endpoint http://127.0.0.1:8000/sparql
    curl -H 'Accept: text/turtle' http://127.0.0.1:8000/cv

    At /sparql is a SPARQL 1.1 endpoint: queries by GET and both forms of POST, results in the formats {formats}. It is read-only,
    SERVICE is refused, and so are queries that pages of other sites send, unless --allow-origin names them. Without a query it returns
    its description. The document and each resource are returned in the format that Accept asks for, in every RDF syntax; responses
    have entity tags, and are compressed, or parts of a file, where a client asks for it.
    """
    from vitagraph.serving.access import origin_of
    from vitagraph.serving.edition import Sources, edition
    from vitagraph.serving.server import listen, summary
    from vitagraph.serving.server import serve as until_interrupted
    from vitagraph.site.themes import folder_of

    sources, origins = Sources(source, folder_of(theme)), {*map(origin_of, allowed)}
    first = edition(sources)
    listening = listen(host, port)

    def report(line: str) -> None:
        click.echo(line, err=True)

    report(summary(first))
    report(f"{listening.url} shows the CV, {listening.url}sparql evaluates queries; Ctrl-C stops the server")
    if opens:
        click.launch(listening.url)
    try:
        until_interrupted(sources, first, listening, timeout, origins, report)
    except KeyboardInterrupt:
        report("stopped")
