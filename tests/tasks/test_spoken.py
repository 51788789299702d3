"""The language of the command line itself: what click says, and our own help, in Chinese."""

from __future__ import annotations

import ast
import gettext
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import cli
from engine.tasks.spoken import DOMAIN, LOCALE, commands_in
from tests.tasks.running import SHIPPED

COMPILED = LOCALE / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo"
# what click can say that no command of ours brings it to say
NEVER_SAID = re.compile(
    r"Aborted|eprecat|editor|Windows|iterable|declar|defined twice|true/false|Confirm|Do you want|stream|"
    r"unknown error|Could not open|Invalid start|Bash|Press any|Repeat|entered values|colour|invalid input|^d$|"
    r"Choice\(|formats?\}|range|boolean|len_type|number_type|UUID|not writable|executable|Takes "
)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "engine.tasks.start", *words]
    environment = os.environ | {"PYTHONPATH": str(SHIPPED.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, env=environment, capture_output=True, check=False, text=True, encoding="utf-8"
    )


def of_click() -> Iterator[str]:
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=said), *_]):
                    yield str(said)
                case _:
                    pass


def of_ours() -> Iterator[str]:
    for command in commands_in(cli.cli):
        for paragraph in cleandoc(command.help or "").split("\n\n"):
            yield paragraph.removeprefix("\b\n")
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.help:
                yield parameter.help


def test_all_that_the_command_line_says_has_its_chinese() -> None:
    with COMPILED.open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    said = {each for each in of_click() if not NEVER_SAID.search(each)} | set(of_ours())
    assert [
        each for each in sorted(said) if chinese.gettext(each) == chinese.ngettext(each, each, 1) == each
    ] == []


def test_what_is_compiled_is_what_is_written() -> None:
    with COMPILED.with_suffix(".po").open("rb") as file:
        written = read_po(file, locale="zh", domain=DOMAIN)
    made = io.BytesIO()
    write_mo(made, written)
    assert made.getvalue() == COMPILED.read_bytes(), "run `make texts`"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "错误：没有命令 'nonsense'"),
        (["decide"], "错误：缺少参数 'CASE...'"),
        (["decide", "--dra", "x"], "是否想输入 '--draft'"),
        (["decide", "--draft"], "选项 '--draft' 须带 1 个值"),
        (["check", "--source", "nowhere"], "文件 'nowhere' 不存在"),
        (["check", "--format", "xml"], "'--format' 的值无效：'xml' 不在可选值之列"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: list[str], said: str) -> None:
    done = run("--lang", "zh", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not re.search(r"Error|Try|Usage", done.stderr)


def test_help_is_told_in_the_language_asked_for() -> None:
    chinese = run("show", "--lang=zh", "--help").stdout
    assert "把政策的条款排成可供阅读和签署的文件。" in chinese
    assert "示例：refundry show" in chinese
    assert "Show this" not in chinese
    assert "封存" in run("--lang", "zh", "--help").stdout
    for words in (["--lang", "zh", "ledger"], ["ledger", "show", "--help", "--lang", "zh"]):
        shown = run(*words)
        assert "记录" in shown.stdout + shown.stderr
        assert not re.search(r"Show|List|Usage|Example", shown.stdout + shown.stderr)
    assert "Show this message and exit." in run("show", "--help").stdout
