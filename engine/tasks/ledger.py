"""`ledger list|show|receipt|export|checkpoint|proof|signer|erase`: what is confirmed, read, proven and forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine.ledger.entry import Body, EntryUnreadableError, from_bytes
from engine.ledger.merkle import consistency_proof
from engine.store.database import StoreError
from engine.store.ledger import Ledger
from engine.tasks.ledger_words import entry_in_words, row_in_words
from engine.tasks.ledgers import HELP, act, check_signer, open_ledger, signing_key
from engine.tasks.receipts import receipt
from engine.tasks.stop import FINDINGS, USAGE, stop
from engine.tasks.terminal import Printed, show


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
            body = from_bytes(bytes(row[-1]))
            if wanted.has(body):
                yield body | {"superseded_by": later.get(body["number"])}


def print_list(url: str | None, wanted: Wanted, form: str, lang: str) -> Printed:
    """Print entries, the oldest first: a line each, or their JSON."""
    ledger = reading(url)
    found = _read(listed(ledger, wanted))
    if form == "json":
        before = "[\n"
        for body in found:
            show(before + json.dumps(body, ensure_ascii=False))
            before = ",\n"
        show("[]\n" if before == "[\n" else "\n]\n")
    else:
        for body in found:
            show(row_in_words(body, lang) + "\n")
    return Printed("", (), 0, (f"ledger: {ledger.database.name}",), lang)


def _read(found: Iterator[Body]) -> Iterator[Body]:
    """Entries, or an end in plain words where one cannot be read."""
    try:
        yield from found
    except (StoreError, EntryUnreadableError) as why:
        problem = f"the ledger could not be read to its end: {why}"
        raise stop("RF820", problem, help="`refundry ledger verify` says more") from None


def number_of(ledger: Ledger, entry: str) -> int:
    """The entry that a case, or else a number, names: of a case what stands now."""
    of_case = ledger.numbers(entry)
    if of_case:
        return of_case[-1]
    if entry.isascii() and entry.isdigit() and int(entry) < ledger.size:
        return int(entry)
    problem = f"there is neither a case nor an entry `{entry}` in `{ledger.database.name}`"
    raise stop("RF808", problem, help="list them with `refundry ledger list`", exit_code=USAGE)


def print_shown(url: str | None, entry: str, form: str, lang: str) -> Printed:
    """Print one entry: what was confirmed, by whom, by which version."""
    ledger = reading(url)
    number = number_of(ledger, entry)
    try:
        body: dict[str, Any] = ledger.entry(number) or {}
    except EntryUnreadableError as why:
        problem = f"entry {number} cannot be read: {why}"
        raise stop("RF821", problem, help="`refundry ledger verify` says more") from None
    body["superseded_by"] = dict(ledger.superseded()).get(number)
    told = {each.fact: each.value for each in ledger.openings(number)}
    if form == "json":
        return Printed(json.dumps(body, ensure_ascii=False, indent=2), lang=lang)
    return Printed(entry_in_words(body, told, lang), (), 0, (f"ledger: {ledger.database.name}",), lang)


def print_receipt(url: str | None, entry: str, lang: str) -> Printed:
    """Print the receipt of an entry, the same as when it was confirmed."""
    ledger = reading(url)
    try:
        made = receipt(ledger, number_of(ledger, entry))
    except (StoreError, EntryUnreadableError) as why:
        raise stop(
            "RF820",
            f"the ledger could not be read to its end: {why}",
            help="`refundry ledger verify` says more",
        ) from None
    return Printed(json.dumps(made, ensure_ascii=False, indent=2), lang=lang)


def export(url: str | None, lang: str) -> Printed:
    """Print every entry just as it is hashed, a line each."""
    ledger = reading(url)
    try:
        with ledger.reading():
            for row in ledger.entries():
                show(bytes(row[-1]).decode() + "\n")
    except (StoreError, UnicodeDecodeError) as why:
        raise stop(
            "RF820",
            f"the ledger could not be read to its end: {why}",
            help="`refundry ledger verify` says more",
        ) from None
    return Printed("", (), 0, (f"ledger: {ledger.database.name}",), lang)


def print_checkpoint(url: str | None, lang: str) -> Printed:
    """Print the newest checkpoint, to be kept where nobody who can write to the ledger can reach it."""
    latest = reading(url).latest_checkpoint()
    if latest is None:
        raise stop("RF810", "the ledger has no checkpoint yet", help="confirm a case first")
    return Printed(latest[1], lang=lang)


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
    return Printed(json.dumps(made, indent=2), lang=lang)


def _size(written: str, ledger: Ledger) -> int:
    """A number of entries, or that of a checkpoint in a file."""
    if written.isascii() and written.isdigit():
        return int(written)
    from engine.tasks.verify import read_checkpoint

    found = read_checkpoint(written).checkpoint
    if found.origin != ledger.origin:
        raise stop(
            "RF810", f"`{written}` is a checkpoint of another ledger: `{found.origin}`", exit_code=USAGE
        )
    return found.size


def erase(url: str | None, value: str, fact: str | None, by: str, because: str) -> tuple[Ledger, list[int]]:
    """Forget a person: every fact about persons in the entries in which `fact` has this value."""
    ledger = reading(url)
    acting, signer = act(by), signing_key()
    with ledger.writing():
        numbers = ledger.about(value, fact)
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


def _wipe(ledger: Ledger) -> None:
    """Take away the bytes of what is erased; stops where the store keeps them for now."""
    try:
        ledger.database.wipe()
    except StoreError as why:
        problem = f"the facts are erased, but not yet from the disk: {why}"
        raise stop("RF801", problem, help=HELP[why.trouble], exit_code=FINDINGS) from None


def print_erased(found: tuple[Ledger, Sequence[int]], lang: str) -> Printed:
    """Say which entries no longer tell whom they are about."""
    ledger, numbers = found
    listed_numbers = ", ".join(map(str, numbers))
    words = {
        "en": f"erased what {len(numbers)} entries said of the person ({listed_numbers}); every proof still holds.",
        "zh": f"已删除 {len(numbers)} 个记录中的个人信息（{listed_numbers}）；全部证明仍然有效。",
    }
    return Printed(words[lang], (), 0, (f"ledger: {ledger.database.name}",), lang)


def add_signer(url: str | None, by: str, because: str, lang: str) -> Printed:
    """Let the user's own key sign from now on."""
    ledger = reading(url)
    acting, signer = act(by), signing_key()
    key = signer.public(ledger.origin)
    with ledger.writing():
        if key not in ledger.signers():
            ledger.add_signer(key, acting, because)
            ledger.sign(signer)
    return Printed(key.to_text(), (), 0, (f"ledger: {ledger.database.name}",), lang)
