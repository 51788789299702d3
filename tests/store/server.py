"""A PostgreSQL server of the machine's own, in a temporary folder, reached through a socket alone."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "refundry"
_PORT = 5432
_PATIENCE_SECONDS = 60
# what a server may be set to and a ledger must not rely on: it says itself that commits are to be on disk
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "off",
    "recovery_init_sync_method": "syncfs",  # else every file of the cluster is synced one by one after a crash
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "log_min_messages": "fatal",
}
_WHO = "local all guarded scram-sha-256\nlocal all all trust\n"


def programs() -> Path | None:
    """The folder of the server's programs, where they are installed: of the newest version, or on the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("pg_ctl", path=os.pathsep.join([*map(str, reversed(folders)), os.environ["PATH"]]))
    return Path(found).resolve().parent if found else None


class Server:
    """A cluster that is made, started, killed and taken away."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        """Make a cluster in an empty folder; the server refuses to run as root, so that another user is found."""
        self.folder = folder
        self._bin = bin_
        self._data = folder / "data"
        self._user = _harmless_user() if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(folder, self._user)
        self._run(
            "initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )
        lines = [f"{name} = {value}\n" for name, value in _SETTINGS.items()]
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines([*lines, f"unix_socket_directories = '{folder}'\n"])
        (self._data / "pg_hba.conf").write_text(_WHO)
        self._made = 0

    def start(self) -> None:
        """Start it and wait until it answers; where one was killed, its last processes may take a moment to end."""
        words = ("start", "-D", str(self._data), "-w", "-s", "-l", str(self.folder / "log"))
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return self._run("pg_ctl", *words)
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self._run("pg_ctl", "stop", "-D", str(self._data), "-m", "immediate", "-w", "-s")

    def crash(self) -> None:
        """Kill the server with all its processes where they stand."""
        os.kill(self._pid(), signal.SIGKILL)

    def crash_writer(self) -> None:
        """Kill one process that serves a writer: the server then ends all others and recovers by itself."""
        with contextlib.suppress(psycopg.Error, ProcessLookupError), self.connected() as connection:
            sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'refundry' ORDER BY random() LIMIT 1"
            for (pid,) in connection.execute(sql).fetchall():
                os.kill(pid, signal.SIGKILL)
                connection.execute("SELECT pg_sleep(5)")  # until the server has noticed, and ends this too

    def wait(self) -> None:
        """Wait until it answers, while it recovers by itself."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                with self.connected():
                    return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def url(self, database: str = "postgres", user: str = OWNER, password: str | None = None) -> str:
        """The address of a database."""
        who = user if password is None else f"{user}:{quote(password, safe='')}"
        return f"postgresql://{who}@{quote(str(self.folder), safe='')}/{database}"

    @contextlib.contextmanager
    def connected(self, database: str = "postgres", user: str = OWNER) -> Iterator[psycopg.Connection]:
        """Another client than ours."""
        with psycopg.connect(self.url(database, user), autocommit=True) as connection:
            yield connection

    def new_database(self, template: str = "template0") -> str:
        """The name of a new database: an empty one, or a copy of one to which nobody is connected."""
        self._made += 1
        name = f"store_{self._made}"
        with self.connected() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def _pid(self) -> int:
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def _run(self, name: str, *words: str) -> None:
        command = [str(self._bin / name), *words]
        # a server that inherits a pipe would keep it open, and whoever reads it waiting
        with (self.folder / "said").open("ab") as said:
            subprocess.run(
                command, check=True, cwd=self.folder, user=self._user, stdin=subprocess.DEVNULL, stdout=said,
                stderr=said, env=os.environ | {"LC_ALL": "C"},
                extra_groups=None if self._user is None else [], group=_group(self._user),
            )  # fmt: skip


def _harmless_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


@contextlib.contextmanager
def running(bin_: Path) -> Iterator[Server]:
    """A server that is taken away again; the path of its socket must be short."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = Server(folder, bin_)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
