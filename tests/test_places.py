import sys
from pathlib import Path

import pytest

from odrdesk import places

ROOT = Path(__file__).resolve().parent.parent


def test_in_a_checkout_resources_lie_beside_the_package() -> None:
    assert places.resource("messages", "words.toml") == ROOT / "resources" / "messages" / "words.toml"
    assert places.resource("messages", "words.toml").is_file()


def test_in_a_wheel_resources_lie_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "odrdesk"
    (package / "_resources").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(package / "places.py"))
    assert places.resource("law") == package / "_resources" / "law"


def test_in_the_frozen_program_resources_lie_in_its_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "客服 工具"), raising=False)
    assert places.resource("fonts") == tmp_path / "客服 工具" / "resources" / "fonts"


def test_asking_for_a_folder_makes_none(tmp_path: Path) -> None:
    asked = [places.data_folder(), places.desk_folder(), places.backup_folder(), places.log_folder()]
    assert not any(folder.exists() for folder in asked)
    assert list(tmp_path.iterdir()) == []


def test_the_desk_and_its_backups_are_below_the_data_folder_and_apart() -> None:
    assert places.desk_folder().is_relative_to(places.data_folder())
    assert places.backup_folder().is_relative_to(places.data_folder())
    assert not places.backup_folder().is_relative_to(places.desk_folder())
