"""Headers of responses for hosts that read them from a file: Netlify and Cloudflare Pages.

https://docs.netlify.com/manage/routing/headers/ and https://developers.cloudflare.com/pages/configuration/headers/ have the same form;
a path may have one `*`, which matches any text.
"""

from __future__ import annotations

from collections.abc import Iterable

from vitagraph.exporters import bibliographies
from vitagraph.rdf.syntaxes import Syntax
from vitagraph.site import linkset

PATH = "_headers"


def headers(syntaxes: Iterable[Syntax]) -> str:
    """The media types of the data files, which pages of any site may read."""
    types = {f"/*.{syntax.suffix}": syntax.media_type for syntax in syntaxes}
    types |= {f"/*.{one.published_suffix}": one.media_type for one in bibliographies()}
    types |= {"/*.well-known/void": "text/turtle", f"/*{linkset.PATH}": linkset.TYPE}
    rules = (f"{path}\n  Content-Type: {_with_charset(type)}\n  Access-Control-Allow-Origin: *\n" for path, type in types.items())
    return "".join(rules)


def _with_charset(type: str) -> str:
    return f"{type}; charset=utf-8" if type.startswith("text/") or type == "application/x-bibtex" else type
