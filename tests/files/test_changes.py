"""The files of a user are changed all together or not at all, and changes of other programs are never overwritten."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from command_line import COMMAND, ENVIRONMENT, files, run
from vitagraph.errors import DataError, UsageError
from vitagraph.files import change, locked
from vitagraph.files.contents import is_between
from vitagraph.files.journal import JOURNAL, complete, note
from vitagraph.files.parts import part_of, sweep

CV = "document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel}\n"


def entry(number: int) -> str:
    """An article as BibTeX."""
    return f"@article{{a{number}, title={{Owls of the year {number}}}, author={{Ada Beispiel}}, year={2000 + number}, journal={{Birds}}}}\n"


def test_two_concurrent_imports_are_both_merged(tmp_path: Path) -> None:
    """Five rounds of two processes: the second one waits, reads the files that the first one wrote, and adds to them."""
    cv = tmp_path / "cv"
    cv.mkdir()
    (cv / "cv.yaml").write_text(CV, "utf-8")
    for number in range(10):
        (tmp_path / f"{number}.bib").write_text(entry(number), "utf-8")
    for turn in range(0, 10, 2):
        calls = [[*COMMAND, "import", f"{number}.bib", "--into", "cv", "-q"] for number in (turn, turn + 1)]
        running = [subprocess.Popen(call, cwd=tmp_path, stderr=subprocess.PIPE, env=ENVIRONMENT) for call in calls]
        assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0), (b"", 0)]
        text = "".join(path.read_text("utf-8") for path in cv.iterdir())
        assert [number for number in range(turn + 2) if text.count(f"Owls of the year {number}\n") != 1] == []
    assert sorted(files(cv)) == ["cv.yaml", "journal_articles.yaml"]


@pytest.mark.parametrize("command", [["import", "0.bib", "--into", "cv"], ["freeze-ids", "cv"], ["embed", "page.html", "cv"]])
def test_a_second_process_waits(tmp_path: Path, command: list[str]) -> None:
    """Every command that reads and writes a file locks its folder in between."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "cv/cv.yaml").write_text(CV + "reports: [On Owls]\n", "utf-8")
    (tmp_path / "0.bib").write_text(entry(0), "utf-8")
    (tmp_path / "page.html").write_text("<html><head></head></html>", "utf-8")
    before = files(tmp_path)
    with locked(tmp_path / ("cv" if "cv" in command[-1] and command[0] != "embed" else ".")):
        process = subprocess.Popen([*COMMAND, *command], cwd=tmp_path, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        assert files(tmp_path) == before
    assert process.wait(30) == 0
    assert files(tmp_path) != before


def test_a_lock_that_is_held_for_too_long_is_an_error(tmp_path: Path) -> None:
    """The message names the folder and what to do."""
    message = "another vitagraph is writing here; run this again when it has ended"
    with locked(tmp_path), pytest.raises(UsageError, match=message), locked(tmp_path, wait=0.05):
        pass


def test_two_bulk_exports_at_once(tmp_path: Path) -> None:
    """They would remove each other's files as leftovers of a killed run; the second one is an error."""
    (tmp_path / "out").mkdir()
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    with locked(tmp_path / "out"):
        code, _, stderr = run(tmp_path, "bulk", "export", "cv.yaml", "-o", "out", "-q")
    assert (code, stderr) == (2, "vitagraph: out: another vitagraph is writing here; run this again when it has ended\n")
    assert files(tmp_path / "out") == {}


def test_a_concurrent_save_of_an_editor_stays(tmp_path: Path) -> None:
    """Whichever file is saved: none is changed, and the file is named."""
    for edited in ("a.yaml", "b.yaml"):
        paths = {name: tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml")}
        for path in paths.values():
            path.write_bytes(b"old")
        paths[edited].write_bytes(b"edited")
        before = files(tmp_path)
        with pytest.raises(DataError, match=f"{edited}: another process changed this file meanwhile, and it is not overwritten"):
            change({str(path): (b"old", b"new") for path in paths.values()})
        assert files(tmp_path) == before


def test_a_save_between_two_replacements_undoes_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor saves after one of the files has been replaced."""
    from vitagraph.files import changes

    def put_and_edit(path: Path, data: bytes | None, put=changes.put) -> None:  # type: ignore[no-untyped-def]
        put(path, data)
        if path.name == "a.yaml" and data == b"new":
            (tmp_path / "b.yaml").write_bytes(b"edited")

    monkeypatch.setattr(changes, "put", put_and_edit)
    (tmp_path / "b.yaml").write_bytes(b"old")
    with pytest.raises(DataError, match=r"b\.yaml: another process changed this file"):
        change({str(tmp_path / "a.yaml"): (b"", b"new"), str(tmp_path / "b.yaml"): (b"old", b"new")})
    assert files(tmp_path) == {"b.yaml": b"edited"}


def test_the_command_names_the_saved_file(tmp_path: Path) -> None:
    """An editor saves between the reading and the writing of `import`: at that point the process appends a line itself."""
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    program = (
        "from vitagraph.merging.merge import Files; old = Files.checked\n"
        "def checked(*given):\n    open('cv.yaml', 'a').write('interests: [owls]\\n'); return old(*given)\n"
        "Files.checked = checked; from vitagraph.__main__ import main; main()"
    )
    (tmp_path / "0.bib").write_text(entry(0), "utf-8")
    call = [COMMAND[0], "-c", program, "import", "0.bib", "--into", "cv.yaml"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 1, done.stderr
    assert "cv.yaml: another process changed this file meanwhile, and it is not overwritten; run this again" in done.stderr
    assert files(tmp_path)["cv.yaml"].decode() == CV + "interests: [owls]\n"


def test_owner_mode_links_and_attributes_stay(tmp_path: Path) -> None:
    """A hard link has the same content; symbolic links, access control lists and other attributes stay."""
    one, other, plain, link = (tmp_path / name for name in ("one.yaml", "other.yaml", "plain.yaml", "link.yaml"))
    for path, mode in ((one, 0o640), (plain, 0o604)):
        path.write_bytes(b"old, and longer than what is new")
        path.chmod(mode)
    other.hardlink_to(one)
    link.symlink_to("plain.yaml")
    if os.geteuid() == 0:
        os.chown(plain, 12345, 54321)
        os.chown(one, 12345, 54321)
    attributes = _with_attribute(plain)
    before = {path: path.stat() for path in (one, plain)}
    change({str(path): (b"old, and longer than what is new", b"new") for path in (one, link)})
    assert (one.read_bytes(), other.read_bytes(), plain.read_bytes(), link.is_symlink()) == (b"new", b"new", b"new", True)
    for path, state in before.items():
        now = path.stat()
        assert (now.st_mode, now.st_uid, now.st_gid, now.st_nlink) == (state.st_mode, state.st_uid, state.st_gid, state.st_nlink)
    assert one.stat().st_ino == other.stat().st_ino
    assert not attributes or os.getxattr(plain, "user.vitagraph.test") == b"kept"
    assert sorted(files(tmp_path)) == ["link.yaml", "one.yaml", "other.yaml", "plain.yaml"]


def _with_attribute(path: Path) -> bool:
    try:
        os.setxattr(path, "user.vitagraph.test", b"kept")
    except (OSError, AttributeError):  # a file system or a system without attributes
        return False
    return True


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="only root can be two users")
def test_the_owner_of_a_file_stays(tmp_path: Path) -> None:
    """A member of the group edits a colleague's file."""
    tmp_path.chmod(0o777)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o011)
    (tmp_path / "cv.yaml").write_bytes(b"old")
    os.chown(tmp_path / "cv.yaml", 12345, 12345)
    (tmp_path / "cv.yaml").chmod(0o666)
    if (child := os.fork()) == 0:
        try:
            os.setgid(12346)
            os.setuid(12346)
            change({str(tmp_path / "cv.yaml"): (b"old", b"new")})
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert (tmp_path / "cv.yaml").read_bytes() == b"new"
    assert ((tmp_path / "cv.yaml").stat().st_uid, (tmp_path / "cv.yaml").stat().st_mode & 0o777) == (12345, 0o666)


@pytest.mark.parametrize("done", range(9))
def test_a_killed_change_is_completed(tmp_path: Path, done: int) -> None:
    """A file that is overwritten in place has its content recorded; files that were edited since stay, and so do the others."""
    before, after = b"the old text", b"new text"
    for edited in (True, False):
        (tmp_path / "a.yaml").write_bytes(after[:done] + before[done:])
        (tmp_path / "b.yaml").write_bytes(b"edited" if edited else b"old")
        note(tmp_path, {tmp_path / "a.yaml": (before, after), tmp_path / "b.yaml": (b"old", b"new"), tmp_path / "c.yaml": (None, b"new")})
        assert (tmp_path / JOURNAL).stat().st_mode & 0o777 == 0o600
        left = files(tmp_path)
        complete(tmp_path)
        expected = {"a.yaml": left["a.yaml"], "b.yaml": b"edited"} if edited else {"a.yaml": after, "b.yaml": b"new", "c.yaml": b"new"}
        assert files(tmp_path) == expected


def test_a_killed_change_of_a_file_whose_name_is_not_utf8(tmp_path: Path) -> None:
    """Its name is recorded as bytes."""
    path = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    path.write_bytes(b"old")
    note(tmp_path, {path: (b"old", b"new")})
    complete(tmp_path)
    assert list(files(tmp_path).values()) == [b"new"]


def test_partly_overwritten_content_is_recognised() -> None:
    """Absent, empty, longer, shorter content is; a text that an editor saved is not."""
    assert all(is_between(now, None, b"abc") for now in (None, b"", b"a", b"ab", b"abc"))
    assert all(is_between(now, b"abcdef", b"xy") for now in (b"abcdef", b"xbcdef", b"xycdef", b"xy"))
    assert not any(is_between(now, b"abcdef", b"xy") for now in (None, b"", b"x", b"abcde", b"xycdefg", b"yxcdef", b"xycdeg"))


def test_a_part_that_is_being_written_is_no_leftover(tmp_path: Path) -> None:
    """Another process removes leftovers of ended processes, not files that a running one has open."""
    ready, go = threading.Event(), threading.Event()

    def write() -> None:
        with part_of(tmp_path / "cv.ttl") as part:
            part.file.write(b"whole")
            ready.set()
            go.wait(10)
            part.put()

    writing = threading.Thread(target=write)
    writing.start()
    ready.wait(10)
    (tmp_path / ".cv.ttl.0123abcd.part").write_bytes(b"left")
    (tmp_path / ".other.ttl.0123abcd.part").write_bytes(b"of another file")
    sweep(tmp_path, {"cv.ttl"})
    parts = sorted(path.name for path in tmp_path.iterdir())
    go.set()
    writing.join()
    assert len(parts) == 2
    assert ".cv.ttl.0123abcd.part" not in parts
    assert files(tmp_path) == {"cv.ttl": b"whole", ".other.ttl.0123abcd.part": b"of another file"}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_an_interrupted_import_of_a_new_cv(tmp_path: Path, count: int) -> None:
    """The same import completes it; another one is rejected, and so is any if nothing is missing."""
    (tmp_path / "0.bib").write_text(entry(0) + "@book{b, title={Owls}, author={Ada Beispiel}, year=2000}\n", "utf-8")
    (tmp_path / "1.bib").write_text(entry(1), "utf-8")
    assert run(tmp_path, "import", "0.bib", "-o", "whole", "-q")[0] == 0
    whole = files(tmp_path / "whole")
    assert len(whole) == 3
    (tmp_path / "new").mkdir()
    for name in list(whole)[:count]:
        (tmp_path / "new" / name).write_bytes(whole[name])
    (tmp_path / f"new/.{list(whole)[count]}.0123abcd.part").write_bytes(b"")
    refused = "this already exists; name a new folder"
    if count:
        code, _, stderr = run(tmp_path, "import", "1.bib", "-o", "new", "-q")
        assert (code, refused in stderr) == (2, True), stderr
    assert run(tmp_path, "import", "0.bib", "-o", "new", "-q") == (0, "", "")
    assert files(tmp_path / "new") == whole
    assert refused in run(tmp_path, "import", "0.bib", "-o", "new", "-q")[2]
