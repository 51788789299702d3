"""The sealed form: there and back, the same bytes for ever, and nothing else read as one."""

import json
import re
from contextlib import suppress
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ir import tree as ir
from engine.ir.from_json import SealedFormError, from_json, texts_from_json
from engine.ir.texts import Texts
from engine.ir.to_json import defaults_of, is_default, texts_to_json, to_json
from engine.ir.types import COUNT, Type
from engine.values.canonical import LARGEST, canonical
from tests.ir.programs import programs
from tests.ir.shipped import shipped

Json = Any

words = st.text(st.characters(codec="utf-8"), max_size=8)
tables = st.dictionaries(words, words, max_size=4)
bullets = st.lists(words, max_size=2).map(tuple)
texts = st.builds(Texts, tables, tables, bullets, st.lists(st.tuples(words, bullets), max_size=2).map(tuple))


@settings(max_examples=40)
@given(programs())
def test_a_program_comes_back(program: ir.Program) -> None:
    sealed = to_json(program)
    assert from_json(sealed) == program
    assert from_json(sealed.encode()) == program
    assert to_json(from_json(sealed)) == sealed
    assert canonical(json.loads(sealed)) == sealed


@given(texts)
def test_texts_come_back(some: Texts) -> None:
    sealed = texts_to_json(some)
    assert texts_from_json(sealed) == some
    assert texts_to_json(texts_from_json(sealed.encode())) == sealed


def test_the_shipped_policy_comes_back() -> None:
    program, words_of_it = shipped()
    assert from_json(to_json(program)) == program
    assert texts_from_json(texts_to_json(words_of_it)) == words_of_it


def test_what_holds_its_default_is_left_out() -> None:
    clause = ir.Clause("1", ("1",), ir.Literal(value=True, type=Type("yes_no")), (), (ir.Refuses(),))
    written = json.loads(to_json(small(clauses=(clause,))))["program"]["clauses"]
    literal = {"node": "Literal", "type": {"kind": "yes_no", "node": "Type"}, "value": True}
    plain = {"cites": ["1"], "effects": [{"node": "Refuses"}], "name": "1", "needs": [], "node": "Clause"}
    assert written == [{**plain, "scope": literal}]


def test_a_later_field_with_a_default_changes_no_byte() -> None:
    def sealed(name: object) -> str:
        return texts_to_json(Texts({}, {}, (name,)))  # type: ignore[arg-type] # any node will do

    older = attrs.make_class("Name", {"of": attrs.field(type=str)})
    newer = attrs.make_class("Name", {"of": attrs.field(type=str), "by": attrs.field(default="", type=str)})
    assert sealed(older("CNY")) == sealed(newer("CNY"))
    assert sealed(newer("CNY", "us")) != sealed(newer("CNY"))


def test_a_number_is_not_the_yes_or_no_that_equals_it() -> None:
    assert is_default(value=True, default=True)
    assert not is_default(value=1, default=True)
    assert not is_default(value=0, default=False)
    assert not is_default(value="", default=None)


def test_texts_may_be_held_in_any_mapping() -> None:
    plain = {"policy": "Refunds"}
    assert texts_to_json(Texts(MappingProxyType(plain), MappingProxyType(plain))) == texts_to_json(
        Texts(plain, plain)
    )


@pytest.mark.parametrize("fields", [{"node": attrs.field(type=str)}, {"all": attrs.field(factory=list)}])
def test_some_fields_cannot_be_sealed(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="`Odd` has a field called `node`, or a default"):
        defaults_of(attrs.make_class("Odd", fields))


def test_a_number_too_large_is_our_mistake() -> None:
    assert from_json(to_json(small(edition=LARGEST))).edition == LARGEST
    with pytest.raises(ValueError, match="would not be read back exactly"):
        to_json(small(edition=LARGEST + 1))


def small(**changes: object) -> ir.Program:
    compare = ir.Compare("lt", ir.Fact("n"), ir.Literal(2, COUNT))
    plain = ir.Clause("1", ("1",), compare, (), (ir.Pays(((None, "all"),)), ir.Orders("call", None)))
    declared = ir.FactDeclaration("n", COUNT, least=0, presumed=ir.Literal(3, COUNT))
    parts = {"facts": (declared,), "clauses": (plain,), "impossible": (), "terms": (), "amounts": ()}
    head = {
        "policy": "shop",
        "version": "1",
        "edition": 1,
        "selected_by": "n",
        "zone": "UTC",
        "prevails": "en",
    }
    return ir.Program(**{**head, **parts, "units": (("CNY", 2),), "precedence": (), **changes})  # type: ignore[arg-type]


GONE = object()
DEEP = json.loads("[" * 300 + "]" * 300)
EFFECTS, SCOPE = "program.clauses[0].effects", "program.clauses[0].scope"


def put(parsed: Json, path: str, value: object) -> None:
    """Set the value at a path of the parsed JSON, or take it away."""
    *above, last = (int(key) if key.isdigit() else key for key in re.findall(r"\w+", path))
    for key in above:
        parsed = parsed[key]
    if value is GONE:
        del parsed[last]
    else:
        parsed[last] = value


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("format", 2, "this engine reads format 1, not `2`"),
        ("format", True, "this engine reads format 1, not `true`"),
        ("program", [], "expected a node, not `[]`"),
        ("program", {"node": "Texts"}, 'no node `"Texts"` can stand here'),
        ("program.zone", GONE, "this field is missing"),
        ("program.colour", "red", "`Program` has no such field"),
        ("program.zone", None, "expected a text, not `null`"),
        ("program.zone", "\ud800", "half a surrogate pair"),
        ("program.edition", True, "expected a whole number, not `true`"),
        ("program.edition", "1", 'expected a whole number, not `"1"`'),
        ("program.edition", LARGEST + 1, "a whole number is 9007199254740991 at most"),
        ("program.units", {}, "expected a list, not `{}`"),
        ("program.units[0]", ["CNY"], "expected 2 entries, not 1"),
        ("program.units[0][1]", "2", "expected a whole number"),
        ("program.facts[0].least", "0", "expected a whole number or nothing"),
        ("program.facts[0].least", None, "this is the default, which is left out"),
        ("program.facts[0].personal", 0, "expected yes or no"),
        ("program.facts[0].presumed", "given", "expected a node or `not_given` or nothing"),
        (f"{EFFECTS}[0]", {"node": "Gives"}, 'no node `"Gives"` can stand here'),
        (f"{EFFECTS}[0]", {"node": "Not"}, 'no node `"Not"` can stand here'),
        (f"{EFFECTS}[1].guard", [], "expected a node or nothing"),
        (f"{SCOPE}.operator", "is", "expected `eq` or `ne` or `lt`"),
        (f"{SCOPE}.left", None, "expected a node, not `null`"),
        (f"{SCOPE}.right.value[0]", DEEP, "expected a text, not `[[[["),
        (f"{SCOPE}.right.type.decimals", 0, "this is the default, which is left out"),
    ],
)
def test_anything_else_is_refused_with_its_path(path: str, value: object, problem: str) -> None:
    parsed = json.loads(to_json(small()))
    if path.endswith("value[0]"):
        put(parsed, path.removesuffix("[0]"), [None])
    put(parsed, path, value)
    with pytest.raises(SealedFormError) as refused:
        from_json(json.dumps(parsed))
    assert refused.value.path == path
    assert problem in refused.value.problem
    assert str(refused.value) == f"{path}: {refused.value.problem}"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not readable as JSON"),
        ("\ufeff{}", "not readable as JSON"),
        (b"\xff", "not readable as JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"format":1.0,"program":{}}', "1.0 is no whole number"),
        ('{"format":1e0,"program":{}}', "1e0 is no whole number"),
        ('{"format":NaN,"program":{}}', "NaN is no whole number"),
        ('{"format":1,"format":1,"program":{}}', "the key `format` stands twice"),
        ("1" * 5_000, "not readable as JSON"),
        ("[]", "expected an object with `format` and `program`"),
        ('{"program":{}}', "expected an object with `format` and `program`"),
        ('{"format":1,"program":{},"more":1}', "expected an object with `format` and `program`"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(text: str | bytes, problem: str) -> None:
    with pytest.raises(SealedFormError) as refused:
        from_json(text)
    assert problem in str(refused.value)


def test_texts_are_read_as_strictly() -> None:
    with pytest.raises(SealedFormError) as refused:
        texts_from_json('{"format":1,"texts":{"node":"Texts","en":{"policy":1},"zh":{}}}')
    assert refused.value.path == "texts.en.policy"
    with pytest.raises(SealedFormError, match="half a surrogate pair"):
        texts_from_json('{"format":1,"texts":{"node":"Texts","en":{"\\ud800":""},"zh":{}}}')


@settings(max_examples=25)
@given(programs(depth=1), st.data())
def test_no_change_of_a_byte_passes_unseen(program: ir.Program, data: st.DataObject) -> None:
    """What can still be read after a change is another program: nothing in the sealed form is idle."""
    sealed = to_json(program)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + data.draw(st.characters(codec="ascii")) + sealed[at + 1 :]
    if changed != sealed:
        with suppress(SealedFormError):
            assert from_json(changed) != program
