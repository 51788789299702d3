"""What is said of a question that could not be settled, in both languages."""

from __future__ import annotations

from engine.solver.tree import GivenUp

_WORDS = {
    "time": (
        "the solver could not settle every kind of case in the time that it had",
        "求解器未能在限定时间内判定全部情形",
    ),
    "many": (
        "more kinds of cases move than are listed here",
        "受影响的情形多于此处所列",
    ),
    "type": (
        "the fact `{fact}` has another type in the other version, so no case can be told to both",
        "事实 `{fact}` 在两个版本中的类型不同，同一案件无法同时适用两个版本",
    ),
    "node": (
        "the solver does not know the construct `{node}`",
        "求解器不支持语言成分 `{node}`",
    ),
    "lists": (
        "of lists with more entries than were written out it is not known whether they differ",
        "对于条目数超出逐项判定范围的清单，无法确定是否存在差异",
    ),
    "replay": (
        "cases that the solver found were decided otherwise, so that it is not known whether others differ",
        "求解器找到的案件经复核结果不符，故无法确定是否另有差异",
    ),
    "left_out": (
        "a clause reads the value of a fact that may be left out for good",
        "有条款读取了可能始终未提供的事实的值",
    ),
}


def given_up(code: str, **slots: str) -> GivenUp:
    """The record of a question given up."""
    english, chinese = _WORDS[code]
    return GivenUp(code, english.format(**slots), chinese.format(**slots))
