"""All errors that vitagraph raises on purpose, and the form of their messages.

    VitagraphError
    ├── DataError          the input is wrong: a list of problems, each with its place (exit code 1)
    ├── UsageError         the call is wrong (exit code 2)
    ├── NetworkError       there is no complete HTTP response; callers raise one of the other errors instead
    ├── SourceError        a source on the web sent an error or something else (exit code 1)
    ├── StoreError         a triple store refused a request or failed (exit code 1)
    ├── WorkerError        a process that worked on many CVs was ended from outside (exit code 1)
    └── EngineError        a sandboxed process exceeded a limit, or failed (exit code 1)

Any other exception that reaches the command line is a bug in vitagraph.
A problem reads *where: what; what instead*.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_LONGEST_QUOTE = 80
#: how many further places of one message are listed
_MOST_PLACES = 5


class Place(NamedTuple):
    """A place in a source: file name, line and column, both counted from 1 (0: the whole file)."""

    source: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        source = printable(self.source)
        return f"{source}:{self.line}:{self.column}" if self.line else source


def encodable(path: str) -> str:
    """A file name as text that UTF-8 can carry: bytes of another encoding (PEP 383) as `\\xe9`."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def printable(text: str) -> str:
    """A file name or text on one line, without control characters."""
    text = encodable(text)
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()


class Problem(NamedTuple):
    """One thing that is wrong, and what to write instead; `restricted` where it may quote facts that are not public."""

    place: Place
    message: str
    restricted: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def grouped(problems: Iterable[Problem]) -> list[str]:
    """Problems as lines; those of one message are one line, with the first place, their number and the other lines."""
    places: dict[str, list[Place]] = {}
    for problem in problems:
        places.setdefault(problem.message, []).append(problem.place)
    return [f"{first}: {message}{_repeated(others, first)}" for message, (first, *others) in places.items()]


def _repeated(others: Sequence[Place], first: Place) -> str:
    """The number of further places of a message, and their lines."""
    if not others:
        return ""
    where = [f"{one.line}" if one.source == first.source else f"{one.source}:{one.line}" for one in others if one.line]
    listed = ", ".join([*dict.fromkeys(where)][:_MOST_PLACES]) + (", ..." if len(set(where)) > _MOST_PLACES else "")
    return f" ({len(others) + 1} times" + (f", also in line {listed})" if listed else ")")


class VitagraphError(Exception):
    """The root of all errors that vitagraph raises on purpose; each argument is a line of its message."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))

    def lines(self) -> list[str]:
        """The message line by line; line breaks in arguments, such as file names, are escaped."""
        return [printable(str(line)) for line in self.args]


class DataError(VitagraphError):
    """The data is wrong; `problems` holds every problem found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = sorted(set(problems))
        super().__init__(*map(str, self.problems))


class UsageError(VitagraphError):
    """The request is wrong: an unknown format, options that contradict each other, nothing to read."""


class NetworkError(VitagraphError):
    """There is no complete response: `what` happened at a `place`, and what to do `instead`.

    `lost` where the server may have carried out the request, or may still do so; `timed_out` after the time limit; `elsewhere`
    where it redirects to another server, to which no request was sent; `busy` are the seconds after which it wants the
    request again, where that is later than the time limit.
    """

    def __init__(
        self,
        place: str,
        what: str,
        instead: str,
        lost: bool = False,
        timed_out: bool = False,
        elsewhere: bool = False,
        busy: float = 0.0,
    ) -> None:
        self.place, self.what, self.instead = place, what, instead
        self.lost, self.timed_out, self.elsewhere, self.busy = lost, timed_out, elsewhere, busy
        super().__init__(f"{place}: {what}; {instead}")


class SourceError(VitagraphError):
    """A source on the web refused, failed, or gave something else."""


class StoreError(VitagraphError):
    """A triple store refused a request or failed.

    `lost`: there is no response, and it may have carried out the request or still will. `refused`: it will refuse the same request
    again, until its cause is corrected.
    """

    def __init__(self, message: str, lost: bool = False, timed_out: bool = False, refused: bool = False) -> None:
        self.lost = lost
        self.timed_out = timed_out
        self.refused = refused
        super().__init__(message)


class WorkerError(VitagraphError):
    """A process that worked on many CVs has ended; finished work is kept."""


class EngineError(VitagraphError):
    """A sandboxed process exceeded a limit; `cause` is time, memory, depth, rows, network (which it tried to use), or broken."""

    def __init__(self, cause: str, message: str) -> None:
        self.cause = cause
        super().__init__(message)


def quoted(raw: Any) -> str:
    """A value of the input for a message: text on one line, shortened; of anything else its type."""
    if not isinstance(raw, str):
        names: dict[type, str] = {list: "list", dict: "mapping", type(None): "value"}
        return f"{'a' if raw else 'an empty'} {names[type(raw)]}" if type(raw) in names else repr(raw)
    text = " ".join(raw.split())
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 3] + "..."
    return f"'{printable(text)}'" if text else "an empty string"


#: words of users -> the names of sections, fields and kinds with that meaning
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "patents": ("patent_families",),
    "publications": (
        "journal_articles",
        "conference_papers",
        "workshop_papers",
        "book_chapters",
        "books",
        "edited_books",
        "reports",
        "preprints",
        "software",
        "datasets",
        "works",
        "work_groups",
    ),
    "papers": ("conference_papers",),
    "articles": ("journal_articles",),
    "education": ("studies",),
    "experience": ("positions",),
    "jobs": ("positions",),
    "work": ("positions",),
    "courses": ("teaching",),
    "presentations": ("talks",),
    "basics": ("person",),
    "cv": ("document",),
    "authors": ("inventors", "speakers"),
    "year": ("date", "dates", "published"),
    "date": ("dates", "year", "published"),
    "dates": ("date", "year"),
    "start": ("dates",),
    "end": ("dates",),
    "from": ("dates",),
    "to": ("dates",),
    "period": ("dates",),
    "name": ("student", "title"),
    "title": ("name", "degree"),
    "role": ("title",),
    "kind": ("level",),
    "field": ("subject",),
    "major": ("subject",),
    "minor": ("minors",),
    "fields": ("specializations", "subject"),
    "concentration": ("specializations",),
    "committee": ("examiners",),
    "profession": ("occupations",),
    "nominated_by": ("nominators",),
    "discipline": ("subject",),
    "citations": ("times_cited",),
    "event": ("conference",),
    "institution": ("organization",),
    "employer": ("organization",),
    "university": ("organization",),
    "location": ("place",),
    "venue": ("event", "journal", "conference"),
    "website": ("homepage", "url"),
    "link": ("url", "homepage"),
    "summary": ("bio", "description"),
    "phd": ("doctorate",),
    "msc": ("master",),
    "bsc": ("bachelor",),
    "invited": ("invited-talk",),
    "hidden": ("private",),
}
#: words of users for the ends of a period
_ENDS = ("start", "end", "from", "to")


def synonyms(word: str) -> tuple[str, ...]:
    """The names of sections, fields and kinds that a word of users means."""
    return _SYNONYMS.get(word, ())


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """`; did you mean 'x'?` with the known word most similar to `word`, else `otherwise`."""
    from difflib import get_close_matches

    known = list(known)
    if meant := next((one for one in _SYNONYMS.get(word, ()) if one in known), ""):
        return f"; did you mean {quoted(meant)}?" + (" write `dates: 2012 to 2014`" if word in _ENDS else "")
    # In a long word 0.6 finds words that merely share letters: `positions` for `publications`.
    matches = get_close_matches(word, known, n=1, cutoff=0.6 if len(word) < 6 else 0.75)
    return f"; did you mean {quoted(matches[0])}?" if matches else otherwise


def unknown(noun: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for a name that nothing has: it states the most similar of the known names, or all of them."""
    known = list(known)
    return UsageError(f"there is no {noun} {quoted(name)}" + did_you_mean(name, known, f"; name one of {', '.join(known)}"))
