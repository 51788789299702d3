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
    # proofs
    "the clause `{name}` decides no case": "条款 `{name}` 不决定任何案件",
    "let the clauses before it speak of fewer cases, or strike it": "请缩小优先于它的条款的适用范围，或删去该条款",
    "the {place} `{word}` of the clause `{name}` changes the answer to no case":
        "条款 `{name}` 的{place} `{word}` 不改变任何案件的结论",
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
