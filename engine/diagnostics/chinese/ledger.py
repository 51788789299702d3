"""Messages about confirmed outcomes: confirming, the ledger, its audit."""

from collections.abc import Mapping

LEDGER: Mapping[str, str] = {
    # the store and the key
    "the ledger cannot be used: {why}": "账本无法使用：{why}",
    "the facts are erased, but not yet from the disk: {why}": "事实已删除，但尚未从磁盘上清除：{why}",
    "the ledger could not be read to its end: {why}": "账本未能读完：{why}",
    "`{text}` is the key of another ledger": "`{text}` 是另一账本的密钥",
    "`{url}` names no store": "`{url}` 不是存储的地址",
    "`{name}` holds no ledger yet: nothing was confirmed": "`{name}` 中还没有账本：尚未确认任何结果",
    "this store needs `psycopg`, which is not installed": "此存储需要 `psycopg`，而它尚未安装",
    "nobody is named": "没有写明是谁",
    "no reason is given": "没有写明原因",
    "say why with `--because TEXT`": "请用 `--because TEXT` 写明原因",
    "the signing key `{path}` cannot be used: {why}": "签名密钥 `{path}` 无法使用：{why}",
    "the ledger `{name}` does not know your signing key": "账本 `{name}` 不认识您的签名密钥",
    "`{text}` is no key: {why}": "`{text}` 不是密钥：{why}",
    "name it as `sqlite:///PATH` or `postgresql://HOST/DATABASE`": "请写成 `sqlite:///PATH` 或 `postgresql://HOST/DATABASE`",
    "name the store with `--ledger`": "请用 `--ledger` 指定存储",
    "write `@`, `/`, `?`, `#` and `%` in a password as `%40`, `%2F`, `%3F`, `%23` and `%25`": (
        "密码中的 `@`、`/`、`?`、`#`、`%` 请写作 `%40`、`%2F`、`%3F`、`%23`、`%25`"
    ),
    "see that the server runs, that the database exists, and that name and password are right": (
        "请确认服务器已运行、数据库存在，且用户名与密码正确"
    ),
    "ask its owner for SELECT and INSERT on the tables, and for DELETE on `personal` to erase": (
        "请向其所有者申请各表的 `SELECT` 与 `INSERT` 权限；删除个人事实另需 `personal` 的 `DELETE` 权限"
    ),
    "the store, and the folder of its file, must be writable: copy it to where it is": (
        "存储及其文件所在文件夹须可写：请复制到可写之处"
    ),
    "somebody else is writing: try again later": "他人正在写入：请稍后再试",
    "the disk is full, or fails: make room, and do it again": "磁盘已满或发生故障：请腾出空间后重试",
    "what was not acknowledged may not have been written: do it again": "未确认写入的内容可能没有写入：请重做一次",
    "put a copy back, and hold it against a checkpoint kept elsewhere": "请换回一份副本，并与外部留存的检查点比对",
    "somebody has changed the tables of the store: `refundry ledger verify` says how": (
        "有人改动过存储的表：`refundry ledger verify` 会说明如何改动"
    ),
    "use the newest version of this program": "请使用本程序的最新版本",
    "erase it again when nobody reads the ledger, which empties the log": "请在无人读取账本时再删除一次，以清空日志",
    "its owner takes them away with `VACUUM FULL personal`": "其所有者可用 `VACUUM FULL personal` 清除",
    "confirm a case first": "请先确认一个案件",
    "confirm a case first, or name the store with `--ledger`": "请先确认一个案件，或用 `--ledger` 指定存储",
    "install it with `pip install 'refundry[postgresql]'`": "请用 `pip install 'refundry[postgresql]'` 安装",
    "say who with `--by NAME`": "请用 `--by NAME` 写明是谁",
    "name another with `{variable}`": "请用 `{variable}` 指定另一个",
    "use the key it was begun with (`{variable}`), or let its holder add yours with `{command}`": (
        "请使用建立账本时的密钥（`{variable}`），或请其持有者用 `{command}` 加入您的密钥"
    ),
    # confirming
    "`{name}` must be known before money is confirmed": "确认金额之前须知道 `{name}`",
    "`{name}` must be known before anything is confirmed": "确认之前须知道 `{name}`",
    "`{name}` has {length} characters, and at most {limit} name a case or an order": (
        "`{name}` 有 {length} 个字符，而案件或订单的名称至多 {limit} 个"
    ),
    "add it to the case": "请把它写入案件",
    "the policy `{policy}` does not say what can be confirmed": "政策 `{policy}` 没有写明可以确认什么",
    "a version with the line `confirms` does, as in `confirms case.id once, and order.id up to ...`": (
        "含有 `confirms` 一行的版本才写明，例如 `confirms case.id once, and order.id up to ...`"
    ),
    "a case that is `{verdict}` cannot be confirmed": "结论为 `{verdict}` 的案件无法确认",
    "first find out {missing}": "请先查明 {missing}",
    "the refund is not in `{unit}`, in which orders are paid": "退款不以订单支付所用的 `{unit}` 计",
    "a case that is `{verdict}` has no range to take an amount from": "结论为 `{verdict}` 的案件没有可供取用的金额范围",
    "leave `--amount` out": "请去掉 `--amount`",
    "a person must choose the amount of this case": "此案件的金额须由人选定",
    "`{amount}` is not in the range of this case": "`{amount}` 不在此案件的范围之内",
    "name one from `{least}` to `{most}` with `--amount`": "请用 `--amount` 指定 `{least}` 至 `{most}` 之间的金额",
    "no version was in force on the day of `{event}`: there is nothing to confirm": (
        "`{event}` 当日没有有效版本：没有可确认的内容"
    ),
    "which version decides is not known without `{event}`: nothing can be confirmed": (
        "不知道 `{event}` 便无法确定适用版本：无法确认"
    ),
    "the case `{case}` is already confirmed with other facts: {names}": "案件 `{case}` 已按其他事实确认：{names}",
    "correct it with `refundry ledger supersede`": "请用 `refundry ledger supersede` 更正",
    "the case `{case}` was never confirmed: there is nothing to correct": "案件 `{case}` 从未确认：没有可更正的内容",
    "the case `{case}` stands confirmed with just these facts": "案件 `{case}` 正是按这些事实确认的",
    "confirm it with `refundry confirm`": "请用 `refundry confirm` 确认",
    "change in the case file what was wrong": "请在案件文件中改正有误之处",
    "`{total}` would be paid back for the order `{order}`, of which `{bound}` was paid": (
        "订单 `{order}` 将合计退还 `{total}`，而已付仅 `{bound}`"
    ),
    "`{held}` is confirmed already: see `{command}`": "已确认 `{held}`：参见 `{command}`",
    "`--amount` is for one case": "`--amount` 只用于一个案件",
    "standard input can be read only once": "标准输入只能读取一次",
    "give several cases as an array or in a `.jsonl` file": "多个案件请写成数组，或放在 `.jsonl` 文件中",
    "confirm one case at a time": "请一次确认一个案件",
    "a draft governs no case: what it decides cannot be confirmed": "草稿不适用于任何案件：其决定不能确认",
    "seal it with `refundry seal`, or leave `--draft` out": "请用 `refundry seal` 封存，或去掉 `--draft`",
    # reading the ledger
    "there is neither a case nor an entry `{entry}` in `{name}`": "`{name}` 中既没有案件也没有记录 `{entry}`",
    "entry {number} is no outcome of a case, and has no receipt": "记录 {number} 不是案件的结果，没有回执",
    "`refundry ledger show` says what it is": "`refundry ledger show` 会说明它是什么",
    "another ledger was put in its place, or another store is meant: name it with `--ledger`": (
        "账本被换成了另一个，或所指的是另一存储：请用 `--ledger` 指定"
    ),
    "list them with `refundry ledger list`": "请用 `refundry ledger list` 列出",
    "no entry has `{value}` as a fact about a person": "没有记录以 `{value}` 为个人事实",
    "`{value}` stands under several facts about persons: {names}": "`{value}` 见于多项个人事实：{names}",
    "name one with `--fact`": "请用 `--fact` 指定一项",
    "it was erased before, or is written otherwise": "它此前已被删除，或写法不同",
    "the ledger has no checkpoint yet": "账本还没有检查点",
    "`{name}` is no checkpoint: {why}": "`{name}` 不是检查点：{why}",
    "`{name}` is a checkpoint of another ledger: `{origin}`": "`{name}` 是另一账本的检查点：`{origin}`",
    "write one with `refundry ledger checkpoint`": "请用 `refundry ledger checkpoint` 写一个",
    "{low} entries cannot be the beginning of {high}: the ledger has {size}": (
        "{low} 条记录不可能是 {high} 条记录的开头：账本有 {size} 条"
    ),
    "`refundry ledger verify` says more": "`refundry ledger verify` 会说明更多",
    # the audit
    "the store could not be read to its end: {why}": "存储未能读完：{why}",
    "the store is damaged: {line}": "存储已损坏：{line}",
    "`{guard}` of the store is not what was made: missing, changed or added": (
        "存储的 `{guard}` 与当初所建不符：缺失、被改动或后来加入"
    ),
    "somebody has changed the tables of the store": "有人改动过存储的表",
    "where entry {expected} should stand, there is entry {number}": "记录 {expected} 的位置上是记录 {number}",
    "entry {number} cannot be read: {why}": "记录 {number} 无法读取：{why}",
    "entry {number} was not written after the one before it": "记录 {number} 并非接在前一记录之后写入",
    "entry {number} is kept as another kind than it is": "记录 {number} 的存储类别与其内容不符",
    "entry {number} is filed as an outcome, and is none": "记录 {number} 按结果存储，但它不是结果",
    "entry {number} is filed under something else than it says": "记录 {number} 的检索信息与其内容不符",
    "entry {number} is a correction without a reason, or the other way round": (
        "记录 {number} 是没有理由的更正，或有理由而不是更正"
    ),
    "entry {number} cannot stand beside the entries before it": "记录 {number} 与其前的记录不能并存",
    "the outcome of entry {number} does not follow: {why}": "记录 {number} 的结果无法推得：{why}",
    "the outcome of entry {number} does not follow: its facts are no case of its policy": (
        "记录 {number} 的结果无法推得：其事实不是该政策的案件"
    ),
    "the outcome of entry {number} does not follow: its facts leave no possible case": (
        "记录 {number} 的结果无法推得：其事实之下没有可能的案件"
    ),
    "the outcome of entry {number} does not follow: `{key}` is `{stands}`, and comes out as `{again}`": (
        "记录 {number} 的结果无法推得：`{key}` 为 `{stands}`，而推得 `{again}`"
    ),
    "the key of entry {number} cannot be read": "记录 {number} 的密钥无法读取",
    "the key of entry {number} belongs to another ledger": "记录 {number} 的密钥属于另一账本",
    "facts about a person are kept for entry {number}, which has none": "存有记录 {number} 的个人事实，而该记录没有",
    "`{fact}` of entry {number} is gone, and no erasure was written down": (
        "记录 {number} 的 `{fact}` 已不在，而没有写下删除"
    ),
    "`{fact}` of entry {number} is not what was committed to": "记录 {number} 的 `{fact}` 与承诺不符",
    "`{fact}` of entry {number} was never committed to": "记录 {number} 的 `{fact}` 从未作出承诺",
    "what was erased of entry {number} is not what was written down": "记录 {number} 的删除与记录不符",
    "the tree is not that of the entries, at level {level} over entry {number}": (
        "哈希树与记录不符，位于第 {level} 层、记录 {number} 之上"
    ),
    "the tree has more at level {level} than the entries make": "哈希树第 {level} 层多于记录所应有",
    "the checkpoint over {size} entries is not that of these entries": "覆盖 {size} 条记录的检查点与这些记录不符",
    "the checkpoint over {size} entries has no valid signature": "覆盖 {size} 条记录的检查点没有有效签名",
    "the checkpoint over {size} entries is signed by a key that no key before it let in": (
        "覆盖 {size} 条记录的检查点由一个未经先前密钥准许的密钥签名"
    ),
    "the checkpoint over {size} entries cannot be read: {why}": "覆盖 {size} 条记录的检查点无法读取：{why}",
    "the checkpoint over {size} entries that was kept elsewhere has no valid signature": (
        "外部留存的覆盖 {size} 条记录的检查点没有有效签名"
    ),
    "the first {size} entries are not those of the checkpoint that was kept elsewhere": (
        "前 {size} 条记录与外部留存的检查点不符"
    ),
    "something in them was rewritten, dropped or put in": "其中有记录被改写、丢弃或插入",
    "a checkpoint kept elsewhere covers {size} entries, and there are only {held}": (
        "外部留存的检查点覆盖 {size} 条记录，而现有仅 {held} 条"
    ),
    "the ledger was cut off, or an older copy was put back": "账本被截断，或被换回旧的副本",
    "no valid checkpoint covers the entries from {number} on": "自记录 {number} 起没有有效的检查点覆盖",
    "there is a checkpoint over {size} entries, which are not there": (
        "有一个覆盖 {size} 条记录的检查点，而这些记录并不存在"
    ),
}

FAULTS: Mapping[str, str] = {
    # keys, checkpoints, entries: what stands behind "why"
    "a key is written `name+id+key`, as `refundry ledger show` prints it": (
        "密钥写作 `name+id+key`，如 `refundry ledger show` 所示"
    ),
    "it is no private key in PEM, without a password": "它不是无密码的 PEM 私钥",
    "it is no Ed25519 key": "它不是 Ed25519 密钥",
    "it is not what was written": "它已不是当初写下的内容",
    "expected three lines (ledger, number of entries, root), an empty line, and signatures": (
        "应为三行（账本、记录条数、根），一个空行，再接签名"
    ),
    "expected a number of entries in the second line, and a root of 32 bytes in base64 in the third": (
        "第二行应为记录条数，第三行应为 32 字节的根（base64）"
    ),
    "expected a signature in each line after the empty one": "空行之后每行应为一个签名",
    "the last line is cut off": "最后一行被截断",
    "it has more than {most} bytes": "它超过 {most} 字节",
    "it is not canonical JSON": "它不是规范 JSON",
    "it is not canonical JSON: {why}": "它不是规范 JSON：{why}",
    "{text} is no whole number": "{text} 不是整数",
    "it is no entry of a kind that is known: {kinds}": "它不是已知类别的记录：{kinds}",
    "this engine reads entries of format {known}, not {found}": "本程序读取格式 {known} 的记录，而非 {found}",
    # what an outcome is derived from
    "its version cannot be opened: {why}": "其版本无法打开：{why}",
    "`{digest}` is not in the ledger": "`{digest}` 不在账本中",
    "`{digest}` is not what its digest says": "`{digest}` 与其摘要不符",
    "its policy confirms nothing, or is another": "其政策不作确认，或是另一政策",
    "case, order or bound are not those of its facts": "案件、订单或上限与其事实不符",
    "its version did not govern yet": "其版本尚未生效",
    "what is to be paid back is not what was decided": "应退金额与决定不符",
}
