"""What few policies say beside an answer, in SQL: who is paid, how it is divided, what is offered, who owes what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from engine.columnar.amounts import Bill, money
from engine.columnar.answer import Answer, among
from engine.columnar.expression import code, number
from engine.columnar.number import Whole, at_most, not_below_zero
from engine.columnar.record_types import TYPES, nothing
from engine.columnar.record_words import Words, Written, joined, kept, sentence
from engine.columnar.scope import Scope
from engine.columnar.sheet import Sheet
from engine.columnar.times import day_text
from engine.columnar.unsupported import LARGEST, UnsupportedError
from engine.columnar.words import text
from engine.ir import tree as ir
from engine.ir.besides import KEYS, besides_of
from engine.ir.bullets import in_text_order

_PENDING = 4
"""From this verdict on no money is spoken of."""


@attrs.define
class Besides:
    """The keys that a program gives its records beside the answer, under way in a sheet.

    Whatever is not certain of them goes into `unsure`, so that the evaluator finds the words for it.
    """

    program: ir.Program
    words: Words
    scope: Scope
    sheet: Sheet
    bills: Mapping[str, Bill]
    found: Answer
    unsure: list[str]
    said: list[str] = attrs.Factory(list)

    def columns(self) -> dict[str, str]:
        """The SQL of each key; null where the program says nothing of the kind, or no version decides."""
        has = besides_of(self.program)
        told = {key: nothing(key) for key in KEYS}
        if not has:
            return told
        self.sheet.column("paid_", f"CASE WHEN verdict_ >= {_PENDING} THEN 0 ELSE {self.found.high} END")
        told |= self._payee() if "payee" in has else {}
        told |= self._split() if "split" in has else {}
        told |= self._offers() if "offers" in has else {}
        always = has != ("owed", "beside")
        if "owed" in has:
            told["owed"] = self._owed()
        listed = f"list_concat({', '.join(self.said)})"
        sentences = listed if always else f"CASE WHEN paid_ < 0 THEN {listed} END"
        told["beside"] = f"CASE WHEN verdict_ <= {_PENDING} THEN {sentences} END"
        return {key: f"({sql})::{TYPES[key]}" for key, sql in told.items()}

    def _spoken(self, kind: type[ir.Effect], mark: str) -> Iterator[tuple[int, str, ir.Effect, str]]:
        """The effects of a kind on top: a number, whether it is spoken, the effect, the bullets it stands under."""
        at = 0
        for clause in self.program.clauses:
            for effect in clause.effects:
                says = not isinstance(effect, ir.Routes) or effect.party
                if clause.on and isinstance(effect, kind) and says:
                    on, holds = among("verdict_", clause.on), code(clause.scope, self.scope)
                    test = f"CASE WHEN {on} THEN {holds} ELSE FALSE END"
                    speaks = self.sheet.column(f"{mark}{at}", test)
                    self.unsure.append(f"({speaks} IS NULL)")
                    yield at, speaks, effect, ", ".join(in_text_order(clause.cites))
                    at += 1

    def _money(self, sql: str) -> str:
        bill = next(iter(self.bills.values()))
        return money(sql, bill.amount.type.decimals, bill.amount.type.unit)

    def _say(self, key: str, *slots: str | Written) -> str:
        """A sentence of which the slots are SQL."""
        return sentence(self.words, key, *slots)

    def _party(self, party: str) -> Written:
        return Written(self.words.texts.get(f"party.{party}", party))

    def _whole(self, node: ir.Expression) -> Whole:
        found = number(node, self.scope)
        if found.under is not None:
            raise UnsupportedError("a fraction")
        return found.over

    # ---- who is paid ------------------------------------------------------------------------------------

    def _payee(self) -> dict[str, str]:
        branches, sentences = [], []
        for _, speaks, effect, cited in self._spoken(ir.Routes, "pe"):
            if isinstance(effect, ir.Routes):
                label = self._party(effect.party)
                branches.append(f"WHEN {speaks} THEN {text(effect.party)}")
                sentences.append(f"WHEN {speaks} THEN [{self._say('payee', label, Written(cited))}]")
        self.said.append(f"CASE {' '.join(sentences)} ELSE [] END")
        return {"payee": f"CASE {' '.join(branches)} END"}

    # ---- how it is divided ------------------------------------------------------------------------------

    def _split(self) -> dict[str, str]:
        branches, sentences = [], []
        for at, speaks, effect, cited in self._spoken(ir.Splits, "sl"):
            if isinstance(effect, ir.Splits):
                parts = self._parts(at, speaks, effect)
                self.unsure.append(f"({speaks} AND paid_ < 0)")
                listed, told = [], []
                for route, held in parts.items():
                    label = text(self.words.texts.get(f"route.{route}", route))
                    amount = self._money(held)
                    one = f"{{'route': {text(route)}, 'label': {label}, 'amount': {amount}}}"
                    listed.append(f"CASE WHEN {held} <> 0 THEN {one} END")
                    told.append(f"CASE WHEN {held} <> 0 THEN {amount} || ' ' || {label} END")
                branches.append(f"WHEN {speaks} THEN {kept(listed)}")
                said = self._say("split", joined(told, "; "), Written(cited))
                sentences.append(f"WHEN {speaks} THEN CASE WHEN paid_ <> 0 THEN [{said}] ELSE [] END")
        self.said.append(f"CASE {' '.join(sentences)} ELSE [] END")
        return {"split": f"CASE {' '.join(branches)} END"}

    def _parts(self, at: int, speaks: str, effect: ir.Splits) -> dict[str, str]:
        """What goes each way, in the order in which the ways are named."""
        rooms = []
        for place, (_, most) in enumerate(effect.parts):
            room = not_below_zero(self._whole(most).sql)
            rooms.append(self.sheet.column(f"room{at}_{place}", room))
        every = f"({' + '.join(f'{room}::HUGEINT' for room in rooms)})"
        left, taken = "paid_", dict[str, list[str]]()
        for place, (room, (route, _)) in enumerate(zip(rooms, effect.parts, strict=True)):
            up_to = at_most(room, left)
            if effect.how == "proportion":
                share = f"(paid_::HUGEINT * {room} // nullif({every}, 0))"
                share = (
                    f"CASE WHEN {share} <= {room} THEN {share}::BIGINT WHEN {share} > {room} THEN {room} END"
                )
                up_to = f"CASE WHEN {every} = 0 THEN 0 WHEN {every} > 0 THEN {share} END"
            part = self.sheet.column(f"part{at}_{place}", up_to)
            left = self.sheet.column(f"left{at}_{place}", f"({left} - {part})")
            taken.setdefault(route, []).append(part)
        taken.setdefault(effect.rest, []).append(left)
        self.unsure.append(f"({speaks} AND {left} IS NULL)")
        return {
            route: self.sheet.column(f"way{at}_{place}", " + ".join(parts))
            for place, (route, parts) in enumerate(taken.items())
        }

    # ---- what is offered --------------------------------------------------------------------------------

    def _offers(self) -> dict[str, str]:
        offered, sentences, chosen = [], [], []
        for at, speaks, effect, cited in self._spoken(ir.Offers, "of"):
            if not isinstance(effect, ir.Offers):
                continue
            for place, option in enumerate(effect.options):
                test = "TRUE" if option.guard is None else code(option.guard, self.scope)
                has = self.sheet.column(f"og{at}_{place}", f"CASE WHEN {speaks} THEN {test} ELSE FALSE END")
                self.unsure.append(f"({has} IS NULL)")
                struct, said = self._offer(option, has, cited)
                offered.append(f"CASE WHEN {has} THEN {struct} END")
                sentences.append(f"CASE WHEN {has} THEN {said} END")
            if effect.party:
                until = None if effect.until is None else self._whole(effect.until).sql
                self.unsure += [] if until is None else [f"({speaks} AND {until} IS NULL)"]
                chosen.append((speaks, effect.party, until, cited))
        self.sheet.column("offers_", f"CASE WHEN verdict_ <= {_PENDING} THEN {kept(offered)} END")
        self.said.append(kept(sentences))
        return {"offers": "offers_", **self._chosen(chosen)}

    def _offer(self, option: ir.Offer, has: str, cited: str) -> tuple[str, str]:
        """One offer, and the sentence that tells it."""
        texts, name = self.words.texts, option.remedy
        label = text(texts.get(f"remedy.{name}", name))
        marks = [text(texts.get(f"remedy.{name}.{mark}", mark)) for mark in option.marks]
        worth = until = "NULL"
        told = [label]
        if option.amount:
            total = self.bills[option.amount].total.sql
            self.unsure.append(f"({has} AND ({total} <= {LARGEST}) IS NOT TRUE)")
            worth = self._money(not_below_zero(total))
            told.append(self._say("worth", worth))
        if option.until is not None:
            day = self._whole(option.until).sql
            self.unsure.append(f"({has} AND {day} IS NULL)")
            until = day_text(day)
            told.append(self._say("good", until))
        struct = (
            f"{{'remedy': {text(name)}, 'label': {label}, 'amount': {worth}::VARCHAR, "
            f"'valid_until': {until}::VARCHAR, 'properties': [{', '.join(marks)}]::VARCHAR[]}}"
        )
        return struct, self._say("offer", " || ', ' || ".join([*told, *marks]), Written(cited))

    def _chosen(self, chosen: list[tuple[str, str, str | None, str]]) -> dict[str, str]:
        """Who chooses and until when: the first who is named where anything is offered."""
        parties, days, sentences = [], [], []
        for speaks, party, until, cited in chosen:
            label = self._party(party)
            day = "NULL" if until is None else day_text(until)
            key = "chosen" if until is None else "chosen_until"
            parties.append(f"WHEN {speaks} THEN {text(party)}")
            days.append(f"WHEN {speaks} THEN {day}::VARCHAR")
            sentences.append(f"WHEN {speaks} THEN [{self._say(key, label, Written(cited), day)}]")
        if not chosen:
            return {}
        self.said.append(f"CASE WHEN len(offers_) = 0 THEN [] {' '.join(sentences)} ELSE [] END")
        return {
            "chosen_by": f"CASE WHEN len(offers_) = 0 THEN NULL {' '.join(parties)} END",
            "choose_until": f"CASE WHEN len(offers_) = 0 THEN NULL {' '.join(days)} END",
        }

    # ---- what is owed -----------------------------------------------------------------------------------

    def _owed(self) -> str:
        branches, sentences = [], []
        for at, bill in enumerate(self.bills.values()):
            party = bill.amount.owed_by
            if not party:
                continue
            owed = self._money("(-paid_)")
            held = f"CASE WHEN paid_ < 0 THEN {bill.lines(self.words.labels)} END"
            lines = self.sheet.column(f"owed_{at}", held)
            branches.append(f"WHEN {at} THEN {{'by': {text(party)}, 'amount': {owed}, 'lines': {lines}}}")
            label = self._party(party)
            cited = f"list_transform({lines}, lambda line: line.clause)"
            once = f"list_filter({cited}, lambda cites, place: list_position({cited}, cites) = place)"
            first = self._say("owed", label, owed, f"array_to_string({once}, ', ')")
            line = self._say("line", "line.amount", "line.label", "line.clause")
            sentences.append(f"WHEN {at} THEN [{first}] || list_transform({lines}, lambda line: {line})")
        self.said.append(
            f"CASE WHEN paid_ < 0 THEN CASE {self.found.bill} {' '.join(sentences)} END ELSE [] END"
        )
        return f"CASE WHEN paid_ < 0 THEN CASE {self.found.bill} {' '.join(branches)} END END"
