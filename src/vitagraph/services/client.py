"""The connection to one service: polite, cached, resumable. It opens the network when it is used, and not before.

- A reply is used for a week; `refresh` requests all of them again, `offline` uses what is there, of any age, and requests nothing.
- Only complete replies in the documented form are kept. No request is sent twice in a run, whatever came back.
- Between two requests there is the time that X-Rate-Limit-Limit and -Interval state. A request waits for the time in Retry-After, in all
  half an hour in a run.
- A service that wants fewer requests, or fails three times in a row, gets no more of them in this run. The next run goes on from there.
- The user agent has the e-mail address in VITAGRAPH_CONTACT, and no other data of the user. Keys are not in the cache.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

from vitagraph.errors import NetworkError, SourceError, UsageError
from vitagraph.files.budget import parse_json
from vitagraph.network.addresses import place
from vitagraph.network.budget import Budget, Limits
from vitagraph.patterns import regex
from vitagraph.services import replies
from vitagraph.services.cache import KEPT_DAYS, Cache
from vitagraph.services.service import Candidate, Document, Query, Service
from vitagraph.values import Email, Identifier

if TYPE_CHECKING:
    from vitagraph.network.client import Client

T = TypeVar("T")

#: what one request may take, with its retries: seconds, bytes
LIMITS = Limits(60.0, 32 << 20)
_MOST_FAILURES = 3
#: the seconds that a run waits in all for times beyond these limits, which services state in Retry-After
PATIENCE = 1800.0
#: the longest pause that a header may ask for, in seconds
_LONGEST_PAUSE = 10.0
_LATER = "try again later, which goes on from here"
_ANY_AGE = float("inf")
#: what reading a reply of another form raises
_UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
_COUNT, _INTERVAL = regex(r"[1-9][0-9]{0,5}"), regex(r"([1-9][0-9]{0,4})s?")


class _Request(NamedTuple):
    method: str
    address: str
    params: tuple[tuple[str, str], ...] = ()
    body: str = ""
    accept: str = "application/json"

    @property
    def key(self) -> str:
        """Its digest, by which its reply is kept; keys of users are no part of it."""
        from hashlib import sha256

        return sha256(json.dumps(self).encode()).hexdigest()


class MissingError(SourceError):
    """The service has nothing at an address."""


class Connection:
    """A service at `address`, else that of its environment variable, else its own; `cache` keeps its replies for `days`."""

    def __init__(
        self,
        service: Service,
        address: str = "",
        cache: Cache | None = None,
        refresh: bool = False,
        offline: bool = False,
        days: float = KEPT_DAYS,
    ) -> None:
        self.service = service
        self.address = (address or os.environ.get(service.variable("URL")) or service.address).rstrip("/")
        self.records = (os.environ.get(service.variable("RECORDS_URL")) or service.records or self.address).rstrip("/")
        if "@" in urlsplit(self.address).netloc:
            raise UsageError("the address of a service holds a user or password, which others can read; leave them out")
        if not self.address:
            raise UsageError(f"{service.label} has no address of its own; state that of the endpoint")
        self._cache, self._refresh, self._offline, self._days = cache or Cache(), refresh, offline, days
        self._pace = _Pace(service.pause)
        self._received: set[str] = set()
        #: the days of the replies that were used since it was emptied
        self._days_of_replies: set[str] = set()
        self._failed: dict[str, SourceError] = {}
        self._failures, self._closed, self._patience = 0, "", PATIENCE
        self._opened: Client | None = None

    # -- for commands

    def search(self, queries: Sequence[Query]) -> Iterator[tuple[Query, list[Candidate] | SourceError]]:
        """Each query, in order, with its candidates or the error of its request; none for kinds that the service does not know."""
        for start in range(0, len(queries), self.service.batch):
            batch = queries[start : start + self.service.batch]
            known = [query for query in batch if query.kind in self.service.kinds and query.names]
            found = iter(self._found(known) if known else [])
            yield from ((query, next(found, []) if query in known else []) for query in batch)

    def _found(self, queries: Sequence[Query]) -> list[list[Candidate] | SourceError]:
        """The candidates of each query, or its error; of a batch that failed, each result that was there."""
        self._days_of_replies.clear()
        try:
            found = [*self.service.search(self, queries)]
        except SourceError as error:
            if len(queries) == 1:
                return [error]
        else:
            if len(queries) == 1 or len(self._days_of_replies) < 2:
                return [[one._replace(replied=self._replied()) for one in candidates] for candidates in found]
        # What was received is kept, and failures are remembered: a single query sends no second request.
        return [one for query in queries for one in self._found([query])]

    def _replied(self) -> str:
        """The day of the oldest of the replies that were used."""
        return min(self._days_of_replies, default="")

    def record(self, identifier: Identifier) -> Candidate | None:
        """What an identifier identifies; None where the service does not know it. Raises SourceError."""
        if self.service.record is None:
            return None
        try:
            return self.service.record(self, identifier)
        except MissingError:
            return None

    def works(self, identifier: Identifier) -> list[Document]:
        """The works of the person, or the work, that has an identifier; none where the service does not know it. Raises SourceError."""
        if self.service.works is None:
            return []
        self._days_of_replies.clear()
        try:
            return [one._replace(replied=self._replied()) for one in self.service.works(self, identifier)]
        except MissingError:
            return []

    # -- for services

    def get(
        self,
        path: str,
        params: Mapping[str, str],
        read: Callable[[Any], T],
        base: str = "",
        accept: str = "application/json",
        parse: Callable[[bytes], Any] = parse_json,
    ) -> T:
        """What `read` makes of the reply at a path below the address, or below `base`.

        Raises MissingError for status 404 and 410, and SourceError where there is no reply in the documented form.
        """
        request = _Request("GET", f"{base or self.address}{path}", tuple(sorted(params.items())), accept=accept)

        def readable(body: bytes) -> T:
            return read(parse(body))

        for found in self._known(request.key, readable):
            return found
        body = self._reply(request, [request.key])
        try:
            result = readable(body)
        except _UNREADABLE as error:
            raise self._fails([request.key], _other_form(request, error)) from None
        self._keep(request.key, body)
        return result

    def batch(self, questions: Sequence[Any], read: Callable[[Any], T]) -> list[T]:
        """What `read` makes of the result of each question of a batch (Reconciliation API); each result is kept by itself.

        Raises SourceError where a result is missing, or has another form.
        """
        keys = [_Request("POST", self.address, body=json.dumps(question)).key for question in questions]

        def readable(body: bytes) -> T:
            return read(parse_json(body))

        known = {key: found for key in keys for found in self._known(key, readable)}
        missing = {key: question for key, question in zip(keys, questions, strict=True) if key not in known}
        if missing:
            known |= self._requested(missing, read)
        return [known[key] for key in keys]

    def _requested(self, questions: Mapping[str, Any], read: Callable[[Any], T]) -> dict[str, T]:
        """What `read` makes of the results of questions, which are requested and kept. Raises SourceError if one cannot be read."""
        form = {"queries": json.dumps({f"q{number}": question for number, question in enumerate(questions.values())})}
        request = _Request("POST", self.address, body=urlencode(form))
        body = self._reply(request, questions)
        found: dict[str, T] = {}
        try:
            results = replies.record(parse_json(body))
        except _UNREADABLE as cause:
            raise self._fails(questions, _other_form(request, cause)) from None
        for number, key in enumerate(questions):
            try:
                result = results[f"q{number}"]
                found[key] = read(result)
                self._keep(key, json.dumps(result).encode())
            except _UNREADABLE as cause:
                self._fails([key], _other_form(request, cause))
        for key in questions:
            if key not in found:
                raise self._failed[key]
        return found

    # -- replies

    def _known(self, key: str, read: Callable[[bytes], T]) -> list[T]:
        """What `read` makes of the reply that is used instead of a request, if there is one. Raises the error of the same request."""
        if key in self._failed:
            raise self._failed[key]
        is_used = self._offline or key in self._received
        kept = self._cache.get(key, _ANY_AGE if is_used else self._days) if is_used or not self._refresh else None
        try:
            found = [] if kept is None else [read(kept)]
        except _UNREADABLE:  # kept by another version
            return []
        self._days_of_replies.update(self._cache.day(key) for _ in found)
        return found

    def _keep(self, key: str, reply: bytes) -> None:
        self._cache.put(key, reply)
        self._received.add(key)
        self._days_of_replies.add(self._cache.day(key))

    def _fails(self, keys: Sequence[str] | Mapping[str, Any], error: SourceError) -> SourceError:
        self._failed |= dict.fromkeys(keys, error)
        return error

    def _reply(self, request: _Request, keys: Sequence[str] | Mapping[str, Any]) -> bytes:
        """The body of the reply to a request, which is sent."""
        if self._offline:
            raise SourceError(f"{place(request.address)}: this is not in the cache; run it once without --offline")
        if self._closed:
            raise SourceError(self._closed)
        try:
            return self._sent(request)
        except SourceError as error:
            raise self._fails(keys, error) from None

    def _sent(self, request: _Request) -> bytes:
        """The body of the reply; where a busy service states a time, the request is sent again then, as far as the patience lasts."""
        try:
            address, status, body = self._exchanged(request)
        except NetworkError as error:
            if 0 < error.busy <= self._patience:
                self._patience -= error.busy
                time.sleep(error.busy)
                return self._sent(request)
            self._count_failure(error.busy > 0)
            instead = _LATER if error.timed_out or error.busy else error.instead  # no command has a time-out for these requests
            raise SourceError(f"{error.place}: {error.what}; {instead}") from None
        if status // 100 != 2:
            self._count_failure(status == 429, status >= 500)
            raise self._refused(address, status)
        self._failures = 0
        return body

    def _exchanged(self, request: _Request) -> tuple[str, int, bytes]:
        """Address, status and body of the reply. Raises NetworkError."""
        self._pace.wait()
        params, headers = dict(request.params), {"Accept": request.accept, "User-Agent": user_agent()}
        if request.body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        key = os.environ.get(self.service.variable("KEY"), "")
        if key and self.service.key_header:
            headers[self.service.key_header] = key
        elif key and self.service.key_parameter:
            params[self.service.key_parameter] = key
        reply = self._client.send(
            request.method, request.address, params, request.body.encode() or None, headers, changes=False, budget=Budget(LIMITS)
        )
        with reply:
            self._pace.learn(reply.headers)
            return reply.url, reply.status, reply.content if reply.ok else b""

    def _count_failure(self, wants_fewer: bool, counts: bool = True) -> None:
        """Ends the requests of this run where the service wants fewer, or after a few failures without a success between them."""
        self._failures = self._failures + 1 if counts else 0
        if wants_fewer or self._failures >= _MOST_FAILURES:
            why = "wants fewer requests" if wants_fewer else f"failed {self._failures} times in a row"
            self._closed = f"{place(self.address)}: {self.service.label} {why}; {_LATER}"

    def _refused(self, address: str, status: int) -> SourceError:
        """The error for a status."""
        where, key = place(address), self.service.variable("KEY")
        if status in (404, 410):
            return MissingError(f"{where}: there is nothing (status {status}); check the identifier, or the address of the service")
        if status == 429:
            return SourceError(self._closed)
        if status >= 500:
            return SourceError(f"{where}: {self.service.label} is busy or broken (status {status}); {_LATER}")
        instead = f"check {key}" if status in (401, 403) and key in self.service.variables() else "report it, or leave this service out"
        return SourceError(f"{where}: {self.service.label} refuses the request (status {status}); {instead}")

    @property
    def _client(self) -> Client:
        if self._opened is None:
            from vitagraph.network.client import Client

            self._opened = Client(LIMITS)
        return self._opened


class _Pace:
    """The pause between two requests."""

    def __init__(self, pause: float) -> None:
        self._pause, self._last = pause, float("-inf")

    def wait(self) -> None:
        """Sleeps until the next request may be sent."""
        time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
        self._last = time.monotonic()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Takes the pause from the headers of a reply: so many requests in an interval."""
        count = _COUNT.fullmatch(headers.get("X-Rate-Limit-Limit", ""))
        interval = _INTERVAL.fullmatch(headers.get("X-Rate-Limit-Interval", ""))
        if count and interval:
            self._pause = min(int(interval[1]) / int(count[0]), _LONGEST_PAUSE)


def user_agent() -> str:
    """Name and version, and the contact in VITAGRAPH_CONTACT. Raises UsageError where that is no e-mail address."""
    from vitagraph import __version__

    contact = os.environ.get("VITAGRAPH_CONTACT", "")
    if contact and not Email.normalized(contact):
        raise UsageError("VITAGRAPH_CONTACT is no e-mail address; write one that the services may use, or unset it")
    return f"vitagraph/{__version__}" + (f" (mailto:{contact})" if contact else "")


def _other_form(request: _Request, error: Exception) -> SourceError:
    where = place(request.address)
    what = f"it has no {error}" if isinstance(error, KeyError) else " ".join(str(error).split())[:200]
    return SourceError(f"{where}: the reply has another form than documented ({what}); try again later, or leave this service out")
