"""法定金额: figures from the case, open facts side by side, confirmations by a person, kept on purpose."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from odrdesk.desktop.pages.case_remedies import RemediesPanel
from odrdesk.desktop.widgets.label import Label
from odrdesk.domain.law import RemedyFact
from odrdesk.domain.vocabulary import Category, ImportKind, Step
from odrdesk.services import cases, intake, steps


@pytest.fixture
def panel(page, settle) -> RemediesPanel:
    page._choose_tab("remedies")
    settle()
    return next(tab.panel for tab in page.more if tab.key == "remedies")


@pytest.fixture
def kept(desk, number):
    """The worksheets that were kept with the shoes."""
    return lambda: cases.view(desk, number).worksheets


@pytest.fixture
def texts(qapp):
    """The words in view within a widget; what was just put into a layout is shown by the next events."""

    def read(widget) -> list[str]:
        qapp.processEvents()
        return [one.text() for one in widget.findChildren(Label) if one.isVisibleTo(widget)]

    return read


@pytest.fixture
def negotiating(page, desk, number, settle) -> None:
    """The shoes have come so far that an offer may be made."""
    steps.take_step(desk, number, Step.ACCEPT, {})
    steps.take_step(desk, number, Step.CONTACT, {"mode": "电话", "with": "merchant", "content": "核实"})
    page.refresh()
    settle()


@pytest.fixture
def opening(page, desk, settle):
    """Register another complaint and open it."""

    def opens(draft) -> None:
        page.open_case(intake.register(desk, draft).value.case.number)
        settle()
        page._choose_tab("remedies")
        settle()

    return opens


def type_into(panel: RemediesPanel, name: str, text: str) -> None:
    panel.form.fields[name].editor.setText(text)


def test_the_tab_lists_what_the_case_may_lead_to_with_its_figures(panel, texts) -> None:
    assert list(panel.candidates.buttons) == ["A-FRAUD", "A-PROMISE", "A-NR"]
    said = texts(panel.candidates)
    assert "¥629.00" in said
    assert "¥129.00" in said
    assert panel.worked.total == 62900
    shown = texts(panel.answer)
    assert "陆佰贰拾玖元整" in shown
    assert "¥387.00 不足 ¥500.00，按 ¥500.00 计算。" in shown
    assert any(text.startswith("经营者提供商品或者服务有欺诈行为的") for text in shown)
    assert panel.form.fields["on"].editor.text() == "2026-09-20"


def test_open_facts_stand_side_by_side_and_none_is_chosen(panel, texts) -> None:
    panel.form.knowing.click()
    assert set(panel.answer.picks) == {"not_knowing", "knowing"}
    assert not panel.use.isEnabled()
    assert {"¥629.00", "¥129.00"} <= set(texts(panel.answer))
    panel.answer.picks["not_knowing"].click()
    assert panel.answer.picks["not_knowing"].text() == "取消选定"
    panel.answer.picks["not_knowing"].click()
    assert panel.answer.picks["not_knowing"].text() == "选定这一种"


def test_keeping_writes_who_confirmed_what_and_when(panel, kept, settle, texts) -> None:
    for fact in (RemedyFact.FRAUD, RemedyFact.CONSUMER_ASKS, RemedyFact.LIVING_CONSUMPTION):
        panel.answer.ticks[fact].click()
    assert kept() == ()
    panel.save.click()
    settle()
    (one,) = kept()
    assert (one.total, one.settled) == (62900, True)
    settle()
    assert any("陈晓雯 09-30 10:30 确认" in text for text in texts(panel.answer))
    assert list(panel.kept.buttons) == [one.key]


def test_what_cannot_be_read_is_said_beside_its_field_and_stays_typed(panel) -> None:
    type_into(panel, "price", "12.345")
    assert panel.form.fields["price"].refused
    assert panel.form.fields["price"].editor.text() == "12.345"
    assert not panel.save.isEnabled()
    type_into(panel, "price", "200")
    assert not panel.form.fields["price"].refused
    assert panel.worked.extra == 60000


def test_a_purchase_before_the_law_is_told_beside_the_day(panel) -> None:
    type_into(panel, "on", "2013-01-01")
    assert "还没有施行" in panel.form.fields["on"].note
    assert panel.form.fields["on"].refused


def test_what_was_typed_survives_a_look_at_another_remedy_and_another_case(panel, page, settle) -> None:
    type_into(panel, "price", "200")
    panel.answer.ticks[RemedyFact.FRAUD].click()
    panel.turn_to("A-NR")
    panel.turn_to("A-FRAUD")
    assert panel.form.fields["price"].editor.amount() == 20000
    assert panel.answer.ticks[RemedyFact.FRAUD].isChecked()
    first = page.number
    page.open_case("ODR-2026-00002")
    settle()
    page._choose_tab("remedies")
    settle()
    assert panel.form.fields["price"].editor.text() == "129.00"
    page.open_case(first)
    settle()
    page._choose_tab("remedies")
    settle()
    assert panel.form.fields["price"].editor.amount() == 20000


def test_several_orders_are_typed_in_one_line(panel) -> None:
    type_into(panel, "price", "")
    type_into(panel, "order", "38.00、50.00")
    assert set(panel.answer.picks) == {"orders_together", "orders_apart"}
    assert [option.extra for option in panel.worked.options] == [50000, 100000]


def test_a_defect_has_a_limit_and_cannot_become_an_offer(panel, texts) -> None:
    panel.turn_to("A-DEFECT")
    assert panel.worked is None
    type_into(panel, "loss", "1000")
    assert "上限 ¥2,000.00" in texts(panel.answer)
    assert not panel.use.isEnabled()


def test_a_rate_without_day_and_source_is_not_kept(panel, kept, settle) -> None:
    panel.turn_to("A-PREPAID")
    for name, text in {
        "price": "3000",
        "used": "1200",
        "lpr": "3.10",
        "since": "2026-03-01",
        "until": "2026-09-01",
    }.items():
        type_into(panel, name, text)
    assert panel.worked.total == 182813
    panel.save.click()
    settle()
    assert panel.form.fields["rate_on"].refused
    assert kept() == ()


def test_the_amounts_begin_an_offer(panel, negotiating, over) -> None:
    type_into(panel, "price", "200")
    assert panel.use.isEnabled()
    panel.use.click()
    terms = over().form.terms
    assert [row.amount.text() for row in terms.rows] == ["200.00", "600.00", ""]


def test_it_is_copied_as_text(panel) -> None:
    panel.answer.ticks[RemedyFact.FRAUD].click()
    panel.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "合计 ¥629.00（陆佰贰拾玖元整）" in text
    assert "☑ 经营者有欺诈行为" in text
    assert "☐ 为生活消费需要购买" in text
    assert "请核对现行有效文本" in text


def test_a_later_worksheet_supersedes_in_the_list(panel, kept, settle) -> None:
    panel.save.click()
    settle()
    type_into(panel, "price", "200")
    panel.save.click()
    settle()
    first, second = kept()
    assert list(panel.kept.buttons) == [second.key, first.key]
    panel.kept.buttons[first.key].click()
    assert panel.form.fields["price"].editor.text() == "129.00"


def test_imported_goods_bring_their_own_rules(panel, shoes, opening, texts) -> None:
    assert panel.imports.isHidden()
    order = replace(shoes.order, import_kind=ImportKind.RETAIL_IMPORT, no="9")
    opening(replace(shoes, channel_no="3101150000000202609309999", order=order))
    said = texts(panel.imports)
    assert any("30日内退货" in text for text in said)
    assert any("待核对" in text for text in said)


def test_a_case_that_points_to_nothing_says_so(panel, shoes, opening, texts) -> None:
    other = replace(shoes, channel_no="3101150000000202609308888", category=Category.DIGNITY, claims=shoes.claims[1:2])
    opening(other)
    assert panel.candidates.buttons == {}
    assert any("其他计算" in text for text in texts(panel.candidates))


def test_the_record_says_what_was_kept_and_confirmed(panel, page, settle, texts) -> None:
    panel.answer.ticks[RemedyFact.FRAUD].click()
    panel.save.click()
    settle()
    page._choose_tab("record")
    settle()
    said = texts(page.timeline)
    assert any("欺诈三倍赔偿（A-FRAUD）；¥629.00；已确认：经营者有欺诈行为" in text for text in said)


def test_foreign_money_is_corrected_in_one_line(page, desk, number, settle, over) -> None:
    page.take(Step.CORRECT)
    form = over().form
    line = "USD 18.90 @ 7.1234 2026-09-20 银行账单"
    form.fields["field"].editor.choose("order.foreign")
    form.fields["value"].editor.setPlainText(line)
    form.fields["why"].editor.setPlainText("核对账单")
    over().confirm()
    settle()
    assert cases.view(desk, number).case.complaint.order.foreign.text == line
    assert "18.90 美元" in page.facts.abroad.text()
    page.take(Step.CORRECT)
    form = over().form
    form.fields["field"].editor.choose("order.foreign")
    assert form.fields["value"].editor.toPlainText() == line
