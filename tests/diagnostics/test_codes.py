"""The catalogue of codes."""

import re

import pytest

from engine.diagnostics.codes import CODES, GROUPS, Code, _catalogue


def test_every_code_stands_under_its_own_name_in_a_known_group() -> None:
    for name, code in CODES.items():
        assert code.code == name
        assert re.fullmatch(r"RF\d{3}", name)
        assert code.group == GROUPS[name[:3]]


def test_codes_stand_in_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_titles_keep_the_style_of_messages_and_stand_in_both_languages() -> None:
    for code in CODES.values():
        assert re.match(r"[a-z]", code.title), code
        assert not code.title.endswith("."), code
        assert re.search(r"[\u4e00-\u9fff]", code.zh), code
        assert not code.zh.endswith("。"), code


def test_a_code_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        _catalogue((Code("RF101", "a", "一"), Code("RF101", "b", "二")))
