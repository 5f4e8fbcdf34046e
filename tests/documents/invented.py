"""One invented paper of every kind and copy: what goldens, lint and the readers' tests go through.

A new kind is added here, in `MADE`, one line; everything else then covers it. Nothing in it is real.
"""

import hashlib
import io
import runpy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from odrdesk.documents.facts import IpLetter, PaperFacts, PartyFacts, Proof
from odrdesk.documents.report_facts import (
    CalledFacts,
    CaseReport,
    DecisionFacts,
    DoneFacts,
    ExhibitFacts,
    Happening,
    IssuedFacts,
    LedgerLine,
    LimitFacts,
    LimitState,
    OfferFacts,
    Pair,
    Tone,
)
from odrdesk.domain.money import Fen
from odrdesk.domain.vocabulary import Language, PaperKind
from odrdesk.services.letter_facts import copies

_CONFTEST = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
Facts, COMMON, ITEMS, SHANGHAI = (_CONFTEST[name] for name in ("Facts", "COMMON", "ITEMS", "SHANGHAI"))
K = PaperKind
FUND = (
    K.PREPAYMENT_APPLICATION, K.LIABILITY_NOTICE, K.PREPAYMENT_NOTICE, K.PREPAYMENT_REFUSAL_NOTICE,
    K.PAYMENT_CONFIRMATION, K.SUBROGATION_CONFIRMATION, K.RECOVERY_NOTICE, K.TOPUP_NOTICE, K.RETURN_NOTICE,
)  # fmt: skip
RIGHTS = (K.IP_NOTICE_LETTER, K.IP_DECLARATION_LETTER, K.IP_LIFT_NOTICE)
MASKED = PartyFacts("张*", phone="138****5678")


def rights_letter(letter: PaperKind) -> IpLetter:
    return IpLetter(
        **COMMON,
        number="沪浦消知〔2026〕1号",
        issued_at=datetime(2026, 10, 16, 10, 0, tzinfo=SHANGHAI),
        letter=letter,
        addressee="上海浦江好物电子商务有限公司",
        right="注册商标专用权",
        rights_holder="南京星河鞋业有限公司",
        rights_holder_contact="025-58880000",
        registration_no="60012345",
        target="直播间“浦江好物”在售的头层牛皮男鞋",
        evidence="商标注册证、商品页面截图",
        declaration="商品有合法来源，附进货单据。",
        measures="删除商品链接",
        notice_on=date(2026, 9, 20),
        measures_on=date(2026, 9, 21),
        forwarded_on=date(2026, 9, 21),
        declared_on=date(2026, 9, 25),
        reached_on=date(2026, 9, 25),
        due_on=date(2026, 10, 15),
        lifted_on=date(2026, 10, 16),
    )


def report() -> CaseReport:
    def at(day: int, hour: int = 10, month: int = 10) -> datetime:
        return datetime(2026, month, day, hour, tzinfo=SHANGHAI)

    return CaseReport(
        **COMMON,
        number="沪浦消报〔2026〕1号",
        issued_at=at(20),
        as_of=date(2026, 10, 20),
        issued_by="王丽",
        state="已结案",
        state_code="closed",
        tone=Tone.GOOD,
        level=1,
        channel="12315ODR",
        category="虚假宣传",
        claims="退货退款、三倍赔偿",
        claimed=Fen(62900),
        received_at=at(30, month=9),
        accepted_at=at(8),
        concluded_at=at(15),
        closed_at=at(19),
        days=19,
        dispute="直播间宣传为头层牛皮，检测为PU。",
        happenings=(
            Happening(at(30, month=9), "登记", "王丽"),
            Happening(at(8), "受理", "王丽", "期限至2026年10月20日。", Tone.GOOD),
            Happening(at(9), "联系经营者", "王丽", "同意退款，不同意三倍赔偿。"),
            Happening(at(15), "和解", "王丽", "退款129.00元，加倍赔偿500.00元。", Tone.GOOD),
            Happening(at(19), "结案", "王丽", "", Tone.GOOD, at(20), "休假后补记"),
        ),
        limits=(
            LimitFacts("协商期限", "《直播电商监督管理办法》第三十四条", at(8).date(), at(20).date(), LimitState.KEPT),
            LimitFacts("履行期限", "和解协议", at(15).date(), at(20).date(), LimitState.LATE, late=1),
        ),
        offers=(
            OfferFacts(1, "经营者", date(2026, 10, 9), "退货退款", Fen(12900), "refused", date(2026, 10, 10)),
            OfferFacts(2, "经营者", date(2026, 10, 15), "退款并加倍赔偿", Fen(62900), "taken", date(2026, 10, 15)),
        ),
        items=ITEMS,
        agreed_on=date(2026, 10, 15),
        agreement_number="沪浦消和〔2026〕1号",
        performances=(DoneFacts(date(2026, 10, 16), Fen(62900), "退款流水2026101622001"),),
        performed=Fen(62900),
        call_backs=(CalledFacts(date(2026, 10, 18), "满意"),),
        decisions=(DecisionFacts(date(2026, 10, 16), "先行赔付", "王丽", "李主管", "经营者逾期"),),
        exhibits=tuple(
            ExhibitFacts(name, "直播回放", "消费者", at(1), 348211, hashed(name.encode()), image=image)
            for name, image in (("截图1.png", photo()), ("检测报告.pdf", None))
        ),
        ledger=(LedgerLine(date(2026, 10, 16), "F-2026-0001", "赔付", Fen(50000), Fen(0), Fen(50000)),),
        issued=(IssuedFacts("沪浦消受〔2026〕1号", "受理告知书", "消费者存", date(2026, 10, 8), 2),),
        outside=(Pair("监管部门", "未移送"),),
    )  # fmt: skip


def hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@cache
def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture of nothing."""
    made = Image.new("RGB", size, (230, 236, 247))
    ImageDraw.Draw(made).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(31, 58, 95))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=70)
    return out.getvalue()


MADE: Mapping[PaperKind, Callable[[], PaperFacts]] = {
    K.REGISTRATION_FORM: Facts.registration,
    K.ACCEPTANCE_NOTICE: Facts.acceptance,
    K.SETTLEMENT_AGREEMENT: Facts.agreement,
    K.SETTLEMENT_NOTICE: Facts.settlement,
    K.TRANSFER_LETTER: Facts.transfer,
    K.LEAD_SHEET: Facts.lead_sheet,
    K.SUPPLEMENT_NOTICE: Facts.supplement,
    K.REFUSAL_NOTICE: Facts.refused,
    K.CONTACT_RECORD: Facts.contacts,
    K.PERFORMANCE_RECEIPT: Facts.receipt,
    K.FAILURE_NOTICE: Facts.failure,
    K.CLOSING_NOTICE: Facts.closing,
    K.CASE_REPORT: report,
    **{kind: partial(rights_letter, kind) for kind in RIGHTS},
    **{kind: partial(Facts.prepaid, kind) for kind in FUND},
}


def papers() -> Iterator[tuple[str, Any]]:
    """Every kind and copy by name, `settlement_notice.consumer`, with the seal of an invented desk."""
    for kind, make in MADE.items():
        facts = make()
        for recipient in copies(kind):
            told: dict[str, Any] = {"recipient": recipient, "proof": proof(kind, facts)}
            if recipient.value in ("merchant", "regulator", "rights_holder"):
                told["consumer"] = MASKED
            yield f"{kind.value}.{recipient.value}", replace(facts, **told)
    for kind in (K.SETTLEMENT_AGREEMENT, K.SETTLEMENT_NOTICE):
        both: Any = MADE[kind]()
        yield f"{kind.value}_en.consumer", replace(both, language=Language.ZH_EN, proof=proof(kind, both))


def proof(kind: PaperKind, facts: PaperFacts) -> Proof:
    data = f'{{"kind":"{kind.value}","number":"{facts.number}"}}'.encode()
    digest = hashed(data)
    day = f"{facts.issued_at:%Y%m%d}"
    return Proof(f"ODR1|HJ|{facts.case_number}|62900|{day}|{digest[:22]}|K1|{digest * 2}"[:151], data, "K1", digest)
