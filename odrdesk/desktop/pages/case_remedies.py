"""法定金额: every remedy a case may lead to, worked out from what it tells, confirmed by a person, kept on purpose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from odrdesk.desktop.forms import remedy_words as words
from odrdesk.desktop.forms.remedy import RemedyForm
from odrdesk.desktop.forms.step_start import USUAL_DAYS
from odrdesk.desktop.pages.case_place import Panel, Place
from odrdesk.desktop.pages.case_remedy_answer import RemedyAnswer
from odrdesk.desktop.pages.case_remedy_cards import Candidate, CandidatesCard, ImportsCard, KeptCard
from odrdesk.desktop.pages.case_sight import Sight
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.widgets.banner import Banner
from odrdesk.desktop.widgets.button import Button
from odrdesk.desktop.widgets.card import Card, rule
from odrdesk.domain.dispute import Term
from odrdesk.domain.errors import Refusal
from odrdesk.domain.law import RemedyFact
from odrdesk.domain.money import Fen
from odrdesk.domain.remedies import Option, Remedy, Worksheet
from odrdesk.domain.vocabulary import Claim, ItemKind, Payer, Step
from odrdesk.domain.worksheets import Confirmed, KeptWorksheet, given_of, latest
from odrdesk.services import worksheets as service
from odrdesk.services.worksheets import Asked
from odrdesk.text import _, refusal_text


@dataclass
class Typed:
    """What a person did with one remedy of one case and has not kept yet."""

    raw: dict[str, object] = field(default_factory=dict)
    ticked: frozenset[RemedyFact] | None = None
    picked: str | None = None


class RemediesPanel(Panel):
    """The tab. What is typed for a remedy of a case stays until it is kept, also when another case is looked at."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._typed: dict[tuple[str, str], Typed] = {}
        self._chosen: dict[str, Remedy] = {}
        self._sight: Sight | None = None
        self._shown: tuple[str, str] = ("", "")
        self.worked: Worksheet | None = None
        self.form: RemedyForm | None = None
        look, law = place.look, place.desk.law
        self.candidates, self.kept, self.imports = CandidatesCard(look, law), KeptCard(look, law), ImportsCard()
        self.answer, self.bar = RemedyAnswer(look), Banner(look)
        self.copy = Button(look, _("复制"), "copy", height=28)
        self.use = Button(look, _("用作方案"), "handshake", height=28)
        self.save = Button(look, _("保存计算"), "save", height=28)
        self._form_room = QVBoxLayout()
        self.card = self._worksheet()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.candidates, self.card, self.kept, self.imports):
            column.addWidget(part)
        self._connect()

    def show_case(self, sight: Sight) -> None:
        """Show a dispute."""
        self._sight = sight
        self.when_seen(partial(self._show, sight))

    def _show(self, sight: Sight) -> Iterator[None]:
        number = sight.case.number
        found = service.candidates(sight.case)
        code = self._chosen.setdefault(number, found[0] if found else Remedy.FRAUD)
        if self._shown != (number, code):
            self.bar.hide()
            self._build(code)
            yield
        self._reckon()
        yield
        self._list(code)
        yield
        self.kept.show_case(sight)
        self.imports.show_case(sight, self._place.desk.law)

    def turn_to(self, code: str) -> None:
        """Work out another remedy."""
        if self._sight is None:
            return
        self._chosen[self._sight.case.number] = Remedy(code)
        for _step in self._show(self._sight):  # at once: the first field is to take the focus
            pass
        if self.form is not None:
            next(iter(self.form.fields.values())).editor.setFocus()

    def keep(self) -> None:
        """Keep the worksheet with the case."""
        sight, form = self._sight, self.form
        if sight is None or form is None:
            return
        try:
            asked = self._asked(form)
        except Refusal as no:
            self._refused(no)
            return
        key = self._shown
        self.save.setEnabled(False)
        op = self._place.work.write(
            partial(service.save, self._place.desk, sight.case.number, asked),
            owner=self,
            done=lambda kept: self._done(key, kept),
            refused=self._refused,
        )
        op.at_end(self, partial(self.save.setEnabled, True))

    def propose(self) -> None:
        """Begin an offer with these amounts."""
        sight, amounts = self._sight, self._amounts()
        if sight is None or amounts is None:
            return
        desk = self._place.desk
        due = desk.calendar.add_working_days(sight.today, USUAL_DAYS)
        refund, extra = amounts
        kind = ItemKind.DAMAGES if self._code is Remedy.PREPAID else ItemKind.EXTRA
        terms = [Term(ItemKind.REFUND, refund, Payer.MERCHANT, due)] if refund else []
        if extra:
            terms.append(Term(kind, extra, Payer.MERCHANT, due))
        if Claim.RETURN_GOODS in sight.case.complaint.claims or self._code is Remedy.NO_REASON:
            terms.append(Term(ItemKind.RETURN_GOODS, Fen(0), Payer.CONSUMER, due))
        self._place.deeds.take(sight, Step.PROPOSE, {"items": tuple(terms)})

    def copy_text(self) -> None:
        """Put the worksheet on the clipboard as text."""
        if self.worked is None:
            return
        text = words.as_text(self._place.desk.law, self.worked, self.answer.confirmed, self._option())
        QGuiApplication.clipboard().setText(text)
        self._place.window.toasts.say(_("已复制计算"))

    @property
    def _code(self) -> Remedy:
        return Remedy(self._shown[1])

    def _worksheet(self) -> Card:
        card = Card(_("计算"), spacing=12)
        for button in (self.copy, self.use, self.save):
            card.act(button)
        card.add(self.bar)
        card.add(self._form_room)
        card.add(rule())
        card.add(self.answer)
        return card

    def _connect(self) -> None:
        self.candidates.asked.connect(self.turn_to)
        self.kept.asked.connect(self._again)
        self.answer.chosen.connect(self._pick)
        self.answer.ticked.connect(self._tick)
        self.copy.clicked.connect(self.copy_text)
        self.use.clicked.connect(self.propose)
        self.save.clicked.connect(self.keep)

    def _list(self, code: Remedy) -> None:
        sight = self._sight
        if sight is None:
            return
        kept = {one.code: one for one in latest(sight.view.worksheets)}
        found = service.candidates(sight.case)
        rows = [Candidate(one, self._headline(one, kept.get(one)), kept.get(one)) for one in found]
        self.candidates.show_candidates(rows, code)
        self.card.aside.setText(words.name(self._place.desk.law, code))

    def _headline(self, code: Remedy, kept: KeptWorksheet | None) -> str:
        if kept is not None:
            return words.kept_headline(kept)
        sight = self._sight
        if sight is None:
            return ""
        try:
            asked = Asked(code, service.starting(sight.case))
            return words.headline(service.draft(self._place.desk, sight.case, asked))
        except Refusal as no:
            return _("当时尚未施行") if no.code == "remedy.not_in_force" else _("待填写")

    def _build(self, code: Remedy) -> None:
        """The form of a remedy, with what was typed, else what was kept, else what the case tells."""
        sight, desk = self._sight, self._place.desk
        if sight is None:
            return
        if self.form is not None:
            self._form_room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._shown = (sight.case.number, code)
        form = RemedyForm(self._place.look, code, desk.today, desk.calendar.add_working_days)
        typed = self._typed.get(self._shown)
        kept = self._latest(code)
        if typed is not None and typed.raw:
            form.put(typed.raw)
        elif kept is not None:
            form.begin(given_of(kept.given), kept.on)
        else:
            form.begin(service.starting(sight.case), service.law_day(desk, sight.case))
        form.edited.connect(self._edited)
        self.form = form
        self._form_room.addWidget(form)

    def _edited(self) -> None:
        if self.form is not None:
            self._memory().raw = self.form.raw()
        self._reckon()

    def _reckon(self) -> None:
        """Work it out from what is typed, and say where it cannot be."""
        sight, form = self._sight, self.form
        if sight is None or form is None:
            return
        form.clear()
        self.worked = None
        try:
            asked = Asked(self._code, form.given(), form.day("on"))
            self.worked = service.draft(self._place.desk, sight.case, asked)
        except Refusal as no:
            said = refusal_text(no)
            if self._shown in self._typed and form.refuse(_placed(no), said):
                self.answer.show_nothing(_("填好上面的内容后显示结果。"))
            else:
                self.answer.show_nothing(said)
        else:
            self.answer.show_worksheet(self.worked, self._picked(), self._ticked(), sight.view.people)
        self._judge()

    def _judge(self) -> None:
        sight = self._sight
        can = self.worked is not None
        self.copy.setEnabled(can)
        self.save.setEnabled(can)
        self.use.setEnabled(can and self._amounts() is not None and sight is not None and sight.may(Step.PROPOSE))

    def _asked(self, form: RemedyForm) -> Asked:
        picked = self._picked() or None
        return Asked(self._code, form.given(), form.day("on"), (), self.answer.confirmed, picked)

    def _done(self, key: tuple[str, str], kept: KeptWorksheet) -> None:
        self._typed.pop(key, None)
        self.bar.hide()
        total = words.kept_headline(kept)
        self._place.window.toasts.say(_("已保存计算：{total}").format(total=total))

    def _refused(self, no: Refusal) -> None:
        text = refusal_text(no)
        if self.form is None or not self.form.refuse(no, text):
            self.bar.say(text, Tone.DANGER)

    def _pick(self, key: str) -> None:
        self._memory().picked = key
        self._reckon()

    def _tick(self) -> None:
        self._memory().ticked = self.answer.confirmed

    def _again(self, key: int) -> None:
        """Look at a kept worksheet: its figures come into the form, nothing is changed by that."""
        sight = self._sight
        kept = next((one for one in sight.view.worksheets if one.key == key), None) if sight else None
        if sight is None or kept is None:
            return
        place = (sight.case.number, kept.code)
        self._chosen[sight.case.number] = Remedy(kept.code)
        self._typed.pop(place, None)
        self._build(Remedy(kept.code))
        if self.form is not None:
            self.form.begin(given_of(kept.given), kept.on)
            ticked = frozenset(one.fact for one in kept.confirmed)
            self._typed[place] = Typed(self.form.raw(), ticked, kept.chosen or "")
        self.show_case(sight)

    def _memory(self) -> Typed:
        typed = self._typed.setdefault(self._shown, Typed())
        if not typed.raw and self.form is not None:
            typed.raw = self.form.raw()
        return typed

    def _latest(self, code: str) -> KeptWorksheet | None:
        kept = self._sight.view.worksheets if self._sight else ()
        return next((one for one in latest(kept) if one.code == code), None)

    def _picked(self) -> str:
        typed, kept = self._typed.get(self._shown), self._latest(self._shown[1])
        picked = typed.picked if typed and typed.picked is not None else (kept.chosen if kept else None)
        known = {option.key for option in self.worked.options} if self.worked else set()
        return picked if picked and picked in known else ""

    def _ticked(self) -> Mapping[RemedyFact, Confirmed | None]:
        typed, kept = self._typed.get(self._shown), self._latest(self._shown[1])
        before = {one.fact: one for one in kept.confirmed} if kept else {}
        if typed is not None and typed.ticked is not None:
            return {fact: before.get(fact) for fact in typed.ticked}
        return before

    def _option(self) -> Option | None:
        picked = self._picked()
        return self.worked.option(picked) if self.worked is not None and picked else None

    def _amounts(self) -> tuple[Fen, Fen] | None:
        """Refund and extra of the one answer there is, or of the one that was picked."""
        option, worked = self._option(), self.worked
        if option is not None:
            return option.refund, option.extra
        if worked is None or worked.extra is None:
            return None
        return worked.refund, worked.extra


def _placed(no: Refusal) -> Refusal:
    """A law that did not stand yet is a matter of the day that was typed."""
    return Refusal(no.code, "on", **no.data) if no.code == "remedy.not_in_force" else no
