"""The sections of the settings, one line each; a subject brings its section as it brings its tab of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from odrdesk.desktop.forms.looks import LanguageForm, LooksForm
from odrdesk.desktop.pages.settings_about import AboutSection
from odrdesk.desktop.pages.settings_backup import BackupSection
from odrdesk.desktop.pages.settings_calendar import CalendarSection
from odrdesk.desktop.pages.settings_clerks import ClerksSection
from odrdesk.desktop.pages.settings_data import DataSection
from odrdesk.desktop.pages.settings_escalation import EscalationSection
from odrdesk.desktop.pages.settings_keys import KeysSection
from odrdesk.desktop.pages.settings_law import LawSection
from odrdesk.desktop.pages.settings_leads import LeadsSection
from odrdesk.desktop.pages.settings_looks import LanguageSection, LooksSection
from odrdesk.desktop.pages.settings_paper_font import PaperFontSection
from odrdesk.desktop.pages.settings_papers import PapersSection
from odrdesk.desktop.pages.settings_phrases import PhrasesSection
from odrdesk.desktop.pages.settings_points import PointsSection
from odrdesk.desktop.pages.settings_printing import PrintingSection
from odrdesk.desktop.pages.settings_rules import RulesSection
from odrdesk.desktop.pages.settings_scheme import SchemeSection
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.pages.settings_shortcuts import ShortcutsSection
from odrdesk.desktop.pages.settings_tags import TagsSection
from odrdesk.desktop.pages.settings_templates import TemplatesSection
from odrdesk.desktop.pages.settings_warnings import WarningsSection
from odrdesk.desktop.pages.settings_watch import WatchSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Work
from odrdesk.services.desk import Desk
from odrdesk.text import _


@dataclass(frozen=True, slots=True)
class Place:
    """What a section is given; `spoke` is called after another language was chosen, `put_back` with a backup."""

    look: Look
    window: Window
    settings: QSettings
    work: Work
    desk: Desk
    spoke: Callable[[], None]
    put_back: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Section:
    """`sought` are further words it is found by; `make` builds it when it is first shown."""

    key: str
    words: str
    sought: str
    make: Callable[[Place], SettingsSection]


@dataclass(frozen=True, slots=True)
class Group:
    """Sections under one heading."""

    words: str
    sections: tuple[Section, ...]


def groups() -> tuple[Group, ...]:
    """Every section, from the top, under its heading."""
    return (
        Group(_("这台电脑"), _of_this_machine()),
        Group(_("工作台和文书"), _of_the_desk()),
        Group(_("期限和规则"), _of_the_rules()),
        Group(_("数据和程序"), _of_keeping()),
    )


def sections() -> tuple[Section, ...]:
    """Every section, from the top."""
    return tuple(section for group in groups() for section in group.sections)


def _of_this_machine() -> tuple[Section, ...]:
    """How it looks and speaks here, what it prints on."""
    return (
        Section(
            "looks",
            _("外观"),
            _("深色 浅色 高对比 字号 文字大小 字体 主题 夜间 密度 行高 紧凑 动画 无障碍"),
            lambda place: LooksSection(place.look, LooksForm(place.look, place.settings, place.work, place.desk)),
        ),
        Section(
            "language",
            _("语言"),
            _("中文 英文 English Chinese language 翻译"),
            lambda place: LanguageSection(
                LanguageForm(place.look, place.settings, place.work, place.desk), place.spoke
            ),
        ),
        Section(
            "shortcuts",
            _("快捷键"),
            _("键盘 按键 热键 组合键 改键 冲突 恢复"),
            lambda place: ShortcutsSection(place.look, place.window, place.work),
        ),
        Section(
            "printing",
            _("打印"),
            _("打印机 份数 双面 习惯 抬头 机构 默认"),
            lambda place: PrintingSection(place.look, place.window, place.settings, place.work, place.desk),
        ),
    )


def _of_keeping() -> tuple[Section, ...]:
    """What keeps the data whole, what is kept of it, and what the program is."""
    return (
        Section(
            "backup",
            _("备份与恢复"),
            _("备份 恢复 另存 U 盘 硬盘 文件夹 丢失 损坏 留存"),
            lambda place: BackupSection(place.look, place.window, place.work, place.desk, place.put_back),
        ),
        Section(
            "data",
            _("数据保留与脱敏"),
            _("隐私 个人信息 遮盖 保存 期限 删除 脱敏 去向 网络"),
            lambda place: DataSection(place.look, place.desk),
        ),
        Section(
            "about",
            _("关于"),
            _("版本 许可 诊断 诊断包 日志 数据文件夹 升级 组件 开源"),
            lambda place: AboutSection(place.look, place.window, place.work, place.desk),
        ),
    )


def _of_the_desk() -> tuple[Section, ...]:
    """Who works there, what leaves it."""
    return (
        Section(
            "clerks",
            _("用户与角色"),
            _("人员 职责 角色 权限 密码 登录 锁定 离席 管理员 主管 专员"),
            lambda place: ClerksSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "points",
            _("联络点"),
            _("消费维权联络点 服务站 星级 地址 电话"),
            lambda place: PointsSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "phrases",
            _("常用语"),
            _("常用语 短语 快捷 插入 回复 团队 :: ："),
            lambda place: PhrasesSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "tags",
            _("类别与标签"),
            _("标签 类别 分类 标记 颜色 改名 停用 恢复"),
            lambda place: TagsSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "papers",
            _("文书编号与打印"),
            _("文书 编号 文号 代字 样式 工作站 序号 打印 份数 双面"),
            lambda place: PapersSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "paper_font",
            _("文书字体"),
            _("仿宋 宋体 字体文件 印发 嵌入 授权"),
            lambda place: PaperFontSection(place.look, place.work, place.desk),
        ),
        Section(
            "templates",
            _("文书模板"),
            _("模板 措辞 文书 告知书 协议书 通知书 版本 起草 发布 字段"),
            lambda place: TemplatesSection(place.look, place.window, place.work, place.desk),
        ),
    )


def _of_the_rules() -> tuple[Section, ...]:
    """What is counted, warned of, paid and looked out for."""
    return (
        Section(
            "rules",
            _("期限规则"),
            _("工作日 法定期限 受理 调解 ODR 来源 依据 施行 暂定 时限"),
            lambda place: RulesSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "warnings",
            _("提醒"),
            _("提醒 紧急 逾期 提前 工作日 小时 所在地 市 区"),
            lambda place: WarningsSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "calendar",
            _("工作日历"),
            _("节假日 调休 放假通知 国务院 暂定 导入 年份"),
            lambda place: CalendarSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "scheme",
            _("赔付规则"),
            _("先行赔付 方案 上限 审批 两人 单人模式 预警线 补足 申诉 期限"),
            lambda place: SchemeSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "leads",
            _("线索与同类投诉"),
            _("违法线索 移送 部门 联席会议 同类 投诉 天数 件数 管辖"),
            lambda place: LeadsSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "escalation",
            _("升级建议"),
            _("升级 期限 金额 提示"),
            lambda place: EscalationSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "keys",
            _("核验密钥"),
            _("二维码 签名 核验 公钥 密钥 指纹 网页 防伪 更换"),
            lambda place: KeysSection(place.look, place.window, place.work, place.desk),
        ),
        Section(
            "law",
            _("法律依据"),
            _("法律 法规 规章 司法解释 文号 施行日期 核对"),
            lambda place: LawSection(place.look, place.desk),
        ),
        Section(
            "watch",
            _("重点商标名录"),
            _("知识产权 商标 名录 注册号 权利人 提示 导入"),
            lambda place: WatchSection(place.look, place.work, place.desk),
        ),
    )
