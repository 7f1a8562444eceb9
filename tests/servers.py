"""A web server of a test: it runs with folders of its own, is ready when it names its address, and is ended."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import repeat
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

PATIENCE = 180
"""Seconds that a busy machine may need for what takes a few."""

ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):(\d+)/\S*")


@contextmanager
def serving(command: Sequence[str], checkout: Path, own: Path) -> Iterator[str]:
    """Run a server in a checkout and give the first address that it names; it keeps its files in the folder `own`."""
    with subprocess.Popen(
        command,
        cwd=checkout,
        env=environment(own),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as server:
        said: Queue[str | None] = Queue()
        listener = Thread(target=listen, args=(server, said))
        listener.start()
        try:
            place = address(said)
            wait_until_it_listens(said, int(ADDRESS.findall(place)[0]))
            yield place
        finally:
            server.terminate()
            try:
                server.wait(timeout=PATIENCE)
            finally:
                server.kill()
                listener.join()


def free_port() -> int:
    """A port on which nobody listens; a server that finds it taken after all names another."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def environment(own: Path) -> dict[str, str]:
    """The environment with other places for what Jupyter, IPython and matplotlib keep of a person."""
    places = {
        name: str(own / name.lower())
        for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    lab = {f"JUPYTERLAB_{name.upper()}_DIR": str(own / name) for name in ("settings", "workspaces")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    return kept | places | lab | {"PYTHONPATH": str(Path(__file__).parents[1])}


def listen(server: subprocess.Popen[str], said: Queue[str | None]) -> None:
    """Pass on every line that the server says, so that it never waits to be heard, and then that there is no more."""
    for line in server.stdout or ():
        said.put(line)
    said.put(None)


def address(said: Queue[str | None]) -> str:
    """The first address that the server names."""
    heard: list[str] = []
    while True:
        try:
            line = said.get(timeout=PATIENCE)
        except Empty:
            line = None
        if line is None:
            raise AssertionError("the server named no address; it said:\n" + "".join(heard))
        heard.append(line)
        if found := ADDRESS.search(line):
            return found[0]


def wait_until_it_listens(said: Queue[str | None], port: int) -> None:
    """Wait until a connection is taken: Jupyter names its address a moment before it listens there."""
    for _ in repeat(None, 10 * PATIENCE):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(Empty):
            said.get(timeout=0.1)
    raise AssertionError(f"the server does not listen on port {port}, which it named")
