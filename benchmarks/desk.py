"""The web desk beside Datasette, on one database and the same cores in one run.

    python -m benchmarks.desk SIZE [DATASETTE] [REQUESTS]

SIZE is how many appearances the database holds; DATASETTE the program of Datasette 0.65, which serves its page of the
table `claim` from the same file; REQUESTS how many are made before the memory is read the second time (10,000).
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from benchmarks.data import database, word
from benchmarks.startup import SQLMODEL, medians

READERS = 16
"""How many people read at once."""

ROUNDS, SECONDS = 3, 6
"""How often each page takes its turn, and for how long."""

PACE, PACED_SECONDS = 20, 60
"""The requests a second at which the time of an answer is measured, and for how long."""

STARTS, ENTRIES = 9, 5
"""How often the desk is started, and how often something is entered before a page that is kept."""

CLAIM, QUEUE, SEARCH, PEER = "claim page", "queue", "search", "Datasette, table claim"
ASKED = {CLAIM: 3.0, QUEUE: 1.5, SEARCH: 1.5}
"""How many times the requests a second of the peer each page should answer."""

USUAL = range(150, 400)
"""The ranks of the words that people search for."""

OTHERS = (
    "/stories",
    "/registers/sources",
    "/registers/reporters",
    "/alike",
    "/log",
    "/read",
    "/similar",
    "/tables",
    "/settings",
    "/help",
    "/api",
    "/registers/outlets",
    "/registers/articles",
    "/stories/story-3",
)
KEPT = ("/", "/registers/outlets", "/registers/articles", "/stories/story-3")
"""Pages that are kept until somebody enters something: the time that they take after an entry is measured apart."""


@dataclass(frozen=True)
class Server:
    """A server at a port of this machine, as somebody who is signed in sees it."""

    process: int
    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def connection(self) -> http.client.HTTPConnection:
        """Return a connection that stays open."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    @property
    def cpu_seconds(self) -> float:
        """The processor's time so far."""
        values = _proc(self.process, "stat").rpartition(")")[2].split()
        return (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        """The memory in use."""
        lines = dict(line.split(":", 1) for line in _proc(self.process, "status").splitlines())
        return int(lines["VmRSS"].split()[0]) / 1024


def _proc(process: int, name: str) -> str:
    return Path(f"/proc/{process}/{name}").read_text(encoding="utf-8")


def main(size: int, datasette: str | None, requests: int) -> None:
    """Print what each page answers beside the peer, at a fixed pace, at the start, and in memory."""
    url = database(size)
    path = url.removeprefix("sqlite:///")
    print(f"{size:,} appearances, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    _print_starts(path)
    with running_desk(path) as desk:
        if datasette is None:
            _print_rates(desk, None, "", size)
        else:
            with _datasette(datasette, path) as peer:
                _print_rates(desk, peer, f"/{size}/claim", size)
        _print_pace(desk, size)
        _print_anew(desk, path)
    with running_desk(path) as desk:
        _print_memory(desk, size, requests)


# Servers


@contextmanager
def running_desk(path: str) -> Iterator[Server]:
    """Start a desk and sign in."""
    command = (sys.executable, "-m", "claims", "--db", path, "desk", "--no-browser")
    with _running(command) as process:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        link = re.search(r"http://\S+#(\S+)", said)
        assert link is not None, said
        server = Server(process.pid, urlsplit(link[0]).port or 0)
        connection = server.connection()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sign-in", urlencode({"key": link[1]}), form)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
        yield Server(process.pid, server.port, {"Cookie": cookie})


@contextmanager
def _datasette(program: str, path: str) -> Iterator[Server]:
    port = _free_port()
    with _running((program, "serve", path, "--host", "127.0.0.1", "--port", str(port))) as process:
        server = Server(process.pid, port)
        _wait(server, "/")
        yield server


@contextmanager
def _running(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "CLAIMS_USER": "benchmark"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _wait(server: Server, address: str) -> None:
    """Wait until a server answers."""
    for _ in range(6_000):
        try:
            _get(server, server.connection(), address)
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            return
    raise TimeoutError(address)


def _get(server: Server, connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers=server.headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 400:
        raise ValueError(f"{address} answers {answer.status}")


# Requests a second


def _address(page: str, number: int, size: int) -> str:
    """Return an address of a page; others each time, as people ask for others."""
    if page == CLAIM:
        return f"/claims/{1 + number * 7919 % (size // 10)}"
    if page == SEARCH:
        return f"/search?{urlencode({'q': word(USUAL[number % len(USUAL)])})}"
    return "/"


def _print_rates(desk: Server, peer: Server | None, table: str, size: int) -> None:
    rates: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for page in (QUEUE, CLAIM, SEARCH):
        _rate(desk, partial(_address, page, size=size), 1)  # loads the page and fills the caches of the system
    for _ in range(ROUNDS):
        for page in (CLAIM, QUEUE, SEARCH):
            rates[page].append(_rate(desk, partial(_address, page, size=size), SECONDS))
        if peer is not None:
            rates[PEER].append(_rate(peer, lambda number: table, SECONDS))
    print(f"\n{f'{READERS} readers at once':<28} {'a second':>9} {'ratio':>6} {'asked':>6} {'CPU ms':>7} {'ratio':>6}")
    bare = [statistics.median(each) for each in zip(*rates.get(PEER, [(float("nan"), float("nan"))]), strict=True)]
    for page, measured in rates.items():
        rate, cpu = (statistics.median(each) for each in zip(*measured, strict=True))
        ratios = f"{rate / bare[0]:6.2f} {ASKED.get(page, 1.0):6.1f} {cpu:7.1f} {bare[1] / cpu:6.2f}"
        print(f"{page:<28} {rate:9.1f} {ratios}", flush=True)


def _rate(server: Server, address: Callable[[int], str], seconds: float) -> tuple[float, float]:
    """Return how many requests a second a server answers to readers who ask again at once, and its processor's ms."""
    numbers, ends = count(), time.perf_counter() + seconds

    def read() -> list[float]:
        connection = server.connection()
        done: list[float] = []
        while time.perf_counter() < ends:
            _get(server, connection, address(next(numbers)))
            done.append(time.perf_counter())
        return done

    began, used = time.perf_counter(), server.cpu_seconds
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(read) for _ in range(READERS)]
    done = [answered for reader in readers for answered in reader.result()]
    return len(done) / (max(done) - began), 1_000 * (server.cpu_seconds - used) / len(done)


# The time of an answer


def _print_pace(desk: Server, size: int) -> None:
    """Ask for all pages in turn at a fixed pace; the time counts from when each was due."""
    pages = (CLAIM, QUEUE, SEARCH, *OTHERS)
    taken: dict[str, list[float]] = defaultdict(list)
    local = threading.local()

    def ask(page: str, number: int, due: float) -> None:
        if not hasattr(local, "connection"):
            local.connection = desk.connection()
        address = page if page in OTHERS else _address(page, number, size)
        try:
            _get(desk, local.connection, address)
        except http.client.RemoteDisconnected:  # it waited so long for its turn that the server let it go
            local.connection.close()
            _get(desk, local.connection, address)
        taken[page].append(time.perf_counter() - due)

    for number, page in enumerate(pages):
        ask(page, number, time.perf_counter())
    taken.clear()
    with ThreadPoolExecutor(64) as pool:
        began = time.perf_counter()
        asked = []
        for number in range(PACE * PACED_SECONDS):
            due = began + number / PACE
            time.sleep(max(0.0, due - time.perf_counter()))
            asked.append(pool.submit(ask, pages[number % len(pages)], number, due))
        for each in asked:
            each.result()
    print(f"\n{f'{PACE} requests a second':<28} {'median ms':>9} {'p95 ms':>6}")
    for page in pages:
        print(f"{page:<28} {_at(taken[page], 50):9.0f} {_at(taken[page], 95):6.0f}")
    everything = [seconds for each in taken.values() for seconds in each]
    print(f"{'all of these':<28} {_at(everything, 50):9.0f} {_at(everything, 95):6.0f}", flush=True)


def _print_anew(desk: Server, path: str) -> None:
    """Print how long a page takes that is kept, when somebody has entered something since."""
    print(f"\n{'after an entry':<28} {'median ms':>9}")
    connection, act = desk.connection(), cycle(("take", "drop"))
    for page in KEPT:
        taken = []
        for _ in range(ENTRIES):
            subprocess.run(
                [sys.executable, "-m", "claims", "--db", path, next(act), "1"], check=True, capture_output=True
            )
            began = time.perf_counter()
            _get(desk, connection, page)
            taken.append(time.perf_counter() - began)
        print(f"{page:<28} {1_000 * statistics.median(taken):9.0f}", flush=True)


def _at(seconds: list[float], percentile: int) -> float:
    return 1_000 * statistics.quantiles(seconds, n=100, method="inclusive")[percentile - 1]


# Start and memory


def _print_starts(path: str) -> None:
    """Print the processor's time until the desk answers, beside that of importing SQLModel."""
    taken = []
    for _ in range(STARTS + 1):  # the first warms the caches of the system
        port = _free_port()
        command = (sys.executable, "-m", "claims", "--db", path, "desk", "--no-browser", "--port", str(port))
        with _running(command) as process:
            server = Server(process.pid, port)
            _wait(server, "/sign-in")
            taken.append(server.cpu_seconds)
    ready = statistics.median(taken[1:])
    bare = medians([SQLMODEL], dict(os.environ))[SQLMODEL]
    print(f"\n{'start':<28} {'ms':>9} {'ratio':>6} {'asked':>6}")
    print(f"{'claims desk answers':<28} {ready * 1000:9.0f} {ready / bare:6.2f} {1.5:6.1f}")
    print(f"{'import sqlmodel':<28} {bare * 1000:9.0f}", flush=True)


def _print_memory(desk: Server, size: int, requests: int) -> None:
    connection = desk.connection()
    pages = (CLAIM, QUEUE, SEARCH, *OTHERS)
    print(f"\n{'memory after':<28} {'MB':>9}")
    for number in range(1, requests + 1):
        page = pages[number % len(pages)]
        _get(desk, connection, page if page in OTHERS else _address(page, number, size))
        if number in (1_000, requests):
            print(f"{f'{number:,} requests':<28} {desk.megabytes:9.0f}", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]), given[1] if given[1:] else None, int(given[2]) if given[2:] else 10_000)
