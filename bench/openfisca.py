"""The reduced decision as OpenFisca takes it: whole columns at once, from a Parquet file into another.

`python bench/openfisca.py IN OUT` in an environment with openfisca-core and pyarrow; it imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

REASONS = (
    "duplicate", "amount_error", "not_credited", "mistaken", "outage",
    "legal", "price_change", "user_error", "subjective", "unlisted",
)  # fmt: skip
NUMBERS = ("paid", "used", "fee", "promo", "pay_ts", "app_ts")
TESTS = (
    "gift", "abuse", "invoice_issued", "invoice_reversible", "credited", "reissuable",
    "m_account", "m_order", "m_payment", "m_proof",
)  # fmt: skip
CLAUSES = (
    "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6",
    "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "4",
)  # fmt: skip
PAYING = frozenset({"3.1", "3.2", "3.3", "3.4", "3.6", "3.7"})
PERIOD = "2026-07"
_WEEK = 7 * 86_400


def system(entity: Any) -> Any:  # noqa: ANN401 - OpenFisca has no types
    found = TaxBenefitSystem([entity])

    def add(name: str, kind: type, formula: Any = None) -> None:  # noqa: ANN401 - as above
        told = {"value_type": kind, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
        found.add_variable(type(name, (Variable,), told | ({"formula": formula} if formula else {})))

    for name in NUMBERS:
        add(name, int)
    for name in TESTS:
        add(name, bool)
    add("reason", int)
    add("clause", int, _clause)
    add("fen", int, _fen)
    return found


def _clause(case: Any, period: Any) -> Any:  # noqa: ANN401 - as above
    told = {name: case(name, period) for name in (*NUMBERS, *TESTS, "reason")}
    reason = {name: told["reason"] == at for at, name in enumerate(REASONS)}
    mistaken = reason["mistaken"] & (told["used"] == 0)
    tests = [
        ~told["m_account"], ~told["m_order"], ~told["m_payment"], ~told["m_proof"],
        told["gift"], told["abuse"], told["invoice_issued"] & ~told["invoice_reversible"],
        reason["price_change"], reason["user_error"], reason["subjective"],
        reason["duplicate"], reason["amount_error"],
        reason["not_credited"] & ~told["credited"] & ~told["reissuable"],
        mistaken & (told["app_ts"] <= told["pay_ts"] + _WEEK), mistaken,
        reason["outage"] & (told["used"] < told["paid"]), reason["legal"],
    ]  # fmt: skip
    return np.select(tests, range(len(tests)), len(tests))


def _fen(case: Any, period: Any) -> Any:  # noqa: ANN401 - as above
    pays = np.array([clause in PAYING for clause in CLAUSES])[case("clause", period)]
    paid = case("paid", period)
    left = paid - case("used", period) - case("fee", period) - case("promo", period)
    return np.where(pays, np.maximum(0, np.minimum(left, paid)), 0)


def decided(source: Path, out: Path) -> None:
    table = pq.read_table(source, read_dictionary=["reason"])
    reason = table["reason"].combine_chunks()
    places = np.array([REASONS.index(word) for word in reason.dictionary.to_pylist()])
    entity = Entity("case", "cases", "", "")
    tax_system = system(entity)
    builder = SimulationBuilder()
    builder.create_entities(tax_system)
    builder.declare_person_entity("case", range(table.num_rows))
    simulation = builder.build(tax_system)
    simulation.set_input("reason", PERIOD, places[reason.indices.to_numpy()])
    for name in (*NUMBERS, *TESTS):
        simulation.set_input(name, PERIOD, table[name].to_numpy())
    fen, clause = simulation.calculate("fen", PERIOD), simulation.calculate("clause", PERIOD)
    pays = np.array([name in PAYING for name in CLAUSES])[clause]
    words = pa.array(["refused", "refund"]), pa.array(CLAUSES)
    columns = (
        pa.DictionaryArray.from_arrays(pa.array(pays.astype("i1")), words[0]),
        pa.array(fen.astype("i8")),
        pa.DictionaryArray.from_arrays(pa.array(clause.astype("i1")), words[1]),
    )
    pq.write_table(pa.table(columns, ["verdict", "fen", "clause"]), out, compression="snappy")


if __name__ == "__main__":
    begun, used = time.perf_counter(), time.process_time()
    decided(Path(sys.argv[1]), Path(sys.argv[2]))
    status = Path("/proc/self/status").read_text("utf-8")
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"s": time.perf_counter() - begun, "cpu_s": time.process_time() - used, "mb": peak}))
