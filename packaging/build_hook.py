"""What hatchling does beside packing: compile the catalogues, and carry `resources/` into the wheel.

An editable install keeps reading `resources/` of the checkout, so there the files are compiled in place and not copied.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Resources(BuildHookInterface):  # type: ignore[type-arg]
    """hatchling finds the one subclass in this file."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the build; `version` is `standard` or `editable`."""
        root = Path(self.root)
        compile_catalogues = runpy.run_path(str(root / "packaging" / "catalogues.py"))["compile_catalogues"]
        compile_catalogues(root / "resources" / "locale")
        if version == "standard":
            build_data["force_include"]["resources"] = "odrdesk/_resources"
