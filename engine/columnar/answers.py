"""What each clause says in SQL, and what the decisive ones say together."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from engine.columnar.amounts import Bill, nothing_left
from engine.columnar.answer import (
    KNOWN,
    NOTHING,
    PARTS,
    Answer,
    among,
    by_part,
    cased,
    first_of,
    is_constant,
    refused,
)
from engine.columnar.bits import Bits
from engine.columnar.expression import choice, code, is_certain, number
from engine.columnar.number import at_most, not_below_zero
from engine.columnar.scope import Scope
from engine.columnar.sheet import Sheet
from engine.columnar.unsupported import LARGEST, UnsupportedError
from engine.ir import tree as ir


class Clauses:
    """The clauses of a program under way in a sheet."""

    def __init__(
        self,
        scope: Scope,
        sheet: Sheet,
        bills: Mapping[str, Bill],
        cites: Bits,
        measures: Bits,
        parties: Bits,
    ) -> None:
        """Take the bills, and the bits of bullets, measures and parties."""
        self._scope = scope
        self._sheet = sheet
        self._bills = bills
        self._places = {name: place for place, name in enumerate(bills)}
        self._cites = cites
        self._measures = measures
        self._parties = list(parties.words)
        self.unsure: list[str] = []
        """Tests of which one that does not come out FALSE makes a row one for the evaluator."""

    def found(self) -> Answer:
        """Define what the decisive clauses say."""
        spoken: list[tuple[str, Answer]] = []
        better: list[tuple[int, str]] = []
        names: dict[str, str] = {}
        precedence = frozenset(self._scope.program.precedence)
        for place, clause in enumerate(each for each in self._scope.program.clauses if not each.on):
            before = [sp for name, sp in names.items() if (name, clause.name) in precedence]
            test = code(clause.scope, self._scope)
            if before:
                test = f"CASE WHEN {' OR '.join(before)} THEN FALSE ELSE {test} END"
            speaks = self._sheet.column(f"sp{place}", test)
            names[clause.name] = speaks
            if not is_certain(clause.scope, self._scope):
                self.unsure.append(f"({speaks} IS NULL)")
            spoken.append((speaks, self._says(clause, place)))
            better += [(place, speaks)] if clause.improves else []
        said = self._define(spoken)
        places = [place for place, _ in better]
        plain = [(speaks, said[at]) for at, (speaks, _) in enumerate(spoken) if at not in places]
        return self._improved(self._together(plain), plain, [(*each, said[each[0]]) for each in better])

    def _says(self, clause: ir.Clause, place: int) -> Answer:
        """What one clause says by itself, wherever it speaks."""
        if not clause.needs:
            return self._effect(clause)
        failed = " + ".join(
            f"CASE {code(need.test, self._scope)} WHEN TRUE THEN 0 WHEN FALSE THEN {1 << at} END"
            for at, need in enumerate(clause.needs)
        )
        column = self._sheet.column(f"k{place}", failed)
        said = self._effect(clause)
        cites, measures = (
            " | ".join(
                f"CASE WHEN {column} & {1 << at} <> 0 THEN {mask} ELSE 0 END" for at, mask in enumerate(masks)
            )
            for masks in (
                [self._cites.mask(need.cites) for need in clause.needs],
                [self._measures.mask(need.measures) for need in clause.needs],
            )
        )
        refusal = attrs.evolve(refused(0), cites=f"({cites})", measures=f"({measures})")
        return cased(f"WHEN {column} = 0", said, f"WHEN {column} > 0", refusal)

    def _effect(self, clause: ir.Clause) -> Answer:
        measures = self._ordered(clause)
        cites = str(self._cites.mask(clause.cites))
        for effect in clause.effects:
            match effect:
                case ir.Refuses():
                    return attrs.evolve(refused(0), cites=cites, measures=measures)
                case ir.Pays(options):
                    return self._pays(options, cites, measures)
                case ir.Leaves(party, low, high):
                    return self._leaves(
                        party, low, self._high(high), cites, measures, str(self._places[high])
                    )
                case _:
                    continue
        raise AssertionError(clause.name)

    def _ordered(self, clause: ir.Clause) -> str:
        """The measures of a clause that speaks."""
        orders = [each for each in clause.effects if isinstance(each, ir.Orders)]
        always = self._measures.mask(each.measure for each in orders if each.guard is None)
        parts = [
            choice([(each.guard, str(self._measures.mask([each.measure])))], "0", self._scope)
            for each in orders
            if each.guard is not None
        ]
        return f"({' | '.join([str(always), *parts])})" if parts else str(always)

    def _high(self, name: str) -> str:
        return not_below_zero(self._bills[name].total.sql)

    def _pays(
        self, options: tuple[tuple[ir.Expression | None, str], ...], cites: str, measures: str
    ) -> Answer:
        (guard, name), *rest = options
        found = self._paid(name, cites, measures)
        if guard is None:
            return found
        other = self._pays(tuple(rest), cites, measures)
        return self._either(guard, found, other)

    def _either(self, test: ir.Expression, then: Answer, otherwise: Answer) -> Answer:
        return by_part(then, otherwise, lambda one, other: choice([(test, one)], other, self._scope))

    def _paid(self, name: str, cites: str, measures: str) -> Answer:
        bill, place = self._bills[name], str(self._places[name])
        total = bill.total.sql
        refund = Answer("2", total, total, cites, measures, place, "-1")
        found = attrs.evolve(refund, low="0", high="0")
        for test, under in reversed(nothing_left(bill.amount, self._scope)):
            refusal = refused(self._cites.mask(under))
            found = refusal if test == "TRUE" else cased(f"{test} WHEN TRUE", refusal, "WHEN FALSE", found)
        if bill.amount.owed_by:
            owed = Answer("1", total, total, cites, measures, place, "-1")
            found = cased(f"WHEN {total} < 0", owed, f"WHEN {total} = 0", found)
        return cased(f"WHEN {total} > 0", refund, f"WHEN {total} <= 0", found)

    def _leaves(
        self, party: str, low: ir.Expression, high: str, cites: str, measures: str, bill: str
    ) -> Answer:
        least = number(low, self._scope)
        if least.under is not None:
            raise UnsupportedError("a fraction")
        bounded = at_most(not_below_zero(least.over.sql), high)
        return Answer("3", bounded, high, cites, measures, bill, str(self._parties.index(party)))

    def _define(self, spoken: list[tuple[str, Answer]]) -> list[Answer]:
        """Define what each clause says where it speaks; what is the same in every case needs no column."""
        return [self._defined(place, speaks, said) for place, (speaks, said) in enumerate(spoken)]

    def _defined(self, place: int, speaks: str, said: Answer) -> Answer:
        found = dict[str, str]()
        for part in PARTS:
            sql, otherwise = getattr(said, part), getattr(NOTHING, part)
            if part == "high" and said.high == said.low:
                found[part] = found["low"]
            elif is_constant(sql):
                found[part] = sql
            else:
                defined = f"CASE WHEN {speaks} THEN {sql} ELSE {otherwise} END"
                found[part] = self._sheet.column(f"{part}{place}", defined)
        known = [found[part] for part in KNOWN if not is_constant(found[part])]
        if known:
            self.unsure.append(f"(({' + '.join(known)}) IS NULL)")
        return Answer(**found)

    def _together(self, spoken: list[tuple[str, Answer]]) -> Answer:
        """Define the answer: of several decisive clauses the first, where all say the same sum."""
        for part in ("verdict", "low", "high", "bill", "party"):
            pairs = [(speaks, getattr(said, part)) for speaks, said in spoken]
            self._sheet.column(f"f_{part}", first_of(pairs, getattr(NOTHING, part)))
        for part in ("cites", "measures"):
            every = [
                f"CASE WHEN {speaks} THEN {getattr(said, part)} ELSE 0 END"
                for speaks, said in spoken
                if getattr(said, part) != "0"
            ]
            self._sheet.column(f"f_{part}", f"({' | '.join(every) or 0})")
        alike = dict[str, list[str]]()
        for speaks, said in spoken:
            same = " AND ".join(f"{getattr(said, part)} = f_{part}" for part in ("verdict", "low", "high"))
            alike.setdefault(same, []).append(speaks)
        self.unsure += [f"(({' OR '.join(who)}) AND ({same}) IS NOT TRUE)" for same, who in alike.items()]
        return Answer(*(f"f_{part}" for part in PARTS))

    def _improved(
        self, found: Answer, plain: list[tuple[str, Answer]], better: list[tuple[int, str, Answer]]
    ) -> Answer:
        """The answer after each clause that only improves it: 2 stands for its own, 3 for a range as good as both."""
        spoke = " OR ".join(speaks for speaks, _ in plain) or "FALSE"
        for place, speaks, other in better:
            held = found
            worse = f"{other.verdict} = 1 OR ({other.low} <= {held.low} AND {other.high} <= {held.high})"
            good = f"{other.low} >= {held.low} AND {other.high} >= {held.high}"
            which = self._sheet.column(
                f"w{place}",
                f"CASE WHEN NOT {speaks} THEN 0 WHEN NOT ({spoke}) THEN 2 "
                f"WHEN {worse} THEN 0 WHEN {good} THEN 2 ELSE 3 END",
            )
            both = {
                "verdict": "3",
                "low": f"greatest({held.low}, {other.low})",
                "high": f"greatest({held.high}, {other.high})",
                "cites": f"({held.cites} | {other.cites})",
                "measures": f"({held.measures} | {other.measures})",
            }
            for part in ("bill", "party"):
                mine, its = getattr(held, part), getattr(other, part)
                both[part] = f"CASE WHEN {held.high} > {other.high} THEN {mine} ELSE {its} END"
            for part in PARTS:
                mine, its = getattr(held, part), getattr(other, part)
                sql = f"CASE {which} WHEN 0 THEN {mine} WHEN 2 THEN {its} WHEN 3 THEN {both[part]} END"
                self._sheet.column(f"i{place}_{part}", sql)
            self.unsure.append(f"({speaks} AND ({other.verdict} + {other.low} + {other.high}) IS NULL)")
            found = Answer(*(f"i{place}_{part}" for part in PARTS))
            spoke = f"{spoke} OR {speaks}"
        owes = any(bill.amount.owed_by for bill in self._bills.values())
        self.unsure.append(f"({found.high} NOT BETWEEN {-LARGEST if owes else 0} AND {LARGEST})")
        return found

    def on_top(self, found: Answer) -> Answer:
        """The answer after the first clause on top that leaves it to somebody."""
        for place, clause in enumerate(self._scope.program.clauses):
            leaves = next((each for each in clause.effects if isinstance(each, ir.Leaves)), None)
            if not clause.on or leaves is None:
                continue
            raise_if_two = [each for each in self._scope.program.clauses if each.on and _leaves_any(each)]
            if len(raise_if_two) > 1:
                raise UnsupportedError("several clauses on top leave an answer to somebody")
            is_on, holds = among(found.verdict, clause.on), code(clause.scope, self._scope)
            spoken = f"CASE WHEN {is_on} THEN {holds} ELSE FALSE END"
            column = self._sheet.column(f"top{place}", spoken)
            self.unsure.append(f"({column} IS NULL)")
            high = self._high(leaves.high) if leaves.high else found.high
            bill = str(self._places[leaves.high]) if leaves.high else found.bill
            cites = f"({found.cites} | {self._cites.mask(clause.cites)})"
            left = self._leaves(leaves.party, leaves.low, high, cites, found.measures, bill)
            chosen = cased(f"WHEN {column}", left, f"WHEN NOT {column}", found)
            columns = {part: self._sheet.column(f"t_{part}", getattr(chosen, part)) for part in PARTS}
            self.unsure += [f"({columns[part]} IS NULL)" for part in ("low", "high")]
            return Answer(**columns)
        return found


def _leaves_any(clause: ir.Clause) -> bool:
    return any(isinstance(each, ir.Leaves) for each in clause.effects)
