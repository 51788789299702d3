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
    "the remedy `{name}` is used by nothing": "替代方案 `{name}` 没有被使用",
    "use it, or take it out: a case would be asked for it in vain": "请使用它或删去它：否则案件会白白被询问",
    "the figure `{figure}` stands in {count} clauses or amounts": "数字 `{figure}` 写在{count}个条款或金额中",
    "and here": "以及此处",
    "give it a name once: `term NAME` with `is` or `holds`": "请只写一次并命名：`term NAME`，其下用 `is` 或 `holds`",
    "this sentence has {count} words, and nobody reads it aloud in one breath": "这句话有{count}个词，无法一口气读完",
    "name a part of it in a `term`, or list its parts below `any of` or `all of`":
        "请用 `term` 为其中一部分命名，或用 `any of`、`all of` 分项列出",
    # proofs
    "the clause `{name}` decides no case": "条款 `{name}` 不决定任何案件",
    "let the clauses before it speak of fewer cases, or strike it": "请缩小优先于它的条款的适用范围，或删去该条款",
    "`{word}` number {number} of the clause `{name}` changes the answer to no case":
        "条款 `{name}` 的第 {number} 个 `{word}` 不改变任何案件的结论",
    "strike it, or look whether it says what is meant": "请删去，或核对其是否表达了本意",
    "no clause speaks of cases where `{fact}` is `{choice}`": "没有条款涉及 `{fact}` 为 `{choice}` 的案件",
    "add a clause for it; only the choice `other` is for what no clause covers":
        "请为其增加条款；只有选项 `other` 表示条款未涵盖的情形",
    "the property `{name}` does not hold": "性质 `{name}` 不成立",
    "for instance where {case}: {paid}": "例如：{case}：{paid}",
    "but where {case}: {paid}": "而当 {case} 时：{paid}",
    "mend the clause that pays it, or say with `where` of which cases the property is meant":
        "请修改相应的支付条款，或用 `where` 写明该性质针对哪些案件",
    "not everything could be proved: {what}": "未能全部证明：{what}",
    "cases may exist that the check did not find": "可能存在检查未发现的案件",
    "the proofs were left out: the solver is not installed": "未进行证明：未安装求解器",
    "install it with `pip install 'refundry[review]'`, or say `--no-proofs`":
        "请运行 `pip install 'refundry[review]'` 安装，或使用 `--no-proofs`",
}  # fmt: skip
