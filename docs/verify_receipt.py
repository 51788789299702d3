"""Check a receipt of Refundry without Refundry: this one file, Python 3.9 or later, and `openssl` 3 for signatures.

    python verify_receipt.py receipt.json --key 'refundry/ledger/...+...+...'

A receipt holds an outcome, as it was confirmed, and the proof that it stands in a ledger of which the operator signed
the state (a checkpoint). What is checked: the file is a receipt to the letter; what is paid back is what was decided;
the entry is in the tree of the checkpoint (RFC 9162, 2.1.3.2; its leaf is canonical JSON, RFC 8785); the checkpoint
(C2SP tlog-checkpoint) is signed by the key (Ed25519); what is disclosed about a person is what the entry committed
to; and with --checkpoint and --consistency, that a later checkpoint continues this ledger (RFC 9162, 2.1.4.2).

Exit codes: 0 everything holds, 1 something does not, 2 it could not be checked.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

RECEIPT = set("receipt decision entry inclusion checkpoint key personal".split())
ENTRY = set("format kind number previous at by policy case order most payable awarded facts personal".split())
ENTRY |= set("version texts engine supersedes because".split())
DECISION = set("case verdict refund range clauses route review_due measures presumed policy".split())
DECISION |= set("deadlines decided_by calendars lines".split())
ED25519 = bytes.fromhex("302a300506032b6570032100")  # a SubjectPublicKeyInfo up to the key (RFC 8410)

Key = tuple[str, bytes, bytes]  # the name of the ledger, the four bytes of the id, the 32 of the key


class Wrong(Exception): ...


class Unable(Wrong): ...


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: list[tuple[str, bytes]]


def read_file(name: str) -> str:
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as why:
        raise Unable(f"`{name}` cannot be read: {why}") from None


def from_json(text: str) -> Any:
    """JSON in which no key stands twice, and every number is whole and written in one way only."""

    def no(what: str) -> NoReturn:
        raise Wrong(f"`{what[:40]}` must not stand in it")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        return dict(pairs) if len(keys) == len(set(keys)) else no(max(keys, key=keys.count))

    def whole(digits: str) -> int:
        return int(digits) if re.fullmatch("0|-?[1-9][0-9]{0,14}", digits) else no(digits)

    try:
        found = json.loads(text, object_pairs_hook=once, parse_int=whole, parse_float=no, parse_constant=no)
        canonical(found)  # half a surrogate pair has no bytes
    except (ValueError, RecursionError) as why:
        raise Wrong(f"it is no JSON: {why}") from None
    return found


def canonical(value: object) -> bytes:
    """The one text of a value (RFC 8785, without floats)."""

    def ordered(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: ordered(part[key]) for key in sorted(part, key=lambda key: key.encode("utf-16-be"))}
        return [ordered(each) for each in part] if isinstance(part, list) else part

    return json.dumps(ordered(value), separators=(",", ":"), ensure_ascii=False).encode()


def shaped(value: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    if value.keys() != keys:
        raise Wrong(f"missing or unknown: {', '.join(sorted(value.keys() ^ keys))}")
    return value


def hashes(value: list[str]) -> list[bytes]:
    if type(value) is not list or not all(re.fullmatch("[0-9a-f]{64}", each) for each in value):
        raise Wrong("what should be a proof is none")
    return [bytes.fromhex(each) for each in value]


def from_base64(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        found = b""
    return found if base64.b64encode(found).decode() == text else b""


def read_key(text: str) -> Key:
    """A key as signed notes write it (C2SP)."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    data = from_base64(encoded)
    expected = sha256(name.encode() + b"\n" + data).digest()[:4]
    if not name or data[:1] != b"\x01" or len(data) != 33 or key_id != expected.hex():
        raise Wrong(f"`{text}` is no key, which is written `name+id+key`")
    return name, expected, data[1:]


def read_checkpoint(text: str) -> Checkpoint:
    found = re.fullmatch("(([^\n]+)\n([1-9][0-9]{0,14})\n([^\n]+)\n)\n((?:\u2014 [^ \n]+ [^ \n]+\n)+)", text)
    if found is None or len(from_base64(found[4])) != 32:
        raise Wrong("the checkpoint is not written as one")
    lines = [line.split(" ") for line in found[5].split("\n")[:-1]]
    signatures = [(name, from_base64(signature)) for _, name, signature in lines]
    return Checkpoint(found[2], int(found[3]), from_base64(found[4]), found[1].encode(), signatures)


def climb(fn: int, sn: int, start: bytes, proof: list[bytes]) -> tuple[bytes, bytes]:
    """The way up the tree of RFC 9162, 2.1.3.2 and 2.1.4.2, in their own names; nothing if it misses the root."""
    fr = sr = start
    for c in proof:
        if sn == 0:
            return b"", b""
        if fn & 1 or fn == sn:
            fr, sr = (sha256(b"\x01" + c + each).digest() for each in (fr, sr))
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = sha256(b"\x01" + sr + c).digest()
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr) if sn == 0 else (b"", b"")


def is_included(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    whole = len(leaf) == len(root) == 32
    return whole and 0 <= index < size and climb(index, size - 1, leaf, proof)[1] == root


def is_consistent(first: int, second: int, proof: list[bytes], before: bytes, after: bytes) -> bool:
    if not (0 < first < second and proof and len(before) == len(after) == 32):
        return first == second > 0 and not proof and before == after
    complete = (first & -first).bit_length() - 1  # the last complete subtree of the first tree is known
    path = [before, *proof] if first == 1 << complete else proof
    return climb((first - 1) >> complete, (second - 1) >> complete, path[0], path[1:]) == (before, after)


def has_signed(key: bytes, text: bytes, signature: bytes, openssl: str) -> bool:
    """Ask `openssl` whether the key signed the text."""
    pem = b"-----BEGIN PUBLIC KEY-----\n%b\n-----END PUBLIC KEY-----\n" % base64.b64encode(ED25519 + key)
    command = [openssl, *"pkeyutl -verify -pubin -inkey key -rawin -in text -sigfile signature".split()]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", pem), ("text", text), ("signature", signature)):
            (Path(folder) / name).write_bytes(data)
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        except OSError as why:
            raise Unable(f"`{openssl}` cannot be run: {why}") from None
    said = (done.stdout + done.stderr).decode(errors="replace").strip()
    if done.returncode and "Verification Failure" not in said:
        raise Unable(f"`{openssl}` says: {said[:200]} (version 3 of OpenSSL is needed)")
    return not done.returncode


def check_signed(held: Checkpoint, keys: list[Key], openssl: str) -> None:
    for name, key_id, key in keys:
        for signer, data in held.signatures:
            own = (held.origin, signer, data[:4], len(data)) == (name, name, key_id, 68)
            if own and has_signed(key, held.text, data[4:], openssl):
                return
    raise Wrong("the checkpoint has no valid signature of the key")


def money(text: Any) -> tuple[int, tuple[int, str]]:
    """An amount in its smallest unit, and that unit: its decimals and its name."""
    found = re.fullmatch(r"([0-9]+)(?:\.([0-9]+))? (\S+)", str(text))
    if found is None:
        raise Wrong(f"`{text}` is no amount of money")
    return int(found[1] + (found[2] or "")), (len(found[2] or ""), found[3])


def check_paid(decision: dict[str, Any], entry: dict[str, Any]) -> None:
    """Hold what is paid back against the decision, and the decision against its lines."""
    payable, unit = money(entry["payable"])
    verdict, awarded = decision["verdict"], entry["awarded"]
    if verdict in {"refund", "discretion"}:
        bounds = decision["range"] if verdict == "discretion" else [decision["refund"]] * 2
        (least, low), (most, high) = map(money, bounds)
        (bound, _), lines = money(entry["most"] or bounds[1]), [line["amount"] for line in decision["lines"]]
        summed = sum(money(each.lstrip("-"))[0] * (-1 if each.startswith("-") else 1) for each in lines)
        right = low == high == unit and least <= payable <= min(most, bound) and summed == most
        right = right and awarded == (entry["payable"] if verdict == "discretion" else None)
    else:
        right = verdict in {"refused", "not_covered"} and payable == 0 and awarded is None
    same = (decision["case"], decision["policy"]["id"]) == (entry["case"], entry["policy"])
    if not right or not same or (entry["supersedes"] is None) != (entry["because"] is None):
        raise Wrong("what is paid back is not what was decided")


def check_personal(told: dict[str, Any], committed: dict[str, str]) -> list[str]:
    """Hold what is disclosed about a person against the commitments; gives the facts that are not disclosed."""
    for fact, opening in told.items():
        (salt,) = hashes([shaped(opening, {"salt", "value"})["salt"]])
        content = b"refundry:personal:1\n" + salt + canonical([fact, opening["value"]])
        if committed.get(fact) != f"sha256:{sha256(content).hexdigest()}":
            raise Wrong(f"`{fact}` is not what was committed to")
    return sorted(committed.keys() - told.keys())


def check_later(held: Checkpoint, later: Checkpoint, consistency: str | None) -> None:
    """Prove that a later checkpoint continues the ledger of the receipt."""
    proof: list[bytes] = []
    if consistency is not None:
        told = shaped(from_json(read_file(consistency)), {"origin", "first", "second", "consistency"})
        if (told["origin"], told["first"], told["second"]) != (held.origin, held.size, later.size):
            raise Wrong("the proof is about other checkpoints")
        proof = hashes(told["consistency"])
    elif later.size > held.size:
        raise Unable(f"`--consistency` is needed: from `refundry ledger proof {held.size} {later.size}`")
    elif later.size < held.size:
        raise Unable("the other checkpoint is an earlier one")
    if later.origin != held.origin or not is_consistent(held.size, later.size, proof, held.root, later.root):
        raise Wrong("the other checkpoint does not continue this ledger")


def check_receipt(receipt: dict[str, Any], asked: argparse.Namespace) -> list[str]:
    """Check everything; gives what to say of it."""
    shaped(receipt, RECEIPT)
    entry, decision = shaped(receipt["entry"], ENTRY), shaped(receipt["decision"], DECISION)
    forms = canonical([receipt["receipt"], entry["format"], entry["kind"]])
    if forms != b'[1,1,"confirmed"]' or type(entry["number"]) is not int:
        raise Wrong("it is of a form that this program does not know")
    check_paid(decision, entry)
    held, leaf = read_checkpoint(receipt["checkpoint"]), b"\x00" + canonical({**entry, "decision": decision})
    where = entry["number"], held.size, hashes(receipt["inclusion"]), held.root
    if not is_included(sha256(leaf).digest(), *where):
        raise Wrong("the entry is not in the ledger of the checkpoint")
    own, published = read_key(receipt["key"]), [read_key(each) for each in asked.key]
    if published and own not in published:
        raise Wrong("the receipt names a key that is not the published one")
    check_signed(held, [own], asked.openssl)
    hidden = check_personal(receipt["personal"], entry["personal"])
    said = [
        f"case 案件 {entry['case']}: {decision['verdict']}, to pay back 应退 {entry['payable']}",
        f"confirmed by 确认人 {entry['by']}, at 时间 {entry['at']}",
        f"entry 记录 {entry['number']}, ledger 账本 {held.origin}, signed over 签名覆盖 {held.size}",
    ]
    if entry["supersedes"] is not None:
        said.append(f"corrects entry 更正记录 {entry['supersedes']}: {entry['because']}")
    if hidden:
        said.append(f"not disclosed 未披露: {', '.join(hidden)}")
    if asked.checkpoint is not None:
        later = read_checkpoint(read_file(asked.checkpoint))
        check_signed(later, published or [own], asked.openssl)
        check_later(held, later, asked.consistency)
        said.append(f"continued by the ledger of 后续账本的记录数 {later.size}")
    if not published:
        said.append(f"compare this key with the published one 请与公布的密钥比对: {receipt['key']}")
    return [*said, "the receipt holds 收据有效"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("receipt", help="the receipt, or - for standard input")
    parser.add_argument("--key", action="append", default=[], help="a key that is published; can be repeated")
    parser.add_argument("--checkpoint", metavar="FILE", help="a later checkpoint")
    parser.add_argument("--consistency", metavar="FILE", help="what `refundry ledger proof` prints")
    parser.add_argument("--openssl", default="openssl", metavar="PROGRAM", help="the program to ask")
    asked, code = parser.parse_args(), 0
    try:
        said = check_receipt(from_json(read_file(asked.receipt)), asked)
    except Unable as why:
        said, code = [f"NOT CHECKED 未能检查: {why}"], 2
    except Wrong as why:
        said, code = [f"THE RECEIPT DOES NOT HOLD 收据无效: {why}"], 1
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as why:
        said, code = [f"THE RECEIPT DOES NOT HOLD 收据无效: of the wrong form ({type(why).__name__})"], 1
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for line in said:  # a receipt may come from anybody: it must not move the cursor
        print("".join(each if each.isprintable() else "\ufffd" for each in line))
    return code


if __name__ == "__main__":
    sys.exit(main())
