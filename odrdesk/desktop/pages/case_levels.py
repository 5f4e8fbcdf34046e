"""The ladder of escalation in words: who handles a case at each level, and which level this case is at."""

from odrdesk.text import _


def level_words(level: int) -> str:
    """Who handles a case at a level of the ladder (`odrdesk.domain.escalation`)."""
    return (
        _("直播间、商家客服"),
        _("联络点专员"),
        _("联络点负责人、先行赔付审核"),
        _("市场监管所、消保委"),
        _("仲裁、诉讼"),
    )[level - 1]


def short(level: int) -> str:
    """`L1 直播间、商家客服`."""
    return f"L{level} {level_words(level)}"


def legend(level: int) -> str:
    """All levels, one a line, the present one marked; and how it rises."""
    lines = [_("升级的级别，由谁办理：")]
    for number in range(1, 6):
        mark = _("（现在）") if number == level else ""
        lines.append(f"L{number}  {level_words(number)}{mark}")
    lines.append(_("升级由人决定，程序只提出建议。"))
    return "\n".join(lines)
