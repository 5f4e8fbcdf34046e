"""What the handbook quotes is what the program says: names on the screen in both languages, keys, command lines."""

import re
import shlex
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import typer
from babel.messages.pofile import read_po

from odrdesk.cli import main as cli
from odrdesk.cli.options import split
from odrdesk.desktop import handbook, jobs, keeping, open_cases, undo, window
from odrdesk.desktop.actions import commands
from odrdesk.desktop.dialogs import intake_text
from odrdesk.desktop.pages import cases_views, prepay_queue, settings_clerks
from odrdesk.desktop.theme import SCALES
from odrdesk.desktop.tokens import SMALLEST_PX
from odrdesk.domain import console, evidence, merchant_risk, merchants, minors, passwords, statements
from odrdesk.domain.listing import FIELDS
from odrdesk.domain.vocabulary import Role
from odrdesk.domain.warning import DAYS, HOURS
from odrdesk.places import resource
from odrdesk.services import (
    backup_place,
    bundle,
    case_looks,
    clerks,
    fund_register,
    ledger_export,
    lists,
    paper_batch,
    paper_deliveries,
    paper_prints,
    paper_settings,
    patterns,
    phrases,
    prepayments,
    register,
    reports,
    schemes,
    sheet_habits,
    sittings,
    templates,
    watchlist,
    worklist,
)
from odrdesk.services import evidence as filing
from odrdesk.services.books import known_law
from odrdesk.storage import advances, backup, disputes, sheet_guard
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


NUMBERS = (
    ("01-first-steps", "窄于 {} 像素", "Below {} pixels", window.WIDE_FROM),
    ("01-first-steps", "剩 {} 个工作日", "usually {} working days before", DAYS.remind),
    ("01-today", "最急的 {} 件", "only the {} most urgent", lists.BOARD_ROWS),
    ("01-today", "最多 {} 件", "It has {} cases at most", worklist.MOST),
    ("01-today", "未来 {} 个工作日", "next {} working days", lists.BOARD_DAYS),
    ("02-import", "最多 {} 万行", "{},000 rows", (sheet_guard.MOST_ROWS // 10_000, sheet_guard.MOST_ROWS // 1_000)),
    ("02-import", "{} MB", "{} MB", sheet_guard.MOST_BYTES >> 20),
    ("02-import", "{} 小时内的导入", "last {} hours", sheet_habits.TAKEN_BACK_WITHIN.total_seconds() / 3600),
    ("03-intake", "最多 {} MB", "{} MB together at most", intake_text.MOST_KEPT // 1_000_000),
    ("03-intake", "未满 {} 周岁的，必须填写监护人", "under {} a guardian", minors.CHILD_UNDER),
    ("03-intake", "未满 {} 周岁的孩子", "a child under {}", minors.CAPACITY_FROM),
    ("03-intake", "未满 {} 周岁的，款项付给监护人", "anyone under {} goes to the guardian", minors.FULL_AGE),
    ("04-phrases", "各不超过 {} 条", "there are {} at most", phrases.MOST),
    ("04-phrases", "不超过 {:,} 字", "at most {:,} characters", phrases.TEXT_LIMIT),
    ("04-steps", "超过 {} 字时会先问", "above {} characters you are asked", keeping.LONG),
    ("04-steps", "最多 {:,} 字；自己写的", "{:,} characters at most. Everybody", case_looks.NOTE_LIMIT),
    ("04-steps", "超过 {} 字时，会说明", "more than {} characters says", console.LIMIT),
    ("04-steps", "{} 天内达到", "in thirty days of one category", patterns.Threshold().days),
    ("05-deadlines", "剩 {} 个工作日起提醒", "from {} working days left", DAYS.remind),
    ("05-deadlines", "剩 {} 个起紧急", "urgent from {}", DAYS.urgent),
    ("05-deadlines", "按小时的剩 {} 小时", "counts hours from {}", HOURS.remind),
    ("08-evidence", "最多 {} 个", "at most {}", evidence.MOST_AT_ONCE),
    ("08-evidence", "{} MB 以上的文件不能", "files of {} MB or more cannot", evidence.MOST_BYTES // 1_000_000),
    ("08-evidence", "{} MB 以上的，用", "larger than {} MB", filing.PREVIEW_BYTES >> 20),
    ("09-find", "`Ctrl+Alt+{}` 直达", "`Ctrl+Alt+1` to `Ctrl+Alt+{}`", cases_views.MOST_PINS),
    ("10-backup", "最近 {} 小时", "last {} hours", backup.HOURS),
    ("10-backup", "{} 天每天一份", "{} days, 8 weeks", backup.DAYS),
    ("10-backup", "{} 周每周一份", "{} weeks", backup.WEEKS),
    ("10-backup", "{} 个月每月一份", "{} months", backup.MONTHS),
    ("10-backup", "升级前的留 {} 天", "stay {} days", backup.MIGRATION_DAYS),
    ("11-keyboard", "最多 {} 件，再开", "There are {} at most", open_cases.MOST),
    ("11-keyboard", "最近 {} 件都可以", "for the last {} acts", undo.MOST),
    ("14-merchants", "最近 {} 天收到的案件", "received in the last {} days", merchants.RECENT_DAYS),
    ("14-merchants", "办完 {} 件以上", "four or more cases ended", merchant_risk.ENOUGH),
    ("14-merchants", "收到 {} 件以上", "ten or more cases came", merchant_risk.MANY),
    ("15-bank", "不超过 {} 天，一笔", "at most {} days apart", statements.DAYS),
    ("15-bank", "相差不超过 {} 天、", "up to {} days apart", statements.FAR),
    ("15-bank", "各不超过 {} 张", "up to four vouchers", statements.PARTS),
    ("15-fund", "最急的 {} 件", "The {} most urgent", prepay_queue.AT_ONCE),
    ("15-fund", "追偿中先列 {} 件", "comes by {}", prepayments.MOST),
    ("15-fund", "最多 {:,} 行", "{:,} lines at most", fund_register.MOST_ON_PAPER),
    ("15-fund", "{} 天以内、60", "up to {}, 60", advances.AGES[0]),
    ("15-fund", "{} 天以内、更久", "{} days, and longer", advances.AGES[-1]),
    ("16-people", "至少 {} 个字符", "At least {} characters", passwords.LEAST),
    ("16-people", "最多 {} 个", "at most {}", passwords.MOST),
    ("16-people", "连续错 {} 次", "After {} wrong ones", passwords.FREE),
    ("16-people", "要等 {} 秒", "wait {} seconds", passwords.FIRST_PAUSE.total_seconds()),
    ("16-people", "最长 {} 分钟", "up to {} minutes", passwords.LONGEST_PAUSE.total_seconds() / 60),
    ("16-people", "从 {} 分钟到", "from {} to", settings_clerks.MINUTES[0]),
    ("16-people", "到 {} 分钟", "to {} minutes", settings_clerks.MINUTES[-1]),
    ("17-case-file", "合计不超过 {} MB", "up to {} MB together", bundle.MOST_IN_PDF >> 20),
    ("17-papers-issuing", "最多 {:,} 份", "{:,} papers at most", paper_batch.MOST),
    ("17-papers-issuing", "（1 到 {}）", "(1 to {})", paper_settings.MOST_COPIES),
    ("17-papers-issuing", "最多打印 {} 份", "makes {} copies at most", paper_prints.MOST_COPIES),
    ("17-papers-issuing", "最大 {} MB", "at most {} MB", paper_deliveries.MOST_BYTES // 1_000_000),
    ("17-reports", "最多 {:,} 行", "{:,} rows at most", register.MOST_ON_PAPER),
    ("18-settings", "{}% 到", "{}% to", SCALES[0]),
    ("18-settings", "到 {}%", "to {}%", SCALES[-1]),
    ("18-settings", "不小于 {} 像素", "smaller than {} pixels", SMALLEST_PX),
)
"""A page, what it says in Chinese and in English around a number (`{}`), and the number the program goes by."""


@pytest.mark.parametrize(("page", "zh", "en", "number"), NUMBERS, ids=[f"{page} {zh}" for page, zh, _en, _n in NUMBERS])
def test_the_numbers_of_the_pages_are_those_the_program_goes_by(page: str, zh: str, en: str, number: object) -> None:
    each = number if isinstance(number, tuple) else (number, number)
    for language, words, told in zip(("zh_CN", "en"), (zh, en), each, strict=True):
        assert words.format(int(told)) in dict(pages(language))[f"{page}.md"], language


def test_numbers_the_pages_say_in_words() -> None:
    """Ten minutes to the lock, two to the bell, thirty days to a look-alike, three to a group, half an hour, a week."""
    assert clerks.LOCK_MINUTES == 10
    assert jobs.LONG_MS == 2 * 60 * 1000
    assert (disputes.ALIKE_DAYS, patterns.Threshold().least) == (30, 3)
    assert (backup_place.INTERVAL.total_seconds(), backup_place.BEHIND.days) == (1800, 7)
    assert (cases_views.MOST_PINS, backup.LEAST, keeping.KEEP_MS < 1000) == (8, 3, True)


def test_lengths_and_sums_the_pages_tell_are_those_of_law_and_scheme() -> None:
    law = {one.code: one for one in known_law().rules}
    told = {code: law[code].length for code in ("R-ODR", "R-REG-MED-20", "R-REG-MED-121", "R-IP15")}
    assert told == {"R-ODR": 10, "R-REG-MED-20": 45, "R-REG-MED-121": 60, "R-IP15": 15}
    assert {law[code].length for code in ("R-IP-ACT", "R-IP-FWD", "R-IP-PUB")} == {1}
    assert str(law["R-REG-MED-121"].in_force_from) == "2026-04-15"
    assert {one.code: one.minimum for one in known_law().amounts if one.minimum} == {
        "A-FRAUD": 50_000,
        "A-FOOD": 100_000,
        "A-DRUG": 100_000,
    }
    scheme = schemes.shipped()
    assert dict(scheme.windows) == {"notice": 3, "approve": 2, "pay": 3, "topup": 10, "appeal": 10}
    sums = [scheme.case_cap, *(one.up_to for one in scheme.tiers if one.up_to)]
    for language in LANGUAGES:
        page = dict(pages(language))["15-prepayment.md"]
        assert all(f"{one.yuan.removeprefix('¥')}" in page for one in sums)
        assert f"{scheme.claim_days} " in page


MAY = (
    ("04-phrases", "由主管或管理员维护", "kept by a supervisor or administrator", phrases.LEADERS, "supervisor admin"),
    ("04-steps", "审计以外的人都能写", "Everybody but an auditor", case_looks.WRITERS, "*auditor"),
    ("08-evidence", "登记员（专员、主管也是）、财务和法务可以登记", "Intake clerks", filing.TAKERS,
     "intake finance legal"),
    ("08-evidence", "专员、财务、法务和审计可以导出", "Officers, finance, legal and auditors may do so", filing.READERS,
     "officer finance legal auditor"),
    ("14-ip", "由法务、主管或管理员在", "Legal, a supervisor or an administrator", watchlist.KEEPERS,
     "legal supervisor admin"),
    ("16-ledger", "财务、主管、审计可以导出", "Finance, supervisors and auditors may do it", ledger_export.MAY_EXPORT,
     "finance supervisor auditor"),
    ("16-people", "主管、审计和管理员在", "supervisors, auditors and administrators read it", sittings.READERS,
     "supervisor auditor admin"),
    ("17-case-file", "专员、法务和审计可以导出", "Officers, legal and auditors may.", bundle.READERS,
     "officer legal auditor"),
    ("17-papers-issuing", "登记员（专员、主管也是）、财务和法务都可以办", "Intake clerks", paper_prints.MAY,
     "intake finance legal"),
    ("17-papers-templates", "一人起草（专员、法务或管理员）", "one drafts (an officer, legal, an administrator)",
     templates.DRAFTERS, "officer legal admin"),
    ("17-papers-templates", "另一人发布（主管或管理员）", "another releases (a supervisor or administrator)",
     templates.RELEASERS, "supervisor admin"),
    ("17-reports", "报送员或主管按**定稿**", "a reporter or supervisor presses **Freeze**", reports.MAY_FREEZE,
     "reporter supervisor"),
    ("17-reports", "报送员、主管、审计可以导出", "Reporters, supervisors and auditors may export", reports.MAY_EXPORT,
     "reporter supervisor auditor"),
)  # fmt: skip
"""Who may do what, as the pages say it, and the roles the service asks for (`*`: all but)."""


@pytest.mark.parametrize(("page", "zh", "en", "roles", "told"), MAY, ids=[f"{one[0]} {one[1]}" for one in MAY])
def test_the_pages_say_who_may_do_it(page: str, zh: str, en: str, roles: Iterable[Role], told: str) -> None:
    assert zh in dict(pages("zh_CN"))[f"{page}.md"]
    assert en in dict(pages("en"))[f"{page}.md"]
    named = {Role(one) for one in told.removeprefix("*").split()}
    assert set(roles) == (set(Role) - named if told.startswith("*") else named)


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
def test_the_page_of_the_command_line_names_every_condition(language: str) -> None:
    page = dict(pages(language))["12-command-line.md"]
    assert {field for field in FIELDS if not re.search(rf"`[^`]*\b{field}\b", page)} == set()


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
