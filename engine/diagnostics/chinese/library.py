"""What the libraries and the system say of a file that cannot be read: they say it in English alone."""

from collections.abc import Mapping

LIBRARY: Mapping[str, str] = {
    # JSON
    "expecting value": "此处应有值",
    "expecting property name enclosed in double quotes": "此处应为双引号中的键",
    "expecting ':' delimiter": "此处应为 `:`",
    "expecting ',' delimiter": "此处应为 `,`",
    "illegal trailing comma before end of object": "表的末尾多了逗号",
    "illegal trailing comma before end of array": "列表的末尾多了逗号",
    "extra data": "末尾之后还有内容",
    "unterminated string starting here": "自此开始的文字没有结束引号",
    "invalid control character here": "此处有控制字符",
    "invalid \\escape": "无效的 `\\` 转义",
    "invalid \\uXXXX escape": "无效的 `\\uXXXX` 转义",

    # TOML
    "a number has too many digits": "数字的位数过多",
    "invalid statement": "无效的语句",
    "invalid value": "无效的值",
    "invalid date or datetime": "无效的日期或时间",
    "invalid hex value": "无效的十六进制数",
    "invalid initial character for a key part": "键的开头有无效的字符",
    "expected newline or end of document after a statement": "语句之后应换行或结束",
    "expected '=' after a key in a key/value pair": "键之后应为 `=`",
    "expected ']' at the end of a table declaration": "表头应以 `]` 结尾",
    "expected ']]' at the end of an array declaration": "表头应以 `]]` 结尾",
    "expected {sign}": "此处应为 {sign}",
    "found invalid character {sign}": "有无效的字符 {sign}",
    "illegal character {sign}": "有无效的字符 {sign}",
    "cannot declare {key} twice": "不能两次声明 {key}",
    "cannot overwrite a value": "不能覆盖已有的值",
    "cannot mutate immutable namespace {key}": "不能再改动 {key}",
    "cannot redefine namespace {key}": "不能再次定义 {key}",
    "duplicate inline table key {key}": "行内表的键 {key} 写了两次",
    "unclosed array": "列表没有闭合",
    "unclosed inline table": "行内表没有闭合",
    "unterminated string": "文字没有结束引号",
    "unescaped '\\' in a string": "文字中的 `\\` 没有转义",
    "escaped character is not a Unicode scalar value": "转义的字符不是 Unicode 标量值",
    "{fault} (at line {line}, column {column})": "{fault}（第{line}行第{column}列）",
    "{fault} (at end of document)": "{fault}（文件末尾）",

    # UTF-8
    "'utf-8' codec can't decode byte {byte} in position {place}: {fault}":
        "不是 UTF-8（第{place}个字节 {byte}：{fault}）",
    "'utf-8' codec can't decode bytes in position {place}: {fault}": "不是 UTF-8（第{place}个字节：{fault}）",
    "invalid start byte": "无效的起始字节",
    "invalid continuation byte": "无效的后续字节",
    "unexpected end of data": "数据意外结束",

    # the system
    "no such file or directory": "没有这个文件或文件夹",
    "permission denied": "没有权限",
    "is a directory": "这是文件夹",
    "not a directory": "不是文件夹",
    "file name too long": "文件名过长",
    "input/output error": "读写出错",
    "too many levels of symbolic links": "符号链接层数过多",
    "no space left on device": "磁盘空间不足",
    "read-only file system": "文件系统只读",
}  # fmt: skip
