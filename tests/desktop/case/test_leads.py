"""The leads of a case on its page: noted, handed over and answered by a person, in words where there is none."""

from PySide6.QtWidgets import QApplication, QLabel

from odrdesk.desktop.dialogs.preview import PreviewDialog
from odrdesk.desktop.pages.case_leads import LeadsPanel
from odrdesk.domain.vocabulary import LeadStatus, Step
from odrdesk.services import cases
from odrdesk.services.steps import take_step


def panel_of(page) -> LeadsPanel:
    return next(one for one in page.cards if isinstance(one, LeadsPanel))


def words(widget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_a_case_without_a_lead_says_what_a_lead_is_for(page) -> None:
    panel = panel_of(page)
    assert "没有登记线索" in words(panel)
    assert panel.card.note.isVisibleTo(panel)


def test_the_form_proposes_department_and_region_and_asks_only_for_what(page, desk, number, settle, over) -> None:
    panel_of(page).card.note.click()
    form = over().form
    assert form.fields["to"].editor.key == "市场监督管理部门"
    assert form.fields["region"].editor.key == "310115"
    over().confirm()
    settle()
    form.fields["what"].editor.setPlainText("宣传头层牛皮，检测为 PU")
    over().confirm()
    settle()
    (lead,) = cases.view(desk, number).case.leads
    assert (lead.to, lead.region, lead.what) == ("market", "310115", "宣传头层牛皮，检测为 PU")
    assert "上海市浦东新区市场监督管理局" in words(panel_of(page))


def test_each_lead_has_the_button_of_its_next_step(page, desk, number, settle, over) -> None:
    for what in ("虚假宣传", "无照经营"):
        take_step(desk, number, Step.LEAD, {"what": what, "to": "market"})
    page.refresh()
    settle()
    card = panel_of(page).card
    assert card.steps[2].text() == "登记移送"
    card.steps[2].click()
    form = over().form
    assert form.fields["lead"].editor.key == "2"
    form.fields["how"].editor.setEditText("邮寄")
    over().confirm()
    settle()
    assert [lead.status for lead in cases.view(desk, number).case.leads] == [LeadStatus.NOTED, LeadStatus.SENT]
    assert (card.steps[1].text(), card.steps[2].text()) == ("登记移送", "登记答复")


def test_the_transfer_proposes_departments_and_takes_free_words(page, over) -> None:
    page.take(Step.TRANSFER)
    choice = over().form.fields["to"].editor
    assert choice.itemText(0) == "上海市浦东新区市场监督管理局"
    choice.setEditText("浦东新区市场监管所")
    assert choice.key == "浦东新区市场监管所"


def test_the_sheet_of_a_lead_is_issued_for_the_department_and_shown(page, desk, number, settle, over) -> None:
    for what in ("虚假宣传", "无照经营"):
        take_step(desk, number, Step.LEAD, {"what": what, "to": "market"})
    page.refresh()
    settle()
    panel_of(page).card.sheets[1].click()
    settle()
    over().go.click()
    settle()
    (paper,) = cases.view(desk, number).papers
    assert (paper.copy, paper.mark.number, paper.facts["lead"]) == ("regulator", "消线〔2026〕第0001号", 1)
    assert isinstance(over(), PreviewDialog)
