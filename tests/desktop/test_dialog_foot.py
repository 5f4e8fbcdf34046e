"""The foot of a dialog: words left, buttons at the right end, close together."""

from odrdesk.desktop.theme import Look
from odrdesk.desktop.widgets.button import Kind
from odrdesk.desktop.widgets.overlay import Dialog
from odrdesk.desktop.window import Window


def test_the_buttons_stand_together_at_the_right(look: Look, window: Window) -> None:
    dialog = Dialog(look, window, "从 Excel 导入")
    dialog.status.setText("还没有写入任何数据")
    buttons = [dialog.button("取消"), dialog.button("下一步", Kind.PRIMARY)]
    dialog.body.addSpacing(200)
    window.show()
    window.cover(dialog)
    dialog.fit(900)
    assert [one.width() == one.sizeHint().width() for one in buttons] == [True, True]
    assert buttons[1].geometry().left() - buttons[0].geometry().right() == 11
    assert dialog.plate.width() - buttons[1].geometry().right() == 22
    assert dialog.status.x() == 21
