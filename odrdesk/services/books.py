"""The books that odrdesk brings along: the law's dated rows, the working-day tables, surnames, common passwords."""

import tomllib
from functools import cache

from odrdesk.domain.grounds import Grounds
from odrdesk.domain.law import Law
from odrdesk.domain.likeness import Noise
from odrdesk.domain.workdays import WorkCalendar
from odrdesk.places import resource


@cache
def known_law() -> Law:
    """The law as shipped (`resources/law/*.toml`)."""
    return Law.from_documents(_documents("law"))


@cache
def known_grounds() -> Grounds:
    """The numbered grounds of refusal and termination as shipped (`resources/law/grounds.toml`)."""
    return Grounds.from_documents(_documents("law"))


@cache
def known_calendar() -> WorkCalendar:
    """The working-day calendar as shipped (`resources/calendar/*.toml`)."""
    return WorkCalendar.from_tables(_documents("calendar"))


@cache
def rule_sets() -> dict[str, dict[str, object]]:
    """Sets of own rules a desk may choose, by name (`resources/rules/*.toml`)."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(resource("rules").glob("*.toml"))}


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters, for masking names (`resources/names/compound_surnames.toml`)."""
    document = tomllib.loads(resource("names", "compound_surnames.toml").read_text("utf-8"))
    return frozenset(document["surnames"])


@cache
def firm_noise() -> Noise:
    """Words that do not tell firms apart (`resources/names/firms.toml`)."""
    told = tomllib.loads(resource("names", "firms.toml").read_text("utf-8"))
    return Noise(tuple(told["ends"]), tuple(told["places"]), tuple(map(tuple, told["trades"])))


@cache
def common_passwords() -> frozenset[str]:
    """Passwords that too many people choose (`resources/passwords/common.toml`)."""
    told = tomllib.loads(resource("passwords", "common.toml").read_text("utf-8"))
    return frozenset((*told["words"], *told["whole"]))


@cache
def cloud_folders() -> dict[str, str]:
    """Folders that a program copies to other machines, and which one does (`resources/names/cloud_folders.toml`)."""
    return dict(tomllib.loads(resource("names", "cloud_folders.toml").read_text("utf-8"))["folders"])


def _documents(folder: str) -> list[dict[str, object]]:
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(resource(folder).glob("*.toml"))]
