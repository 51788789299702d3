"""Words that the language does not have, and the ones that it has for them."""

from __future__ import annotations

import re

_PHRASES = {
    r"is not (equal to|equal|the same as)": "say `is not`",
    r"(is|are) (equal to|equal|the same as|identical to)|equals?": "say `is`",
    r"(is )?(greater|more|larger|higher) than or (is )?equal( to)?": "say `is at least`",
    r"(is )?(no|not) (less|fewer|lower) than": "say `is at least`",
    r"(is )?(less|fewer|smaller|lower) than or (is )?equal( to)?": "say `is at most`",
    r"(is )?(no|not) (more|greater|higher) than|is up to": "say `is at most`",
    r"(is )?(greater|more|larger|higher|bigger) than|is over|exceeds|is greater": "say `is above`",
    r"(is )?(less|fewer|smaller|lower) than|is under": "say `is below`",
    r"(is )?later than": "say `is after`",
    r"(is )?earlier than": "say `is before`",
    r"is on or before|is not after|is until": "say `is no later than`",
    r"is on or after|is not before|is since": "say `is no earlier than`",
    r"is not (in|any of|among)": "say `is not one of`",
    r"is (in|any of|either|among|one)": "say `is one of`, with commas between the names",
    r"contains?|has|have": "say `includes`",
    r"(is )?between": "say `is at least … and … is at most …`",
    r"multiplied by": "say `times`",
    r"divided by": "say `in the proportion … bears to …`",
    r"minus": "say `less`",
    r"the (lesser|lower|smaller|minimum|lowest|smallest) of": "say `the least of`",
    r"the (larger|higher|greater|maximum|highest|largest) of": "say `the greatest of`",
    r"and also|as well as": "say `and`",
    r"or else|else": "say `otherwise`",
}
PHRASES = tuple((re.compile(rf"\b(?:{key})\b".replace(" ", r"\s+")), cure) for key, cure in _PHRASES.items())
"""Phrases to be looked for around the place where reading stopped, the longer before the shorter."""

_INSTEAD = {
    "and": "且 并且 和 并 & plus",
    "or": "或 或者",
    "is": "是 为 are was",
    "is not": "不是 不为",
    "is above": "大于 高于 over",
    "is below": "小于 低于",
    "otherwise": "否则 else",
    "unless": "除非 except excluding",
    "for": "if when where 适用 如果 若",
    "needs": "require requires must condition 需要 须 条件",
    "pays": "refund refunds pay 退还 支付 退款",
    "refuses": "reject rejects deny denies exclude excludes refuse 拒绝",
    "says": "message text explanation 说明",
    "asks": "ask materials 材料",
    "due": "deadline until 期限",
    "clause": "rule article 条款 条",
    "section": "chapter part 节 章",
    "term": "define definition let 定义",
    "fact": "field input 事实",
    "measure": "action 措施",
    "counting": "calendar window",
    "at least": "minimum floor min",
    "at most": "maximum cap max limit",
    "less": "deduct deducts minus subtract",
    "add": "plus adds",
    "yes or no": "boolean bool 是否",
    "text": "string 文字",
    "count": "integer int",
    "number": "decimal float",
    "one of": "enum choices option options",
    "any of": "set list",
    "instant": "time datetime timestamp 时间",
    "presumed": "default 默认",
    "asked": "question 问题",
    "supplied by": "source provided 来源",
    "percent": "percentage %",
    "choice": "option value 选项",
}
INSTEAD = {other: word for word, others in reversed(_INSTEAD.items()) for other in others.split()}
"""The word of the language for another one."""

HALF_TESTS = frozenset({"above", "below", "over", "under", "at", "after", "before", "not", "is"})
"""Words that a comparison goes on with, where what is compared is missing."""

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
NO_NAMES = {word: f"write the number in digits: `{number}`" for word, number in _NUMBERS.items()} | {
    "not": "say it of a fact, as in `paid is no`",
    "both": "leave it out: `and` says so",
    "either": "leave it out: `or` says so",
    "neither": "say it of each, as in `a is no and b is no`",
}
"""What to write for words that were read as names."""
