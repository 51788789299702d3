"""What is said of lists, bills, terms of several lines, and what comes beside an answer."""

from collections.abc import Mapping

REACH: Mapping[str, str] = {
    # lists
    "`{name}` speaks of one `{record}` of a list, and nothing here says of which":
        "`{name}` 说的是列表中的某一项 `{record}`，此处未指明是哪一项",
    "read it in `the sum of … over …`, or behind `some … of … has` or `every … of … has`":
        "请在 `the sum of … over …` 之内，或在 `some … of … has`、`every … of … has` 之后读取",
    "one `{record}` is spoken of already": "此处已在说某一项 `{record}`",
    "give the other list a record of its own": "请为另一个列表另设记录",
    "this says nothing of a `{record}`": "这一条件与 `{record}` 无关",
    "say it before `some` or `every`, or on a line of its own; put a sum over a list in brackets":
        "请写在 `some` 或 `every` 之前，或单独成行；列表的合计请加括号",
    "the list `{name}` is no single value": "列表 `{name}` 不是单一的值",
    "say `the number of …`, `the sum of … over …` or `some … of …`":
        "请写 `the number of …`、`the sum of … over …` 或 `some … of …`",
    "`{name}` is personal, and it is a field of a record": "`{name}` 是个人信息，却是记录的字段",
    "give the person's data a fact of its own, which can be erased": "个人信息请单独设为事实，以便删除",
    "the record `{name}` has no fields": "记录 `{name}` 没有字段",
    "declare them as facts, beginning with `{name}`": "请把字段声明为事实，名称以 `{name}` 开头",
    "the list `{name}` cannot be part of the record `{record}`": "列表 `{name}` 不能属于记录 `{record}`",
    "this can be a fraction": "此处可能是分数",
    "round it, or pick among what is whole": "请先取整，或在整数之中选取",
    # bills, choices and tables
    "this line of `{name}` stands for more than {most} parts, the total in it written out":
        "`{name}` 的这一行在展开合计之后超过{most}个部分",
    "name `the total` fewer times, or a part with a `term`": "请少用 `the total`，或用 `term` 为一部分命名",
    "this `amount` says twice who owes": "该 `amount` 两次写明由谁补付",
    "there is no total here": "此处没有合计",
    "it stands in the lines of an `amount`, below the first; elsewhere name a sum with a `term`":
        "它只用于 `amount` 中第一行以下的各行；别处请用 `term` 为金额命名",
    "this line holds in every case, and others follow it": "这一行在任何情况下都成立，其后却还有其他行",
    "the term `{name}` may have no value": "术语 `{name}` 可能没有值",
    "end with `is … otherwise`": "请以 `is … otherwise` 结尾",
    "`{name}` is read at {count} values, and has another number of axes": "`{name}` 按{count}个值读取，与其轴数不符",
    "name a value for each axis of `by`": "请为 `by` 的每个轴写明一个值",
    "a table goes band by band over numbers, and gives sums": "逐段计算的表格以数字为轴，并给出金额或数量",
    "band by band this table gives a fraction": "该表格逐段计算会得出分数",
    "let the axis be a count, or round each part in an amount": "请以整数为轴，或在金额项中逐项取整",
    # beside an answer
    "a day is needed here, and this is {kind}": "此处须为日期，而这是{kind}",
    "a part of what is split is money, a whole number of its smallest unit":
        "拆分的每一部分须为金额，且为最小单位的整数倍",
    "round it, as in `…, rounded down to 0.01 CNY`": "请取整，如 `…, rounded down to 0.01 CNY`",
    "the route `{name}` stands twice here": "退款方式 `{name}` 在此出现两次",
    "the clause `{name}` offers nothing to choose from": "条款 `{name}` 没有可供选择的事项",
    "say what, with `offers …`": "请用 `offers …` 写明",
    "the clause `{name}` splits money where there may be none": "条款 `{name}` 在可能无款可退时拆分金额",
    "say `on refund` alone": "请只写 `on refund`",
}  # fmt: skip
