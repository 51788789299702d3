"""What is said of a policy that is right in each part, and doubtful as a whole."""

from collections.abc import Mapping

LINT: Mapping[str, str] = {
    # conflicts
    "the clauses `{first}` and `{then}` decide one case differently":
        "条款 `{first}` 与 `{then}` 对同一案件的结论不同",
    "for instance where {case}": "例如：{case}",
    "say which comes first, in `precedence` or with `overrides`":
        "请用 `precedence` 或 `overrides` 写明何者优先",
    "the clauses `{first}` and `{then}` both {what}": "条款 `{first}` 与 `{then}` 都{what}",
    "make one of the two, or keep them apart with `for` lines on one choice":
        "请合并二者，或用 `for` 行以同一事实的不同选项区分二者",
    "and this": "以及这一条",
    # texts
    "only the English text has the number `{numbers}`": "只有英文含有数字 `{numbers}`",
    "only the Chinese text has the number `{numbers}`": "只有中文含有数字 `{numbers}`",
    "let both languages say the same number": "请让两种语言的数字一致",
    "the English text says `not`, and the Chinese text does not": "英文有否定 `not`，中文没有",
    "the Chinese text says `not`, and the English text does not": "中文有否定 `not`，英文没有",
    "let both languages say the same; where they do, say it in one of the usual words for `not`":
        "请让两种语言意思一致；若已一致，请改用常见的否定词",
    "the {language} text says `{word}`, and the other says `may`": "{language}说的是 `{word}`，另一种语言说的是 `may`",
    "the {language} text says `{word}`, and the other does not": "{language}说的是 `{word}`，另一种语言没有",
    "let both languages oblige, allow or generalise alike": "请让两种语言的应、可、通常一致",
    "the words say `{said}`, and the clause says `{known}`": "文字说的是 `{said}`，条款说的是 `{known}`",
    "mend the one that is wrong": "请改正有误的一方",
    # declarations and figures
    "the fact `{name}` is used by nothing": "事实 `{name}` 没有被使用",
    "the term `{name}` is used by nothing": "术语 `{name}` 没有被使用",
    "the amount `{name}` is used by nothing": "金额 `{name}` 没有被使用",
    "the measure `{name}` is used by nothing": "措施 `{name}` 没有被使用",
    "the route `{name}` is used by nothing": "退款路径 `{name}` 没有被使用",
    "use it, or take it out: a case would be asked for it in vain": "请使用它或删去它：否则案件会白白被询问",
    "the figure `{figure}` stands in {count} clauses or amounts": "数字 `{figure}` 写在{count}个条款或金额中",
    "and here": "以及此处",
    "give it a name once: `term NAME` with `is` or `holds`": "请只写一次并命名：`term NAME`，其下用 `is` 或 `holds`",
    "this sentence has {count} words, and nobody reads it aloud in one breath": "这句话有{count}个词，无法一口气读完",
    "name a part of it in a `term`, or list its parts below `any of` or `all of`":
        "请用 `term` 为其中一部分命名，或用 `any of`、`all of` 分项列出",
}  # fmt: skip
