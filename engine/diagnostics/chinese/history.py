"""What is said of the histories of accounts."""

from collections.abc import Mapping

HISTORY: Mapping[str, str] = {
    # files and columns
    "name the column that tells it with `--columns`": "请用 `--columns` 指明对应的列",
    "the column `{column}` of `{file}` holds binary floats, which are not exact":
        "`{file}` 的列 `{column}` 是二进制浮点数，并不精确",
    "write decimals, whole numbers or texts": "请改用十进制数、整数或文字",
    "the moments in the column `{column}` of `{file}` do not say how far their clock is from UTC":
        "`{file}` 的列 `{column}` 中的时刻没有写明与 UTC 的时差",
    "write moments with a time zone, or texts such as `2026-07-05T20:10:00+08:00`":
        "请使用带时区的时刻，或形如 `2026-07-05T20:10:00+08:00` 的文字",
    "this line is not UTF-8": "这一行不是 UTF-8",
    "this row has {count} cells, and the first one {other}": "这一行有{count}格，而首行有{other}格",
    "put cells with commas in quotes": "请给含逗号的格加上引号",
    "this line is no JSON table": "这一行不是 JSON 表",
    "write each event as a table on a line of its own": "请每行写一条流水，各为一个表",
    "histories need `duckdb`, which is not installed": "读取流水需要 `duckdb`，而它尚未安装",
    "install it with `pip install refundry[batch]`": "请用 `pip install refundry[batch]` 安装",
    "`{file}` is no table of events": "`{file}` 不是流水表",
    "`{file}` cannot be written to": "无法写入 `{file}`",

    # the map of columns
    "`{file}`: a column map has no `{key}`": "`{file}`：列对照表没有 `{key}`",
    "`{file}`: the column `{column}` has no `{key}`": "`{file}`：列 `{column}` 没有 `{key}`",
    "`{file}`: the column `{column}` tells `{name}`, which no event has":
        "`{file}`：列 `{column}` 对应 `{name}`，而流水没有这一项",
    "what can be told is {names}": "可用的名称有 {names}",
    "`{file}`: the columns `{column}` and `{other}` both tell `{name}`":
        "`{file}`：列 `{column}` 与 `{other}` 都对应 `{name}`",
    "take one of them out": "请去掉其中一列",
    "`{file}`: there is no kind of event `{kind}`": "`{file}`：没有 `{kind}` 这种流水",
    "kinds are {kinds}": "种类有 {kinds}",
    "`{file}`: the column `{column}` has times in `{form}`": "`{file}`：列 `{column}` 的时刻以 `{form}` 计",
    "it is one of {forms}, or left out for RFC 3339": "应为 {forms} 之一；RFC 3339 则不必写",
    "`{file}`: the column `{column}` has the unit `{unit}`": "`{file}`：列 `{column}` 的单位为 `{unit}`",
    "write how much one of it is, with {decimals} decimals at most": "请写明一个单位是多少，至多{decimals}位小数",

    # rows
    "this event does not tell its `{name}`": "这条流水没有写明 `{name}`",
    "say whether the code was bought (`true`) or given away (`false`)":
        "请写明兑换码是买来的（`true`）还是赠送的（`false`）",
    "`{kind}` is no kind of event": "`{kind}` 不是流水的种类",
    "kinds of events are {kinds}": "流水的种类有 {kinds}",
    "`{text}` is no moment": "`{text}` 不是时刻",
    "write the {form} since 1970 as a whole number": "请以整数写出自 1970 年起的{form}",
    "write it like `2026-07-05T20:10:00+08:00`, with six decimals of a second at most":
        "请写成 `2026-07-05T20:10:00+08:00` 的形式，秒至多六位小数",
    "`{text}` cannot be read exactly as quota": "`{text}` 无法精确读作额度",
    "`{text}` has more decimals than {unit} has here": "`{text}` 的小数位数超过{unit}所允许的位数",
    "`{text}` is below zero": "`{text}` 小于零",
    "what leaves the account is a `call`, what comes back is a `return`, and both are counted upwards":
        "支出记为 `call`，退回记为 `return`，两者均以正数计",
    "`{text}` is neither yes nor no": "`{text}` 既非是也非否",
    "write one of `true` and `false`": "请写 `true` 或 `false`",
    "this top-up was not paid": "这笔充值并未付款",
    "what was given away is a `gift`": "赠送的额度应记为 `gift`",
    "this gift was paid": "这笔赠送却已付款",
    "what was bought is a `top_up`": "购买的额度应记为 `top_up`",
    "this lot expires before it can be used": "这一批次在可用之前就已到期",
    "leave it out where the lot never expires": "永不到期的批次请不要填写",

    # what the history does not allow
    "the lot `{lot}` is credited a second time": "批次 `{lot}` 重复入账",
    "name each lot in the column `lot`": "请在 `lot` 列为每个批次命名",
    "there is no call `{call}` before this return": "在这笔退回之前没有调用 `{call}`",
    "name the call that comes back, or leave it empty for the last ones": "请写明退回的是哪次调用；留空则指最近的调用",
    "more comes back than was called: {held} {unit} can": "退回多于调用：至多可退回 {held} {unit}",
    "see whether the return stands twice": "请查看退回是否重复记载",
    "there is no lot `{lot}` before this expiry": "在这次过期之前没有批次 `{lot}`",
    "name the lot that expires: of a top-up it is its order, where it has no name":
        "请写明过期的批次：充值未命名时以订单号为名",

    # cases and policies
    "version `{version}` of `{policy}` does not say how quota is used up":
        "`{policy}` 的版本 `{version}` 没有写明额度如何消耗",
    "a later version can, with a block `consumption`": "可在后续版本中用 `consumption` 段落写明",
    "tell the quota in the case": "请在案件中写明额度",
    "the history of the account `{account}` has events that cannot be": "账户 `{account}` 的流水中有不可能发生的记录",
    "see them with `refundry lots`": "请用 `refundry lots` 查看",
    "the history has no lot of the order `{order}` on the account `{account}`":
        "流水中账户 `{account}` 没有订单 `{order}` 的批次",
    "its quota is taken as the case tells it": "其额度以案件所载为准",
    "`{fact}` is `{given}` in the case, and `{told}` by the history of the account":
        "`{fact}` 在案件中为 `{given}`，而依账户流水为 `{told}`",
    "leave it out of the case, or decide without the history": "请从案件中去掉，或不依流水裁定",
    "name a draft with `--version`": "请用 `--version` 指明草稿",
}  # fmt: skip
