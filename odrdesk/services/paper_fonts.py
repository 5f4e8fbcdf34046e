"""In which face the body of papers is set: 仿宋, 宋, or a font of the desk's own; kept as a setting of the desk.

The font itself is kept for the person at this machine. A paper tells its theme; what was issued stays as it is.
"""

from dataclasses import dataclass

from sqlmodel import Session

from odrdesk.documents.fonts import SONG
from odrdesk.documents.own_fonts import OWN, OwnFont, checked, file_of, own_font, packed
from odrdesk.domain.errors import Fault, Refusal
from odrdesk.services import settings
from odrdesk.services.desk import Desk, Done
from odrdesk.storage import settings as kept

THEME, OWN_FONT = "paper.theme", "paper.own_font"
FANG = "fang"
"""What 仿宋 is called where a name is asked for; papers tell it by an empty theme."""
THEMES = (FANG, SONG)


@dataclass(frozen=True, slots=True)
class PaperFont:
    """The theme chosen, and the desk's own font where one was taken. `here` is false where its file is gone."""

    theme: str
    own: OwnFont | None = None
    here: bool = True


def theme_of(session: Session) -> str:
    """The theme new papers are made in, as `PaperFacts.theme` tells it."""
    told = str(kept.get(session, THEME) or "")
    return "" if told == FANG else told


def chosen(desk: Desk) -> PaperFont:
    """What papers are set in now."""
    with desk.reading() as session:
        theme, own = theme_of(session), str(kept.get(session, OWN_FONT) or "")
    if not own:
        return PaperFont(theme or FANG)
    try:
        return PaperFont(theme or FANG, checked(own_font(own)))
    except Fault:
        return PaperFont(theme or FANG, OwnFont(own, "", 0), here=False)


def choose(desk: Desk, theme: str) -> Done[None]:
    """Set new papers in `fang`, `song`, or the theme of the own font.

    Refuses `font.theme_unknown`, an own font that is not here (`font.not_here`), and anybody but an admin.
    """
    if theme not in THEMES:
        if not theme.startswith(OWN):
            raise Refusal("font.theme_unknown", "theme", theme=theme, known=list(THEMES))
        if not file_of(theme).is_file():
            raise Refusal("font.not_here", "theme")
    return settings.change(desk, {THEME: theme})


def take(desk: Desk, content: bytes) -> Done[OwnFont]:
    """Take a font for the body of papers and set new ones in it.

    Refuses `font.*` for a font that cannot be used, and anybody but an admin; Fault `papers.font_not_kept`.
    """
    font = checked(content)
    done = settings.change(desk, {THEME: font.theme, OWN_FONT: font.theme})
    place = file_of(font.theme)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(packed(content))
    except OSError as why:
        settings.change(desk, {THEME: FANG, OWN_FONT: None})
        raise Fault("papers.font_not_kept", folder=str(place.parent)) from why
    return Done(font, done.changes)
