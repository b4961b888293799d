"""The commands that look things up, as a user runs them in a folder, connected to the services that the tests play."""

from __future__ import annotations

from pathlib import Path

from command_line import run
from faulty_server import FaultyServer
from played_services import addresses


class LookupCommand:
    """A command in a folder, with a cache of its own; `ways` are the faults of services."""

    #: the words of the command
    words: tuple[str, ...]

    def __init__(self, folder: Path, server: FaultyServer) -> None:
        self.folder, self.server, self.ways = folder, server, dict[str, str]()

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which the services are the played ones."""
        return addresses(self.server.root, self.ways) | {"XDG_CACHE_HOME": str(self.folder / ".cache")}

    def run(self, *arguments: str, given: str = "", **environment: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        return run(self.folder, *self.words, *arguments, given=given.encode(), **(self.environment | environment))

    def requests(self, *arguments: str) -> list[str]:
        """The paths that a run without errors requests."""
        before = len(self.server.seen)
        code, _, stderr = self.run(*arguments)
        assert code == 0, stderr
        return [path for _, path, _ in self.server.seen[before:]]


class CommandForOne(LookupCommand):
    """A command for the CV `cv.yaml`."""

    text: str

    def __init__(self, folder: Path, server: FaultyServer) -> None:
        super().__init__(folder, server)
        (folder / "cv.yaml").write_text(self.text, "utf-8")

    @property
    def cv(self) -> str:
        """The CV as it is now."""
        return (self.folder / "cv.yaml").read_text("utf-8")

    def __call__(self, *arguments: str, cv: str = "cv.yaml", given: str = "", **environment: str) -> tuple[int, str, str]:
        return self.run(cv, *arguments, given=given, **environment)

    def services(self, *arguments: str) -> list[str]:
        """The services that a run without errors requests something from."""
        return [path.split("/")[2].partition("?")[0] for path in self.requests("cv.yaml", *arguments)]
