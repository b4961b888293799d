"""State files in an output folder are untrusted: with any content, no file outside the folder changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulk_cvs import department, export
from command_line import files, run
from vitagraph.bulk import Settings
from vitagraph.bulk.folder import Folder
from vitagraph.errors import DataError, UsageError
from vitagraph.files import changing, write_folder
from vitagraph.files.folder import LIST
from vitagraph.files.journal import JOURNAL

SITE = {"index.html": b"new", "data/cv.ttl": b"new", "a/b/c.html": b"new"}
#: parts of names that lead out of the folder, on some system
PIECES = ["..", ".", "", "a", "b", "index.html", "out", "precious", "link", "C:", "~", "\\", "\x00", "\r", "é", "a" * 300, LIST]
FEW = settings(derandomize=True, max_examples=150, deadline=None)


@st.composite
def names(draw: st.DrawFn) -> str:
    """A hostile name: relative, absolute, with drives, backslashes, NUL, or through a link."""
    start = draw(st.sampled_from(["", "/", "//", "\\\\host\\", "C:\\", "../", "../../", "ROOT/", "link/"]))
    return start + draw(st.sampled_from(["/", "\\"])).join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)))


def state(folder: Path) -> dict[str, Any]:
    """The content of a folder: files, targets of links, modes, inodes."""
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        what: object = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else "folder"
        found[str(path.relative_to(folder))] = (what, path.lstat().st_mode, path.lstat().st_ino)
    return found


class World:
    """A folder `out` with a link that leads out of it, and files outside."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "out"
        for path in ("precious", "outside/precious", "outside/index.html", "index.html", "a/b/c.html"):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text("precious", "utf-8")
        self.out.mkdir()
        (self.out / "link").symlink_to(root / "outside")

    def outside(self) -> dict[str, Any]:
        """The files that may never change."""
        return {path: what for path, what in state(self.root).items() if not path.startswith("out/")}


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world of one test."""
    return World(tmp_path / "world")


@FEW
@given(st.lists(names(), max_size=4), st.booleans())
def test_a_hostile_list_of_a_site(listed: list[str], torn: bool) -> None:
    """The list is rejected, and nothing changes; or it names files inside only, and nothing outside changes."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        text = "".join(f"{name}\n" for name in listed).replace("ROOT", folder)
        (world.out / LIST).write_bytes(text.encode("utf-8", "surrogatepass") + (b"\xff" if torn else b""))
        before, outside = state(world.out), world.outside()
        try:
            write_folder(SITE.items(), str(world.out))
        except UsageError:
            assert state(world.out) == before
        else:
            assert {path: (world.out / path).read_bytes() for path in SITE} == SITE
            assert not torn
        assert world.outside() == outside


@pytest.mark.parametrize("name", ["../precious", "/etc/hostname", "a/../../precious", "link/precious", "C:\\boot.ini", "a\\..\\b", "nul\0"])
def test_a_name_that_leads_out_is_an_error_that_changes_nothing(world: World, name: str) -> None:
    """A list with one bad name among good ones is rejected as a whole."""
    write_folder({"old.html": b"old"}.items(), str(world.root / "good"))
    with (world.root / "good" / LIST).open("a", newline="") as listed:
        listed.write(f"{name}\n")
    (world.root / "good" / "link").symlink_to(world.root / "outside")
    before = state(world.root)
    with pytest.raises(UsageError, match="nothing was changed"):
        write_folder(SITE.items(), str(world.root / "good"))
    assert state(world.root) == before


def links(root: Path, place: str) -> None:
    """A link that leads out of a folder, at the path of a file or folder to be written."""
    path = root / place
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.symlink_to(root.parent / "outside" if place == "a" else root.parent / "precious")


@pytest.mark.parametrize("place", ["a", "index.html", LIST])
def test_nothing_is_written_through_a_link(world: World, place: str) -> None:
    """Through no link of a folder, a file or the list, neither for new nor for removed files."""
    good = world.root / "good"
    write_folder(SITE.items(), str(good))
    links(good, place)
    before = state(world.root)
    for wanted in (SITE, {"other.html": b"other"}):
        with pytest.raises(UsageError):
            write_folder(wanted.items(), str(good))
        assert state(world.root) == before


def test_the_output_itself_may_be_a_link(world: World) -> None:
    """The site is written to the target."""
    (world.root / "public").symlink_to(world.root / "www")
    (world.root / "www").mkdir()
    assert write_folder(SITE.items(), str(world.root / "public"))[:2] == (3, 0)
    assert files(world.root / "www").keys() == {*SITE, LIST}


def test_a_file_of_the_user_in_the_place_of_a_new_one_stays(world: World) -> None:
    """Also a file that the user created after the first run."""
    good = world.root / "good"
    write_folder({"index.html": b"old"}.items(), str(good))
    (good / "data").mkdir()
    (good / "data/cv.ttl").write_bytes(b"mine")
    before = state(good)
    with pytest.raises(UsageError, match=r"data/cv.ttl: vitagraph did not write this file; move it elsewhere"):
        write_folder(SITE.items(), str(good))
    assert state(good) == before


# -- the folder of a bulk export

NUMBERS = st.sampled_from([0, 1, -1, 7, 10**9, "0", None])
OUTCOMES = st.fixed_dictionaries(
    {
        "number": NUMBERS,
        "input": st.sampled_from(["", "x"]),
        "file": st.none() | names(),
        "sha256": st.just("0" * 64),
        "bytes": NUMBERS,
        "cvs": NUMBERS,
        "rejected": NUMBERS,
        "quads": NUMBERS,
    }
)
SETTINGS = {"format": "nquads", "include": [], "base": "", "most_cvs": 1000}


@pytest.fixture(scope="module")
def recorded_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings as this version records them."""
    folder = tmp_path_factory.mktemp("settings")
    export(folder, department(1), "--partition", "1000")
    settings: dict[str, Any] = json.loads((folder / "out/manifest.json").read_bytes())["settings"]
    return settings


@FEW
@given(outcomes=st.lists(OUTCOMES, max_size=3), is_journal=st.booleans(), tail=st.sampled_from([b"", b"{", b"[]\n", b"\xff\n", b"7\n"]))
def test_a_hostile_journal_or_manifest_of_an_export(
    recorded_settings: dict[str, Any], outcomes: list[Any], is_journal: bool, tail: bytes
) -> None:
    """It is rejected, or the run resumes inside the folder; files with similar names stay."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        lines = [{"settings": recorded_settings}, *outcomes]
        text = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        manifest = json.dumps({"settings": recorded_settings, "partitions": outcomes}).encode()
        (world.out / (".journal" if is_journal else "manifest.json")).write_bytes((text if is_journal else manifest) + tail)
        for mine in ("part-time.txt", "part-00000.txt", ".mine.part", "part-1.nq"):
            (world.out / mine).write_text("mine", "utf-8")
        outside = world.outside()
        try:
            run = Folder(str(world.out), Settings())
            run.kept(0, "x")
            run.finish()
        except UsageError:
            pass
        assert world.outside() == outside
        assert {one.read_text("utf-8") for one in world.out.glob("*part*")} == {"mine"}
        assert len(list(world.out.glob("*part*"))) == 4


@FEW
@given(outcome=OUTCOMES, name=st.sampled_from([".part-00000.done", ".part-00007.done"]), tail=st.sampled_from([b"", b"{", b"\xff"]))
def test_a_hostile_entry_of_an_export(recorded_settings: dict[str, Any], outcome: Any, name: str, tail: bytes) -> None:
    """The entry of a partition beside a journal: it is rejected, or the run resumes inside the folder."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        (world.out / ".journal").write_text(json.dumps({"settings": recorded_settings}) + "\n", "utf-8")
        (world.out / name).write_bytes(json.dumps(outcome).encode() + tail)
        outside = world.outside()
        try:
            run = Folder(str(world.out), Settings())
            run.kept(0, "x")
            run.finish()
            assert outcome["number"] == int(name[6:11])
            assert not list(world.out.glob(".*"))
        except UsageError:
            assert (world.out / name).exists()
        assert world.outside() == outside


@pytest.mark.parametrize(
    "name", [".journal", ".part-00000.done", ".part-00000.rejected", "part-00000.nq", "manifest.json", "rejected.jsonl"]
)
def test_an_export_follows_no_link(world: World, name: str) -> None:
    """Neither for writing nor for recognising its own files."""
    export(world.root, department(2), "--partition", "1000", name="good")
    place = world.root / "good" / name
    place.unlink(missing_ok=True)
    place.symlink_to(world.root / "precious")
    before = (world.root / "precious").read_bytes()
    code, _, _ = run(world.root, "bulk", "export", "cvs.jsonl", "-o", "good", "-q", "--workers", "1", "--partition", "1000")
    assert (world.root / "precious").read_bytes() == before
    assert code in (0, 2)
    assert b"precious" not in b"".join(files(world.root / "good").values()) or place.is_symlink()


# -- the journal of changed files


@FEW
@given(
    st.dictionaries(names(), st.lists(st.none() | st.sampled_from(["", "precious", "bad", "Ā"]) | st.integers(), max_size=3))
    | st.integers()
)
def test_a_hostile_journal_of_changes(journal: Any) -> None:
    """It changes at most plain files of its own folder."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        (world.out / "index.html").symlink_to(world.root / "precious")
        (world.out / JOURNAL).write_text(json.dumps(journal).replace("ROOT", folder), "utf-8")
        before, outside = state(world.out), world.outside()
        try:
            with changing(str(world.out)):
                pass
        except (UsageError, DataError):
            assert state(world.out) == before
        assert world.outside() == outside
        assert (world.out / "index.html").is_symlink()


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """An export, and a folder of the user with a name that `bulk load` uses."""
    export(tmp_path, department(2))
    return tmp_path


@pytest.mark.parametrize("name", [".kg.part", ".kg.before"])
def test_a_folder_beside_a_store_stays(beside: Path, name: str) -> None:
    """Only a folder with nothing but the files of a store is a leftover of a killed run."""
    (beside / name).mkdir()
    (beside / name / "thesis.tex").write_text("mine")
    before = state(beside)
    code, _, stderr = run(beside, "bulk", "load", "out", "--store-path", "kg")
    assert (code, "this folder is needed for staging, and holds other files than a store's (thesis.tex)" in stderr) == (2, True), stderr
    assert state(beside) == before
