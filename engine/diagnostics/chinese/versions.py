"""What is said of sealed versions: the list of them, their files, their seals and the days that they govern."""

from collections.abc import Mapping

VERSIONS: Mapping[str, str] = {
    # the list of versions
    "`{key}` is not {what}": "`{key}` 应为{what}",
    "this is not a table": "这里应为表",
    "`{key}` is empty": "`{key}` 为空",
    "`{key}` is below one": "`{key}` 小于 1",
    "`{key}` is too far away": "`{key}` 超出可用的日期范围",
    "`{value}` is not a date, as in `2026-07-03`": "`{value}` 不是日期，写法如 `2026-07-03`",
    "`{key}` is not a digest, as in `sha256:…` with 64 digits": "`{key}` 不是摘要，写法如 `sha256:…`，共 64 位",
    "the version `{name}` is listed twice": "版本 `{name}` 列了两次",
    "keep the entry that was sealed": "请保留封存时的那一条",
    "this release reads programs up to format {newest}, not {format}":
        "本程序最高读取格式{newest}，不能读取格式{format}",
    "decide with the release that sealed it, or a later one": "请用封存它的程序版本，或更新的版本",
    "`{file}` is no file of version `{name}`": "`{file}` 不是版本 `{name}` 的文件",
    "no file `{file}` is sealed": "文件 `{file}` 没有封存",
    "more than one file of facts is sealed": "封存了不止一个事实文件",
    "`{name}` is no name of a calendar": "`{name}` 不能作为日历的名称",
    "`{year}` is no year": "`{year}` 不是年份",

    # seals
    "the entry of version `{name}` is not as it was sealed": "版本 `{name}` 的记录与封存时不同",
    "put it back as it was; what shall change goes into a new version":
        "请恢复原样；要改动的内容应写入新的版本",
    "put it back as it was sealed; what shall change goes into a new version":
        "请恢复为封存时的样子；要改动的内容应写入新的版本",
    "`{file}` of the sealed version `{name}` is missing": "缺少已封存版本 `{name}` 的文件 `{file}`",
    "the calendar `{calendar}` of {year}, by which version `{name}` counts, is missing":
        "缺少{year}年的日历 `{calendar}`，版本 `{name}` 依此计日",
    "{what} is not what was sealed as version `{name}`": "{what}与封存为版本 `{name}` 的内容不同",

    # corrections
    "clause `{name}` does not mean what was sealed as version `{version}`":
        "条款 `{name}` 的含义与封存为版本 `{version}` 的内容不同",
    "the amount `{name}` is not computed as sealed in version `{version}`":
        "金额 `{name}` 的算法与封存为版本 `{version}` 的内容不同",
    "the term `{name}` does not mean what was sealed as version `{version}`":
        "术语 `{name}` 的含义与封存为版本 `{version}` 的内容不同",
    "the fact `{name}` is not declared as sealed in version `{version}`":
        "事实 `{name}` 的声明与封存为版本 `{version}` 的内容不同",
    "what the policy says of `{name}` is not what was sealed as version `{version}`":
        "政策中关于 `{name}` 的内容与封存为版本 `{version}` 的内容不同",
    "put the meaning back: where only words change, the program stays the same to the byte":
        "请恢复原来的含义：只改文字时，程序逐字节不变",

    # the timeline
    "version `{name}` says `{said}`, and the policy `{wanted}`":
        "版本 `{name}` 写的是 `{said}`，而政策写的是 `{wanted}`",
    "all versions of a policy are picked by the same event, in the same zone":
        "同一政策的各版本须依同一事件、同一时区选定",
    "versions `{first}` and `{then}` both govern from {day}": "版本 `{first}` 与 `{then}` 都自{day}起生效",
    "let one of them govern from another day": "请让其中一个自另一日起生效",
    "version `{name}` governs from {day}, before the one above it":
        "版本 `{name}` 自{day}起生效，早于列在它之前的版本",
    "list the versions in the order in which they govern": "请按生效的先后列出各版本",
}  # fmt: skip
