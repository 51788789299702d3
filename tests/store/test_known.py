"""What a connection knows of its ledger from act to act: never what another has changed, or an act that failed left."""

from __future__ import annotations

from random import Random

import pytest

from engine.ledger.signature import Signer
from engine.store.database import StoreError
from engine.store.ledger import Ledger
from engine.tasks.batch_of_outcomes import Written
from engine.tasks.confirm import Confirmer
from engine.tasks.confirming_desk import Confirming, ConfirmingDesk
from engine.tasks.decide import Asked
from engine.tasks.ledgers import act, open_ledger, signing_key
from engine.tasks.stop import Stop
from tests.store.office import ROOT, Office, Store, case


class Clerk:
    """Somebody whose connection stays open from case to case."""

    def __init__(self, store: Store, signer: Signer) -> None:
        asked = Asked(str(ROOT / "policies"), None, None, presume=True, explain=False, lang="en")
        confirming = Confirming(asked, store.url, "Li Lei")
        self.ledger = open_ledger(store.url)
        self.desk = ConfirmingDesk(confirming)
        self.confirmer = Confirmer(self.ledger, signer, confirming)

    def confirm(self, name: str) -> list[Written]:
        self.desk.decide(case(name, order=name, account_id=name), "case", None)
        return self.confirmer.write(self.desk.take())


def slip(ledger: Ledger) -> None:
    """Fail in the middle of an act."""
    with ledger.writing():
        ledger.add_signer(Signer.new().public(ledger.known.origin), act("Li Lei"), "a slip")
        _ = 1 // 0


def test_clerks_who_take_turns_write_one_ledger(office: Office) -> None:
    dice = Random(1)
    clerks = [Clerk(office.store, signing_key()) for _ in range(3)]
    turns = [dice.randrange(3) for _ in range(20)]
    numbers = [clerks[who].confirm(f"C-{turn}")[0].number for turn, who in enumerate(turns)]
    assert numbers == list(range(1, 21))
    assert clerks[0].confirm("C-19")[0].number == 20
    assert office.findings() == []


def test_what_an_act_that_failed_has_written_is_not_believed(office: Office) -> None:
    clerk = Clerk(office.store, signing_key())
    clerk.confirm("C-1")
    with pytest.raises(ZeroDivisionError):
        slip(clerk.ledger)
    assert clerk.confirm("C-2")[0].number == 2
    assert office.findings() == []


def test_what_another_has_taken_away_is_missed(office: Office) -> None:
    clerk = Clerk(office.store, signing_key())
    clerk.confirm("C-1")
    office.store.unguarded("node", "DELETE FROM node WHERE level = 1")
    with pytest.raises(StoreError, match="lacks a part of its tree"):
        clerk.confirm("C-2")


def test_a_key_that_is_let_in_signs_from_then_on(office: Office) -> None:
    first, second = signing_key(), Signer.new()
    holder = Clerk(office.store, first)
    holder.confirm("C-1")
    newcomer = Clerk(office.store, second)
    with pytest.raises(Stop, match="does not know your signing key"):
        newcomer.confirm("C-2")
    with holder.ledger.writing():
        holder.ledger.add_signer(second.public(holder.ledger.known.origin), act("Li Lei"), "a second desk")
        holder.ledger.sign(first)
    assert newcomer.confirm("C-2")[0].number == 3
    assert holder.confirm("C-3")[0].number == 4
    assert office.findings() == []
