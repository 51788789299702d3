"""What is said where a command finds, reads or writes files."""

from collections.abc import Mapping

TASKS: Mapping[str, str] = {
    # files
    "there is no file `{file}`": "没有文件 `{file}`",
    "write it, or correct its name": "请写好它，或改正名称",
    "copy the policies, and name yours with `--policies`: these came with the program and are read only":
        "请复制政策文件夹，再用 `--policies` 指明副本：这些政策随程序提供，只读",
    "there is no file `{name}`, and no policy of this name in `{folder}`":
        "没有文件 `{name}`，`{folder}` 中也没有这个名称的政策",
    "name a file, a folder, or a policy in the policy folder": "请给出文件、文件夹，或政策文件夹中某一政策的名称",
    "`{path}` is no file of a policy": "`{path}` 不是政策的文件",
    "its files end in {endings}": "政策文件的结尾是 {endings}",
    "`{file}` is not UTF-8": "`{file}` 不是 UTF-8",
    "save it as UTF-8": "请存为 UTF-8",
    "`{file}` cannot be read: {fault}": "无法读取 `{file}`：{fault}",
    "`{file}` has more than {most} bytes": "`{file}` 超过{most}字节",
    "this is not TOML: {fault}": "这不是 TOML：{fault}",

    # policies and versions by name
    "there is no policy in `{folder}`": "`{folder}` 中没有政策",
    "name a folder with `.refund` files": "请给出含有 `.refund` 文件的文件夹",
    "name a folder with `.refund` files, or begin one with `refundry new`":
        "请给出含有 `.refund` 文件的文件夹，或用 `refundry new` 新建",
    "there is no policy `{name}` in `{folder}`": "`{folder}` 中没有政策 `{name}`",
    "begin one with `refundry new`": "请用 `refundry new` 新建",
    "policies here are {names}": "此处的政策有：{names}",
    "`{folder}` has {count} policies": "`{folder}` 中有{count}个政策",
    "name one with `--policy`: {names}": "请用 `--policy` 指明其一：{names}",
    "the policy `{name}` has no policy file": "政策 `{name}` 没有政策文件",
    "the policy `{name}` has no version `{version}`": "政策 `{name}` 没有版本 `{version}`",
    "versions are {names}": "现有版本：{names}",
    "versions are missing": "没有任何版本",
    "there is no version `{version}` of `{name}`": "`{name}` 没有版本 `{version}`",
    "its file would be `{file}`": "其文件应为 `{file}`",
    "this file says version `{version}`": "文件中写的版本是 `{version}`",
    "its name says `{version}`": "文件名写的是 `{version}`",
    "this file says policy `{name}`": "文件中写的政策是 `{name}`",
    "this list is of the policy `{name}`": "这份清单属于政策 `{name}`",
    "its folder says `{name}`": "文件夹的名称是 `{name}`",

    # diff
    "`{name}` is no policy file": "`{name}` 不是政策文件",
    "name a `.refund` file, or a version such as `youyun-refund@2026-07-03`":
        "请给出 `.refund` 文件，或如 `youyun-refund@2026-07-03` 的版本",
    "`{old}` is a version of `{policy}`, and `{new}` of `{other}`":
        "`{old}` 是 `{policy}` 的版本，而 `{new}` 是 `{other}` 的版本",
    "compare two versions of one policy": "请比较同一政策的两个版本",
    "{count} policies have a version `{name}`: {policies}": "有{count}个政策含版本 `{name}`：{policies}",
    "no policy in `{folder}` has a version `{name}`, and there is no such file":
        "`{folder}` 中没有政策含版本 `{name}`，也没有这个文件",
    "name `POLICY@VERSION`, a `.refund` file, or `REV:path` of `git`":
        "请给出 `POLICY@VERSION`、`.refund` 文件，或 `git` 的 `REV:path`",
    "`{name}` is no case book": "`{name}` 不是案件集",
    "the names of case books end in {endings}": "案件集的文件名以 {endings} 结尾",
    "a page of HTML needs `jinja2`, which is not installed": "网页需要 `jinja2`，但尚未安装",
    "install it with `pip install 'refundry[review]'`": "请用 `pip install 'refundry[review]'` 安装",
    "`git` is not installed": "未安装 `git`",
    "install it, or name files": "请先安装，或给出文件",
    "`git` cannot read `{revision}`: {fault}": "`git` 无法读取 `{revision}`：{fault}",
    "name a commit, branch or tag of this repository": "请给出本仓库的提交、分支或标签",

    "this is no repository of `git`": "此处不是 `git` 仓库",
    "go to the clone of your policies": "请进入存放政策的仓库",

    # calendars
    "calendars are {names}": "日历有：{names}",
    "calendars are missing": "没有任何日历",
    "the calendar file cannot be read: {fault}": "无法读取日历文件：{fault}",
    "the calendar does not hold together: {fault}": "日历有误：{fault}",

    "copy the policies, and name yours with `--policies`": "请复制政策文件夹，再用 `--policies` 指明副本",
    "confirm or take away what it holds first: nothing is overwritten": "请先确认或移走其中的内容：不会覆盖任何文件",

    # check
    "there is no list of sentences `{file}`": "没有句子清单 `{file}`",
    "it says which clause answers which sentence": "它写明哪个条款对应哪个句子",

    # seals
    "the list of sealed versions cannot be read: {fault}": "无法读取已封存版本的清单：{fault}",
    "restore it from the last copy that was right": "请用最近一份正确的副本恢复",
    "no version of `{name}` is sealed": "`{name}` 没有已封存的版本",
    "seal one with `refundry seal`, or name one with `--draft`":
        "请用 `refundry seal` 封存，或用 `--draft` 指明草稿",

    "no version `{version}` of `{name}` is sealed": "`{name}` 的版本 `{version}` 没有封存",
    "every version of `{name}` that was sealed was withdrawn": "`{name}` 已封存的版本均已撤回",
    "seal another with `refundry seal`": "请用 `refundry seal` 封存另一个版本",
    "`{file}` was changed while it was being sealed": "`{file}` 在封存过程中被改动",
    "seal again when nobody edits it": "请在无人编辑时重新封存",
    "`{version}` is sealed as a correction of version `{corrected}`": "`{version}` 已作为版本 `{corrected}` 的更正封存",
    "a name is given once: begin another version with `refundry new`":
        "名称只能使用一次：请用 `refundry new` 新建另一个版本",
    "this version governs from {since} on, and days since then have passed under version `{before}`":
        "本版本自{since}起适用，而此后已过去的日子当时适用版本 `{before}`",
    "a reason is missing": "没有写明原因",
    "give it with `--because TEXT`": "请用 `--because TEXT` 写明",
    "the version `{version}` was withdrawn": "版本 `{version}` 已撤回",
    "its name stays with what it was: begin another version with `refundry new`":
        "名称仍属于原来的版本：请用 `refundry new` 新建另一个版本",
    "`{version}` is sealed": "`{version}` 已封存",
    "write the mended text beside it, as a version with a name of its own":
        "请将更正后的文字写在其旁，另用版本名称",
    "`{line}` is {day}, and version `{version}` says {wanted}": "`{line}` 为{day}，而版本 `{version}` 写的是{wanted}",
    "a correction keeps the days of what it corrects": "更正须保留被更正版本的日期",
    "version `{version}` governs since {since}, by the date in `{zone}`":
        "依 `{zone}` 的日期，版本 `{version}` 自{since}起已适用",
    "what governs is not taken back: publish a new version, which governs from its day on":
        "已适用的版本不能撤回：请发布新的版本，自其生效之日起适用",
    "`{file}` is not read: a calendar belongs to no single policy": "`{file}` 不会被读取：日历不属于单个政策",
    "move it to `{file}`": "请移至 `{file}`",

    # new policies and versions
    "`{folder}` came with the program and is read only": "`{folder}` 随程序提供，只读",
    "`{folder}` came with the program and is not written to": "`{folder}` 随程序提供，不可写入",
    "the policy `{name}` came with the program, and a next version would be written beside it":
        "政策 `{name}` 随程序提供，而下一版本须写在它旁边",
    "copy `{folder}` into `{root}` first": "请先将 `{folder}` 复制到 `{root}` 中",
    "name a folder of your own with `--policies`": "请用 `--policies` 指明自己的文件夹",
    "copy the folder, and name yours with `--policies`": "请复制该文件夹，再用 `--policies` 指明副本",
    "copy the policy and name its folder with `--policies`": "请复制该政策，再用 `--policies` 指明其文件夹",
    "`{name}` cannot be the name of a policy": "`{name}` 不能作为政策的名称",
    "write small letters, digits and hyphens, such as `book-returns`":
        "请用小写字母、数字和连字符，如 `book-returns`",
    "there is a policy `{name}` already in `{folder}`": "`{folder}` 中已有政策 `{name}`",
    "for its next version: `{command}`": "新建下一个版本：`{command}`",
    "`{name}` cannot be the name of a version": "`{name}` 不能作为版本的名称",
    "it is the day from which it governs, such as `2027-01-01`": "版本以其生效之日为名，如 `2027-01-01`",
    "the policy `{name}` has no version to begin from": "政策 `{name}` 没有可作为起点的版本",
    "`{version}` is not after the newest version, `{newest}`": "`{version}` 不晚于最新的版本 `{newest}`",
    "a version governs from a later day than the one before it": "每个版本的生效日须晚于前一个版本",
    "`{file}` is there already": "`{file}` 已存在",
    "move it away first: nothing is overwritten": "请先移走它：不会覆盖任何文件",
    "`{file}` is no policy or facts file": "`{file}` 不是政策文件或事实文件",
    "they end in `.refund` or `.facts`": "其文件名以 `.refund` 或 `.facts` 结尾",

    # cases
    "make one with `refundry facts POLICY --template`": "可用 `refundry facts POLICY --template` 生成",
    "decide many cases with `refundry batch`": "大量案件请用 `refundry batch`",

    # case tests
    "there are no case tests `{file}`": "没有案件测试文件 `{file}`",
    "write some: a name, the facts of a case, and what is expected of its record":
        "请编写测试：名称、案件的事实，以及预期的决定记录",
    "a file of case tests holds `[[case]]` tables, before them `[facts]` that all share, and nothing else":
        "案件测试文件只含 `[[case]]` 表，以及写在其前、各案件共用的 `[facts]`",
    "each case has `name`, `facts` and `expect`": "每个案件写有 `name`、`facts` 和 `expect`",
    "there are two case tests `{name}`": "有两个案件测试 `{name}`",
    "give each its own name": "请各取一个名称",
    "a case test is a table, not {given}": "案件测试应为表，而非{given}",
    "this case test has no name": "这个案件测试没有名称",
    "say in a few words what it is: `{words}`": "请用几个字写明内容：`{words}`",
    "a case test has no `{key}`": "案件测试没有 `{key}` 这个键",
    "it has {names}": "可用的键有：{names}",
    "{given} is none of the facts that all cases share, so it cannot be left out":
        "{given}不是各案件共用的事实，无从略去",
    "this case test expects nothing": "这个案件测试没有写明预期",
    "a decision record has no `{key}`": "决定记录中没有 `{key}`",
    "{given} is no verdict": "{given}不是结论",
    "verdicts are {names}": "结论有：{names}",
    "these facts cannot all be true, whatever the unknown ones are: {names}":
        "无论未知事实为何，以下事实不可能同时成立：{names}",
    "correct the one that is wrong, or leave it out": "请更正有误的一项，或将其留空",
    "{failed} case tests of `{name}` do not come out as expected": "`{name}` 有 {failed} 个案件测试与预期不符",
    "look at them with `refundry test`": "请用 `refundry test` 查看",
    "`-` is named more than once, and standard input can be read only once": "`-` 出现多次，而标准输入只能读取一次",
    "put the cases into one JSON array": "请将各案件放入一个 JSON 数组",
    "list them with `refundry versions`": "请用 `refundry versions` 查看",
    "the version `{version}` is sealed": "版本 `{version}` 已封存",
    "leave `--draft` out: it decides the cases it governs": "请去掉 `--draft`：已封存的版本适用于其管辖的案件",
    "there is no folder `{option}`": "没有文件夹 `{option}`",
    "name the folder of the policies": "请指明政策所在的文件夹",
    "the policy does not hold together: {breach}": "该政策内部不一致：{breach}",
    "please report it with the policy: it should have been found where it stands":
        "请连同该政策一并报告：此问题本应在其所在之处被发现",
}  # fmt: skip
