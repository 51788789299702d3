"""A fact that is not known: it can be held, shown and copied, and nothing else."""

import copy
import math
import operator
import pickle
from collections.abc import Callable, Container

import pytest

from engine.cases.case import Case
from engine.cases.unknown import Needed, Unknown

FACT = Unknown("payment.paid")
WORDS = frozenset({"a", "b"})

TWO_SIDED = [
    operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge,
    operator.add, operator.sub, operator.mul, operator.floordiv, operator.truediv, operator.mod, divmod, pow,
    operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift, operator.matmul,
]  # fmt: skip
ONE_SIDED: list[Callable[[Unknown], object]] = [
    bool, int, float, complex, hash, len, iter, list, tuple, set, sum, max, abs, round, reversed, any, all,
    operator.neg, operator.pos, operator.invert, operator.index, operator.not_, math.floor, math.ceil, math.trunc,
    range, sorted, frozenset,
]  # fmt: skip


@pytest.mark.parametrize("operation", TWO_SIDED)
@pytest.mark.parametrize("other", [1, True, "a", (), WORDS, None, Unknown("another")])
def test_no_comparison_and_no_arithmetic(
    operation: Callable[[object, object], object], other: object
) -> None:
    with pytest.raises(Needed) as left:
        operation(FACT, other)
    assert left.value.name == "payment.paid"
    if operation is not operator.mod or not isinstance(
        other, str
    ):  # that puts it into a text, which is no use of its value
        with pytest.raises(Needed):
            operation(other, FACT)


@pytest.mark.parametrize("operation", ONE_SIDED)
def test_no_use_of_the_value(operation: Callable[[Unknown], object]) -> None:
    with pytest.raises(Needed, match=r"^payment\.paid$"):
        operation(FACT)


@pytest.mark.parametrize(
    "method",
    ["issubset", "issuperset", "isdisjoint", "union", "intersection", "difference", "symmetric_difference"],
)
def test_no_method_of_a_set(method: str) -> None:
    with pytest.raises(Needed):
        getattr(FACT, method)(WORDS)
    with pytest.raises(Needed):
        getattr(WORDS, method)(FACT)


@pytest.mark.parametrize("container", [[1], (1,), {1: 1}, WORDS, [Unknown("another")]])
def test_it_is_in_nothing_and_nothing_is_in_it(container: Container[object]) -> None:
    with pytest.raises(Needed):
        operator.contains(container, FACT)
    with pytest.raises(Needed):
        operator.contains(FACT, 1)


def test_no_condition_takes_it_for_no() -> None:
    with pytest.raises(Needed):
        assert not FACT
    with pytest.raises(Needed):
        print([1, 2][FACT])


def test_it_can_be_shown() -> None:
    assert repr(FACT) == str(FACT) == f"{FACT}" == "Unknown('payment.paid')"


def test_there_is_one_for_each_name() -> None:
    assert Unknown("payment.paid") is FACT
    assert Unknown("payment.expected") is not FACT
    assert copy.deepcopy([FACT])[0] is copy.copy(FACT) is pickle.loads(pickle.dumps(FACT)) is FACT  # noqa: S301


def test_cases_with_the_same_unknown_facts_are_equal() -> None:
    assert Case((1, FACT), ()) == Case((1, Unknown("payment.paid")), ())


def test_it_has_no_place_for_anything_else() -> None:
    with pytest.raises(AttributeError):
        FACT.value = 1  # type: ignore[attr-defined]
