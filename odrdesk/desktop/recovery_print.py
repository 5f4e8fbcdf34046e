"""The recovery code on a sheet of paper: whose, for which desk, the code in large signs, what to do with it."""

from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from odrdesk.desktop import asking
from odrdesk.text import _

_MARGIN_MM, _INCH = 25.0, 25.4


class Sheet(NamedTuple):
    """What stands on the paper; `day` as it is written."""

    desk: str
    name: str
    code: str
    day: str


def draw(device: QPagedPaintDevice, sheet: Sheet, family: str) -> None:
    """Draw the sheet on a page of A4, black on white."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(device)
    painter.setPen(QColor(Qt.GlobalColor.black))
    unit = device.logicalDpiX() / _INCH  # one millimetre
    width, y = float(painter.viewport().width()), 0.0
    told = (
        (20, True, _("管理员恢复码"), 18.0),
        (12, False, _("工作台：{desk}").format(desk=sheet.desk), 8.0),
        (12, False, _("管理员：{name}").format(name=sheet.name), 8.0),
        (12, False, _("制作日期：{day}").format(day=sheet.day), 18.0),
        (24, True, sheet.code, 22.0),
        (12, False, _("忘记密码时：在登录画面选“忘记密码”，输入这组字母和数字，再设新密码。只能用一次。"), 18.0),
        (12, False, _("恢复码里没有 0、1、I、O。请收在上锁的地方，不要拍照，也不要存在这台电脑里。"), 18.0),
        (12, False, _("重新制作后，这一份作废。"), 10.0),
    )
    for points, bold, words, high in told:
        font = QFont(family)
        font.setPointSizeF(points)
        font.setBold(bold)
        painter.setFont(font)
        room = QRectF(0, y, width, high * unit)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, words)
        y += high * unit
    painter.end()


def ask_and_print(parent: QWidget, sheet: Sheet, family: str) -> bool:
    """Ask for a printer and print; whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("管理员恢复码"))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("打印恢复码"))
    if not asking.agreed(dialog):
        return False
    draw(printer, sheet, family)
    return True
