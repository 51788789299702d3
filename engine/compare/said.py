"""A report in the words of one language, part by part: what every form shows, before it is laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import attrs

from engine.compare.clauses import KINDS
from engine.compare.phrases import WORDS, counted, say
from engine.compare.shown import Also, Decision, ShownCase, ShownMove
from engine.compare.tree import MONEY_DIRECTIONS, Answer, Change, Comparison, MoneySpan, Moved, Side, Tally
from engine.diagnostics.display import shown
from engine.explain.figures import spaced
from engine.solver.tree import Part
from engine.values.moment import day_text

_SLOT = re.compile(r"\{([^{}]*)\}")
_TOLD_ELSEWHERE = frozenset({"verdict", "money", "clauses"})
"""The parts of an answer that it says in its first line."""


def headed(change: Change, lang: str) -> str:
    """What a block is, and its title."""
    key = f"kind_{change.kind}"
    name = say(lang, key, change.name) if key in WORDS else f"{change.kind} {change.name}".rstrip()
    title = shown(change.title[lang == "zh"])
    return f"{name} · {title}" if title else name


def what_changed(change: Change, lang: str) -> str:
    """What of a block changed."""
    words = [
        say(lang, "moved_from", change.was) if each == "moved" else say(lang, f"aspect_{each}")
        for each in change.aspects
    ]
    if change.aspects in {("wording",), ("citation",)}:
        return say(lang, "only", words[0])
    return say(lang, "list").join(words)


@attrs.frozen
class Said:
    """What there is to say of a comparison, in one language."""

    report: Comparison
    lang: str

    def word(self, key: str, *parts: object) -> str:
        """A word or sentence of our own."""
        return say(self.lang, key, *parts)

    def count(self, key: str, number: int) -> str:
        """A count of something."""
        return counted(self.lang, key, number)

    def label(self, key: str) -> str:
        """A text of the policy, made fit to be shown; its slots stand for values of a case."""
        text = self.report.texts(self.lang).get(key, key.partition(".")[2])
        return shown(_SLOT.sub(r"[\1]", text))

    # ---- what is compared ----------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title of the report."""
        return self.word("title", self.label("policy"))

    @property
    def versions(self) -> str:
        """Both versions in a few words."""
        sides = (self.report.old, self.report.new)
        names = [self.word("under", each.version, self.word(each.state)) for each in sides]
        return self.word("from_to", *names)

    def side(self, side: Side) -> tuple[tuple[str, str], ...]:
        """What a version is, label by label."""
        rows = [
            ("version", f"{side.policy} {side.version}"),
            ("state", self.word(side.state)),
            ("governs", day_text(side.governs_from)),
            ("digest", side.digest[:19] + "…"),
        ]
        named = {side.version, f"{side.policy}@{side.version}"}
        rows += [("read_from", shown(side.named))] if side.named not in named else []
        return tuple((self.word(key), text) for key, text in rows)

    def summary(self) -> Iterator[str]:
        """The report in a few sentences."""
        yield self._summary_of_clauses()
        if self.report.outcomes is not None:
            yield self._summary_of_outcomes()
        if self.report.impact is not None:
            yield self.book()

    def _summary_of_clauses(self) -> str:
        if not self.report.changes:
            return self.word("no_changes")
        kinds = Counter(change.kind if change.kind in KINDS else "other" for change in self.report.changes)
        parts = [self.count(f"count_{kind}", kinds[kind]) for kind in (*KINDS, "other") if kinds[kind]]
        *first, last = parts
        listed = self.word("last").join(filter(None, (self.word("list").join(first), last)))
        return self.word("changed", listed)

    def _summary_of_outcomes(self) -> str:
        found = self.report.outcomes
        if found is None or not found.is_asked:
            return self.word("not_asked_short")
        if found.is_equal:
            return self.word("equal_short")
        said = []
        if found.moves:
            ways = Counter(move.direction for move in found.moves)
            parts = [self.word(f"tally_{way}", ways[way]) for way in MONEY_DIRECTIONS if ways[way]]
            classes = self.count("classes", len(found.moves))
            said.append(self.word("moves_short", classes, self.word("list").join(parts)))
        if found.given_up:
            said.append(self.word("not_settled_short"))
        return self.word("sentences").join(said)

    # ---- clauses -------------------------------------------------------------------------------------------------

    def change(self, change: Change) -> str:
        """What a block is, and its title."""
        return headed(change, self.lang)

    def aspects(self, change: Change) -> str:
        """What of a block changed."""
        return what_changed(change, self.lang)

    # ---- outcomes ------------------------------------------------------------------------------------------------

    def answer(self, answer: Answer) -> str:
        """An answer in a few words: verdict, money and clauses."""
        party = answer.owed_by or answer.party
        name = self.label(f"party.{party}") if party else self.word("a_person")
        text = spaced(self.word("owes" if answer.owed_by else answer.verdict, answer.money, name))
        return self.word("under", text, ", ".join(answer.clauses)) if answer.clauses else text

    def move(self, number: int, move: Moved) -> ShownMove:
        """One class of cases."""
        return ShownMove(
            number,
            move.direction,
            self.word(f"badge_{move.direction}"),
            self.word(move.direction),
            self.answer(move.before),
            self.answer(move.after),
            tuple(self._also(move)),
            tuple(self._money(move)),
            tuple(
                (self.label(f"fact.{fact.name}"), fact.words[self.lang == "zh"], fact.name)
                for fact in move.example.told
            ),
            move.example.files,
            tuple(
                Decision(command.line, self.word("decides", self.word(command.side)))
                for command in move.example.commands
            ),
            tuple(
                self.word("unreached", self.word(side))
                for side in ("old", "new")
                if side not in {command.side for command in move.example.commands}
            ),
        )

    @property
    def moves(self) -> tuple[ShownMove, ...]:
        """The classes of cases that move."""
        moves = self.report.outcomes.moves if self.report.outcomes else ()
        return tuple(self.move(at, move) for at, move in enumerate(moves, start=1))

    def outcomes(self) -> Iterator[str | ShownMove | list[str]]:
        """What becomes of cases, part by part: a sentence, a class of cases, or what was not settled, each named."""
        found = self.report.outcomes
        if found is None or not found.is_asked:
            yield self.word("not_asked")
            return
        if found.is_equal:
            yield self.word("equal")
        yield from self.moves
        if found.given_up:
            keys = ("given_up",) if found.moves else ("nothing_found", "given_up")
            yield self.word("sentences").join(map(self.word, keys))
            yield [each.of(self.lang) for each in found.given_up]

    def _also(self, move: Moved) -> Iterator[Also]:
        for part in move.parts:
            if part not in _TOLD_ELSEWHERE:
                old, new = (self._part(each, part) for each in (move.before, move.after))
                yield Also(self.word(f"part_{part}"), old, new)

    def _part(self, answer: Answer, part: Part) -> str:
        comma = self.word("list")
        match part:
            case "missing":
                text = comma.join(map(self._missing, answer.missing))
            case "due":
                days = ((name, day or self.word("unknown_day")) for name, day in answer.due)
                text = comma.join(f"{name} {day}" for name, day in days)
            case "measures":
                text = comma.join(self.label(f"measure.{name}") for name in answer.measures)
            case "route":
                text = self.label(f"route.{answer.route}") if answer.route else ""
            case "party" | "payee" | "owed_by":
                name = getattr(answer, part)
                text = self.label(f"party.{name}") if name else ""
            case "split":
                text = comma.join(f"{share} {self.label(f'route.{route}')}" for route, share in answer.split)
            case "offers":
                text = self._offers(answer)
            case _:
                text = self.answer(answer)
        return text or self.word("none")

    def _offers(self, answer: Answer) -> str:
        """What is offered instead, and who chooses."""
        said = []
        for each in answer.offers:
            parts = [self.label(f"remedy.{each.remedy}")]
            parts += [self.word("worth", each.worth)] if each.worth else []
            parts += [self.word("good_until", each.until)] if each.until else []
            parts += [self.label(f"remedy.{each.remedy}.{mark}") for mark in each.marks]
            said.append(self.word("list").join(parts))
        if answer.chosen_by:
            key = "choice_until" if answer.choose_until else "choice"
            said.append(self.word(key, self.label(f"party.{answer.chosen_by}"), answer.choose_until))
        return self.word("then").join(said)

    def _missing(self, fact: str) -> str:
        base, _, option = fact.rpartition(".")
        key = f"fact.{base}.choice.{option}"
        return self.label(key if key in self.report.texts(self.lang) else f"fact.{fact}")

    def _money(self, move: Moved) -> Iterator[str]:
        for key, span in (("rise", move.rise), ("fall", move.fall)):
            if span is not None:
                yield self.word(key, self._span(span))

    def _span(self, span: MoneySpan) -> str:
        if span.most is None:
            text = self.word("unlimited", span.least)
        elif span.most == span.least:
            text = self.word("exactly", span.least)
        else:
            text = self.word("between", span.least, span.most)
        return text if span.is_proved else self.word("unproved", text)

    # ---- impact --------------------------------------------------------------------------------------------------

    def book(self) -> str:
        """How many cases of the case book move."""
        found = self.report.impact
        if found is None:
            return ""
        total = self.count("cases", found.read - found.confirmed)
        said = self.word("book", total, shown(found.book), f"{found.moved:,}", f"{found.unmoved:,}")
        sums = [self._sum(each) for each in found.tallies if each.money]
        return self.word("sentences").join(
            [said, *([self.word("sums", self.word("list").join(sums))] if sums else [])]
        )

    def _sum(self, tally: Tally) -> str:
        return self.word("sum_for", tally.money, self.count("cases", tally.count))

    def remarks(self) -> Iterator[str]:
        """What else is to be said of the case book."""
        found = self.report.impact
        if found and found.confirmed:
            confirmed = self.count("cases", found.confirmed)
            yield self.word("confirmed", confirmed, f"{found.confirmed_moved:,}")
        if found and found.unreadable:
            yield self.word("unreadable", self.count("cases", found.unreadable))

    @property
    def cases(self) -> tuple[ShownCase, ...]:
        """The cases of the case book that move."""
        found = self.report.impact
        return tuple(
            ShownCase(
                shown(row.case) or row.place,
                row.place,
                self.answer(row.before),
                self.answer(row.after),
                row.direction,
                self.word("untouched") if row.is_confirmed else self.word(f"badge_{row.direction}"),
                row.change,
            )
            for row in (found.rows if found else ())
        )
