"""Each edit of a policy is told for what it is."""

from __future__ import annotations

import pytest

from tests.tasks.shop import FIRST, Shop

NEXT = "2027-01-01"
_GIFT = 'clause 1.2 "Vouchers" / "礼品券"\n  for      order.kind is voucher\n  refuses\n  says     "No." / "不可。"\n'
_END = "  due  answer within 5 business days after order.asked_at, counted as working_days\n"
_LAST, _NOT = (
    "counted in full\n  zone       Asia/Shanghai\n\namount",
    "not counted\n  zone       Asia/Shanghai\n\namount",
)
_COUNTING = (_LAST, _NOT)
EDITS = {
    "a condition": (("order.opened is no", "order.opened is yes"), ("clause", "1.1"), ["condition"]),
    "a scope": (("is changed_mind", "is one of changed_mind, other"), ("clause", "1.1"), ["condition"]),
    "a text": (('"It was opened."', '"You opened it."'), ("clause", "1.1"), ["wording"]),
    "a translation": (("商品已拆封。", "已拆封。"), ("clause", "1.1"), ["wording"]),
    "a title": (('"Sent back unopened"', '"Unopened"'), ("clause", "1.1"), ["wording"]),
    "a citation": (('clause 1.1 "Sent', 'clause 1.1 under 1.1, 1.2 "Sent'), ("clause", "1.1"), ["citation"]),
    "an effect": (("  pays   price_back", "  refuses"), ("clause", "1.1"), ["amount", "effect"]),
    "a deadline": (("within 5 business", "within 6 business"), ("clause", "3"), ["effect"]),
    "an amount": (("take  order.price", "take  order.shipping"), ("amount", "price_back"), ["amount"]),
    "a citation of an amount": (("under 2\n", "under 3\n"), ("amount", "price_back"), ["citation"]),
    "a counting": (_COUNTING, ("counting", "plain_days"), ["meaning"]),
    "a new clause": ((_END, _END + "\n" + _GIFT), ("clause", "1.2"), ["added"]),
    "a clause that moves": (("clause 1.1 ", "clause 1.4 "), ("clause", "1.4"), ["moved"]),
    "another way to write it": (("order.opened is no", "order.opened is not yes"), ("clause", "1.1"), ["writing"]),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_told_for_what_it_is(edit: str, shop: Shop) -> None:
    change, (kind, name), aspects = EDITS[edit]
    shop.copy(NEXT, change)
    ran = shop("diff", FIRST, NEXT, "--format", "json")
    found = [each for each in ran.json["clauses"] if each["kind"] != "policy"]
    assert [(each["kind"], each["name"], each["aspects"]) for each in found] == [(kind, name, aspects)]


@pytest.mark.parametrize("edit", EDITS)
def test_the_other_way_round_it_is_the_same_edit_undone(edit: str, shop: Shop) -> None:
    change, _, _ = EDITS[edit]
    shop.copy(NEXT, change)
    there, back = (shop("diff", *each, "--format", "json").json for each in ((FIRST, NEXT), (NEXT, FIRST)))
    undone = {"added": "removed", "removed": "added"}
    turned = {"gone": "come", "come": "gone", "same": "same"}
    for one, other in zip(there["clauses"], back["clauses"], strict=True):
        assert [undone.get(each, each) for each in one["aspects"]] == other["aspects"]
        for sign, other_sign in turned.items():
            rows = [" ".join(row["text"].split()) for row in one["rows"] if row["sign"] == sign]
            assert rows == [
                " ".join(row["text"].split()) for row in other["rows"] if row["sign"] == other_sign
            ]


def test_comments_layout_and_the_order_of_blocks_are_nothing(shop: Shop) -> None:
    text = (shop.folder / f"{FIRST}.refund").read_text("utf-8")
    head, rest = text.split("counting plain_days", 1)
    clause = rest[rest.index("clause 1.1") : rest.index("counting working_days")]
    moved = f"# a remark\n{head}{clause}counting plain_days{rest.replace(clause, '')}"
    elsewhere = shop.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.refund").write_text(moved.replace("  needs  ", "  # why\n  needs      "), "utf-8")
    (elsewhere / f"{FIRST}.facts").write_bytes((shop.folder / f"{FIRST}.facts").read_bytes())
    ran = shop("diff", FIRST, str(elsewhere / "other.refund"), "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["clauses"] == []


def test_a_changed_fact_is_told(shop: Shop) -> None:
    path = shop.folder / f"{NEXT}.facts"
    text = (
        (shop.folder / f"{FIRST}.facts").read_text("utf-8").replace(f"version  {FIRST}", f"version  {NEXT}")
    )
    path.write_text(text.replace("  presumed     goods\n", ""), "utf-8")
    shop.copy(NEXT, (f"facts         {FIRST}", f"facts         {NEXT}"))
    found = shop("diff", FIRST, NEXT, "--format", "json").json["clauses"]
    assert ("fact", "order.kind", ["meaning"]) in [
        (each["kind"], each["name"], each["aspects"]) for each in found
    ]
