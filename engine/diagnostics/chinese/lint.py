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
}  # fmt: skip
