"""The order of start-up: one application, its words, its face, then its window."""

import logging
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from odrdesk import places
from odrdesk.desktop import appearance, fonts
from odrdesk.desktop.crash import Net
from odrdesk.desktop.forms.looks import speak_as_kept
from odrdesk.desktop.start import BROKEN, Start
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tidy import Tidy
from odrdesk.desktop.tokens import Ink
from odrdesk.places import resource
from odrdesk.text import Language, _, language

_SCREENLESS = ("offscreen", "minimal", "vnc")
SWITCH_SECONDS = 0.001
log = logging.getLogger("odrdesk.desktop")


def main(folder: Path | None = None, words: Sequence[str] = (), files: Sequence[Path] = ()) -> int:
    """Open the window on the desk in `folder`, else on the person's own; the exit status, 3 where nothing opened.

    `files` are for the import, or for evidence of the case in view: they go to the window that is open already.
    """
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "odrdesk", "odrdesk")
    speak_as_kept(kept)
    if not has_screen(os.environ):
        sys.stderr.write(_("没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）。命令行用法：odrdesk --help") + "\n")
        return BROKEN
    # A reader that holds the interpreter keeps the painting thread waiting this long: the usual 5 ms let the window
    # stall 140-274 ms while a long list scrolled, 1 ms brought it to 94-115 ms.
    sys.setswitchinterval(SWITCH_SECONDS)
    net = Net(places.log_folder())
    net.spread()
    app = application(words)
    start = Start(dressed(app, kept), kept, net)
    start.gone.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    start.begin(folder or places.desk_folder(), files)
    start.work.read(partial(fonts.unpacked, resource("fonts"), places.cache_folder()), done=fonts.add)
    tidy = Tidy(app)
    tidy.begin()
    app.exec()
    start.end()
    tidy.end()
    net.take_down()
    return start.code


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether there is anything to draw on: always on Windows and macOS, on others where a display is named."""
    if sys.platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM", "").split(":")[0] in _SCREENLESS:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def application(words: Sequence[str]) -> QApplication:
    """The QApplication, named, in Fusion, with Qt's own dialogs in the spoken language."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication([sys.argv[0], *words])
    app.setApplicationName("odrdesk")
    app.setOrganizationName("odrdesk")
    app.setStyle(QStyleFactory.create("Fusion"))
    speak(app)
    return app


def speak(app: QApplication) -> None:
    """Load Qt's own words (确定, 取消, …) for the spoken language."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language() is not Language.ZH_CN:
        QLocale.setDefault(QLocale(QLocale.Language.English))
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    else:
        log.warning("qtbase_zh_CN is missing")


def dressed(app: QApplication, settings: QSettings) -> Look:
    """The look the person chose, with a face that has the characters."""
    family, others = fonts.choose(resource("fonts")), fonts.fall_back(resource("fonts"))
    marks = fonts.marks(resource("fonts"))
    look = Look(
        app, icons=resource("icons"), style=resource("theme", "app.qss"), family=family, others=others, marks=marks
    )
    appearance.put_on(look, settings)
    app.setWindowIcon(QIcon(look.icon("scale", Ink.ACCENT, 64)))
    return look
