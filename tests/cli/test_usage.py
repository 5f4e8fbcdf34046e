"""Wrong usage is said in Chinese, and in English where English is spoken."""

import pytest


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("unheard",), "没有命令“unheard”"),
        (("law", "deadline", "R-ODR", "--from", "2026-01-01", "--foo"), "没有选项 --foo"),
        (("law", "words"), "缺少 YUAN"),
        (("law", "words", "1", "2"), "多出的内容：2"),
        (("case", "list", "--limit"), "选项 --limit 后面要写值"),
        (("case", "list", "--limit", "x"), "“--limit”的值不对：应为整数"),
        (("case", "list", "--limit", "0"), "“--limit”的值不对：不能小于 1"),
        (("case", "list", "--limit", "100001"), "“--limit”的值不对：不能大于 100000"),
        (("law", "validate", "face", "1"), "“KIND”的值不对：没有“face”，可用："),
        (("law",), "后面要写命令"),
        (("case", "step", "N", "fly"), "没有步骤“fly”"),
        (("case", "list", "--at"), "选项 --at 后面要写值"),
    ],
)
def test_wrong_usage_is_said_in_chinese(run, words, said) -> None:
    assert said in run(*words).err


def test_and_in_english_where_that_is_spoken(run, monkeypatch) -> None:
    monkeypatch.setenv("ODRDESK_LANG", "en")
    assert "Wrong usage: No such command 'unheard'." in run("unheard").err
