"""The remote engine: a SPARQL endpoint asked through SPARQLWrapper (https://www.w3.org/TR/sparql11-protocol/).

It is asked, never changed. Its answer is read as it comes. What it says when it fails is part of the message.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from vitagraph.credentials import Credentials, credentials
from vitagraph.errors import UsageError, quoted
from vitagraph.queries.catalogue import Query
from vitagraph.queries.local import Answer
from vitagraph.queries.wording import READS, form, in_order, with_prefixes
from vitagraph.table import Row, Table, arranged, reordered
from vitagraph.terms import Triple

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

    from vitagraph.queries.results import Found

#: a query longer than that goes by POST: some servers take no longer address
_LONGEST_ADDRESS = 1500
#: what may pass by itself, and the seconds before each new try
_PASSING = (429, 502, 503, 504)
_PAUSES = (0.5, 2.0)


class Endpoint(NamedTuple):
    """Where to ask: the address of a query service; the graphs to be the default graph (none: as the server has it); seconds.

    `union` asks for all named graphs as the default graph, in the way of Oxigraph's server; others pay no heed.
    """

    url: str
    graphs: tuple[str, ...] = ()
    timeout: float = 60.0
    union: bool = False


def ask(query: Query, endpoint: Endpoint, parameters: Mapping[str, str]) -> Answer:
    """The answer of an endpoint; a table's rows and the triples are a stream.

    Raises UsageError for wrong parameters, for an update, and for whatever fails on the way, with the endpoint's own words.
    """
    text = with_prefixes("\n".join(line for line in query.bound(parameters, assigned=True).splitlines() if not line.startswith("#+")))
    asked = form(text)
    if asked not in READS:
        raise UsageError(f"{query.name} is no query but an update or nothing; an endpoint is only asked: write {' or '.join(READS)}")
    graph = asked in ("CONSTRUCT", "DESCRIBE")
    response = _open(endpoint, text, graph)
    if graph:
        return _triples(endpoint, response)
    answered = _results(query, endpoint, response)
    # Virtuoso 7 answers ASK with a table.
    return _truth(answered) if asked == "ASK" and isinstance(answered, Table) else answered


def _truth(table: Table) -> bool:
    return any(cell in ("1", "true") for row in table.texts() for cell in row)


def _results(query: Query, endpoint: Endpoint, response: Any) -> Answer:
    from http.client import HTTPException
    from xml.etree.ElementTree import ParseError

    from vitagraph.queries.results import read, read_json

    try:
        found = (read_json if "json" in response.headers.get("Content-Type", "").lower() else read)(response)
    except HTTPException as error:
        raise UsageError(f"{endpoint.url}: the answer broke off ({error}); ask again") from None
    except (ParseError, ValueError, RecursionError):
        kind = response.headers.get("Content-Type", "nothing")
        response.close()
        raise UsageError(f"{endpoint.url}: answers with {kind}, not with SPARQL results; name the address of its query service") from None
    except OSError as error:
        raise _failure(endpoint, error) from None
    if isinstance(found, bool):
        response.close()
        return found
    order = in_order(query.text, found.names)
    columns = query.named_columns(order)
    return Table(columns, arranged(columns, reordered(found.names, order, _rows(endpoint, response, found))))


def _rows(endpoint: Endpoint, response: Any, found: Found) -> Iterator[Row]:
    from http.client import HTTPException
    from xml.etree.ElementTree import ParseError

    count = 0
    try:
        for row in found.rows:
            count += 1
            yield row
    except (ParseError, HTTPException, OSError, ValueError) as error:
        raise UsageError(
            f"{endpoint.url}: the answer broke off after {count:,} rows ({error}); ask again, or for less with LIMIT"
        ) from None
    finally:
        response.close()
    # Virtuoso cuts long answers and stops slow queries without failing.
    most = response.headers.get("X-SPARQL-MaxRows", "")
    if most.isdigit() and count >= int(most):
        raise UsageError(f"{endpoint.url}: the endpoint cut its answer after {count:,} rows; ask for less at a time with LIMIT and OFFSET")
    if stopped := response.headers.get("X-SQL-Message"):
        raise UsageError(f"{endpoint.url}: the endpoint stopped before it was done: {quoted(stopped)}; ask for less")


def _triples(endpoint: Endpoint, response: Any) -> Iterator[Triple]:
    from pyoxigraph import RdfFormat, parse

    kind = response.headers.get("Content-Type", "")
    format = RdfFormat.from_media_type(kind)
    if format is None:
        raise UsageError(f"{endpoint.url}: answers with {kind or 'nothing'}, not with RDF; name the address of its query service")
    try:
        for quad in parse(response, format, base_iri=endpoint.url):
            yield str(quad.subject), str(quad.predicate), str(quad.object)
    except (SyntaxError, MemoryError, OSError) as error:
        raise UsageError(f"{endpoint.url}: the answer is not well-formed or broke off: {error}; ask again") from None
    finally:
        response.close()


def _open(endpoint: Endpoint, text: str, graph: bool) -> Any:
    """The response to a query; tried again where the server is only busy."""
    import http.client
    from http.client import HTTPException
    from urllib.error import HTTPError

    # Virtuoso repeats every graph that it is asked for in a header of its answer, and 100 headers are read.
    most = 100 + 2 * len(endpoint.graphs)
    http.client._MAXHEADERS = max(http.client._MAXHEADERS, most)  # type: ignore[attr-defined]  # the limit has no other name
    for pause in (*_PAUSES, None):
        try:
            return _wrapper(endpoint, text, graph).query().response
        except UnicodeError as error:  # the host's name
            raise _failure(endpoint, error) from None
        except ValueError:
            raise UsageError(
                f"{endpoint.url}: the endpoint takes no user and password; set VITAGRAPH_TOKEN instead of VITAGRAPH_USER"
            ) from None
        except HTTPError as error:
            if error.code not in _PASSING or pause is None:
                raise _failure(endpoint, error) from None
            error.close()
        except ConnectionResetError as error:
            if pause is None:
                raise _failure(endpoint, error) from None
        except (OSError, HTTPException) as error:
            raise _failure(endpoint, error) from None
        time.sleep(pause)
    raise AssertionError("the last try returns or raises")


def _wrapper(endpoint: Endpoint, text: str, graph: bool) -> SPARQLWrapper:
    from SPARQLWrapper import GET, POST, TURTLE, XML

    wrapper = _asking(endpoint, credentials(endpoint.url))
    wrapper.setQuery(text)
    wrapper.queryType = "CONSTRUCT" if graph else "SELECT"
    wrapper.setReturnFormat(TURTLE if graph else XML)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST if len(text) + sum(map(len, endpoint.graphs)) > _LONGEST_ADDRESS else GET)
    if endpoint.union:
        wrapper.addParameter("union-default-graph", "true")
    for iri in endpoint.graphs:
        wrapper.addDefaultGraph(iri)
        wrapper.addNamedGraph(iri)
    return wrapper


def _asking(endpoint: Endpoint, who: Credentials) -> SPARQLWrapper:
    """SPARQLWrapper, but for how it opens the connection: urllib answers whichever challenge the server makes, in its realm.

    SPARQLWrapper itself must be told scheme and realm, and would send them on to wherever the server redirects.
    """
    from urllib import request

    from SPARQLWrapper import XML, SPARQLWrapper

    from vitagraph.queries.results import ACCEPTED

    known = request.HTTPPasswordMgrWithDefaultRealm()
    if who.user:
        known.add_password(None, endpoint.url, who.user, who.password)

    # Both raise ValueError for a challenge of a scheme that neither knows, such as Bearer; they are there for a user only.
    answering = [request.HTTPBasicAuthHandler(known), request.HTTPDigestAuthHandler(known)] if who.user and not who.token else []
    opener = request.build_opener(*answering)

    class Asking(SPARQLWrapper):
        def _query(self) -> tuple[Any, str]:
            made = self._createRequest()
            if self.returnFormat == XML:
                made.add_header("Accept", ACCEPTED)
            if who.token:
                made.add_unredirected_header("Authorization", f"Bearer {who.token}")
            return opener.open(made, timeout=endpoint.timeout), self.returnFormat

    return Asking(endpoint.url, agent="vitagraph")


def _failure(endpoint: Endpoint, error: Exception) -> UsageError:
    """What went wrong, in the words of whoever knows best, and what to do."""
    from urllib.error import HTTPError, URLError

    if isinstance(error, HTTPError):
        known = error.code == 401 and any(credentials(endpoint.url)[1:])
        refusal = "the endpoint does not accept this user, password or token; correct it" if known else _refusal(error.code)
        with error:
            return UsageError(f"{endpoint.url}: {refusal}{_words(error.fp)}")
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return UsageError(f"{endpoint.url}: no answer within {endpoint.timeout:g} seconds; ask for less, or wait longer with --timeout")
    return UsageError(f"{endpoint.url}: cannot be reached ({reason}); check the address and whether the server runs")


def _refusal(code: int) -> str:
    match code:
        case 400:
            return "the endpoint does not take the query"
        case 401:
            return (
                "the endpoint wants to know who asks; set VITAGRAPH_USER and VITAGRAPH_PASSWORD, or VITAGRAPH_TOKEN, or add it to ~/.netrc"
            )
        case 403:
            return "the endpoint does not let you ask; check who you are to it"
        case 404:
            return "there is no query service at this address; check it"
        case 429 | 502 | 503 | 504:
            return f"the endpoint is busy or out of order (HTTP {code}), also when asked again; try later"
    return f"the endpoint failed (HTTP {code})"


def _words(body: IO[bytes] | None) -> str:
    """The endpoint's own words: the beginning of what it sent, without markup."""
    try:
        said = body.read(4000).decode("utf-8", "replace") if body else ""
    except OSError:
        said = ""
    said = re.sub(r"<(style|script|title)\b.*?</\1>|<[^>]*>", " ", said, flags=re.DOTALL | re.IGNORECASE)
    said = " ".join(said.split())[:300]
    return f": it says {said}" if said else ""


def located(url: str, timeout: float) -> str:
    """The address of the query service of a store: the one that is named, or the first that answers below a store's root.

    Raises UsageError where nothing answers.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{quoted(url)} is no address of an endpoint; write one such as http://127.0.0.1:7878/query")
    last = parts.path.rstrip("/").rpartition("/")[2]
    if last in ("query", "sparql", "sparql-auth") or parts.query or "/repositories/" in parts.path:
        return url
    root = url.rstrip("/")
    for candidate in (f"{root}/query", f"{root}/sparql", url):
        if _answers(Endpoint(candidate, timeout=min(timeout, 10.0))):
            return candidate
    raise UsageError(f"{url}: neither {root}/query nor {root}/sparql answers SPARQL; name the address of its query service")


def _answers(endpoint: Endpoint) -> bool:
    from urllib.error import HTTPError

    try:
        response = _wrapper(endpoint, "ASK {}", graph=False).query().response
    except HTTPError as error:
        with error:
            return error.code == 401
    except UnicodeError as error:
        raise _failure(endpoint, error) from None
    except ValueError:
        return True  # it wants to know who asks, in a way that is told when it is asked
    except OSError as error:
        raise _failure(endpoint, error) from None
    with response:
        return "sparql-results+" in response.headers.get("Content-Type", "") or b"sparql-results#" in response.read(500)
