"""The ledger that a command names, and the key that signs for whoever uses it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from engine.ledger.signature import KeyUnreadableError, PublicKey, Signer
from engine.store.database import StoreError, Trouble
from engine.store.ledger import Act, Ledger
from engine.tasks.files import settle
from engine.tasks.stop import FINDINGS, USAGE, Stop, stop

KEY_VARIABLE = "REFUNDRY_SIGNING_KEY"
_SQLITE = "sqlite:///"
_URLS = "name it as `sqlite:///PATH` or `postgresql://HOST/DATABASE`"

HELP: Mapping[Trouble, str] = {
    "store": "name the store with `--ledger`",
    "address": "write `@`, `/`, `?`, `#` and `%` in a password as `%40`, `%2F`, `%3F`, `%23` and `%25`",
    "server": "see that the server runs, that the database exists, and that name and password are right",
    "empty": "confirm a case first, or name the store with `--ledger`",
    "rights": "ask its owner for SELECT and INSERT on the tables, and for DELETE on `personal` to erase",
    "not_writable": "the store, and the folder of its file, must be writable: copy it to where it is",
    "busy": "somebody else is writing: try again later",
    "full": "the disk is full, or fails: make room, and do it again",
    "lost": "what was not acknowledged may not have been written: do it again",
    "damaged": "put a copy back, and hold it against a checkpoint kept elsewhere",
    "changed": "somebody has changed the tables of the store: `refundry ledger verify` says how",
    "newer": "use the newest version of this program",
    "being_read": "erase it again when nobody reads the ledger, which empties the log",
    "not_owner": "its owner takes them away with `VACUUM FULL personal`",
}
"""What to do where a store fails."""


def data_folder() -> Path:
    """Where the user's ledger and key are: `REFUNDRY_DATA`, else the folder that the system has for such data."""
    named = os.environ.get("REFUNDRY_DATA")
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "refundry"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "refundry"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "refundry"


def ledger_url(option: str | None) -> str:
    """The store that is asked for, else the user's own file."""
    return option or f"{_SQLITE}{quote((data_folder() / 'ledger.sqlite').as_posix(), safe='/:')}"


def open_ledger(option: str | None, *, must_exist: bool = False) -> Ledger:
    """Open a ledger; stops where the store cannot be used, or where there must be one and is none."""
    try:
        ledger = _store(ledger_url(option), must_exist=must_exist)
        missing = ledger.is_empty
        if not missing:
            _ = ledger.origin  # which is refused of a later format
    except StoreError as why:
        raise unusable(why) from None
    if must_exist and missing:
        problem = f"`{ledger.database.name}` holds no ledger yet: nothing was confirmed"
        raise stop("RF801", problem, help="confirm a case first, or name the store with `--ledger`")
    return ledger


def unusable(why: StoreError) -> Stop:
    """An end where a store fails."""
    return stop("RF801", f"the ledger cannot be used: {why}", help=HELP[why.trouble])


def _store(url: str, *, must_exist: bool) -> Ledger:
    if url.startswith(_SQLITE) and url != _SQLITE:
        from engine.store.sqlite import SqliteDatabase

        return Ledger(SqliteDatabase(Path(unquote(url.removeprefix(_SQLITE))), must_exist=must_exist))
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url, must_exist=must_exist)
    scheme, parted, _ = url.partition("://")
    shown = f"{scheme}{parted}…" if parted else url  # there may be a password in it
    raise stop("RF801", f"`{shown}` names no store", help=_URLS, exit_code=USAGE)


def _postgresql(url: str, *, must_exist: bool) -> Ledger:
    try:
        from engine.store.postgresql import PostgresqlDatabase
    except ImportError:
        help_text = "install it with `pip install 'refundry[postgresql]'`"
        raise stop("RF801", "this store needs `psycopg`, which is not installed", help=help_text) from None
    return Ledger(PostgresqlDatabase(url, must_exist=must_exist))


def now() -> str:
    """This moment, as RFC 3339 in UTC."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def act(by: str) -> Act:
    """An act of a person, now; stops where nobody is named."""
    if not by.strip() or not by.isprintable():
        raise stop("RF809", "nobody is named", help="say who with `--by NAME`", exit_code=USAGE)
    return Act(by.strip(), now())


def reason(because: str) -> str:
    """Why somebody acts; stops where that is left empty."""
    if not because.strip() or not because.isprintable():
        raise stop("RF809", "no reason is given", help="say why with `--because TEXT`", exit_code=USAGE)
    return because.strip()


def signing_key() -> Signer:
    """The user's key; it is made where there is none. Stops where it cannot be read."""
    named = os.environ.get(KEY_VARIABLE)
    path = Path(named) if named else data_folder() / "signing-key.pem"
    try:
        if not named and not path.exists():
            _make_key(path)
        return Signer.from_pem(path.read_bytes())
    except (KeyUnreadableError, OSError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else fault
        problem = f"the signing key `{path}` cannot be used: {why}"
        raise stop("RF809", problem, help=f"name another with `{KEY_VARIABLE}`") from None


def _make_key(path: Path) -> None:
    """Write a new key that its owner alone can read; of two that are made at once, the first stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(Signer.new().to_pem())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        settle(path.parent)
    finally:
        Path(draft).unlink()


def check_signer(ledger: Ledger, signer: Signer) -> PublicKey:
    """The public key of the signer, in a transaction that writes; stops where the ledger does not know it."""
    key = signer.public(ledger.known.origin)
    if key not in ledger.known.signers:
        problem = f"the ledger `{ledger.database.name}` does not know your signing key"
        raise stop(
            "RF809",
            problem,
            help=f"use the key it was begun with (`{KEY_VARIABLE}`), or let its holder add yours with"
            f" `refundry ledger signer {key.to_text()}`",
            exit_code=FINDINGS,
        )
    return key
