"""What is said where the policy is held against its published text, sentence by sentence."""

from collections.abc import Mapping

SOURCE: Mapping[str, str] = {
    # the list as a file
    "the list has no sentence": "清单中没有句子",
    "begin each with a line `[[sentence]]`": "每个句子以一行 `[[sentence]]` 开头",
    "begin each sentence with a line `[[sentence]]`": "每个句子以一行 `[[sentence]]` 开头",
    "`{path}` is no table": "`{path}` 不是表",
    "unknown key `{key}`": "没有键 `{key}`",
    "unknown {key} `{value}`": "`{key}` 不能为 `{value}`",
    "`{key}` is missing": "缺少 `{key}`",
    "`{value}` is no {key}": "`{value}` 不能作为 `{key}`",
    "write it as in `{example}`": "写法如 `{example}`",
    "say one of {words}": "请写下列之一：{words}",
    "`{key}` is no list of names": "`{key}` 不是名称的列表",

    # the list and the policy
    "this list is of {key} `{mine}`, not of `{theirs}`": "这份清单属于{key} `{mine}`，而非 `{theirs}`",
    "`{place}` stands where `{other}` should": "此处应为 `{other}`，却写了 `{place}`",
    "list every sentence once, in order, and number those behind it anew":
        "每个句子依次列出一次，其后各句重新编号",
    "nothing answers the sentence `{place}`": "句子 `{place}` 没有对应的内容",
    "name what answers it, as in `{example}`, or make it `informative`":
        "请写明与它对应的内容，如 `{example}`，或将它列为 `informative`",
    "the sentence `{place}` is open and names no open point": "句子 `{place}` 列为 `open`，却没有写明未决事项",
    "name the `open` block of the policy that reads it: `open_points = […]`":
        "请写明政策中对它作出理解的 `open` 段落：`open_points = […]`",
    "the sentence `{place}` is {kind} and names an open point": "句子 `{place}` 列为 `{kind}`，却写了未决事项",
    "make its kind `open`, or take the open point out": "请改列为 `open`，或去掉未决事项",
    "the sentence `{place}` is informative and yet answered":
        "句子 `{place}` 列为 `informative`，却写了对应的内容",
    "make its kind `ruled`, or take out what it names": "请改列为 `ruled`，或去掉所写的内容",
    "the sentence `{place}` names the {what} `{name}`, which is not there":
        "句子 `{place}` 写明由{what} `{name}` 对应，但政策中没有",
    "write the {what}, or say what else answers it": "请补写该{what}，或改写该句的对应内容",
    "the {what} `{name}` cites `{place}`, which the list of sentences does not have":
        "{what} `{name}` 引用了 `{place}`，但句子清单中没有",
    "the list of sentences has no section `{number}`": "句子清单中没有章节 `{number}`",
    "sections are those that `{file}` lists": "章节须为 `{file}` 中列出的章节",
    "cite a bullet that `{file}` lists": "请引用 `{file}` 所列的条目",
    "no sentence of the text names the {what} `{name}`": "没有一个句子写明由{what} `{name}` 对应",
    "write `{entry}` at the sentence of `{file}` that it answers":
        "请在 `{file}` 中与它对应的句子处写上 `{entry}`",
    "the {what} `{name}` cites `{place}`, and that sentence does not name it":
        "{what} `{name}` 引用了 `{place}`，但该句没有写明由它对应",
    "write `{entry}` at `{place}` of `{file}`, or cite another bullet":
        "请在 `{file}` 的 `{place}` 处写上 `{entry}`，或改引其他条目",

    # the list and the prose
    "this text has more than {most} sentences": "这份原文超过{most}句",
    "name the policy alone, without the rest of its site": "请只给出政策本身，不带网站的其他内容",
    "none of the listed sentences is in this text": "清单中的句子无一见于这份原文",
    "name the text of `{policy}`, in the language in which it was listed":
        "请给出 `{policy}` 的原文，语言须与编制清单时相同",
    "the sentence `{place}` is gone from the text": "原文中已没有句子 `{place}`",
    "see whether {answer}, then take the sentence out of the list": "请核对{answer}，再从清单中去掉这一句",
    "`{text}` is in the text and not in the list": "原文中的 `{text}` 不在清单中",
    "say in `{file}` what answers it, beginning with {entry}":
        "请在 `{file}` 中写明与它对应的内容，开头为{entry}",
    "the sentence `{place}` now stands at `{other}`": "句子 `{place}` 现位于 `{other}`",
    "the sentence `{place}` now stands in another order": "句子 `{place}` 的次序已变",
    "see whether {answer} there, then move it in `{file}` too":
        "请核对移动之后{answer}，再在 `{file}` 中同样移动",
    "the sentence `{place}` was changed and now reads `{text}`": "句子 `{place}` 已改动，现为 `{text}`",
    "see whether {answer}, then write `{entry}` at `{place}` of `{file}`":
        "请核对{answer}，再在 `{file}` 的 `{place}` 处写上 `{entry}`",
}  # fmt: skip
