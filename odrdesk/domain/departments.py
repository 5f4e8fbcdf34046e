"""The departments that act together (联席会议), which region each is asked in, and what a dispute suggests.

Everything here is proposed; a person chooses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odrdesk.domain.complaint import Complaint
from odrdesk.domain.errors import Refusal
from odrdesk.domain.identity import check_uscc, normal
from odrdesk.domain.vocabulary import Category, JurisdictionGround

TEXT_LIMIT = 200
_TEXTS = ("zh", "en", "competent_zh", "competent_en", "addressed")
_NEEDED = ("zh", "en", "addressed")
_KNOWN = frozenset({*_TEXTS, "code", "named", "joint", "categories", "from", "until"})


@dataclass(frozen=True, slots=True)
class Region:
    """A district, city or province by its six-digit administrative code (GB/T 2260)."""

    code: str
    zh: str
    en: str
    full: str
    level: str

    @property
    def prefix(self) -> str:
        """The digits that codes of this region begin with."""
        return {"province": self.code[:2], "city": self.code[:4]}.get(self.level, self.code)


@dataclass(frozen=True, slots=True)
class Department:
    """One department: what it is competent for, how a letter addresses it, from which day to which the row holds.

    `addressed` and the values of `named` (by the beginning of a region's code) may hold `{region}` and `{province}`.
    """

    code: str
    zh: str
    en: str
    addressed: str
    competent_zh: str = ""
    competent_en: str = ""
    named: Mapping[str, str] | None = None
    joint: bool = True
    categories: tuple[Category, ...] = ()
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a day of Asia/Shanghai."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Provision(NamedTuple):
    """A provision that leads are often about, for which categories, in force since."""

    zh: str
    en: str
    categories: tuple[Category, ...]
    since: date

    def proposed_for(self, category: Category | None, day: date) -> bool:
        """Whether it may be broken by what a complaint of this category tells of this day."""
        return category in self.categories and self.since <= day


class Proposal(NamedTuple):
    """A region whose department may be competent, and why."""

    region: Region
    ground: JurisdictionGround


@dataclass(frozen=True, slots=True)
class Directory:
    """The departments in force on one day and the regions they may be asked in."""

    departments: tuple[Department, ...]
    regions: tuple[Region, ...]

    def department(self, name: str) -> Department:
        """A department by its code or its name in either language. Refuses `department.unknown`."""
        for one in self.departments:
            if name.strip() in {one.code, one.zh, one.en}:
                return one
        raise Refusal("department.unknown", "to", name=name[:40], known=[one.code for one in self.departments])

    def region(self, name: str) -> Region:
        """A region by its code or its name in either language. Refuses `region.unknown`."""
        for one in self.regions:
            if name.strip() in {one.code, one.zh, one.en, one.full}:
                return one
        raise Refusal("region.unknown", "region", name=name[:40])

    def region_of(self, code: str) -> Region | None:
        """The smallest known region that an administrative code of six digits lies in."""
        inside = [one for one in self.regions if code.startswith(one.prefix)]
        return max(inside, key=lambda one: len(one.prefix), default=None)

    def addressee(self, department: Department, region: Region | None) -> str:
        """How a letter addresses the department of a region; its bare name where no region was chosen."""
        if region is None:
            return department.zh
        province = self.region_of(region.code[:2] + "0000")
        named = department.named or {}
        own = [prefix for prefix in named if region.code.startswith(prefix)]
        pattern = named[max(own, key=len)] if own else department.addressed
        full = province.full if province else region.full
        return pattern.replace("{region}", region.full).replace("{province}", full)

    def suggested(self, category: Category | None) -> tuple[Department, ...]:
        """The departments usually competent for a category, in the order of the directory."""
        return tuple(one for one in self.departments if category in one.categories)


def proposed(complaint: Complaint, directory: Directory, platform_code: str | None = None) -> tuple[Proposal, ...]:
    """Where a lead may belong: the merchant's place, the live base, the host's agency, last the platform's domicile.

    A live-room operator belongs to its place of business, else of registration; one that is not registered, or whose
    address is not published or reached, to the platform operator's domicile; the host follows the room (Order 117
    art. 47, Order 121). Registration is read from the credit code (GB 32100: digits 3 to 8), or from the firm's name.
    """
    merchant = complaint.merchant
    found = [
        (_of_code(directory, merchant.uscc if merchant else None), JurisdictionGround.MERCHANT_CODE),
        (_of_name(directory, merchant.name if merchant else None), JurisdictionGround.MERCHANT_NAME),
        (_in_text(directory, complaint.live.base), JurisdictionGround.LIVE_BASE),
        (_of_name(directory, complaint.live.mcn), JurisdictionGround.AGENCY_NAME),
        (_of_code(directory, platform_code), JurisdictionGround.PLATFORM),
    ]
    told: dict[str, Proposal] = {}
    for region, ground in found:
        if region is not None:
            told.setdefault(region.code, Proposal(region, ground))
    return tuple(told.values())


def read_department(code: str, row: Mapping[str, object], field: str = "departments") -> Department:
    """A department from plain values, as in a file.

    Refuses `department.code` (a code is small letters, digits and _), `fact.unknown`, `field.required`,
    `text.too_long`, `fact.unreadable`, each with its dotted field.
    """
    at = f"{field}.{code}"
    if not (code.isascii() and code.replace("_", "a").isalnum() and code == code.lower() and len(code) <= 30):
        raise Refusal("department.code", at, department=code[:40])
    unknown = sorted(set(row) - _KNOWN)
    if unknown:
        raise Refusal("department.key_unknown", f"{at}.{unknown[0]}", key=unknown[0], known=sorted(_KNOWN))
    texts = {name: _text(f"{at}.{name}", row.get(name)) for name in _TEXTS}
    missing = next((name for name in _NEEDED if not texts[name]), None)
    if missing:
        raise Refusal("department.lacks", f"{at}.{missing}", department=code, key=missing)
    return Department(
        code=code,
        named=_named(f"{at}.named", row.get("named")),
        joint=bool(row.get("joint", True)),
        categories=_categories(f"{at}.categories", row.get("categories")),
        since=_day(f"{at}.from", row.get("from")),
        until=_day(f"{at}.until", row.get("until")),
        **texts,
    )


def plain(department: Department) -> dict[str, object]:
    """The department as plain values that `read_department` takes back."""
    return {
        **{name: getattr(department, name) for name in _TEXTS},
        "named": dict(department.named or {}),
        "joint": department.joint,
        "categories": [one.value for one in department.categories],
        "from": department.since.isoformat() if department.since else None,
        "until": department.until.isoformat() if department.until else None,
    }


def in_force(usual: Sequence[Department], own: Sequence[Department], day: date) -> tuple[Department, ...]:
    """The departments of a day: the desk's own row of a code, the last one that has begun, in place of the usual one.

    A code whose last begun row has ended is out.
    """
    order = list(dict.fromkeys(one.code for one in (*usual, *own)))
    begun = {one.code: one for one in (*usual, *own) if one.since is None or one.since <= day}
    return tuple(begun[code] for code in order if code in begun and begun[code].holds_on(day))


def _of_code(directory: Directory, uscc: str | None) -> Region | None:
    if not uscc:
        return None
    try:
        check_uscc(uscc)
    except Refusal:
        return None
    return directory.region_of(normal(uscc)[2:8])


def _of_name(directory: Directory, name: str | None) -> Region | None:
    """The region a firm's name begins with (企业名称登记管理规定: the name begins with the place)."""
    if not name:
        return None
    begun = [(one, word) for one in directory.regions for word in _spellings(one) if name.startswith(word)]
    return max(begun, key=lambda pair: len(pair[1]), default=(None, ""))[0]


def _in_text(directory: Directory, text: str | None) -> Region | None:
    """The smallest region whose full word stands somewhere in a description of a place."""
    named = [one for one in directory.regions if text and one.zh in text]
    return max(named, key=lambda one: len(one.prefix), default=None)


def _spellings(region: Region) -> set[str]:
    # A name may be written with or without the last character, which says whether it is a city or a province.
    return {region.full, region.zh, region.zh[:-1]} if len(region.zh) > 2 else {region.full, region.zh}


def _text(field: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="text")
    if len(value) > TEXT_LIMIT:
        raise Refusal("text.too_long", field, limit=TEXT_LIMIT, length=len(value))
    return value.strip()


def _named(field: str, value: object) -> Mapping[str, str] | None:
    if not value:
        return None
    if not isinstance(value, Mapping):
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="{code: text}")
    return {str(code): _text(f"{field}.{code}", text) for code, text in value.items()}


def _categories(field: str, value: object) -> tuple[Category, ...]:
    if not value:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="[…]")
    try:
        return tuple(Category(str(one)) for one in value)
    except ValueError as why:
        wanted = " ".join(member.value for member in Category)
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted=wanted) from why


def _day(field: str, value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as why:
        raise Refusal("fact.unreadable", field, text=str(value)[:40], wanted="YYYY-MM-DD") from why
