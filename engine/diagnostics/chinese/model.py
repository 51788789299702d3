"""What is said where names, types and clauses are checked."""

from collections.abc import Mapping

MODEL: Mapping[str, str] = {
    # names
    "there is no {what} `{name}`": "没有{what} `{name}`",
    "known are {names}": "现有：{names}",
    "no {what} is declared": "尚未声明任何{what}",
    "the {kind} `{name}` is defined twice": "{kind} `{name}` 定义了两次",
    "keep one of the two": "请保留其中一个",
    "`{name}` is defined by itself: {circle}": "`{name}` 的定义绕回了自身：{circle}",
    "define one of them without the other": "请改写其中一个，使它不依赖另一个",
    "the {language} text is empty": "{language}部分为空",
    "say it in both languages": "请用两种语言写出",
    "there is no choice `{name}` here": "此处没有选项 `{name}`",
    "choices are {names}": "选项有：{names}",
    "the amount `{name}` is not a value": "金额项 `{name}` 不能当作数值",
    "an amount is what a clause pays; name the value you need with a `term`":
        "金额项是条款所支付的；所需的数值请用 `term` 命名",
    "`{name}` is personal: no clause may read it": "`{name}` 是个人信息，条款不得读取",
    "what a clause reads must outlive the person's data, which can be erased":
        "个人信息可能被删除，条款所依据的内容须在删除之后仍然存在",

    # values and types
    "a stretch of time is not a value here": "此处不能以时间长度为值",
    "`{number}` is not a whole number from {least} on": "`{number}` 不是大于或等于{least}的整数",
    "there is no date `{date}`": "没有 `{date}` 这一天",
    "a date is year-month-day": "日期写作“年-月-日”",
    "`{number}` has no unit": "`{number}` 没有单位",
    "`{words}` does not say which days": "`{words}` 没有写明是哪种日",
    "say `calendar days` or `business days`: texts differ in which they mean":
        "请写 `calendar days`（自然日）或 `business days`（工作日）：各处文本所指不同",
    "units are declared in the facts file": "单位在事实文件中声明",
    "`{number}` has more than {most} decimals or too many digits": "`{number}` 的小数超过{most}位，或位数过多",
    "`{number}` of {unit} has more than {most} decimals or too many digits":
        "`{number}`（单位 {unit}）的小数超过{most}位，或位数过多",
    "{left} does not mix with {right}": "{left}不能与{right}混用",
    "{left} cannot be held against {right}": "{left}不能与{right}相比较",
    "convert one with `converted at`, naming the rate": "请用 `converted at` 换算其中之一，并写明比率",
    "`{words}` is not a unit that {type} can be rounded to": "`{words}` 不能作为{type}的取整单位",
    "name a sum above zero, as in `rounded down to 0.01 CNY`":
        "请写一个大于零的数额，如 `rounded down to 0.01 CNY`",
    "`{words}` could be zero": "`{words}` 可能为零",
    "divide by a number, by a fact that is declared `above zero`, or by `(the greatest of … and 1)`":
        "除数须为数字、声明中写有 `above zero` 的事实，或 `(the greatest of … and 1)`",
    "{type} cannot be added or multiplied": "{type}不能相加或相乘",
    "{left} is not multiplied by {right}": "{left}不能乘以{right}",
    "multiply by a count or a number; for a percentage say `30 percent of …`":
        "只能乘以整数或数字；百分比请写 `30 percent of …`",
    "`{words}` is not a percentage": "`{words}` 不是百分比",
    "{type} has no order": "{type}没有大小先后之分",

    # time
    "{unit} are counted from an instant, and this is a date": "按{unit}计算须自时刻起算，而这里是日期",
    "count days instead": "请改为按天计算",
    "`{name}` counts business days, and these are calendar days": "`{name}` 按工作日计算，而这里是自然日",
    "use a counting without a calendar, or say `business days`": "请用不带日历的计日规则，或写 `business days`",
    "a day that is counted back to is not moved on": "倒数所至之日不顺延",
    "count back with another counting": "倒数请用另一计日规则",
    "`{name}` is not a choice of time zones": "`{name}` 不是时区的选项",
    "give it choices such as `{words}`": "请给它 `{words}` 之类的选项",
    "there is no time `{time}`": "没有 `{time}` 这一时刻",
    "the last is `23:59`": "最晚为 `23:59`",
    "{type} is not a number of {unit}": "{type}不是{unit}的数目",
    "name a count, or round it to a whole number": "请写一个计数，或将其取整",
    "`{value}` could be below zero": "`{value}` 可能小于零",
    "declare the fact `at least` zero, or say `{words}`": "请在事实中写明 `at least` 零，或写 `{words}`",
    "nothing says how many `{value}` is at most": "没有写明 `{value}` 最多是多少",
    "declare the fact `at most` so many, or say `{words}`": "请在事实中写明 `at most` 若干，或写 `{words}`",
    "`{words}` is not the length of a cycle": "`{words}` 不是周期的长度",
    "this `variation` varies nothing": "该 `variation` 没有改变任何内容",
    "no line of clause `{name}` reads `{words}`": "条款 `{name}` 中没有一行写作 `{words}`",
    "repeat the line of the clause, word for word": "请逐字重复条款中的那一行",
    "`{name}` does not say {what}": "`{name}` 没有写明{what}",
    "an instant meets a date here, and nothing says {what}": "这里以时刻对日期，却没有写明{what}",
    "take the day of the instant: `{words}`": "请取该时刻所在的日期：`{words}`",
    "add a line to `{block}`": "请在 `{block}` 中补上一行",
    "a span of time is counted from an instant or a date, not from {type}":
        "时间长度须自时刻或日期起算，不能自{type}起算",
    "`{words}` is not a stretch of time": "`{words}` 不是时间长度",
    "say `7 calendar days`, `7 business days`, `24 hours` or `3 months`":
        "请写 `7 calendar days`、`7 business days`、`24 hours` 或 `3 months`",

    # files and blocks
    "this file has no `{kind}` block": "文件中没有 `{kind}` 段落",
    "start it with `{words}`": "请以 `{words}` 开头",
    "this file has a second `{kind}` block": "文件中有第二个 `{kind}` 段落",
    "this `{kind}` has a second line `{words}`": "这个 `{kind}` 段落有第二行 `{words}`",
    "the first": "第一处",
    "this `{kind}` has no line `{words}`": "这个 `{kind}` 段落缺少 `{words}` 行",
    "a `{kind}` does not belong in {file}": "`{kind}` 段落不应写在{file}中",
    "facts, units and what is impossible stand in the `.facts` file, all else in the `.refund` file":
        "事实、单位和不可能的组合写在 `.facts` 文件中，其余写在 `.refund` 文件中",

    # the head of a policy
    "`{name}` is no event: it is neither an instant nor a date": "`{name}` 不是事件：它既非时刻，也非日期",
    "`{name}` is personal: it cannot select the version": "`{name}` 是个人信息，不能用来选定版本",
    "`{name}` is personal: nothing can be confirmed by it": "`{name}` 是个人信息，不能作为确认的依据",
    "what was confirmed must be known after the person's data was erased": "个人信息删除之后，已确认的内容仍须可知",
    "which version governs must be known after the person's data was erased":
        "个人信息删除之后，仍须能确定适用哪个版本",
    "edition {edition} of the language is not known": "不支持第{edition}版政策语言",
    "this program reads edition {edition}": "本程序支持第{edition}版",
    "`{word}` is no language of a policy": "`{word}` 不是政策可用的语言",
    "this version governs from before it was published": "这个版本的生效日早于公布日",
    "say why with `{words}`": "请用 `{words}` 说明理由",
    "the facts file is of `{one}`, not of `{other}`": "事实文件属于政策 `{one}`，而非 `{other}`",
    "the facts file is version {version}": "事实文件的版本为 {version}",
    "these two lines contradict each other": "这两行互相矛盾",

    # facts and units
    "the unit `{name}` needs one line": "单位 `{name}` 须有一行，且只有一行",
    "the fact `{name}` says no type": "事实 `{name}` 没有写明类型",
    "the fact `{name}` says more than one type": "事实 `{name}` 写了多个类型",
    "say one, as in `yes or no` or `money in CNY`": "请写一个，如 `yes or no` 或 `money in CNY`",
    "the fact `{name}` has no `choice`": "事实 `{name}` 没有 `choice` 行",
    "the fact `{name}` has no question": "事实 `{name}` 没有问句",
    "{type} has no choices": "{type}没有选项",
    "say `one of` or `any of` first": "请先写 `one of` 或 `any of`",
    "`{words}` is not a bound for {type}": "`{words}` 不能作为{type}的界限",
    "`{words}` cannot be presumed for {type}": "`{words}` 不能作为{type}的推定值",
    "{type} cannot be presumed empty": "{type}不能推定为空",
    "only an `any of` fact is a set": "只有 `any of` 事实才是集合",
    "no value of `{name}` lies within its bounds": "没有任何值在 `{name}` 的界限之内",
    "the least must not be above the greatest": "下限不得高于上限",
    "what is presumed of `{name}` lies outside its bounds": "`{name}` 的推定值超出其界限",
    "presume a value that a case could state": "请推定一个案件中能够写出的值",
    "`{name}` is presumed from itself: {circle}": "`{name}` 的推定绕回了自身：{circle}",
    "`{name}` is a fact, so it cannot hold the fact `{other}`": "`{name}` 是事实，其下不能再有事实 `{other}`",
    "give one of the two another name": "请为其中一个另取名称",
    "`{words}` needs one `when`": "`{words}` 须有一行 `when`，且只有一行",

    # conditions
    "`{words}` is {type}, not a condition": "`{words}` 是{type}，不是条件",
    "say what must be so, as in `is above zero`": "请写明须满足什么，如 `is above zero`",
    "`{words}` is a set, which is not compared": "`{words}` 是集合，不能这样比较",
    "{type} is neither above nor below another": "{type}没有高低先后之分",
    "`{words}` cannot be `given`": "`{words}` 不能用 `given` 判断",
    "only a fact whose declaration says `presumed not given` can be left out for good":
        "只有声明中写有 `presumed not given` 的事实，才可确定为未提供",
    "{type} is not a set": "{type}不是集合",
    "only an `any of` fact is one": "只有 `any of` 事实才是集合",

    # terms and tables
    "the term `{name}` needs one line": "术语 `{name}` 须有一行，且只有一行",
    "the term `{name}` can be a fraction": "术语 `{name}` 的值可能有零头",
    "end it with `{words}`": "请以 `{words}` 结尾",
    "the table `{name}` has no `row`": "表格 `{name}` 没有 `row` 行",
    "the table `{name}` gives a fraction": "表格 `{name}` 的结果可能有零头",
    "round what each row gives": "请对每一行的结果取整",
    "a table needs one line `by` with one or two axes": "表格须有一行 `by`，写明一个或两个轴",
    "say `by …`, or `by …, …` for two axes": "请写 `by …`，两个轴则写 `by …, …`",
    "{type} cannot be the axis of a table": "{type}不能作为表格的轴",
    "this row has {count} of {all} bands": "这一行应有{all}个区间，只写了{count}个",
    "one band for each axis of `by`": "`by` 的每个轴对应一个区间",
    "a choice has no order": "选项没有大小先后之分",
    "name the choice, or say `anything`": "请写出选项，或写 `anything`",
    "the edge `{words}` is not a plain value of the axis": "界限 `{words}` 不是该轴的直接取值",
    "write it out": "请直接写出数值",
    "two rows speak of {cell}": "有两行都涉及{cell}",
    "let the bands meet without overlapping": "区间应首尾相接，不可重叠",
    "this policy has a second `consumption`": "这份政策有第二个 `consumption`",
    "one order of consumption holds for all quota of an account": "同一账户的全部额度只能有一种消耗顺序",
    "the consumption `{name}` cites nothing": "消耗规则 `{name}` 没有注明出处",
    "the consumption `{name}` needs one line `uses up`": "消耗规则 `{name}` 须有且只有一行 `uses up`",
    "say `uses up …`, as in `uses up gift first, then oldest first`":
        "请写 `uses up …`，例如 `uses up gift first, then oldest first`",
    "`{fact}` stands in two lines of this consumption": "`{fact}` 在这一消耗规则中写了两次",
    "name another fact in one of them": "请在其中一行改用另一个事实",
    "`{fact}` is in {unit}, and the quota above it in {other}": "`{fact}` 以{unit}计，而上文的额度以{other}计",
    "the history of an account is in one unit": "同一账户的流水只有一种单位",
    "`{turn}` is never asked: the turns before it have settled it": "`{turn}` 永远用不到：在它之前的顺序已能确定",
    "leave it out, or put it further to the front": "请去掉，或移到更前面",
    "there is no remainder where the quota is not used up in proportion": "额度不按比例消耗时没有余数",
    "say `uses up in proportion, the rest largest remainder first, then oldest first`":
        "请写 `uses up in proportion, the rest largest remainder first, then oldest first`",
    "after `{turn}` two lots can still be alike": "经过 `{turn}` 之后仍可能有两个批次分不出先后",
    "end it with `, then oldest first` or `, then newest first`":
        "请以 `, then oldest first` 或 `, then newest first` 结尾",
    "no row speaks of {cell}": "没有一行涉及{cell}",
    "add a row, or widen a band": "请补上一行，或放宽某个区间",

    # amounts
    "the amount `{name}` cites nothing": "金额项 `{name}` 没有引用原文",
    "end its head with `under 4`": "请在其段首行末尾写上 `under 4`",
    "the amount `{name}` takes nothing": "金额项 `{name}` 没有起始数额",
    "begin it with `{words}`": "请以 `{words}` 开始",
    "the amount `{name}` can end in a fraction": "金额项 `{name}` 的结果可能有零头",
    "end it with a line such as `{words}`": "请以 `{words}` 这样的一行结尾",
    "this line comes after the end of the bill": "这一行写在计算结束之后",
    "move it above the lines on what happens where nothing is left": "请移到说明无余额时如何处理的各行之前",
    "a bill begins with what is taken": "计算须从起始数额开始",
    "begin with `{words}`": "请以 `{words}` 开始",
    "an amount is money, and this is {type}": "金额项须为金额，而这里是{type}",
    "this line takes off a difference, not two sums": "这一行减去的是一个差，而非两个数额",
    "write two lines, or put what is taken off together in brackets":
        "请分写两行，或把要减去的部分放进同一括号",
    "this line of a bill has no words for the customer": "这一行计算没有给客户看的文字",
    "name it: `{words}`": "请为它命名：`{words}`",

    # clauses
    "the clause `{name}` is written twice": "条款 `{name}` 写了两次",
    "put a letter behind one number, as in `2.1b`, where a bullet has two readings":
        "一个条目有两种理解时，请在其中一个编号之后加字母，如 `2.1b`",
    "the assumption `{name}` needs one `that`": "假定 `{name}` 须有一行 `that`，且只有一行",
    "say `that …`, and what holds": "请写 `that …`，说明什么成立",
    "the property `{name}` needs one promise": "性质 `{name}` 须有一项承诺，且只有一项",
    "say `nobody is paid more than …`, `more of … never pays more` or `a later … never pays more`":
        "请写 `nobody is paid more than …`、`more of … never pays more` 或 `a later … never pays more`",
    "`{text}` is no sum in the currency of the amounts": "`{text}` 不是以退款币种计的金额",
    "say a sum of money": "请写一个金额",
    "say `more of` a number or a sum, `a later` moment or date":
        "`more of` 之后请写数值或金额，`a later` 之后请写时刻或日期",
    "`{text}` is no moment and no date": "`{text}` 不是时刻，也不是日期",
    "`{text}` is no number and no sum": "`{text}` 不是数值，也不是金额",
    "the open point `{name}` needs one reading": "未决事项 `{name}` 须有一种理解，且只有一种",
    "a deadline is a day": "期限须落在某一天",
    "count it in days or months": "请按天或按月计算",
    "the line above pays already in every other case": "上一行已在其余各种情况下支付",
    "give it an `{words}`": "请为它加上 `{words}`",
    "the least sum is money, a whole number of its smallest unit": "最低数额须为金额，且为其最小单位的整数倍",
    "`{name}` is not a set of materials": "`{name}` 不是材料的集合",
    "the clause `{name}` does nothing": "条款 `{name}` 没有任何效果",
    "say `pays …`, `refuses`, `leaves … to choose …` or another effect":
        "请写 `pays …`、`refuses`、`leaves … to choose …` 或其他效果",
    "the clause `{name}` has more than {most} needs": "条款 `{name}` 的要件超过{most}项",
    "put some of them together with `all of`, or name a part with a `term`":
        "请用 `all of` 合并其中几项，或用 `term` 命名其中一部分",
    "the clause `{name}` says `on` and answers the case itself": "条款 `{name}` 写了 `on`，却又自行给出结论",
    "it comes on top of an answer: it may leave, ask, call for, set a deadline or name the way":
        "它附加于已有的结论：只能交由裁量、要求材料或措施、设定期限、指明退款方式",
    "the clause `{name}` mixes an answer with what comes on top of one":
        "条款 `{name}` 混用了结论与附加于结论的内容",
    "give what comes on top a clause of its own that begins with `{words}`":
        "请为附加的内容另写条款，以 `{words}` 开头",
    "the clause `{name}` does not answer the case": "条款 `{name}` 没有给出结论",
    "the clause `{name}` answers the case in more than one way": "条款 `{name}` 给出了不止一个结论",
    "a clause pays, refuses or leaves; what comes on top of an answer begins with `on refund, …`":
        "条款只作支付、拒绝或交由裁量之一；附加于结论的内容以 `on refund, …` 开头",
    "the clause `{name}` may pay nothing at all": "条款 `{name}` 可能什么都不支付",
    "end with `{words}`": "请以 `{words}` 结尾",
    "the clause `{name}` has no refund yet to choose from": "条款 `{name}` 此时还没有可供裁量的退款",

    # precedence
    "the precedence of {names} goes in a circle": "{names}的优先关系成了循环",
    "strike one of the sentences that say which comes before the other": "请删去其中一句关于先后的规定",
    "the clause `{name}` comes on top of an answer, so it has no precedence":
        "条款 `{name}` 附加于已有的结论，没有优先关系可言",
    "no clause that answers a case stands in section `{section}`": "章节 `{section}` 中没有给出结论的条款",

    # texts
    "the {language} text lacks the slot `{slot}`": "{language}部分缺少空位 `{slot}`",
    "both languages must tell the same": "两种语言的内容须一致",
    "nothing fills the slot `{slot}`": "空位 `{slot}` 没有内容可填",
    "a slot names a fact or a term": "空位中应写事实或术语的名称",
    "`{name}` is personal: no text may show it": "`{name}` 是个人信息，文字中不得显示",
    "what is said of a case must outlive the person's data, which can be erased":
        "个人信息可能被删除，对案件的说明须在删除之后仍然成立",
    "a slot is not closed": "空位没有闭合",
    "write it as `{{payment.paid}}`": "请写成 `{{payment.paid}}`",
    "there is no value `{word}`": "没有值 `{word}`",
    "`{word}` is a choice of `{fact}`": "`{word}` 是 `{fact}` 的一个选项",
    "say `{example}`, or list the choices after `is one of`": "请写 `{example}`，或在 `is one of` 之后列出选项",
    "the term `{name}` stands for more than {count} parts": "术语 `{name}` 展开后超过 {count} 个部分",
    "name fewer terms in it, or fewer times": "请减少其中引用的术语或引用次数",
    "`{number}` is more than can stand here": "`{number}` 超出此处允许的最大值",
    "the most is {number}": "最大为 {number}",
    "a date lies in the years {first} to {last}": "日期须在{first}年至{last}年之间",
    "these two do not have the same choices": "二者的选项不同",
    "not among the choices of both: {names}": "并非二者共有的选项：{names}",
    "`{words}` leads more than {years} years away from the event": "`{words}` 距离起算事件超过 {years} 年",
    "name a shorter stretch of time": "请写较短的时间长度",
    "the term `{name}` is more than {count} deep, the terms in it written out":
        "术语 `{name}` 展开后的层数超过 {count} 层",
    "let fewer terms stand for one another": "请减少术语之间逐层引用的层数",
    "`{one}` is paid in {unit}, and `{other}` in {currency}": "`{one}` 以 {unit} 支付，而 `{other}` 以 {currency} 支付",
    "a policy pays in one currency: convert the other with `converted at`, naming the rate":
        "一项政策只以一种货币支付：请用 `converted at` 换算另一种，并写明比率",
    "the clause `{name}` leaves a sum up to the refund where there is none":
        "条款 `{name}` 以退款额为裁量上限，而此时没有退款",
    "say `on refund`, or name an amount instead of `the refund`": "请写 `on refund`，或以金额项代替 `the refund`",
    "declare both as one type, with as many decimals": "请把二者声明为同一类型，小数位数也相同",
    "give `{name}` the same bounds, or presume a value that a case could state":
        "请给 `{name}` 同样的界限，或推定一个案件中能够写出的值",
    "the clause `{name}` reads `{fact}` also where it was left out":
        "条款 `{name}` 在 `{fact}` 未提供时也会读取它",
    "read it only behind `{words}`: in a `for`, before an `and`, or behind an `if`":
        "只能在 `{words}` 成立之处读取：写在 `for` 行、`and` 之前或 `if` 之后",
    "`{value}` is finer than a case can state `{name}`": "`{value}` 的精度超出案件对 `{name}` 所能载明的精度",
}  # fmt: skip
