"""What changed in the clauses, amounts, terms, facts and all else that a version says, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from engine.compare.blocks import Key, Written
from engine.compare.tree import Aspect, Change, Sign
from engine.compare.words import compared, whole
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order

KINDS = (
    "clause", "variation", "precedence", "amount", "term", "table", "counting", "consumption", "section", "measure",
    "route", "remedy", "party", "open", "property", "assume", "fact", "list", "impossible", "unit", "facts", "policy",
)  # fmt: skip
"""The kinds of blocks in the order in which their changes are told; any other kind comes after them."""
ASPECTS: tuple[Aspect, ...] = (
    "added", "removed", "moved", "condition", "amount", "effect", "meaning", "precedence", "citation", "wording",
    "writing",
)  # fmt: skip
"""What can change, in the order in which it is told."""
ALIKE = 0.75
"""A clause that has gone and one that has come are one that was moved where they share so much of their words."""
_MEANINGS: frozenset[Aspect] = frozenset({"condition", "amount", "effect", "meaning", "citation"})

Blocks = Mapping[Key, Written]


def changes(
    old: Blocks, new: Blocks, programs: tuple[ir.Program, ir.Program] | None = None
) -> tuple[Change, ...]:
    """Every block that is not the same on both sides; the layout, comments and the order of blocks are nothing.

    With the programs of both sides, a block that reads otherwise and means the same is told from one that does not.
    """
    moved = dict(_moved(old, new))
    found: list[Change] = []
    for key in _in_order(old, new):
        if key in moved.values():
            continue
        was = moved.get(key, key)
        before, after = old.get(was), new.get(key)
        if before and after:
            found += _changed(before, after, programs)
        elif after:
            found.append(_alone("added", "come", after))
        elif before:
            found.append(_alone("removed", "gone", before))
    return tuple(found)


def _in_order(old: Blocks, new: Blocks) -> list[Key]:
    """All blocks: by their kind, clauses as in the text, others as the new version has them, then the old."""
    keys = list(dict.fromkeys([*new, *old]))
    numbers = in_text_order(name for kind, name in keys if kind in {"clause", "section"})
    place = {number: at for at, number in enumerate(numbers)}
    kinds = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(keys, key=lambda key: (kinds.get(key[0], len(KINDS)), key[0], place.get(key[1], 0)))


def _moved(old: Blocks, new: Blocks) -> Iterator[tuple[Key, Key]]:
    """Clauses that have another number now, each new one with the old one that it was."""
    gone = {key: block for key, block in old.items() if key not in new and key[0] == "clause"}
    for key, block in new.items():
        if key in old or key[0] != "clause" or not gone:
            continue
        nearest = max(gone, key=lambda each: _likeness(gone[each], block))
        if _likeness(gone[nearest], block) >= ALIKE:
            del gone[nearest]
            yield key, nearest


def _likeness(one: Written, other: Written) -> float:
    """How much of their words two blocks share, their numbers left out."""
    was, now = ([*block.title, *" ".join(block.rows[1:]).split()] for block in (one, other))
    return SequenceMatcher(None, was, now, autojunk=False).ratio()


def _alone(aspect: Aspect, sign: Sign, block: Written) -> Change:
    return Change(block.kind, block.name, block.title, (aspect,), tuple(whole(sign, block.rows)))


def _changed(
    before: Written, after: Written, programs: tuple[ir.Program, ir.Program] | None
) -> Iterator[Change]:
    if before.words == after.words:
        return
    different = {
        aspect
        for aspect in before.facets | after.facets
        if before.facets.get(aspect) != after.facets.get(aspect)
    }
    if different & _MEANINGS and programs and _means_the_same(before, after, programs):
        different = different - _MEANINGS | {"writing"}
    was = before.name if before.name != after.name else ""
    if was:
        different.add("moved")
    if different:
        aspects = tuple(aspect for aspect in ASPECTS if aspect in different)
        yield Change(after.kind, after.name, after.title, aspects, compared(before.rows, after.rows), was)


def _means_the_same(before: Written, after: Written, programs: tuple[ir.Program, ir.Program]) -> bool:
    """Whether both programs have the same node for a block; of what is in no program that is not said."""
    nodes = [_node(program, block) for program, block in zip(programs, (before, after), strict=True)]
    return nodes[0] is not None and nodes[0] == nodes[1]


def _declared(program: ir.Program) -> dict[str, ir.FactDeclaration]:
    """The facts of a program, and the fields of its lists."""
    return {each.name: each for fact in program.facts for each in (fact, *fact.fields)}


def _node(program: ir.Program, block: Written) -> object:
    match block.kind:
        case "clause":
            clause = next(each for each in program.clauses if each.name == block.name)
            needs = [(need.test, need.cites, need.measures) for need in clause.needs]
            return clause.on, clause.scope, needs, clause.effects, clause.cites, clause.improves
        case "amount":
            amount = next(each for each in program.amounts if each.name == block.name)
            steps = [(step.kind, step.value, step.guard, step.cites, step.mode) for step in amount.steps]
            return amount.type, steps, amount.nothing_left, amount.owed_by
        case "term" | "table":
            return next(each for each in program.terms if each.name == block.name).meaning
        case "fact" | "list":
            return _declared(program).get(block.name)
        case _:
            return None
