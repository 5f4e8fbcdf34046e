"""The order of start-up: one application, its words, its face, then its window."""

import logging
import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from odrdesk.desktop import fonts
from odrdesk.desktop.theme import Look, Mode
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
    look.wear(chosen_mode(settings), chosen_scale(settings))
    app.setWindowIcon(QIcon(look.icon("scale", Ink.ACCENT, 64)))
    return look


def chosen_mode(settings: QSettings) -> Mode:
    """The kept mode; `system` when there is none or it is not known."""
    kept = str(settings.value("look/mode", Mode.SYSTEM.value))
    return Mode(kept) if kept in list(Mode) else Mode.SYSTEM


def chosen_scale(settings: QSettings) -> int:
    """The kept text size in per cent."""
    kept = str(settings.value("look/scale", "100"))
    return int(kept) if kept.isascii() and kept.isdigit() else 100


def keep_look(settings: QSettings, look: Look) -> None:
    """Remember mode and text size."""
    settings.setValue("look/mode", look.mode.value)
    settings.setValue("look/scale", str(look.scale))
