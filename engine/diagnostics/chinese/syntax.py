"""What is said where a text is read: characters, lines, sentences and the slips of those who never programmed."""

from collections.abc import Mapping

SYNTAX: Mapping[str, str] = {
    # characters
    "the character U+{number} does not belong in a policy": "政策中不应有字符 U+{number}",
    "delete it: it cannot be seen, or it changes what is seen": "请删除：它不可见，或会改变所见的内容",
    "it stands in {count} other places too": "另有{count}处也有此字符",
    "this number has more than {most} digits": "这个数字超过{most}位",
    "`{sign}` does not belong here": "此处不应有 `{sign}`",
    "leave it out": "请删去",
    "leave the colon out": "请去掉冒号",
    "write `{words}`": "请写成 `{words}`",
    "say `{words}`": "请写 `{words}`",
    "say `{one}` or `{other}`": "请写 `{one}` 或 `{other}`",
    "add `{words}`": "请补上 `{words}`",
    'a text stands between straight quotation marks, as in `"…" / "…"`':
        '文字须放在半角双引号中，如 `"…" / "…"`',
    "an item of a list starts with `-`": "列表的每一项以 `-` 开头",
    "no sign is needed here: a sentence ends with its line": "此处无需标点：行末即句末",
    "write the amount and then its unit, as in `100 CNY`": "先写数额，再写单位，如 `100 CNY`",
    "names in a list stand without brackets, as in `gift, coupon`; a part of a sum stands in `(` and `)`":
        "列表中的名称不加括号，如 `gift, coupon`；算式的一部分用 `(` 和 `)` 括起",
    "say `is not` for `isn't`; a text stands between `\"` marks":
        "`isn't` 请写成 `is not`；文字放在一对 `\"` 之间",
    "say `percent`, as in `50 percent`": "请写 `percent`，如 `50 percent`",
    "write the number alone, as in `under 2.3`": "只写编号，如 `under 2.3`",

    # lines and blocks
    "this text has no closing quotation mark": "这段文字缺少结束引号",
    "a text begins and ends on one line: one quotation mark is missing in this one":
        "文字须在同一行内起止：这里缺一个引号",
    "this line is indented with a tab": "这一行用制表符缩进",
    "use blanks": "请改用空格",
    "{count} other lines are indented so too": "另有{count}行也这样缩进",
    "this line belongs to no block": "这一行不属于任何段落",
    "a block starts in column 1, as in `clause 1.1`, and its lines below it":
        "段落从第 1 列开始，如 `clause 1.1`，其各行写在下方并缩进",
    "there is no block that starts with `{word}`": "没有以 `{word}` 开头的段落",
    "a block starts with one of {words}": "段落以下列词语之一开头：{words}",
    "a comment starts with `#`": "注释以 `#` 开头",
    "only a block starts in column 1: indent the lines below its head":
        "只有段首行从第 1 列开始：其下各行须缩进",
    "a `{block}` has no lines": "`{block}` 段落没有下属的行",
    "an `{block}` has no lines": "`{block}` 段落没有下属的行",
    "start a new block in column 1": "请从第 1 列开始新的段落",
    "`{word}` continues the line above it": "`{word}` 接续了上一行",
    "the head of a block stands on one line": "段首行须写在一行内",
    "indent it deeper than the line above it": "请比上一行缩进更深",
    "a line of a `{block}` does not start with `{word}`": "`{block}` 段落中没有以 `{word}` 开头的行",
    "a line of an `{block}` does not start with `{word}`": "`{block}` 段落中没有以 `{word}` 开头的行",
    "what starts with `{word}` stands on a line of its own": "以 `{word}` 开头的内容须另起一行",

    # sentences
    "this sentence is not finished": "这一句没有写完",
    "this bracket is not closed": "这个括号没有闭合",
    "this bracket closes none that is open": "这个括号没有对应的左括号",
    "a name has no blank in it, and a text stands in quotation marks": "名称中没有空格，文字须放在引号中",
    "`{word}` was not expected here": "此处不应有 `{word}`",
    "expected {words}": "此处应为{words}",
    "expected one of {words}": "此处应为下列之一：{words}",
    "expected one of {words} and others": "此处应为下列之一：{words}等",
    "did you mean `{name}`?": "是否应为 `{name}`？",

    # limits
    "this file has more than {most} lines": "文件超过{most}行",
    "this file has more than {most} characters": "文件超过{most}个字符",
    "this file was read no further than to {most} mistakes": "已有{most}处错误，文件的其余部分未再检查",
    "this sentence has more than {most} characters": "这一句超过{most}个字符",
    "give its parts names, each with a `term` of its own": "请用 `term` 分别命名其各部分",
    "brackets stand more than {deepest} deep": "括号嵌套超过{deepest}层",
    "name the inner part with a `term`": "请用 `term` 命名内层部分",
    "{count} more were left off, as a report lists at most {most}": "另有{count}条未列出：最多列出{most}条",

    # slips in texts
    "there is no `/` before this text": "这段文字之前缺少 `/`",
    'write the two languages as in `"…" / "…"`': '两种语言写作 `"…" / "…"`',
    "a quotation mark ended the text before this word": "文字在这个词之前已被引号结束",
    "inside a text write “ and ”, or leave the marks out": "文字内部的引号请写 “ 和 ”，或删去",
    "this text stands in one language only": "这段文字只有一种语言",
    'add the other language, as in `"…" / "…"`': '请补上另一种语言，如 `"…" / "…"`',

    # slips in numbers, dates and signs
    "write a date as in `2026-07-03`": "日期写作 `2026-07-03` 的形式",
    "write `{number}`, without a comma": "请写成 `{number}`，不加逗号",
    "write a point for the comma: `{number}`": "请把逗号改为小数点：`{number}`",
    "a clause has a number and at most one small letter, as in `2.3a`":
        "条款编号为数字，其后至多加一个小写字母，如 `2.3a`",
    "put a blank between number and unit: `{words}`": "数字与单位之间须有空格：`{words}`",
    "no number is below zero: say `less`, as in `payment.paid less 5 CNY`":
        "没有负数：请用 `less`，如 `payment.paid less 5 CNY`",

    # slips in phrases
    "`and` and `or` do not stand in one condition": "同一条件中不能混用 `and` 和 `or`",
    "use `any of` with a line for each, or name a part with a `term`":
        "请用 `any of` 逐行列出，或用 `term` 命名其中一部分",
    "put a comma before `{word}`": "请在 `{word}` 之前加逗号",
    "this window does not say how it is counted": "这个期限没有写明如何计算",
    "add `, counted as` and the name of a `counting`": "请补上 `, counted as` 和一个 `counting` 的名称",
    "this need does not say what follows where it is not met": "这项要件没有写明不满足时如何处理",
    "say `after` or `before`, and then the event": "请写 `after` 或 `before`，再写事件",
    "leave out `{word}`: a name stands alone": "请去掉 `{word}`：名称之前不加冠词",
    "a new line of the block is indented like the line above it, and no deeper":
        "段落的新一行须与上一行对齐，不可更深",
    "a list has commas alone, as in `gift, coupon`": "列表只用逗号分隔，如 `gift, coupon`",
    "`{words}` stands before the text": "`{words}` 应写在文字之前",
    "the sentence ends before this word": "这一句在这个词之前就已结束",
    "give the amount a block of its own, as in `amount half …`, and say `pays half`":
        "请为金额项另设段落，如 `amount half …`，再写 `pays half`",
    "a name has no blank in it: write `{name}`": "名称中没有空格：请写成 `{name}`",
    "say `is one of`, with commas between the names": "请写 `is one of`，名称之间用逗号分隔",
    "a name stands without quotation marks: `{name}`": "名称不加引号：`{name}`",
    "leave the comma out": "请去掉逗号",
    "each line of a bill counts by itself: say `if …`, and when it counts":
        "账单各行独立计算：请写 `if …` 说明何时计入",
    "put what belongs to `{word}` into brackets": "请将 `{word}` 所连的部分放入括号",
    "say again what is compared, as in `a is above 5 and a is below 9`": (
        "请再写一遍所比较的内容，如 `a is above 5 and a is below 9`"
    ),
    "write the number in digits: `{number}`": "数字请用阿拉伯数字书写：`{number}`",
    "say it of a fact, as in `paid is no`": "请就某个事实来写，如 `paid is no`",
    "leave it out: `and` says so": "请删去：`and` 已经表达了这个意思",
    "leave it out: `or` says so": "请删去：`or` 已经表达了这个意思",
    "say it of each, as in `a is no and b is no`": "请逐个来写，如 `a is no and b is no`",
    "say it on a `for` line of its own: this line has no condition": "请另写一行 `for`：本行不带条件",
}  # fmt: skip
