"""What is said where tables of cases are read and decided."""

from collections.abc import Mapping

BATCH: Mapping[str, str] = {
    # the files
    "`{path}` is a folder": "`{path}` 是文件夹",
    "name a file to write to": "请指明要写入的文件",
    "there is no folder `{path}` to write to": "没有可写入的文件夹 `{path}`",
    "make it, or name another with `--out`": "请新建该文件夹，或用 `--out` 另行指明",
    "`{path}` is no table of cases": "`{path}` 不是案件表格",
    "its name ends in {endings}": "其名称应以 {endings} 结尾",
    "Parquet files need DuckDB, which is not installed": "Parquet 文件需要 DuckDB，但尚未安装",
    "install it with `pip install refundry[batch]`, or use `.jsonl` or `.csv`":
        "请用 `pip install refundry[batch]` 安装，或改用 `.jsonl`、`.csv`",
    "write it again: it was cut off, was damaged, or is no Parquet file":
        "请重新生成该文件：它可能不完整、已损坏，或不是 Parquet 文件",
    "`{path}` cannot be written: {fault}": "无法写入 `{path}`：{fault}",
    "`{path}` is neither UTF-8 nor GB18030": "`{path}` 既不是 UTF-8，也不是 GB18030",
    'name its encoding with `--columns`, as in `encoding = "cp1252"`':
        '请在 `--columns` 中指明其编码，例如 `encoding = "cp1252"`',
    "`{path}` has no header": "`{path}` 没有表头",
    "write the names of the columns into its first line": "请在第一行写明各列名称",
    "`{path}` cannot be read as CSV: {fault}": "无法将 `{path}` 读作 CSV：{fault}",

    # the rows
    "this row has more than {most} bytes": "此行超过{most}字节",
    "this row cannot be read as CSV": "此行无法读作 CSV",
    "this row has {count} cells, and the header has {columns}": "此行有{count}格，而表头有{columns}格",
    "put a cell that holds the sign between cells in quotes": "格内含分隔符的，请加引号",
    "a row is one case, a table of facts": "每行应为一个案件，即一张事实表",

    # the columns
    "the column `{name}` of `{file}` tells no fact of the policy": "`{file}` 的列 `{name}` 不对应政策的任何事实",
    "name what it tells with `--columns`, or have it ignored there":
        "请用 `--columns` 指明其含义，或在其中将其忽略",
    "the columns `{one}` and `{other}` of `{file}` both tell `{fact}`":
        "`{file}` 的列 `{one}` 与 `{other}` 都对应 `{fact}`",
    "keep one of the two, or have one ignored with `--columns`": "请保留其一，或用 `--columns` 忽略其一",
    "the column `{name}` of `{file}` is of the type {type}, which cannot tell `{fact}`":
        "`{file}` 的列 `{name}` 类型为 {type}，不能表示 `{fact}`",
    "a binary float is not exact: write whole numbers, decimals or text":
        "二进制浮点数不精确：请使用整数、十进制小数或文字",
    "it is told by whole numbers, decimals or text": "应使用整数、十进制小数或文字",
    "it is told by `BOOLEAN`, or by text": "应使用 `BOOLEAN` 或文字",
    "it is told by text; codes are given their words with `--columns`": "应使用文字；代码的含义请在 `--columns` 中给出",
    "it is told by text": "应使用文字",
    "it is told by a list of texts, or by text with `;` between the words": "应使用文字列表，或以 `;` 分隔的文字",
    "it is told by `TIMESTAMP WITH TIME ZONE`, by text, or with a `zone` or `format` in `--columns`":
        "应使用 `TIMESTAMP WITH TIME ZONE` 或文字，或在 `--columns` 中给出 `zone` 或 `format`",
    "it is told by `DATE`, or by text": "应使用 `DATE` 或文字",
    "it is told by a list of structs, or by text that holds JSON as a case file does":
        "应使用 `STRUCT[]`，或写法与案件文件相同的 JSON 文字",
    "`{name}` of `{file}` tells no fact of the policy": "`{file}` 的 `{name}` 不对应政策的任何事实",

    # Spark
    "`--master` is for Spark": "`--master` 仅用于 Spark",
    "add `--engine spark`": "请加上 `--engine spark`",
    "`--history` is read by one machine alone": "`--history` 只能由单台机器读取",
    "write the quota of all orders with `refundry lots --orders`, and join it to the cases":
        "请用 `refundry lots --orders` 写出所有订单的额度，再与案件表连接",
    "`{file}` is no Parquet file, and Spark reads no other": "`{file}` 不是 Parquet 文件，而 Spark 只读取此类文件",
    "leave `--engine` out, or write it as Parquet first": "请去掉 `--engine`，或先将其写成 Parquet",
    "a batch on Spark needs `pyspark` and `pyarrow`, which are not installed":
        "在 Spark 上批量处理需要 `pyspark` 和 `pyarrow`，但尚未安装",
    "install them with `pip install refundry[spark]`": "请用 `pip install refundry[spark]` 安装",
    "Spark needs Java 17 or later, and there is none": "Spark 需要 Java 17 或更高版本，但此处没有",
    "install one (as `openjdk-17-jre-headless` of Debian), and set `JAVA_HOME` where it is not on the path":
        "请安装 Java（例如 Debian 的 `openjdk-17-jre-headless`）；若不在 `PATH` 中，请设置 `JAVA_HOME`",
    "Spark did not start: {fault}": "Spark 未能启动：{fault}",
    "`{file}` was not decided: {fault}": "`{file}` 未能处理：{fault}",
    "the tasks wrote {found} of {rows} records where this machine finds them":
        "各任务写出的记录中，本机只找到{found}条，应有{rows}条",
    "name an `--out` that all machines share, as `hdfs://…` or `s3a://…`":
        "请用 `--out` 指明所有机器共享的位置，例如 `hdfs://…` 或 `s3a://…`",

    # the map of columns
    "`{file}` has no column `{name}`": "`{file}` 没有列 `{name}`",
    "`{file}`: the column `{name}` does not say which fact it tells": "`{file}`：列 `{name}` 没有写明对应哪个事实",
    "`{file}`: `{key}` holds another type of value than it should": "`{file}`：`{key}` 的值类型不对",
    "`{file}`: there is no zone `{zone}`": "`{file}`：没有时区 `{zone}`",
    "`{file}`: the times of the column `{name}` do not say how far their clock is from UTC":
        "`{file}`：列 `{name}` 的时刻没有写明与 UTC 的时差",
    "`{file}`: the unit `{unit}` of the column `{name}` is none of 1, 0.1, 0.01 and so on":
        "`{file}`：列 `{name}` 的单位 `{unit}` 不是 1、0.1、0.01 等",
    "`{file}`: there is no encoding `{name}`": "`{file}`：没有编码 `{name}`",
    "`{file}`: `{sign}` cannot stand between cells": "`{file}`：`{sign}` 不能用作分隔符",
    'write `fact = "order.id"`': '请写 `fact = "order.id"`',
    "write it like `Asia/Shanghai`": "写法如 `Asia/Shanghai`",
    'add their zone, as in `zone = "Asia/Shanghai"`': '请补充时区，例如 `zone = "Asia/Shanghai"`',
    'write `unit = "0.01"` where the column counts in fen': '以分计数的列请写 `unit = "0.01"`',
    "write `utf-8` or `gb18030`": "请写 `utf-8` 或 `gb18030`",
    "write one sign, as in `;`": "请写一个符号，例如 `;`",
}  # fmt: skip

BATCH_WORDS: Mapping[str, str] = {
    "the column `{name}` does not say which fact it tells": "列 `{name}` 未说明对应哪个事实",
    "there is no zone `{zone}`": "没有时区 `{zone}`",
    "the times of the column `{name}` do not say how far their clock is from UTC":
        "列 `{name}` 的时间未说明与 UTC 的时差",
    "the unit `{unit}` of the column `{name}` is none of 1, 0.1, 0.01 and so on":
        "列 `{name}` 的单位 `{unit}` 不是 1、0.1、0.01 之类",
    "there is no encoding `{name}`": "没有编码 `{name}`",
    "`{sign}` cannot stand between cells": "`{sign}` 不能用作格间的分隔符",
    "`{key}` holds another type of value than it should": "`{key}` 的值类型不对",
    "a column map has no `{key}`": "列对照表没有 `{key}`",
    "the column `{name}` has no `{key}`": "列 `{name}` 没有 `{key}`",
}  # fmt: skip
"""What is wrong with a map of columns."""
