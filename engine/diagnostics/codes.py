"""The catalogue of codes: a mistake that is not in it cannot be reported."""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "RF0": "worth a second look",
        "RF1": "reading the text",
        "RF2": "names and types",
        "RF3": "clauses and precedence",
        "RF4": "texts and citations",
        "RF5": "facts files and cases",
        "RF6": "versions and seals",
        "RF7": "source accounting",
        "RF8": "ledger",
        "RF9": "limits",
    }
)


@attrs.frozen
class Code:
    """A kind of mistake: its code, and in a few words of each language what is wrong."""

    code: str
    title: str
    zh: str

    @property
    def group(self) -> str:
        """What the mistakes of this hundred are about."""
        return GROUPS[self.code[:3]]


_ALL = (
    Code("RF001", "languages differ in a number", "两种语言的数字不同"),
    Code("RF002", "languages differ in a negation", "两种语言的否定不同"),
    Code("RF003", "languages differ in must, may or usually", "两种语言的应、可或通常不同"),
    Code("RF004", "words and clause differ in a figure", "文字与条款的数字不同"),
    Code("RF005", "declared and never used", "声明了却从未使用"),
    Code("RF006", "figure written into several clauses", "同一数字写在多个条款中"),
    Code("RF007", "condition too long to read aloud", "条件过长，无法一口气读完"),
    Code("RF101", "unexpected word", "此处不应有这个词"),
    Code("RF102", "unknown kind of block", "没有这种段落"),
    Code("RF103", "unknown line in a block", "段落中没有这种行"),
    Code("RF104", "unterminated text", "文字没有结束引号"),
    Code("RF105", "tab in the indentation", "缩进中有制表符"),
    Code("RF106", "a line outside any block", "这一行不属于任何段落"),
    Code("RF107", "unexpected character", "此处不应有这个字符"),
    Code("RF108", "line missing in a block", "段落缺少一行"),
    Code("RF109", "line given twice", "同一行写了两次"),
    Code("RF110", "file is not UTF-8 or has control characters", "文件不是 UTF-8，或含有控制字符"),
    Code("RF201", "unknown name", "没有这个名称"),
    Code("RF202", "unknown fact", "没有这个事实"),
    Code("RF203", "types do not match", "类型不一致"),
    Code("RF204", "units do not mix", "单位不能混用"),
    Code("RF205", "unknown choice", "没有这个选项"),
    Code("RF206", "name defined twice", "名称定义了两次"),
    Code("RF207", "definitions refer to each other in a circle", "定义互相循环引用"),
    Code("RF208", "divisor may be zero", "除数可能为零"),
    Code("RF209", "amount may hold a fraction of the smallest unit", "金额可能含有不足最小单位的零头"),
    Code("RF210", "not a yes/no condition", "不是可以用是或否回答的条件"),
    Code("RF211", "spans do not mix", "时间长度不能混用"),
    Code("RF212", "window says too little", "期限写得不完整"),
    Code("RF213", "unknown zone", "没有这个时区"),
    Code("RF214", "unknown calendar", "没有这个日历"),
    Code("RF215", "unknown unit", "没有这个单位"),
    Code("RF216", "value out of range", "数值超出范围"),
    Code("RF217", "a personal fact is read", "读取了个人信息"),
    Code(
        "RF218",
        "fact that may be left out is read without `is given`",
        "未先判断是否提供，便读取可不提供的事实",
    ),
    Code("RF219", "no entry of a list is at hand", "未指明是列表中的哪一项"),
    Code("RF220", "test that says nothing of the entry", "条件与列表中的该项无关"),
    Code("RF301", "clause defined twice", "条款定义了两次"),
    Code("RF302", "precedence goes in a circle", "优先关系成了循环"),
    Code("RF303", "reference to a clause that does not exist", "引用了不存在的条款"),
    Code("RF304", "clause does nothing", "条款没有任何效果"),
    Code("RF305", "effects contradict each other", "效果互相矛盾"),
    Code("RF306", "clauses conflict without precedence", "条款冲突而没有说明优先关系"),
    Code("RF307", "table has a hole", "表格有空缺"),
    Code("RF308", "two rows of a table overlap", "表格有两行重叠"),
    Code("RF309", "lots of quota are not told apart", "额度批次的先后未能确定"),
    Code("RF321", "clause or condition without effect", "条款或条件不起作用"),
    Code("RF322", "choice of which no clause speaks", "没有条款涉及这个选项"),
    Code("RF323", "property does not hold", "政策所称性质不成立"),
    Code("RF324", "not proved", "未能证明"),
    Code("RF401", "text lacks a language", "文字缺少一种语言"),
    Code("RF402", "texts have different slots", "两种语言的文字空位不同"),
    Code("RF403", "unknown slot", "没有这个空位"),
    Code("RF404", "clause cites nothing in the source", "条款没有引用原文"),
    Code("RF405", "empty text", "文字为空"),
    Code("RF501", "unknown fact in a case", "案件中有未知的事实"),
    Code("RF502", "wrong type of value", "值的类型不对"),
    Code("RF503", "value out of range", "数值超出范围"),
    Code("RF504", "impossible combination", "不可能的组合"),
    Code("RF505", "key given twice", "同一个键写了两次"),
    Code("RF506", "not readable as JSON or TOML", "无法按 JSON 或 TOML 读取"),
    Code("RF507", "too large", "过大"),
    Code("RF508", "number cannot be read exactly", "数字无法精确读取"),
    Code("RF509", "instant cannot be read", "时刻无法读取"),
    Code("RF510", "unit does not belong to the fact", "单位不属于这个事实"),
    Code("RF511", "unknown choice in a case", "案件中有未知的选项"),
    Code("RF512", "not readable as a table", "无法按表格读取"),
    Code("RF520", "history cannot be read", "流水无法读取"),
    Code("RF521", "event cannot be read", "流水中有一条无法读取"),
    Code("RF522", "event that cannot be", "流水中有一条不可能发生"),
    Code("RF523", "quota told twice, or not by the history", "额度前后不一，或流水未载"),
    Code("RF524", "no order of consumption", "未写明额度的消耗顺序"),
    Code("RF601", "no such policy", "没有这个政策"),
    Code("RF602", "no such version", "没有这个版本"),
    Code("RF603", "sealed file changed", "已封存的文件被改动"),
    Code("RF604", "versions overlap or leave a gap", "版本重叠或留有空档"),
    Code("RF605", "already sealed", "已经封存"),
    Code("RF606", "not sealed", "尚未封存"),
    Code("RF607", "seals file cannot be read", "封存记录无法读取"),
    Code("RF608", "governs before it was published", "生效早于公布"),
    Code("RF609", "file missing", "缺少文件"),
    Code("RF610", "calendar missing", "缺少日历"),
    Code("RF611", "clauses differ from the sealed program", "条款与已封存的程序不一致"),
    Code("RF612", "too late to withdraw", "已过可撤回之时"),
    Code("RF613", "versions of different policies", "不是同一政策的版本"),
    Code("RF614", "git cannot be used", "无法使用 git"),
    Code("RF615", "an extra is not installed", "附加组件未安装"),
    Code("RF701", "sentence that no clause answers", "这句话没有条款对应"),
    Code("RF702", "sentence added to the source", "原文新增了一句"),
    Code("RF703", "sentence gone from the source", "原文少了一句"),
    Code("RF704", "sentence changed in the source", "原文有一句被改动"),
    Code("RF705", "source list names a clause that does not exist", "原文清单提到不存在的条款"),
    Code("RF706", "clause that no sentence supports", "条款没有原文依据"),
    Code("RF801", "ledger cannot be used", "账本无法使用"),
    Code("RF802", "not enough to confirm", "确认所需的信息不足"),
    Code("RF803", "cannot be confirmed", "无法确认"),
    Code("RF804", "confirmed with other facts", "已按其他事实确认"),
    Code("RF805", "more than was paid", "超过已付金额"),
    Code("RF806", "amount not in the range", "金额不在范围内"),
    Code("RF807", "draft cannot be confirmed", "草稿不能用于确认"),
    Code("RF808", "no such entry", "没有这个记录"),
    Code("RF809", "key or name cannot be used", "密钥或姓名无法使用"),
    Code("RF810", "checkpoint cannot be used", "检查点无法使用"),
    Code("RF820", "store is damaged", "存储已损坏"),
    Code("RF821", "entry was changed", "记录被改动"),
    Code("RF822", "tree does not fit the entries", "哈希树与记录不符"),
    Code("RF823", "checkpoint does not hold", "检查点不成立"),
    Code("RF824", "outcome does not follow", "结果无法重新推得"),
    Code("RF825", "not what was kept elsewhere", "与外部留存的检查点不符"),
    Code("RF826", "personal facts do not fit", "个人事实与承诺不符"),
    Code("RF827", "guard is missing", "缺少防护"),
    Code("RF828", "outcomes contradict each other", "结果互相矛盾"),
    Code("RF901", "file too large", "文件过大"),
    Code("RF902", "nested too deep", "嵌套过深"),
    Code("RF903", "too many diagnostics to list", "问题太多，未全部列出"),
)


def _catalogue(codes: tuple[Code, ...]) -> Mapping[str, Code]:
    by_code = {code.code: code for code in codes}
    if len(by_code) != len(codes):
        message = "a code stands twice in the catalogue"
        raise ValueError(message)
    return MappingProxyType(by_code)


CODES: Mapping[str, Code] = _catalogue(_ALL)
"""Every kind of mistake by its code."""
