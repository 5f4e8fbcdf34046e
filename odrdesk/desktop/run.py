"""The order of start-up: one application, its words, its face, then its window."""

import logging
import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from odrdesk.desktop import appearance, fonts
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Ink
from odrdesk.places import resource
from odrdesk.text import Language, language

log = logging.getLogger("odrdesk.desktop")


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
    if language() is not Language.ZH_CN:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    else:
        log.warning("qtbase_zh_CN is missing")


def dressed(app: QApplication, settings: QSettings) -> Look:
    """The look the person chose, with a face that has the characters."""
    family = fonts.choose(resource("fonts"))
    look = Look(app, icons=resource("icons"), style=resource("theme", "app.qss"), family=family)
    appearance.put_on(look, settings)
    app.setWindowIcon(QIcon(look.icon("scale", Ink.ACCENT, 64)))
    return look
