"""Seconds from a save to the new page under `vitagraph serve`: `saving.py [PUBLICATIONS...]`, wall time and processor time of the server.

The page is read when the server sends its event; each save changes a title. The median of five saves is printed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from growing import papers, write

SAVES = 5


def processor(process: subprocess.Popen[str]) -> float:
    """The seconds of a process, user and system (Linux)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(count: int, folder: Path) -> tuple[float, float]:
    """The seconds until the page shows a change, and those of processor time."""
    cv = write(papers, count, folder / f"{count}")
    text = cv.read_text(encoding="utf-8")
    start = text.index("title: ") + len("title: ")
    program = str(Path(sys.executable).with_name("vitagraph"))
    with subprocess.Popen([program, "serve", str(cv), "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            url = next(line.split()[0] for line in process.stderr if line.startswith("http"))
            page(url)
            taken = [saved(cv, f"{text[:start]}Saved{number} {text[start:]}", f"Saved{number}", url, process) for number in range(SAVES)]
        finally:
            process.terminate()
    return statistics.median(wall for wall, _ in taken), statistics.median(seconds for _, seconds in taken)


def saved(cv: Path, text: str, shown: str, url: str, process: subprocess.Popen[str]) -> tuple[float, float]:
    """The same for one save."""
    time.sleep(5)  # the former save is built to its end
    with urlopen(f"{url}.vitagraph/events", timeout=60) as events:
        editions = (json.loads(line[6:])["edition"] for line in events if line.startswith(b"data: "))
        present = next(editions)
        start, before = time.monotonic(), processor(process)
        cv.write_text(text, encoding="utf-8")
        while next(editions) == present:
            pass
    assert shown.encode() in page(url)
    return time.monotonic() - start, processor(process) - before


def page(url: str) -> bytes:
    """The page of the CV."""
    with urlopen(Request(url, headers={"Accept": "text/html"}), timeout=60) as response:
        content: bytes = response.read()
    return content


def main() -> None:
    """Prints a line for each size."""
    with TemporaryDirectory() as folder:
        for count in map(int, sys.argv[1:] or ("51", "500")):
            wall, seconds = measured(count, Path(folder))
            print(f"{count:,} publications: visible after {wall:.2f} s, {seconds:.2f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
