"""The words of leads: departments and regions to choose from, what a form begins with, a lead in one line."""

from collections.abc import Mapping, Sequence
from datetime import date

from odrdesk.desktop.forms import step_words
from odrdesk.domain.departments import Department, Directory, Region
from odrdesk.domain.dispute import Dispute
from odrdesk.domain.leads import Lead, in_status
from odrdesk.domain.vocabulary import LeadStatus, Step
from odrdesk.services.departments import Referral, regions, usual_departments
from odrdesk.text import Language, _, field_label, language, word

Options = list[tuple[str, str]]
BODIES: Mapping[Step, str] = {Step.TO_REGULATOR: "market", Step.TO_COUNCIL: "council"}
"""To which department a case is handed up."""


def choices(case: Dispute, step: Step, known: Referral) -> Mapping[str, Options]:
    """What can be chosen in the form of a step that hands something to a department; nothing in others."""
    match step:
        case Step.LEAD:
            return {"to": departments(case, known.directory), "region": places(known), "law": laws(known)}
        case Step.LEAD_SENT:
            return {
                "lead": _leads(in_status(case.leads, LeadStatus.NOTED)),
                "to": departments(case, known.directory),
                "region": places(known),
                "how": step_words.ways_of_sending(),
            }
        case Step.LEAD_ANSWERED:
            return {"lead": _leads(in_status(case.leads, LeadStatus.SENT))}
        case Step.TRANSFER:
            return {"to": [(name, name) for name in addressees(case, known)]}
        case Step.TO_REGULATOR | Step.TO_COUNCIL:
            return {"to": [(name, name) for name in bodies(BODIES[step], known)]}
        case _:
            return {}


def given(case: Dispute, step: Step, known: Referral, today: date) -> Mapping[str, object]:
    """What the form of a lead begins with."""
    likely = known.proposals[0].region.code if known.proposals else ""
    if step is Step.LEAD:
        suggested = known.directory.suggested(case.complaint.category)
        return {"to": name_of(suggested[0]) if suggested else "", "region": likely, "evidence": "\n".join(known.files)}
    status = LeadStatus.NOTED if step is Step.LEAD_SENT else LeadStatus.SENT
    waiting = in_status(case.leads, status)
    lead = waiting[0] if waiting else None
    begin: dict[str, object] = {"lead": str(lead.number) if lead else "", "on": today}
    if step is Step.LEAD_SENT and lead is not None:
        begin |= of_lead(lead, known.directory)
    return begin


def handed(step: Step, known: Referral) -> Mapping[str, object]:
    """The body a case is handed up to as the form proposes it; nothing in other steps."""
    names = bodies(BODIES[step], known) if step in BODIES else ()
    return {"to": names[0]} if names else {}


def of_lead(lead: Lead, directory: Directory) -> dict[str, object]:
    """Number, department and region of a lead as the form of its next step begins with them."""
    to = next((name_of(one) for one in directory.departments if one.code == lead.to), lead.to or "")
    return {"lead": str(lead.number), "to": to, "region": lead.region or ""}


def hints(step: Step, known: Referral) -> Mapping[str, str]:
    """Why these regions are proposed."""
    why = _("；").join(
        _("{region}：{ground}").format(region=region_name(one.region), ground=word(one.ground))
        for one in known.proposals
    )
    told = _("建议：{why}").format(why=why) if why else _("没有可供推定的地址，请自行选定。")
    return {"region" if step is Step.LEAD else "to": told}


def departments(case: Dispute, directory: Directory) -> Options:
    """All departments, those usually competent for the category first."""
    first = directory.suggested(case.complaint.category)
    rest = [one for one in directory.departments if one not in first]
    return [(one.code, name_of(one)) for one in (*first, *rest)]


def places(known: Referral) -> Options:
    """No region, the proposed ones, then all others."""
    first = [one.region for one in known.proposals]
    rest = [one for one in known.directory.regions if one not in first]
    return [("", _("未选定")), *((one.code, region_name(one)) for one in (*first, *rest))]


def laws(known: Referral) -> Options:
    """The provisions a lead of this category is often about; as the sheet prints them."""
    return [(one.zh, one.zh) for one in known.provisions]


def addressees(case: Dispute, known: Referral) -> Sequence[str]:
    """The departments usually competent, as they are called in the proposed regions; then all by their bare names."""
    directory = known.directory
    first = directory.suggested(case.complaint.category)
    named = [directory.addressee(one, place.region) for place in known.proposals for one in first]
    rest = [one for one in directory.departments if one not in first]
    return list(dict.fromkeys([*named, *(one.zh for one in (*first, *rest))]))


def bodies(code: str, known: Referral) -> Sequence[str]:
    """One department as it is called in the proposed regions, and in Pudong."""
    directory = known.directory
    body = next((one for one in directory.departments if one.code == code), None)
    if body is None:
        return []
    regions = [place.region for place in known.proposals] or list(directory.regions[:1])
    return list(dict.fromkeys(directory.addressee(body, region) for region in regions))


def name_of(department: Department) -> str:
    """A department in the spoken language."""
    return department.zh if language() is Language.ZH_CN else department.en


def region_name(region: Region) -> str:
    """A region in the spoken language."""
    return region.zh if language() is Language.ZH_CN else region.en


def receiver(lead: Lead, directory: Directory) -> str:
    """To whom a lead goes, in full where a region was chosen."""
    department = next((one for one in directory.departments if one.code == lead.to), None)
    region = next((one for one in directory.regions if one.code == lead.region), None)
    if department is None:
        return lead.to or _("未选部门")
    if language() is Language.ZH_CN:
        return directory.addressee(department, region)
    return f"{department.en}, {region.en}" if region else department.en


def said(told: Mapping[str, object]) -> str:
    """An entry of the record about a lead."""
    parts = [str(told.get("what") or "")]
    for name in ("lead", "to", "region", "law", "evidence", "how", "on", "result", "paper_no", "why"):
        value = told.get(name)
        if value in (None, "", []):
            continue
        shown = _("、").join(map(str, value)) if isinstance(value, list) else _named(name, str(value))
        step = Step.LEAD if "what" in told else Step.LEAD_SENT if "how" in told else Step.LEAD_ANSWERED
        label = field_label("lead") if name == "lead" else step_words.label(step, name)
        parts.append(_("{label}：{value}").format(label=label, value=shown))
    return "\n".join((parts[0], _("；").join(parts[1:]))).strip() if parts[0] else _("；").join(parts[1:])


def _named(name: str, code: str) -> str:
    if name == "to":
        return next((name_of(one) for one in usual_departments() if one.code == code), code)
    if name == "region":
        return next((region_name(one) for one in regions() if one.code == code), code)
    return code


def _leads(leads: Sequence[Lead]) -> Options:
    return [(str(lead.number), _("{n}. {what}").format(n=lead.number, what=_cut(lead.what))) for lead in leads]


def _cut(text: str, most: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"
