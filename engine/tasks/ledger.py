"""`ledger list|show|receipt|export|checkpoint|proof|signer|erase`: what is confirmed, read, proven and forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

from engine.ledger.checkpoint import CheckpointUnreadableError
from engine.ledger.entry import Body, EntryUnreadableError, from_bytes
from engine.ledger.merkle import consistency_proof
from engine.ledger.signature import KeyUnreadableError, PublicKey
from engine.store.database import StoreError, content
from engine.store.ledger import Ledger
from engine.tasks.ledger_words import entry_in_words, receipt_in_words, row_in_words, said_of
from engine.tasks.ledgers import HELP, act, check_signer, open_ledger, reason, signing_key
from engine.tasks.receipts import receipt
from engine.tasks.stop import FINDINGS, USAGE, stop
from engine.tasks.terminal import Printed, show

LONGEST_NUMBER = 15
"""How many digits the number of an entry can have."""
_UNREADABLE = (
    StoreError, EntryUnreadableError, CheckpointUnreadableError, KeyUnreadableError, UnicodeDecodeError
)  # fmt: skip
_DAMAGED = {"store", "damaged", "changed"}
"""The troubles of a store that `verify` says more about; the others have nothing to do with what it holds."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _in_plain_words(command: _Command) -> _Command:
    """Let a command end in plain words where the store does not give what it should."""

    @wraps(command)
    def run(*words: Any, **named: Any) -> Any:  # noqa: ANN401 - those of the command
        try:
            return command(*words, **named)
        except _UNREADABLE as why:
            if isinstance(why, StoreError) and why.trouble not in _DAMAGED:
                raise
            problem = f"the ledger could not be read to its end: {why}"
            raise stop("RF820", problem, help="`refundry ledger verify` says more") from None

    return cast("_Command", run)


class Wanted(NamedTuple):
    """Which outcomes to list; None where it does not matter."""

    case: str | None = None
    order: str | None = None
    by: str | None = None

    def has(self, body: Body) -> bool:
        """Whether an entry is wanted."""
        found = (body.get("case"), body.get("order"), body["by"])
        return all(wish is None or wish == held for wish, held in zip(self, found, strict=True))


def reading(url: str | None) -> Ledger:
    """A ledger that must be there."""
    return open_ledger(url, must_exist=True)


def listed(ledger: Ledger, wanted: Wanted) -> Iterator[Body]:
    """The entries that are wanted, each with the number of the one that superseded it."""
    with ledger.reading():
        later = dict(ledger.superseded())
        for row in ledger.entries():
            body = from_bytes(content(row[-1]))
            if wanted.has(body):
                yield body | {"superseded_by": later.get(body["number"])}


@_in_plain_words
def print_list(url: str | None, wanted: Wanted, form: str, lang: str) -> Printed:
    """Print entries, the oldest first: a line each, or their JSON."""
    ledger = reading(url)
    found = listed(ledger, wanted)
    if form == "json":
        before = "[\n"
        for body in found:
            show(before + json.dumps(body, ensure_ascii=False))
            before = ",\n"
        show("[]\n" if before == "[\n" else "\n]\n")
    else:
        for body in found:
            show(row_in_words(body, lang) + "\n")
    return Printed("", (), 0, (said_of(ledger.database.name, lang),), lang)


def number_of(ledger: Ledger, entry: str) -> int:
    """The entry that a case, or else a number, names: of a case what stands now."""
    of_case = ledger.numbers(entry)
    if of_case:
        return of_case[-1]
    if entry.isascii() and entry.isdigit() and len(entry) <= LONGEST_NUMBER and int(entry) < ledger.size:
        return int(entry)
    problem = f"there is neither a case nor an entry `{entry}` in `{ledger.database.name}`"
    raise stop("RF808", problem, help="list them with `refundry ledger list`", exit_code=USAGE)


@_in_plain_words
def print_shown(url: str | None, entry: str, form: str, lang: str) -> Printed:
    """Print one entry: what was confirmed, by whom, by which version."""
    ledger = reading(url)
    number = number_of(ledger, entry)
    body: dict[str, Any] = ledger.entry(number)
    body["superseded_by"] = dict(ledger.superseded()).get(number)
    told = {each.fact: each.value for each in ledger.openings(number)}
    if form == "json":
        return Printed(
            json.dumps(body, ensure_ascii=False, indent=2),
            (),
            0,
            (said_of(ledger.database.name, lang),),
            lang,
        )
    return Printed(entry_in_words(body, told, lang), (), 0, (said_of(ledger.database.name, lang),), lang)


@_in_plain_words
def print_receipt(url: str | None, entry: str, form: str, lang: str) -> Printed:
    """Print the receipt of an entry, the same as when it was confirmed, or a few lines of it."""
    ledger = reading(url)
    made = receipt(ledger, number_of(ledger, entry))
    body = made["entry"] | {"decision": made["decision"]}
    text = receipt_in_words(body, lang) if form == "text" else json.dumps(made, ensure_ascii=False, indent=2)
    return Printed(text, (), 0, (said_of(ledger.database.name, lang),), lang)


@_in_plain_words
def export(url: str | None, lang: str) -> Printed:
    """Print every entry just as it is hashed, a line each."""
    ledger = reading(url)
    with ledger.reading():
        for row in ledger.entries():
            show(content(row[-1]).decode() + "\n")
    return Printed("", (), 0, (said_of(ledger.database.name, lang),), lang)


@_in_plain_words
def print_checkpoint(url: str | None, lang: str) -> Printed:
    """Print the newest checkpoint, to be kept where nobody who can write to the ledger can reach it."""
    latest = reading(url).latest_checkpoint()
    if latest is None:
        raise stop("RF810", "the ledger has no checkpoint yet", help="confirm a case first")
    return Printed(latest[1], lang=lang)


@_in_plain_words
def print_proof(url: str | None, first: str, second: str | None, lang: str) -> Printed:
    """Print the proof that the ledger of one checkpoint is the beginning of that of another (RFC 9162, 2.1.4)."""
    ledger = reading(url)
    sizes = [_size(each, ledger) for each in (first, second) if each is not None]
    low, high = sizes[0], sizes[1] if second is not None else ledger.size
    if not 0 < low <= high <= ledger.size:
        problem = f"{low} entries cannot be the beginning of {high}: the ledger has {ledger.size}"
        raise stop("RF810", problem, exit_code=USAGE)
    proof = consistency_proof(low, high, ledger.node)
    made = {
        "origin": ledger.origin,
        "first": low,
        "second": high,
        "consistency": [each.hex() for each in proof],
    }
    return Printed(json.dumps(made, indent=2), (), 0, (said_of(ledger.database.name, lang),), lang)


def _size(written: str, ledger: Ledger) -> int:
    """A number of entries, or that of a checkpoint in a file."""
    if written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER:
        return int(written)
    from engine.tasks.verify import read_checkpoint

    found = read_checkpoint(written).checkpoint
    if found.origin != ledger.origin:
        raise stop(
            "RF810", f"`{written}` is a checkpoint of another ledger: `{found.origin}`", exit_code=USAGE
        )
    return found.size


@_in_plain_words
def erase(url: str | None, value: str, fact: str | None, by: str, because: str) -> tuple[Ledger, list[int]]:
    """Forget a person: every fact about persons in the entries in which `fact` has this value."""
    ledger = reading(url)
    acting, signer = act(by), signing_key()
    because = reason(because)
    with ledger.writing():
        numbers = _about(ledger, value, fact)
        if numbers:
            check_signer(ledger, signer)
            ledger.erase(numbers, acting, because)
            ledger.sign(signer)
    _wipe(ledger)  # also where nothing is found: what an earlier erasure could not
    if not numbers:
        problem = f"no entry has `{value}` as a fact about a person"
        help_text = "it was erased before, or is written otherwise"
        raise stop("RF808", problem, help=help_text, exit_code=FINDINGS)
    return ledger, numbers


def _about(ledger: Ledger, value: str, fact: str | None) -> list[int]:
    """The entries about a person; what is erased cannot come back, so it must be plain who is meant."""
    found = ledger.about(value)
    if fact is None and len(found) > 1:
        names = ", ".join(f"`{name}`" for name in sorted(found))
        problem = f"`{value}` stands under several facts about persons: {names}"
        raise stop("RF808", problem, help="name one with `--fact`", exit_code=FINDINGS)
    return found.get(fact, []) if fact is not None else [each for held in found.values() for each in held]


def _wipe(ledger: Ledger) -> None:
    """Take away the bytes of what is erased; stops where the store keeps them for now."""
    try:
        ledger.database.wipe()
    except StoreError as why:
        problem = f"the facts are erased, but not yet from the disk: {why}"
        raise stop("RF801", problem, help=HELP[why.trouble], exit_code=FINDINGS) from None


def print_erased(found: tuple[Ledger, Sequence[int]], form: str, lang: str) -> Printed:
    """Say which entries no longer tell whom they are about."""
    ledger, numbers = found
    if form == "json":
        return Printed(
            json.dumps({"ledger": ledger.database.name, "erased": list(numbers)}, indent=2), lang=lang
        )
    entries = "entry" if len(numbers) == 1 else "entries"
    listed_numbers = ", ".join(map(str, numbers))
    words = {
        "en": f"erased the facts about the person in {entries} {listed_numbers}. Every proof still holds.",
        "zh": f"已删除此人的个人事实，见于记录 {listed_numbers}。全部证明仍然有效。",
    }
    return Printed(words[lang], (), 0, (said_of(ledger.database.name, lang),), lang)


@_in_plain_words
def print_own_key(url: str | None, form: str, lang: str) -> Printed:
    """Print the user's own public key, under the name of the ledger."""
    ledger = reading(url)
    return _printed_key(ledger, signing_key().public(ledger.origin), form, lang)


@_in_plain_words
def add_signer(url: str | None, text: str, by: str, because: str, form: str, lang: str) -> Printed:
    """Let a key sign from now on; a key that may sign already must sign that, or the audit does not believe it."""
    ledger = reading(url)
    acting, signer = act(by), signing_key()
    because = reason(because)
    try:
        key = PublicKey.from_text(text)
    except KeyUnreadableError as why:
        raise stop("RF809", f"`{text}` is no key: {why}", exit_code=USAGE) from None
    if key.name != ledger.origin:
        raise stop("RF809", f"`{text}` is the key of another ledger", exit_code=USAGE)
    with ledger.writing():
        check_signer(ledger, signer)
        if key not in ledger.signers():
            ledger.add_signer(key, acting, because)
            ledger.sign(signer)
    return _printed_key(ledger, key, form, lang)


def _printed_key(ledger: Ledger, key: PublicKey, form: str, lang: str) -> Printed:
    if form == "json":
        return Printed(
            json.dumps({"ledger": ledger.database.name, "key": key.to_text()}, indent=2), lang=lang
        )
    return Printed(key.to_text(), (), 0, (said_of(ledger.database.name, lang),), lang)
