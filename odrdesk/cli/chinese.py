"""Words for scripts: Chinese whatever language is spoken."""

import re
from enum import StrEnum

from odrdesk.text import vocabulary


def chinese(member: StrEnum | None) -> str | None:
    """The Chinese word of a member, whatever language is spoken: scripts must not depend on that."""
    if member is None:
        return None
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(member).__name__).lower()
    phrase = vocabulary(name).get(member.value)
    return phrase.zh if phrase else member.value
