"""Where things lie: what odrdesk brings along, and where a person's own data goes.

Resources have three homes, and one function finds them in each: the source checkout (`resources/`
beside the package), an installed wheel (`odrdesk/_resources`), and the frozen program
(`sys._MEIPASS/resources`). Nothing here creates a folder; who writes there makes it.
"""

import sys
from pathlib import Path

import platformdirs

_NAME = "odrdesk"


def resource(*parts: str) -> Path:
    """The path of a file or folder that odrdesk brings along, e.g. `resource("law", "limits.toml")`."""
    return _resources().joinpath(*parts)


def data_folder() -> Path:
    r"""The person's own data folder (Linux `~/.local/share/odrdesk`, Windows `%LOCALAPPDATA%\odrdesk`)."""
    return platformdirs.user_data_path(_NAME, appauthor=False)


def desk_folder() -> Path:
    """The desk that opens when no other is named."""
    return data_folder() / "desk"


def backup_folder() -> Path:
    """Where the backups go that odrdesk makes by itself."""
    return data_folder() / "backups"


def fonts_folder() -> Path:
    """Where the fonts lie that a person chose for the papers."""
    return data_folder() / "fonts"


def cache_folder() -> Path:
    """Where lies what can be made again."""
    return platformdirs.user_cache_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """Where the program's log files go."""
    return platformdirs.user_log_path(_NAME, appauthor=False)


def _resources() -> Path:
    # PyInstaller sets both names, nothing else does: https://pyinstaller.org/en/stable/runtime-information.html
    bundle = getattr(sys, "_MEIPASS", None)
    if getattr(sys, "frozen", False) and bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parent
    in_wheel = package / "_resources"
    return in_wheel if in_wheel.is_dir() else package.parent / "resources"
