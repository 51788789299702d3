"""A facts file: units, parties, facts and the combinations that no real case has."""

from __future__ import annotations

import attrs

from engine.diagnostics.report import Report
from engine.ir import tree as ir
from engine.ir.limits import MOST_DECIMALS
from engine.ir.types import Type
from engine.model.blocks import lines_once, of_kind, only_block
from engine.model.conditions import condition
from engine.model.lists import list_from_syntax, over
from engine.model.literals import day, whole
from engine.model.scope import Scope
from engine.model.times import describe
from engine.model.tree import FactModel, Facts, Typed
from engine.model.units import align, mixes, unmixed
from engine.model.values import value
from engine.syntax.tree import Block, File, Phrase, Sentence
from engine.values.moment import day_text

_KINDS = {
    "yes_or_no": "yes_no", "one_of_choices": "choice", "any_of_choices": "set", "text_kind": "text",
    "instant_kind": "instant", "date_kind": "date", "count_kind": "count", "percent_kind": "percent",
    "number_kind": "number", "money_kind": "money", "quota_kind": "quota",
}  # fmt: skip
_BOUNDS = {"fact_least", "fact_most", "fact_above"}
_PRESUMPTIONS = {"presumed", "presumed_empty", "presumed_not_given"}


def facts_from_syntax(file: File, report: Report) -> tuple[Facts, Scope]:
    """The facts that a file declares, and a scope in which a policy can name them."""
    scope = Scope(report, readers={"list": over})
    head = only_block(file, "facts", report)
    lines = lines_once(head, report, needed=("version", "edition")) if head else {}
    policy = head.head.phrase.word().text if head else ""
    ordinal = day(lines["version"].phrase.word(), scope) if "version" in lines else None
    edition = whole(lines["edition"].phrase.word(), scope, least=1) if "edition" in lines else None
    for block in of_kind(file, "unit"):
        _unit(block, scope)
    for block in of_kind(file, "party"):
        declare_word(block, scope.parties, scope)
    records = {block.head.phrase.word(1).text for block in of_kind(file, "list")}
    blocks = [block for block in of_kind(file, "fact") if _declare(block, records, scope)]
    for block in blocks:
        _complete(block, scope)
    _check_presumptions(scope)
    for block in of_kind(file, "list"):
        list_from_syntax(block, scope)
    impossible = [_impossible(block, scope) for block in of_kind(file, "impossible")]
    version = day_text(ordinal) if ordinal is not None else ""
    found = tuple(each for each in impossible if each)
    single = {name: model for name, model in scope.facts.items() if name not in scope.fields}
    return Facts(policy, version, edition or 1, scope.units, single, found, scope.texts), scope


def declare_word(block: Block, names: set[str], scope: Scope) -> None:
    """Declare a party, a measure or a route: a word with its text in both languages."""
    word = block.head.phrase.word()
    if scope.define(block.kind, word, names):
        names.add(word.text)
        scope.say(f"{block.kind}.{word.text}", block.head.phrase.find("text"))


def _unit(block: Block, scope: Scope) -> None:
    word = block.head.phrase.word()
    scope.say(f"unit.{word.text}", block.head.phrase.find("text"))
    if len(block.lines) != 1:
        scope.report.error(
            "RF108", f"the unit `{word.text}` needs one line", word.span, help="say `money with 2 decimals`"
        )
        return
    line = block.lines[0].phrase
    decimals = whole(line.word(), scope, most=MOST_DECIMALS)
    if decimals is not None and scope.define("unit", word, scope.units):
        scope.units[word.text] = Type(line.kind.removesuffix("_unit"), word.text, decimals=decimals)


def _declare(block: Block, records: set[str], scope: Scope) -> bool:
    """Declare a fact with its type, so that the lines of any fact may name it."""
    word = block.head.phrase.word()
    scope.say(f"fact.{word.text}", block.head.phrase.find("text"))
    kinds = [line for line in block.lines if line.phrase.kind in _KINDS]
    if not scope.define("fact", word, scope.facts):
        return False
    if len(kinds) != 1:
        problem = f"the fact `{word.text}` says {'no type' if not kinds else 'more than one type'}"
        scope.report.error("RF108", problem, word.span, help="say one, as in `yes or no` or `money in CNY`")
        return False
    type_ = _type(kinds[0].phrase, block, scope)
    if type_ is None:
        scope.broken.add(word.text)
        return False
    scope.facts[word.text] = FactModel(ir.FactDeclaration(word.text, type_), word.span)
    record = word.text.partition(".")[0]
    if record in records and record != word.text:
        scope.fields[word.text] = record
    return True


def _type(line: Phrase, block: Block, scope: Scope) -> Type | None:
    kind = _KINDS[line.kind]
    if kind in {"choice", "set"}:
        return _choices(kind, block, scope)
    if kind in {"money", "quota"}:
        word = line.word()
        if word.text not in scope.units or scope.units[word.text].kind != kind:
            known = [name for name, unit in scope.units.items() if unit.kind == kind]
            scope.unknown("RF215", f"{kind} unit", word.text, known, word.span)
            return None
        return scope.units[word.text]
    if kind == "number" and line.parts[0] is not None:
        decimals = whole(line.word(), scope, most=MOST_DECIMALS)
        return None if decimals is None else Type(kind, decimals=decimals)
    return Type(kind, decimals=2 if kind == "percent" else 0)


def _choices(kind: str, block: Block, scope: Scope) -> Type | None:
    options: list[str] = []
    name = block.head.phrase.word()
    for line in block.lines:
        if line.phrase.kind == "choice" and scope.define("choice", line.phrase.word(), options):
            options.append(line.phrase.word().text)
            scope.say(f"fact.{name.text}.choice.{options[-1]}", line.phrase.find("text"))
    if options:
        return Type(kind, options=tuple(options))
    scope.report.error(
        "RF108", f"the fact `{name.text}` has no `choice`", name.span, help='add `choice word "…" / "…"`'
    )
    return None


def _complete(block: Block, scope: Scope) -> None:
    """Read what a fact says beside its type."""
    word = block.head.phrase.word()
    lines_once(block, scope.report, repeated={"choice"})
    for line in block.lines:
        model = scope.facts[word.text]
        declaration = _with_line(model.declaration, line, scope)
        scope.facts[word.text] = attrs.evolve(model, declaration=declaration)
    _check_bounds(scope.facts[word.text], scope)
    if not any(line.phrase.kind == "asked" for line in block.lines):
        problem = f"the fact `{word.text}` has no question"
        scope.report.error("RF108", problem, word.span, help='add `asked "…" / "…"`')


def _with_line(declaration: ir.FactDeclaration, line: Sentence, scope: Scope) -> ir.FactDeclaration:
    phrase = line.phrase
    if phrase.kind in _BOUNDS:
        return _bounded(declaration, phrase, scope)
    if phrase.kind in _PRESUMPTIONS:
        return _presumed(declaration, phrase, scope)
    if phrase.kind == "personal":
        return attrs.evolve(declaration, personal=True)
    if phrase.kind == "asked":
        scope.say(f"fact.{declaration.name}.question", phrase.phrase())
    if phrase.kind == "supplied_by" and scope.known("party", scope.parties, phrase.word()):
        return attrs.evolve(declaration, supplied_by=phrase.word().text)
    if phrase.kind == "choice" and declaration.type.kind not in {"choice", "set"}:
        scope.report.error(
            "RF305",
            f"{describe(declaration.type)} has no choices",
            phrase.span,
            help="say `one of` or `any of` first",
        )
    return declaration


def _bounded(declaration: ir.FactDeclaration, phrase: Phrase, scope: Scope) -> ir.FactDeclaration:
    bound = value(phrase.phrase(), scope, declaration.type)
    if bound is None:
        return declaration
    ordered = declaration.type.is_ordered and mixes(declaration.type, bound.type)
    aligned = align([bound, Typed(ir.Literal(0, declaration.type), declaration.type)])[0]
    literal = aligned.expression if aligned.type.decimals == declaration.type.decimals else None
    if not ordered or not isinstance(literal, ir.Literal) or not isinstance(literal.value, int):
        problem = f"`{phrase.phrase().span.text}` is not a bound for {describe(declaration.type)}"
        scope.report.error("RF203", problem, phrase.phrase().span)
        return declaration
    if phrase.kind == "fact_most":
        return attrs.evolve(declaration, greatest=literal.value)
    return attrs.evolve(declaration, least=literal.value + (phrase.kind == "fact_above"))


def _presumed(declaration: ir.FactDeclaration, phrase: Phrase, scope: Scope) -> ir.FactDeclaration:
    if phrase.kind == "presumed_not_given":
        return attrs.evolve(declaration, presumed="not_given")
    if phrase.kind == "presumed_empty" and declaration.type.kind != "set":
        problem = f"{describe(declaration.type)} cannot be presumed empty"
        scope.report.error("RF203", problem, phrase.span, help="only an `any of` fact is a set")
        return declaration
    if phrase.kind == "presumed_empty":
        return attrs.evolve(declaration, presumed=ir.Literal((), declaration.type))
    record = scope.fields.get(declaration.name)
    scope.at_hand = frozenset({record} if record else ())
    typed = value(phrase.phrase(), scope, declaration.type)
    scope.at_hand = frozenset()
    if typed is None:
        return declaration
    if isinstance(typed.expression, ir.Fact) and scope.fields.get(typed.expression.name) == record:
        return _presumed_like(declaration, typed, typed.expression, phrase, scope)
    if not mixes(typed.type, declaration.type) or not isinstance(typed.expression, ir.Literal):
        problem = f"`{phrase.phrase().span.text}` cannot be presumed for {describe(declaration.type)}"
        scope.report.error("RF203", problem, phrase.phrase().span)
        return declaration
    if declaration.type.is_numeric:
        typed = align([typed, Typed(ir.Literal(0, declaration.type), declaration.type)])[0]
        if typed.type.decimals != declaration.type.decimals:
            problem = f"`{phrase.phrase().span.text}` is finer than a case can state `{declaration.name}`"
            scope.report.error(
                "RF216", problem, phrase.phrase().span, help="presume a value that a case could state"
            )
            return declaration
    presumed = typed.expression
    return attrs.evolve(declaration, presumed=presumed) if isinstance(presumed, ir.Literal) else declaration


def _presumed_like(
    declaration: ir.FactDeclaration, typed: Typed, other: ir.Fact, phrase: Phrase, scope: Scope
) -> ir.FactDeclaration:
    """A fact presumed to be what another is: of the same type, so that each of its values could be stated."""
    mine, theirs = declaration.type, typed.type
    place = phrase.phrase().span
    if not mixes(mine, theirs):
        unmixed(mine, theirs, place, scope)
    elif (mine.kind, mine.decimals) != (theirs.kind, theirs.decimals):
        problem = f"`{other.name}` cannot be presumed for {describe(mine)}"
        help_text = "declare both as one type, with as many decimals"
        scope.report.error("RF203", problem, place, help=help_text)
    else:
        return attrs.evolve(declaration, presumed=other)
    return declaration


def _check_bounds(model: FactModel, scope: Scope) -> None:
    """Some value lies within the bounds of a fact, and what is presumed does."""
    fact = model.declaration
    if fact.least is not None and fact.greatest is not None and fact.least > fact.greatest:
        problem = f"no value of `{fact.name}` lies within its bounds"
        scope.report.error("RF216", problem, model.span, help="the least must not be above the greatest")
    held = fact.presumed.value if isinstance(fact.presumed, ir.Literal) else None
    if not isinstance(held, int) or not fact.type.is_ordered:
        return
    if (fact.least is not None and held < fact.least) or (fact.greatest is not None and held > fact.greatest):
        problem = f"what is presumed of `{fact.name}` lies outside its bounds"
        scope.report.error("RF216", problem, model.span, help="presume a value that a case could state")


def _check_presumptions(scope: Scope) -> None:
    """No facts are presumed to be like each other in a circle, and no name of a fact is also a table of facts."""
    for name, model in scope.facts.items():
        seen = [name]
        presumed = model.declaration.presumed
        while isinstance(presumed, ir.Fact) and presumed.name in scope.facts and presumed.name not in seen:
            seen.append(presumed.name)
            presumed = scope.facts[presumed.name].declaration.presumed
        if isinstance(presumed, ir.Fact) and presumed.name == name:
            circle = " → ".join([*seen, name])
            scope.report.error("RF207", f"`{name}` is presumed from itself: {circle}", model.span)
        other = (
            scope.facts.get(presumed.name)
            if isinstance(presumed := model.declaration.presumed, ir.Fact)
            else None
        )
        if other is not None:
            _check_presumed_fact(model, other.declaration, scope)
        parent = next((each for each in scope.facts if name.startswith(f"{each}.")), None)
        if parent is not None:
            problem = f"`{parent}` is a fact, so it cannot hold the fact `{name}`"
            scope.report.error("RF206", problem, model.span, help="give one of the two another name")


def _check_presumed_fact(model: FactModel, other: ir.FactDeclaration, scope: Scope) -> None:
    """What another fact can be, this one can be too; and no one needs to know what is personal."""
    fact = model.declaration
    below = fact.least is not None and (other.least is None or other.least < fact.least)
    above = fact.greatest is not None and (other.greatest is None or other.greatest > fact.greatest)
    if below or above:
        problem = f"what is presumed of `{fact.name}` lies outside its bounds"
        help_text = f"give `{other.name}` the same bounds, or presume a value that a case could state"
        scope.report.error("RF216", problem, model.span, help=help_text)
    if other.personal:
        help_text = "what a clause reads must outlive the person's data, which can be erased"
        scope.report.error(
            "RF217", f"`{other.name}` is personal: no clause may read it", model.span, help=help_text
        )


def _impossible(block: Block, scope: Scope) -> ir.Impossible | None:
    word = block.head.phrase.word()
    scope.say(f"impossible.{word.text}", block.head.phrase.find("text"))
    if len(block.lines) != 1:
        scope.report.error(
            "RF108", f"`impossible {word.text}` needs one `when`", word.span, help="say `when …`"
        )
        return None
    test = condition(block.lines[0].phrase.phrase(), scope)
    return None if test is None else ir.Impossible(word.text, test)
