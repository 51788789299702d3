"""Places in data files are values."""

from engine.diagnostics.place import Place


def test_places_differ_by_path() -> None:
    assert Place("case.json", "payment.paid") == Place("case.json", "payment.paid", None)
    assert Place("case.json", "payment.paid") != Place("case.json", "payment.expected")
