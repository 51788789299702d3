"""A policy as a document to read and sign, made from its clauses, so that it says what the program does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from engine.cases.words import silence_in_words
from engine.explain.figures import spaced
from engine.explain.phrases import Phrases
from engine.ir import tree as ir
from engine.ir.bullets import in_text_order
from engine.ir.digest import digest
from engine.ir.to_json import to_json
from engine.model.precedence import section_of
from engine.model.tree import ClauseModel, Target
from engine.tasks.counted import counted
from engine.tasks.document import Block, Heading, Lines, Signatures, Table
from engine.tasks.drafts import Draft
from engine.tasks.named import Named
from engine.tasks.policy_beside import Writing, beside
from engine.tasks.policy_promises import promised
from engine.tasks.show_words import WORDS
from engine.values.moment import day_text

_SLOT = re.compile(r"\{([^{}]*)\}")
Rows = Iterator[tuple[str, str]]


def document(found: Named, lang: str) -> list[Block]:
    """The policy as blocks of a document."""
    return list(_Shown(found.draft, found.is_sealed, lang).blocks())


class _Shown:
    """One version in the words of one language."""

    def __init__(self, found: Draft, is_sealed: bool, lang: str) -> None:
        self._is_sealed = is_sealed
        self._policy = found.policy
        self._program = found.program
        self._zh = lang == "zh"
        promises = {key: text.zh if self._zh else text.en for key, text in found.policy.texts.items()}
        self._texts = {**promises, **found.texts.of(lang)}
        self._phrases = Phrases(found.program, found.texts, lang)
        self._figures = self._phrases.figures
        self._writing = Writing(self._say, self._label, self._value, self._if, self._phrases.condition)

    def blocks(self) -> Iterator[Block]:
        """The whole document."""
        yield Heading(1, self._texts["policy"])
        yield Lines(tuple(self._head()))
        yield from self._sections()
        yield from self._part("amounts", self._amounts())
        yield from self._part("consumption", self._lines(self._consumption()))
        yield from self._part("terms", self._terms())
        yield from self._part("counting", self._countings())
        yield from self._part("precedence", self._lines(self._precedence()))
        yield from self._part("presumed", self._presumptions())
        yield from self._part("open", self._open_points())
        yield from self._part("promises", self._lines(promised(self._policy.promises, self._writing)))
        for part in ("measure", "party", "route"):
            yield from self._part(part, self._lines(self._named(part)))
        yield Heading(2, self._say("signatures"))
        yield Lines(((self._say("digest"), digest(to_json(self._program), "program")),))
        roles = tuple(self._say(role) for role in ("legal", "operations"))
        yield Signatures(roles, tuple(self._say(word) for word in ("name", "signature", "date")))

    def _say(self, key: str, *slots: str) -> str:
        return WORDS[key][self._zh].format(*slots)

    def _value(self, node: ir.Expression) -> str:
        return spaced(self._figures.value(node))

    def _label(self, key: str) -> str:
        """A text of the policy, its slots filled by what stands in them: `[Amount paid]`."""
        return _SLOT.sub(self._slot, self._texts.get(key, key.partition(".")[2]))

    def _slot(self, found: re.Match[str]) -> str:
        name = found[1]
        kind = "term" if name in self._policy.terms else "fact"
        return f"[{self._texts.get(f'{kind}.{name}', name)}]"

    def _part(self, name: str, blocks: Iterator[Block]) -> Iterator[Block]:
        """A part of the document with its heading, where there is something in it."""
        held = list(blocks)
        if held:
            yield Heading(2, self._say(name))
            yield from held

    def _lines(self, rows: Rows) -> Iterator[Block]:
        held = tuple(rows)
        if held:
            yield Lines(held)

    def _head(self) -> Rows:
        header = self._policy.header
        yield self._say("policy"), header.policy
        yield self._say("version"), header.version
        yield self._say("state"), self._say("sealed" if self._is_sealed else "draft")
        yield self._say("published"), day_text(header.published)
        yield self._say("governs_from"), day_text(header.governs_from)
        event = self._label(f"fact.{header.selected_by}")
        yield self._say("selected_by"), self._say("selects", event, header.zone)
        yield self._say("prevails"), self._say(header.prevails)
        if header.confirms:
            names = (header.confirms.case, header.confirms.order, header.confirms.most)
            labels = [self._label(f"fact.{name}") for name in names]
            yield self._say("confirms"), self._say("one_outcome", *labels)
        if header.reaches_back:
            yield self._say("reaches_back"), self._label("policy.reaches_back")

    def _sections(self) -> Iterator[Block]:
        clauses = {model.clause.name: model for model in self._policy.clauses}
        numbers = in_text_order({*self._policy.sections, *map(section_of, clauses)})
        for number in numbers:
            title = self._texts.get(f"section.{number}")
            yield Heading(2, f"{number}. {title}" if title else self._say("section", number))
            for name in in_text_order(clauses):
                if section_of(name) == number:
                    yield from self._clause(clauses[name])

    def _clause(self, model: ClauseModel) -> Iterator[Block]:
        clause = model.clause
        yield Heading(3, f"{clause.name} {self._label(f'clause.{clause.name}')}")
        yield Lines(tuple(self._clause_rows(model)))

    def _clause_rows(self, model: ClauseModel) -> Rows:
        clause = model.clause
        if clause.cites != (clause.name,):
            yield self._say("cites"), ", ".join(clause.cites)
        if clause.on:
            yield self._say("on"), self._phrases.answers(clause.on)
        if clause.scope != ir.All(()) or not clause.on:
            yield self._say("applies"), self._phrases.condition(clause.scope)
        if clause.improves:
            yield self._say("answer"), self._say("improves")
        for need in clause.needs:
            yield self._say("needs"), self._phrases.condition(need.test)
            says = self._quoted(need.key)
            yield self._say("otherwise"), self._say("refused_under", ", ".join(need.cites)) + says
            for measure in need.measures:
                yield self._say("otherwise"), self._label(f"measure.{measure}")
        for effect in clause.effects:
            yield from self._effect(effect)
        if model.countings:
            labels = (self._label(f"counting.{name}") for name in model.countings)
            yield self._say("counted_as"), self._say("and").join(labels)
        if model.overrides:
            yield self._say("before"), self._targets(model.overrides)
        if f"clause.{clause.name}.says" in self._texts:
            yield self._say("says"), self._label(f"clause.{clause.name}.says")

    def _quoted(self, key: str) -> str:
        return self._say("saying", self._label(key)) if key in self._texts else ""

    def _effect(self, effect: ir.Effect) -> Rows:
        match effect:
            case ir.Pays(options):
                for guard, amount in options:
                    yield self._say("pays"), self._label(f"amount.{amount}") + self._if(guard, options)
            case ir.Refuses():
                yield self._say("answer"), self._say("refuses")
            case ir.Leaves(party, low, high):
                top = self._label(f"amount.{high}") if high else self._say("the_refund")
                yield (
                    self._say("answer"),
                    self._say("leaves", self._label(f"party.{party}"), self._value(low), top),
                )
            case ir.Asks(fact, options):
                labels = [self._label(f"fact.{fact}.choice.{option}") for option in options]
                yield self._say("asks"), self._say("list").join(labels)
            case ir.Orders(measure, guard):
                yield self._say("calls_for"), self._label(f"measure.{measure}") + self._if(guard)
            case ir.Due(name, day):
                yield self._say("due"), f"{name}: {self._value(day)}"
            case ir.Routes(route, party):
                yield self._say("goes_by"), self._label(f"route.{route}")
                if party:
                    yield self._say("paid_to"), self._label(f"party.{party}")
            case ir.Splits() | ir.Offers():
                yield from beside(effect, self._writing)

    def _if(self, guard: ir.Expression | None, options: Sequence[object] = ()) -> str:
        if guard is None:
            return self._say("in_other_cases") if len(options) > 1 else ""
        return self._say("if", self._phrases.condition(guard))

    def _amounts(self) -> Iterator[Block]:
        for amount in self._policy.amounts.values():
            yield Heading(3, self._label(f"amount.{amount.name}"))
            head = tuple(self._say(word) for word in ("step", "line", "value", "only_if", "clause"))
            yield Table(head, tuple(self._step(step) for step in amount.steps))
            endings = [
                self._say("refused_under", ", ".join(ending.cites))
                + self._if(ending.guard, amount.nothing_left)
                for ending in amount.nothing_left
            ]
            yield from self._lines((self._say("nothing_left"), ending) for ending in endings)
            if amount.owed_by:
                yield from self._lines(iter([(self._say("owed_by"), self._label(f"party.{amount.owed_by}"))]))

    def _step(self, step: ir.Step) -> tuple[str, ...]:
        value, label = self._value(step.value), self._label(step.key)
        kind = self._say(f"step_{step.kind}") + (f" ({self._say(f'mode_{step.mode}')})" if step.mode else "")
        guard = self._phrases.condition(step.guard) if step.guard else ""
        return kind, label, "" if value == label else value, guard, step.cites

    def _terms(self) -> Iterator[Block]:
        plain = [term for term in self._policy.terms.values() if not isinstance(term.meaning, ir.Choose)]
        yield from self._lines(
            (self._label(f"term.{term.name}"), self._meaning(term.meaning)) for term in plain
        )
        for term in self._policy.terms.values():
            if isinstance(term.meaning, ir.Choose):
                yield Heading(3, self._label(f"term.{term.name}"))
                rows = [
                    (self._phrases.condition(when), self._value(then)) for when, then in term.meaning.branches
                ]
                rows.append((self._say("otherwise"), self._value(term.meaning.otherwise)))
                yield Table((self._say("only_if"), self._say("value")), tuple(rows))

    def _meaning(self, node: ir.Expression) -> str:
        tests = ir.Not | ir.All | ir.Any | ir.Compare | ir.Member | ir.Includes | ir.Given
        words: Callable[[ir.Expression], str] = (
            self._phrases.condition if isinstance(node, tests) else self._value
        )
        return words(node)

    def _consumption(self) -> Rows:
        """In which order the quota of an account is used up, and whether that is an open point."""
        found = self._policy.consumption
        if found is None:
            return
        turns = self._say("then").join(self._say(f"turn_{turn}") for turn in found.turns)
        order = self._say("in_proportion", turns) if found.in_proportion else turns
        yield self._label(f"consumption.{found.name}"), order
        yield self._say("cites"), ", ".join(found.cites)
        if found.open_point:
            yield self._say("open_point"), self._label(f"open.{found.open_point}")

    def _countings(self) -> Iterator[Block]:
        for counting in self._policy.countings.values():
            yield Heading(3, self._label(f"counting.{counting.name}"))
            yield from self._lines(counted(counting, self._texts, self._say))

    def _presumptions(self) -> Iterator[Block]:
        """The facts that are presumed where a case leaves them out; all others are then unknown."""
        head = tuple(self._say(word) for word in ("fact", "taken_as"))
        presumed = [fact for fact in self._program.facts if fact.presumed is not None]
        if presumed:
            yield Table(
                head, tuple((self._label(f"fact.{each.name}"), self._taken_as(each)) for each in presumed)
            )

    def _taken_as(self, fact: ir.FactDeclaration) -> str:
        match fact.presumed:
            case ir.Fact(name):
                return self._say("as_in", self._label(f"fact.{name}"))
            case ir.Literal(value=str(option)) if fact.type.kind == "choice":
                return self._label(f"fact.{fact.name}.choice.{option}")
            case ir.Literal() if fact.type.kind in ("money", "quota"):
                return self._value(fact.presumed)
            case _:
                return silence_in_words(fact, self._program.zone, "zh" if self._zh else "en")

    def _named(self, kind: str) -> Rows:
        """All that the policy names of a kind, with its words."""
        for key in self._texts:
            found, _, name = key.partition(".")
            if found == kind:
                yield name, self._label(key)

    def _precedence(self) -> Rows:
        for said in self._policy.precedence:
            yield self._targets(said.first), self._say("come_before", self._targets(said.then))

    def _targets(self, targets: tuple[Target, ...]) -> str:
        kind = targets[0].kind if len(targets) > 1 else targets[0].kind.removesuffix("s")
        return self._say(f"of_{kind}", ", ".join(target.bullet for target in targets))

    def _bullet(self, bullet: str) -> str:
        """A section or bullet of the text with the titles under which the policy has it."""
        clauses = [model.clause for model in self._policy.clauses if bullet in model.clause.cites]
        keys = [f"section.{bullet}"] if f"section.{bullet}" in self._texts else []
        titles = [self._label(key) for key in keys or [f"clause.{clause.name}" for clause in clauses]]
        return self._say("titled", bullet, self._say("and").join(titles)) if titles else bullet

    def _open_points(self) -> Iterator[Block]:
        head = tuple(self._say(word) for word in ("clause", "question", "read_as"))
        rows = [
            (
                self._say("list").join(map(self._bullet, point.cites)),
                self._label(f"open.{point.name}"),
                self._label(f"open.{point.name}.reading"),
            )
            for point in self._policy.open_points
        ]
        if rows:
            yield Table(head, tuple(rows))
