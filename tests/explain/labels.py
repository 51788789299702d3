"""Words for programs that have none: a label for each thing, and none of its identifiers in them."""

from __future__ import annotations

from engine.ir import tree as ir
from engine.ir.check_texts import keys_of
from engine.ir.texts import Texts

_DIGITS = "〇一二三四五六七八九"


def labelled(program: ir.Program) -> Texts:
    """A label for each key, as `Label 12` and `标签一二`."""
    keys = keys_of(program)
    zh = {key: "标签" + "".join(_DIGITS[int(digit)] for digit in str(at)) for at, key in enumerate(keys)}
    return Texts(en={key: f"Label {at}" for at, key in enumerate(keys)}, zh=zh)
