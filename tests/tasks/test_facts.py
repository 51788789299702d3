"""`facts`: one place for what a case can tell, in each of its forms."""

import json
import tomllib
from pathlib import Path

import pytest

from engine.tasks.facts import print_facts
from engine.tasks.stop import Stop

SHIPPED = str(Path(__file__).parents[2] / "policies")


def printed(form: str, lang: str = "en") -> str:
    return print_facts(SHIPPED, "youyun-refund", None, form, lang).result


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["text", "md", "json-schema", "template"])
def test_every_form_names_every_fact(form: str, lang: str) -> None:
    text = printed(form, lang)
    for table, name in (("case", "reason"), ("payment", "refunded_before"), ("confirmation", "amount")):
        assert f"{table}.{name}" in text or (f"{table}" in text and name in text)
    assert ("元" in text or "金额" in text) == (lang == "zh")


def test_the_schema_is_json_and_the_blank_case_is_toml() -> None:
    schema = json.loads(printed("json-schema"))
    assert schema["properties"]["credit"]["properties"]["used"]["title"] == "Quota used"
    assert set(tomllib.loads(printed("template"))) == set(schema["properties"])


def test_the_table_is_markdown() -> None:
    assert printed("md").startswith("| fact | meaning |")


def test_a_policy_that_is_not_there_is_wrong_usage_with_a_guess() -> None:
    with pytest.raises(Stop) as stopped:
        print_facts(SHIPPED, "youyun-refnd", None, "text", "en")
    (mistake,) = stopped.value.diagnostics
    assert (mistake.code, stopped.value.exit_code) == ("RF601", 2)
    assert mistake.help == "did you mean `youyun-refund`?"


def test_a_version_that_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(Stop) as stopped:
        print_facts(SHIPPED, "youyun-refund", "2020-01-01", "text", "en")
    assert (stopped.value.diagnostics[0].code, stopped.value.exit_code) == ("RF602", 2)


def test_a_policy_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "2026-01-01.refund").write_text("nonsense", "utf-8")
    with pytest.raises(Stop) as stopped:
        print_facts(str(tmp_path), "broken", None, "text", "en")
    assert stopped.value.exit_code == 3
