"""What is said where a case is read."""

from collections.abc import Mapping

CASES: Mapping[str, str] = {
    # files
    "the file has {count} characters, and at most {most} are read": "文件有{count}个字符，最多读取{most}个",
    "this is half of a character, which nothing can show": "这是半个字符，无法显示",
    "more than {deepest} tables and lists lie inside each other": "表和列表嵌套超过{deepest}层",
    "this line has more than {most} dots": "这一行超过{most}个点号",
    "`{time}` has more than six decimals of a second, which TOML does not carry":
        "`{time}` 的秒超过六位小数，TOML 无法保留",
    "put it in quotes": "请加上引号",
    "this cannot be read as {form}: {fault}": "无法按{form}读取：{fault}",
    "`{value}` is not a number": "`{value}` 不是数字",
    "`{value}` has half of a character": "`{value}` 中有半个字符",
    "the key `{key}` has half of a character": "键 `{key}` 中有半个字符",
    "`{key}` is given twice": "`{key}` 写了两次",

    # facts
    "a case is a table of facts, not {given}": "案件应为事实的表，而非{given}",
    "`{fact}` is {what}, not {given}": "`{fact}` 应为{what}，而非{given}",
    "`{fact}` is a single fact, not a table": "`{fact}` 是单个事实，而非表",
    "it can hold {facts}": "其中可写：{facts}",
    "write `{key}` inside the table `{table}`": "请将 `{key}` 写在表 `{table}` 之内",
    "`{fact}` is null": "`{fact}` 为 `null`",
    "leave the fact out if it is not known": "若不清楚，请不要填写这个事实",
    "{given} is too {how} for `{fact}`": "{given}对 `{fact}` 而言{how}",
    "it must be above zero": "须大于零",
    "the least it can be is `{value}`": "不得低于 `{value}`",
    "the most it can be is `{value}`": "不得高于 `{value}`",
    "write `true` or `false`, without quotes": "请写 `true` 或 `false`，不加引号",
    "write a list, as in `{example}`": "请写成列表，如 `{example}`",
    "`{fact}` has {count} entries, and at most {most} are read": "`{fact}` 有{count}项，最多读取{most}项",
    "`{fact}` holds words, not {given}": "`{fact}` 中应为词语，而非{given}",
    "`{word}` is no choice of `{fact}`": "`{word}` 不是 `{fact}` 的选项",
    "the choices are {names}": "选项有：{names}",
    "`{fact}` has {count} characters, and at most {most} are read":
        "`{fact}` 有{count}个字符，最多读取{most}个",
    "`{fact}` is an empty text": "`{fact}` 是空文字",
    "`{fact}` has a character that cannot be printed: `{text}`": "`{fact}` 中有无法显示的字符：`{text}`",
    "take out line breaks, tabs and the like": "请去掉换行、制表符之类的字符",

    "an entry of `{fact}` is a table, not {given}": "`{fact}` 的每一项应为表，而非{given}",
    "write a list, even of one entry": "请写成列表，哪怕只有一项",

    # moments and dates
    "{given} is not written as RFC 3339 asks": "{given}不合 RFC 3339 的写法",
    "{given} does not say how far its clock is from UTC": "{given}没有写明与 UTC 的时差",
    "{given} has more than nine decimals of a second": "{given}的秒超过九位小数",
    "{given} lies outside the years {first} to {last}": "{given}不在{first}年至{last}年之间",
    "{given} names a day that the calendar does not have": "{given}所写的日期不存在",
    "{given} names a time that no day has": "{given}所写的时间不存在",
    "{given} names a leap second, which is not counted": "{given}写的是闰秒，不予计算",
    "write it like `{example}`": "写法如 `{example}`",

    # numbers
    "{given} is a binary float, which is not exact": "{given}是二进制浮点数，并不精确",
    "the unit `{unit}` does not belong to `{fact}`, which is in `{other}`":
        "单位 `{unit}` 不适用于 `{fact}`，其单位为 `{other}`",
    "the unit `{unit}` does not belong to `{fact}`, which has no unit":
        "单位 `{unit}` 不适用于没有单位的 `{fact}`",
    "{given} has more than {most} digits before its point": "{given}的整数部分超过{most}位",
    "{given} is not whole, as `{fact}` must be": "{given}不是整数，而 `{fact}` 须为整数",
    "{given} has more than the {most} decimals of `{fact}`": "{given}的小数超过 `{fact}` 的{most}位",
    "{given} cannot be read exactly as {what}": "{given}无法精确地读作{what}",
    "write `{example}`: plain digits, without separators or exponent":
        "请写成 `{example}`：只用数字，不用分隔符和指数",

    # combinations
    "{what}: `{fact}` is {values}": "{what}：`{fact}` 为{values}",
    "{what}: `{fact}` is unknown": "{what}：`{fact}` 未知",
    "{what}: `{fact}` is unknown and {others}": "{what}：`{fact}` 未知，{others}",
    "{what}: `{fact}` is not given": "{what}：`{fact}` 未提供",
    "{what}: `{fact}` is not given and {others}": "{what}：`{fact}` 未提供，{others}",
}  # fmt: skip
