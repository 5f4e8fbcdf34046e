"""Single settings by the words that stand beside them, so that the search finds the line and not only its section."""

from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from odrdesk.desktop.forms.setting_row import SettingRow
from odrdesk.desktop.widgets.card import Card
from odrdesk.desktop.widgets.clickable import Clickable
from odrdesk.desktop.widgets.field import Field
from odrdesk.text import _

_NEAR_PX = 60


class Single(NamedTuple):
    """A setting: its section, the words beside it, further words it is found by."""

    section: str
    words: str
    also: str = ""

    @property
    def text(self) -> str:
        """What is searched."""
        return f"{self.words} {self.also}".casefold()


def singles() -> tuple[Single, ...]:
    """Every setting that can be found by itself."""
    return (
        Single("looks", _("外观"), _("深色 浅色 主题 夜间 高对比 跟随系统 无障碍")),
        Single("looks", _("文字大小"), _("字号 字体 放大 缩小 看不清")),
        Single("looks", _("列表行高"), _("密度 紧凑 舒适 行距")),
        Single("looks", _("减少动画"), _("动效 晃眼 头晕 无障碍")),
        Single("language", _("语言"), _("中文 英文 English")),
        Single("printing", _("常用打印机"), _("默认 打印机")),
        Single("printing", _("打印习惯"), _("清除 记住")),
        Single("printing", _("份数和双面"), _("几份 双面")),
        Single("printing", _("机构与文书抬头"), _("名称 地址 电话 信头")),
        Single("clerks", _("自动锁定"), _("离开 分钟 多久 锁屏")),
        Single("clerks", _("用户与角色"), _("添加人员 密码 恢复码 职责 权限")),
        Single("tags", _("标签"), _("加急 标记 分组 颜色")),
        Single("tags", _("问题类别"), _("分类")),
        Single("papers", _("编号样式"), _("文号 年份 序号")),
        Single("papers", _("本机代号"), _("几台电脑")),
        Single("papers", _("代字"), _("文号")),
        Single("papers", _("双面打印"), _("正反面")),
        Single("backup", _("备份"), _("立即 上次 位置 留存")),
        Single("backup", _("另存的位置"), _("U 盘 硬盘 第二份 共享")),
        Single("backup", _("恢复"), _("还原 找回 换电脑")),
        Single("about", _("导出诊断包"), _("日志 报错 技术支持")),
        Single("about", _("数据文件夹"), _("位置 路径 在哪里")),
        Single("about", _("法律数据"), _("版本 更新 最新")),
    )


def find(section: QWidget, words: str) -> QWidget | None:
    """The line of a setting in its section: a row, a field, a card, or the control that bears the words."""
    for row in section.findChildren(SettingRow):
        if row.words == words:
            return row
    for field in section.findChildren(Field):
        label = field.findChild(QLabel)
        if label is not None and label.text().removesuffix(" *") == words:
            return field
    for card in section.findChildren(Card):
        if card.accessibleName() == words:
            return card
    for button in section.findChildren(Clickable):
        if words in (button.text(), button.accessibleName()):
            return button
    return None


def control(line: QWidget) -> QWidget | None:
    """What takes the focus in a line: the first one can reach by Tab."""
    if isinstance(line, Field):
        return line.editor
    if isinstance(line, Clickable):
        return line
    return next((one for one in line.findChildren(Clickable) if one.isEnabled() and one.isVisible()), None)


def bring_into_view(line: QWidget) -> None:
    """Scroll whatever scrolls around it so far that it is seen with some room."""
    above = line.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(line, 0, _NEAR_PX)
        above = above.parentWidget()
