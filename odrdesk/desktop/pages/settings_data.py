"""设置 › 数据保留与脱敏: what is kept how long and why, what is masked where, with examples. Nothing here pretends."""

from PySide6.QtWidgets import QVBoxLayout

from odrdesk.desktop import handbook_tables
from odrdesk.desktop.pages.settings_section import SettingsSection
from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.reader import Reader
from odrdesk.domain import identity
from odrdesk.services.books import compound_surnames
from odrdesk.services.desk import Desk
from odrdesk.text import _

RETENTION = "R-RET"


class DataSection(SettingsSection):
    """One page to read."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.reader = Reader(look, lambda _name, _width, _ratio: None, margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reader)

    def arrive(self) -> None:
        """Show the page."""
        self.reader.show_page(_("数据保留与脱敏"), page(self._desk))


def page(desk: Desk) -> str:
    """The page as the handbook writes pages: what is kept, then what is masked."""
    today = desk.today()
    rules = [one for one in desk.law.rules if one.code.startswith(RETENTION) and one.in_force(today)]
    name, phone, number, address = (
        "王秀英",
        "13800138000",
        "310115198703125426",
        "上海市浦东新区锦绣路 1001 弄 8 号 302 室",
    )
    masked = (
        (_("姓名"), name, identity.mask_name(name, compound_surnames())),
        (_("电话"), phone, identity.mask_phone(phone)),
        (_("身份证号"), number, identity.mask_id(number)),
        (_("地址"), address, identity.mask_address(address)),
    )
    parts = (
        "## " + _("保留多久"),
        _("案件、证据、文书和记录登记后一直保留，程序不会自己删除任何一件。依法至少要留多久，见下表。"),
        handbook_tables.rules(rules),
        _("更正是新的一条，原来的一条留着。离席人员的名字和办过的事也留着，密码和恢复码随即清除。")
        + _("14 岁以下儿童的身份证号，监护人同意之前不保存。"),
        _("备份按小时、天、周、月留存，见“备份与恢复”。错误报告只留最近 20 份，不含个人信息。"),
        "## " + _("脱敏"),
        _("下面是程序遮盖的办法（例子是虚构的）："),
        handbook_tables.table((_("内容"), _("登记的"), _("遮盖后")), masked),
        "- " + _("列表、台账和给外单位的案卷里，消费者的姓名、电话、身份证号、地址默认遮盖，正文里写到的也遮盖。"),
        "- " + _("案件页的当事人要点“眼睛”才看得到全文。"),
        "- " + _("文书给当事人本人，写全名；给监管部门的案件报告另有遮盖的一份。"),
        "- " + _("日志、错误报告和诊断包里没有姓名、电话和案件内容。"),
        "## " + _("去向"),
        _("程序不连接网络。数据只在您选的文件夹和备份里；导出的文件由导出的人保管。"),
    )
    return "\n\n".join(parts)
