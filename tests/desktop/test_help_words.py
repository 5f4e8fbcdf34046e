"""What the handbook quotes is what the program says: names on the screen in both languages, keys, command lines."""

import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import typer
from babel.messages.pofile import read_po

from odrdesk.cli import main as cli
from odrdesk.cli.options import split
from odrdesk.desktop import handbook
from odrdesk.desktop.actions import commands
from odrdesk.places import resource
from odrdesk.text import Language

LANGUAGES = [one.value for one in Language]
DESKTOP = resource().parent / "odrdesk" / "desktop"

STRESSED = frozenset({
    # said with weight, or in somebody's mouth: no name of anything on the screen
    "10 月 10 日（周六）调休上班，是第 3 天", "11-06 收到 + 10 工作日 → 11-20", "PDF", "ZIP", "…", "⋯", "一次打印",
    "一次确认办理一批", "不会自行发出", "且", "中", "余额断言", "作废连同各联", "假一赔十", "公式合计",
    "写明原因不记账", "决定是否受理", "出具后的文书不能改", "列头", "到达权利人", "剩余请求权", "副本", "副本 1",
    "副本 2", "及时", "发生的那天不算", "只供参考，不是结论", "可能重复", "各联同号", "合计",
    "同一块硬盘上的备份挡不住硬盘损坏", "同一渠道的同一编号不能登记两次", "命令", "命令行",
    "商品、案件号、期限、报价", "商家答复", "四眼原则按人计", "备查账", "外部发生的事", "字号", "小时", "建议",
    "您的席位", "或", "或者", "所有者忘了密码、没有恢复码、又没有别的管理员", "投诉单列表", "报送监管部门",
    "拖进来", "拼音或首字母", "提出方案", "提议", "搜索框", "撤销：指派 3 件", "收到通知之日", "文书版本", "旗舰店",
    "日", "最后一天", "月、年", "有限公司", "期初余额", "期末以前发生的事", "期限还没有到", "期限随之重新计算",
    "标点", "标签", "样本", "核对", "核验网页", "案卷", "没有赔付的部分仍是消费者的债权", "法定的届满日不变",
    "状态不对", "王秀英", "现场", "疑似重复", "硬盘", "窗口里", "第二次打印起", "第几页共几页", "练习台",
    "给外部的案卷", "给谁", "翡翠", "职责不够", "联络点存档", "补全", "计算表", "记录锚点", "调休上班的周末要数",
    "调到徐汇联络点", "购买当天", "贷方是进账", "赔付", "起算那天", "还欠着", "那时的案件", "都是脱敏的",
    "须两人办理", "首次联系", "高对比",
})  # fmt: skip
"""Everything else in bold or in quotes must be on the screen, letter for letter. Add here only what is no name."""


def plain(words: str) -> str:
    """Without a link's address, an ellipsis at the end, doubled blanks and capitals."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return re.sub(r"\s+", " ", words).strip(" …．。，：:,.?“”").replace("’", "'").casefold()


def pairs(thing: object) -> Iterator[tuple[str, str]]:
    """Every Chinese text with its English in a table of the resources."""
    if isinstance(thing, Mapping):
        if isinstance(thing.get("zh"), str) and isinstance(thing.get("en"), str):
            yield thing["zh"], thing["en"]
        thing = thing.values()
    elif not isinstance(thing, list):
        return
    for part in thing:
        yield from pairs(part)


@cache
def spoken() -> Mapping[str, frozenset[str]]:
    """Each thing the program says in Chinese, with what it says in English; also the parts before a colon or a hole."""
    said: dict[str, set[str]] = {}
    for path in sorted(resource("locale", "en", "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as readable:
            for message in read_po(readable, locale="en"):
                ids = [message.id] if isinstance(message.id, str) else message.id
                strings = [message.string] if isinstance(message.string, str) else message.string
                for chinese in ids or ():
                    said.setdefault(chinese, set()).update(strings or ())
    for folder in ("vocabulary", "messages", "evidence", "prepayment", "law", "phrases"):
        for path in sorted(resource(folder).rglob("*.toml")):
            for chinese, words in pairs(tomllib.loads(path.read_text("utf-8"))):
                said.setdefault(chinese, set()).add(words)
    table: dict[str, set[str]] = {}
    for chinese, several in said.items():
        for words in several:
            for first, second in zip(_parts(chinese), _parts(words), strict=False):
                table.setdefault(first, set()).add(second)
    return {first: frozenset(second) for first, second in table.items() if first}


def _parts(words: str) -> tuple[str, ...]:
    """The whole with its holes as `n`, what stands before the first colon, and before and after the first hole."""
    whole = re.sub(r"\{\w*[^}]*\}", "n", words)
    outside = re.split(r"\{[^}]*\}", words)
    return (plain(whole), plain(re.split("[：:，,（(]", whole)[0]), plain(outside[0]), plain(outside[-1]))


def pages(language: str) -> Iterator[tuple[str, str]]:
    for path in handbook.files(language):
        yield path.name, path.read_text("utf-8")


def quoted(text: str) -> Iterator[str]:
    """What stands in bold or in quotes; `设置 › 备份` are two names."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    for found in re.findall(r"\*\*([^*]+)\*\*|“([^”]+)”", text):
        for part in re.split("[›、]", "".join(found)) if "".join(found) not in STRESSED else ():
            yield part.strip()


def test_what_the_chinese_pages_quote_is_on_the_screen() -> None:
    stressed = {plain(one) for one in STRESSED}
    missing = {
        (name, one)
        for name, text in pages("zh_CN")
        for one in quoted(text)
        if plain(one) not in spoken() and plain(one) not in stressed
    }
    assert missing == set()


def test_the_english_pages_call_things_what_the_english_screen_calls_them() -> None:
    english = {name: plain(text) for name, text in pages("en")}
    stressed = {plain(one) for one in STRESSED}
    missing = {
        (name, one, tuple(sorted(spoken()[plain(one)])))
        for name, text in pages("zh_CN")
        for one in quoted(text)
        if plain(one) in spoken() and plain(one) not in stressed
        if not any(words in english[name] for words in spoken()[plain(one)])
    }
    assert missing == set()


SHOWN = {"Enter": "Return", "PgDn": "PgDown", "←": "Left", "↑": "Up", "↓": "Down"}
QT = {"↓": "Down", "↑": "Up", "Enter": "Return", "PgDn": "PageDown", "PgUp": "PageUp", "/": "Slash", ",": "Comma"}


@cache
def sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(DESKTOP.rglob("*.py")))


def answered(keys: str) -> bool:
    """Whether a command has these keys, or the window reads them somewhere by name."""
    keys = re.sub(r"^Ctrl\+[1-9]$", "Ctrl+{place}", keys)  # the tabs of a case
    portable = re.sub(r"[A-Za-z↑↓←]+$", lambda last: SHOWN.get(last[0], last[0]), keys)
    if any(portable in command.keys for command in commands()) or f'"{portable}"' in sources():
        return True
    name = QT.get(last := keys.rsplit("+", 1)[-1], last)
    return re.search(rf"Key\.Key_{re.escape(name)}\b", sources()) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_pages_is_answered(language: str) -> None:
    shape = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z0-9,/=↑↓←→]|F\d+|Enter|Tab|Pg\w+)|F(?:1[0-2]|[1-9])|[A-Z])`")
    named = {(name, keys) for name, text in pages(language) for keys in shape.findall(text)}
    assert len(named) > 60
    assert {one for one in named if not answered(one[1])} == set()


@cache
def known() -> dict[tuple[str, ...], Any]:
    """Every command of the command line by its words."""

    def walk(group: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for name, one in getattr(group, "commands", {}).items():
            yield from walk(one, (*words, name)) if hasattr(one, "commands") else [((*words, name), one)]

    return dict(walk(typer.main.get_command(cli.program()), ()))


def found(words: list[str]) -> tuple[Any, list[str]]:
    """The command these words begin with, and the rest."""
    for length in (3, 2, 1):
        one = known().get(tuple(words[:length]))
        if one is not None:
            return one, words[length:]
    raise AssertionError(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_line_in_the_pages_can_be_read(language: str) -> None:
    lines = [
        "".join(line)
        for _name, text in pages(language)
        for line in re.findall(r"`odrdesk ([^`\n]+)`|^odrdesk (.+)$", text, re.MULTILINE)
    ]
    assert len(lines) > 30
    for line in lines:
        words = split(shlex.split(line.split(" > ")[0]), {}).words
        command, rest = found(list(words))
        options, left, _order = command.make_parser(
            command.make_context("x", list(rest), resilient_parsing=True)
        ).parse_args(rest)
        assert not left, line
        absent = [one.name for one in command.params if one.required and options.get(one.name) in (None, ())]
        assert not absent, (line, absent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_command_line_names_every_command_and_no_other(language: str) -> None:
    text = dict(pages(language))["12-command-line.md"]
    table = text.split("\n\n")
    rows = next(part for part in table if "`desk new`" in part and part.startswith("|")).splitlines()[2:]
    named: set[tuple[str, ...]] = set()
    for row in rows:
        first, second = row.strip("| ").split(" | ", 1)
        group, here = "", set()
        for cell in re.findall("`([^`]+)`", first):
            words = tuple(cell.split())
            alone = not group or len(words) > 1 or (group, *words) not in known()
            here.add(words if alone else (group, *words))
            group = words[0] if len(words) > 1 else group
        options = {option for one in here for parameter in known()[one].params for option in parameter.opts}
        assert set(re.findall("`(--[a-z-]+)`", second)) <= options, row
        named |= here
    assert named == set(known())
