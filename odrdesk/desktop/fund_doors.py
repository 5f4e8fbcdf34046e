"""Everything about the fund in an open window: its page, its dialogs, the badge, and how one comes to them."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QMenu

from odrdesk.desktop import asking
from odrdesk.desktop.dialogs.fund_deeds import ALLOCATE, MoneyInDialog, ReasonDialog, ReverseDialog
from odrdesk.desktop.dialogs.password import confirm_identity
from odrdesk.desktop.formats import DOT, money
from odrdesk.desktop.hub import Hub
from odrdesk.desktop.merchant_doors import MerchantDoors
from odrdesk.desktop.models.marks import Mark
from odrdesk.desktop.pages import fund_lines
from odrdesk.desktop.pages.case_deeds import CaseDeeds
from odrdesk.desktop.pages.case_sight import Sight, look_at
from odrdesk.desktop.pages.fund_lines import Offered
from odrdesk.desktop.pages.prepay import REGISTER, WAITING, PrepayPage
from odrdesk.desktop.pages.today_fund import FundCard
from odrdesk.desktop.theme import Look
from odrdesk.desktop.tokens import Tone
from odrdesk.desktop.window import Window
from odrdesk.desktop.work import Newest, Work
from odrdesk.domain.fund_vocabulary import Account
from odrdesk.domain.ledger_period import TableKind
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import EvidenceSlot, EvidenceSource, Step
from odrdesk.services import clerks, evidence, fund, ledger_export, merchants, prepay_decisions
from odrdesk.services.desk import Desk
from odrdesk.services.fund_register import Written, export_fund_register
from odrdesk.services.ledger_export import Exported
from odrdesk.services.prepay_decisions import Decided, Decision
from odrdesk.services.prepayments import Line, Moved
from odrdesk.services.steps import StepTaken, take_step
from odrdesk.text import _, fault_text, ngettext, refusal_text, word

MOST_NAMED = 8
"""Claims named in a confirmation; the rest is said in a number."""


_RECEIPT = re.compile(r"[A-Za-z]{0,8}-?[0-9][0-9A-Za-z-]{4,29}")


def receipt_number(path: Path) -> str:
    """The bank's number in the name of a receipt's file, empty where it bears none: `回单_PD1102-0051.pdf`."""
    found = _RECEIPT.search(path.stem)
    return found[0] if found else ""


class Ways(NamedTuple):
    """How one leaves the page: to a case by its key or its number, to a merchant; and the card of the board."""

    case: Callable[[int], None]
    number: Callable[[str], None]
    merchants: MerchantDoors
    card: FundCard


class FundDoors(QObject):
    """The page with what it asks for; the badge of the navigation tells how many claims wait."""

    def __init__(self, look: Look, window: Window, work: Work, hub: Hub, *, desk: Desk, ways: Ways) -> None:
        super().__init__(window)
        self._look, self._window, self._work, self._desk = look, window, work, desk
        self._asking = Newest(work, self)
        self.page = PrepayPage(look, work, desk)
        self.deeds = CaseDeeds(look, window, work, desk)
        self.choose_file: Callable[[str], str] = self._ask_file
        window.add_page("prepay", self.page)
        hub.changed.connect(self.page.heard)
        window.registry.handle("prepay", lambda: window.go("prepay"))
        page = self.page
        page.opened.connect(ways.case)
        page.merchant_asked.connect(ways.merchants.open)
        page.waiting_counted.connect(partial(window.rail.count, "prepay"))
        page.money_asked.connect(self.put_in)
        page.export_asked.connect(self.offer_export)
        page.queue.key_by(window.registry)
        page.queue.submitted.connect(self.decide)
        page.queue.reason_asked.connect(self.ask_reason)
        page.to_pay.deed_asked.connect(self.take)
        page.recovering.deed_asked.connect(self.take)
        page.receipt_fell.connect(self.take_receipt)
        page.register.case_asked.connect(ways.number)
        page.register.reverse_asked.connect(self.reverse)
        page.register.paper_asked.connect(self.save_register)
        self.deeds.refused.connect(page.say)
        page.looked.connect(ways.card.show_fund)
        ways.card.approve_asked.connect(self.approve)
        ways.card.register_asked.connect(self.look_up)
        deposit = ways.merchants.page.deposit
        deposit.allow(may=page.put_in.isEnabled())
        deposit.put_in_asked.connect(partial(self._put_in_for, ways.merchants))
        page.read_overview()

    def approve(self) -> None:
        """To the claims that wait."""
        self._window.go("prepay")
        self.page.show_tab(WAITING)

    def look_up(self) -> None:
        """To the register of the fund's bank account."""
        self._window.go("prepay")
        self.page.register.show_all()
        self.page.show_tab(REGISTER)

    def put_in(self, kind: str = ALLOCATE, merchant: str = "") -> None:
        """Money in from outside; merchants are suggested by name."""

        def show(known: Sequence[merchants.Profile]) -> None:
            dialog = MoneyInDialog(
                self._look,
                self._window,
                self._work,
                self._desk,
                merchants=[one.name for one in known],
                kind=kind or ALLOCATE,
                merchant=merchant,
            )
            dialog.done.connect(self._window.toasts.say)
            self._window.cover(dialog, dialog.first)

        self._asking.read(lambda: merchants.known(self._desk), show)

    def take(self, line: Line, offered: Offered) -> None:
        """A step of a line, by the dialog of steps."""

        def ask(sight: Sight) -> None:
            waiting = next((one for one in sight.case.awaiting if one.step is offered.step), None)
            given = waiting.facts if waiting else offered.given
            if self.deeds.take(sight, offered.step, given) is None and sight.status(offered.step).refusal is None:
                self.page.say(_("这一步现在不能办理。"))

        self.page.bar.hide()
        self._asking.read(lambda: look_at(self._desk, line.number), ask)

    def take_receipt(self, line: Line, path: Path) -> None:
        """Confirm a payout by the bank's receipt: its number stands in the field, the file becomes evidence.

        Where the name bears the number nothing is left to fill in: what is paid is shown once, with the password.
        """
        number = receipt_number(path)
        if number and not self._desk.practice:
            self._confirm_paid(line, path, number)
            return

        def ask(sight: Sight) -> None:
            given = {"amount": line.prepayment.approved, "bank_ref": number}
            dialog = self.deeds.take(sight, Step.PREPAY_PAID, given)
            if dialog is not None:
                dialog.taken.connect(lambda _taken: self._file(line, path))

        self._asking.read(lambda: look_at(self._desk, line.number), ask)

    def _confirm_paid(self, line: Line, path: Path, bank_ref: str) -> None:
        own = line.prepayment
        facts = {"amount": own.approved, "bank_ref": bank_ref}
        call = partial(take_step, self._desk, line.number, Step.PREPAY_PAID, facts, expected=line.version)

        def done(_taken: StepTaken) -> None:
            self._window.toasts.say(_("已确认到账 {fen}").format(fen=money(own.approved)))
            self._file(line, path)

        told = (line.number, DOT.join(filter(None, (line.consumer, line.merchant))), path.name)
        confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            what="\n".join((*told, _("银行流水号 {ref}").format(ref=bank_ref))),
            amount=money(own.approved),
            title=_("确认赔付已到账"),
            warning=_("到账即记账，不能撤销，只能冲销。回单存为证据。"),
            verb=_("确认到账"),
            on_done=lambda: self._work.write(
                call, owner=self, done=done, refused=lambda no: self.page.say(refusal_text(no))
            ),
        )

    def ask_reason(self, line: Line) -> ReasonDialog:
        """Why a claim is not approved, before it is marked."""
        dialog = ReasonDialog(self._look, self._window, line)

        def mark(what: Mark, why: str) -> None:
            self.page.queue.mark(line.key, what, why)

        dialog.told.connect(mark)
        self._window.cover(dialog, dialog.why)
        return dialog

    def decide(self, decisions: Sequence[Decision]) -> None:
        """One confirmation, and one proof of who decides, for all that is marked."""
        lines = {row.head.line.number: row.head.line for row in self.page.queue.claims.values()}
        approved = [lines[one.number] for one in decisions if one.step is Step.PREPAY_APPROVE]
        total = Fen(sum(one.prepayment.recommended or 0 for one in approved))
        confirm_identity(
            self._look,
            self._window,
            self._work,
            self._desk,
            what=self._named(decisions, lines),
            amount=money(total) if approved else "",
            title=ngettext("办理 {n} 件先行赔付", "办理 {n} 件先行赔付", len(decisions)).format(n=len(decisions)),
            warning=_("批准即记账，不能撤销，只能冲销；批准的人不能付款。") if approved else "",
            verb=_("批准并记账") if approved else _("办理"),
            on_done=partial(self._decide, tuple(decisions)),
        )

    def reverse(self, line: Moved) -> None:
        """Reverse an entry: the fund's own here, one of a case by its step."""
        number = fund_lines.number(line)
        if line.journal in fund.BY_HAND:
            what = f"{word(line.journal)}  {money(Fen(abs(line.fen)))}  {line.merchant or ''}".rstrip()
            self._work.read(self._proves, owner=self, done=lambda proves: self._ask_why(number, what, proves=proves))
        elif line.dispute:
            self._reverse_step(line.dispute, number)

    def _proves(self) -> bool:
        """Whether who sits here has a password to be asked for."""
        return not self._desk.practice and clerks.seat_of(self._desk, self._desk.clerk.name).has_password

    def _ask_why(self, number: str, what: str, *, proves: bool) -> None:
        dialog = ReverseDialog(
            self._look, self._window, self._work, self._desk, number=number, what=what, proves=proves
        )
        dialog.done.connect(self._window.toasts.say)
        self._window.cover(dialog, dialog.why)

    def _reverse_step(self, dispute: str, voucher: str) -> None:
        def ask(sight: Sight) -> None:
            self.deeds.take(sight, Step.PREPAY_REVERSE, {"voucher": voucher})

        self._asking.read(lambda: look_at(self._desk, dispute), ask)

    def offer_export(self) -> None:
        """What the ledger can be written as."""
        menu = QMenu(self._window)
        for words, name, ending, part in (
            (_("流水与试算（Excel）"), _("先行赔付账"), "xlsx", TableKind.JOURNAL),
            (_("分录（CSV）"), _("分录"), "csv", TableKind.JOURNAL),
            (_("试算平衡（CSV）"), _("试算平衡"), "csv", TableKind.TRIAL),
            (_("明细账（CSV）"), _("明细账"), "csv", TableKind.SUBACCOUNTS),
            (_("beancount 复核"), "odrdesk", "beancount", TableKind.JOURNAL),
            (_("hledger 复核"), "odrdesk", "journal", TableKind.JOURNAL),
        ):
            menu.addAction(words, partial(self._ask_where, f"{name}.{ending}", part))
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.page.export
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def export(self, path: Path, part: TableKind) -> None:
        """Write the ledger of the register's period to a file."""
        since, until = self.page.register.span()

        def done(found: Exported) -> None:
            words = ngettext("已导出 {n} 张凭证：{file}", "已导出 {n} 张凭证：{file}", found.vouchers)
            self._window.toasts.say(words.format(n=f"{found.vouchers:,}", file=path.name))

        call = partial(ledger_export.export_ledger, self._desk, path, None, since, until, part=part, replace=True)
        self._work.write(call, owner=self, done=done, refused=lambda no: self.page.say(refusal_text(no), Tone.DANGER))

    def save_register(self) -> None:
        """The register in view as PDF, into a file that is named."""
        register = self.page.register
        path = self.choose_file(_("先行赔付流水账") + ".pdf")
        if not path:
            return
        out = Path(path if path.casefold().endswith(".pdf") else f"{path}.pdf")
        since, until = register.span()
        job = self._window.jobs.begin(_("正在写流水账"))

        def done(made: Written) -> None:
            words = ngettext("已存为 PDF，共 {n} 笔：{file}", "已存为 PDF，共 {n} 笔：{file}", made.lines)
            self._window.toasts.say(words.format(n=f"{made.lines:,}", file=made.file.name))

        call = partial(export_fund_register, self._desk, out, Account(register.account.key), since, until, replace=True)
        op = self._work.write(
            call,
            owner=self,
            done=done,
            refused=lambda no: self.page.say(refusal_text(no)),
            faulted=lambda fault: self.page.say(fault_text(fault)),
        )
        op.ended.connect(job.end)

    def _ask_file(self, name: str) -> str:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return asking.file_to_write(self._window, _("存为 PDF"), str(folder / name), "PDF (*.pdf)")

    def _file(self, line: Line, path: Path) -> None:
        def done(_item: object) -> None:
            self._window.toasts.say(_("回单已存为证据"))

        told = evidence.Told(EvidenceSlot.PERFORMANCE, EvidenceSource.PAYMENT_FIRM, proves=_("先行赔付已经支付"))
        self._work.write(
            partial(evidence.add, self._desk, line.number, path, told),
            owner=self,
            done=done,
            refused=lambda no: self.page.say(refusal_text(no), Tone.WARN),
        )

    def _put_in_for(self, doors: MerchantDoors, kind: str) -> None:
        seen = doors.page.seen
        if seen is not None:
            self.put_in(kind, seen.line.profile.uscc or seen.line.profile.name)

    def _ask_where(self, name: str, part: TableKind) -> None:
        chosen = asking.file_to_write(self._window, _("导出到"), name)
        if chosen:
            self.export(Path(chosen), part)

    def _named(self, decisions: Sequence[Decision], lines: dict[str, Line]) -> str:
        """The claims that are decided, each with its sum."""
        told = []
        for one in decisions[:MOST_NAMED]:
            line = lines[one.number]
            verb = word(one.step)
            told.append(f"{verb}  {line.number}  {line.consumer}  {money(line.prepayment.recommended)}")
        left = len(decisions) - len(told)
        if left:
            told.append(ngettext("另有 {n} 件", "另有 {n} 件", left).format(n=left))
        return "\n".join(told)

    def _decide(self, decisions: Sequence[Decision]) -> None:
        self._work.write(partial(prepay_decisions.decide, self._desk, decisions), owner=self, done=self._decided)

    def _decided(self, results: Sequence[Decided]) -> None:
        self.page.queue.tell_results(results)
        done = [one for one in results if one.taken is not None]
        first = [one for one in done if one.taken is not None and one.taken.waits]
        refused = sum(one.refusal is not None for one in results)
        broke = next((one.fault for one in results if one.fault is not None), None)
        if done:
            words = ngettext("已办理 {n} 件", "已办理 {n} 件", len(done)).format(n=len(done))
            if first:
                more = ngettext("其中 {n} 件还待另一人批准", "其中 {n} 件还待另一人批准", len(first))
                words = _("，").join((words, more.format(n=len(first))))
            self._window.toasts.say(words, bulk=True)
        if refused:
            words = ngettext("{n} 件没有办理，原因写在各件下面。", "{n} 件没有办理，原因写在各件下面。", refused)
            self.page.say(words.format(n=refused), Tone.WARN)
        if broke is not None:
            self.page.say(fault_text(broke), Tone.DANGER)
