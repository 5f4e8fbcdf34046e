"""What the style sheet tells apart by a property of a widget, set so that it costs nothing where nothing changes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def dress(widget: QWidget, name: str, value: object) -> None:
    """Give a widget another value of what the style sheet asks for, and let it be seen.

    One that was never shown reads it then: dressed before, it is dressed once more for each parent it gets while its
    form is built, which took most of the time of a form.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
