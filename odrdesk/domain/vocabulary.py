"""The closed vocabularies of the trade. Values are what is stored; words for people are in `resources/vocabulary`."""

from enum import StrEnum

from odrdesk.domain.currency import Currency as Currency  # noqa: PLC0414 -- a vocabulary too, apart for its length
from odrdesk.domain.goods import GoodsClass as GoodsClass  # noqa: PLC0414 -- as above


class Channel(StrEnum):
    """By which way (渠道) a complaint reached the desk."""

    ODR12315 = "odr12315"
    GREEN = "green"
    REGULATOR = "regulator"
    COUNCIL = "council"
    HOTLINE12345 = "hotline12345"
    CONTACT_POINT = "contact_point"
    PHONE = "phone"
    PLATFORM = "platform"
    LIVE_ROOM = "live_room"
    WECHAT = "wechat"
    LETTER = "letter"


class Category(StrEnum):
    """What the complaint is about (问题类别), the columns of the regulator's table and four more."""

    QUALITY = "quality"
    SAFETY = "safety"
    MEASURE = "measure"
    CONTRACT = "contract"
    AFTER_SALES = "after_sales"
    DIGNITY = "dignity"
    ADVERTISING = "advertising"
    TRADEMARK = "trademark"
    PRICE = "price"
    COUNTERFEIT = "counterfeit"
    FALSE_CLAIMS = "false_claims"
    FOOD_SAFETY = "food_safety"
    UNFAIR_COMPETITION = "unfair_competition"
    PERSONAL_DATA = "personal_data"
    IP = "ip"
    OTHER = "other"


class Claim(StrEnum):
    """What the consumer asks for (诉求): the list of 消费者权益保护法 art. 52 and what else is asked."""

    REPAIR = "repair"
    REMAKE = "remake"
    REPLACE = "replace"
    RETURN_GOODS = "return_goods"
    NO_REASON_RETURN = "no_reason_return"
    MAKE_UP = "make_up"
    REFUND = "refund"
    DAMAGES = "damages"
    PUNITIVE = "punitive"
    APOLOGY = "apology"
    RESCIND = "rescind"
    RESEND = "resend"
    INVOICE = "invoice"
    PRICE_PROTECTION = "price_protection"
    ERASE_DATA = "erase_data"
    OTHER = "other"


class Role(StrEnum):
    """What a clerk may be asked to do."""

    INTAKE = "intake"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    FINANCE = "finance"
    LEGAL = "legal"
    REPORTER = "reporter"
    ADMIN = "admin"
    AUDITOR = "auditor"


class State(StrEnum):
    """Where a dispute (纠纷) stands."""

    DRAFT = "draft"
    REGISTERED = "registered"
    SUPPLEMENTING = "supplementing"
    ACCEPTED = "accepted"
    NEGOTIATING = "negotiating"
    PROPOSED = "proposed"
    SETTLED = "settled"
    PERFORMING = "performing"
    PERFORMED = "performed"
    CLOSED = "closed"
    FAILED = "failed"
    EXT_PENDING = "ext_pending"
    EXT_MEDIATING = "ext_mediating"
    EXT_DONE = "ext_done"
    ADJUDICATION = "adjudication"
    NOT_ACCEPTED = "not_accepted"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Step(StrEnum):
    """What may happen to a dispute next."""

    REGISTER = "register"
    MERGE_INTO = "merge_into"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENTED = "supplemented"
    LAPSE = "lapse"
    REFUSE = "refuse"
    TRANSFER = "transfer"
    ACCEPT = "accept"
    ASSIGN = "assign"
    CONTACT = "contact"
    ESCALATE = "escalate"
    APPRAISAL_START = "appraisal_start"
    APPRAISAL_REPORT = "appraisal_report"
    PROPOSE = "propose"
    REJECT_OFFER = "reject_offer"
    SETTLE = "settle"
    PERFORM = "perform"
    BREACH = "breach"
    CALL_BACK = "call_back"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    FAIL = "fail"
    TO_REGULATOR = "to_regulator"
    TO_COUNCIL = "to_council"
    EXT_ACCEPTED = "ext_accepted"
    EXT_REFUSED = "ext_refused"
    EXT_AGREED = "ext_agreed"
    EXT_TERMINATED = "ext_terminated"
    ADJUDICATE = "adjudicate"
    REOPEN = "reopen"
    LEAD = "lead"
    LEAD_SENT = "lead_sent"
    LEAD_ANSWERED = "lead_answered"
    CORRECT = "correct"
    UNMERGE = "unmerge"
    EXTEND = "extend"
    IP_NOTICE = "ip_notice"
    IP_SUPPLEMENT = "ip_supplement"
    IP_SUPPLEMENTED = "ip_supplemented"
    IP_MEASURES = "ip_measures"
    IP_DECLARATION = "ip_declaration"
    IP_FORWARDED = "ip_forwarded"
    IP_RIGHTSHOLDER_ACTED = "ip_rightsholder_acted"
    IP_LIFT = "ip_lift"
    IP_PUBLISH = "ip_publish"
    START_CLOCK = "start_clock"
    STOP_CLOCK = "stop_clock"
    PREPAY_REQUEST = "prepay_request"
    PREPAY_NOTIFY = "prepay_notify"
    PREPAY_MERCHANT_PAID = "prepay_merchant_paid"
    PREPAY_CONTESTED = "prepay_contested"
    PREPAY_SILENT = "prepay_silent"
    PREPAY_WITHDRAW = "prepay_withdraw"
    PREPAY_RECOMMEND = "prepay_recommend"
    PREPAY_REJECT = "prepay_reject"
    PREPAY_RETURN = "prepay_return"
    PREPAY_APPROVE = "prepay_approve"
    PREPAY_PAY = "prepay_pay"
    PREPAY_PAID = "prepay_paid"
    PREPAY_PAY_FAILED = "prepay_pay_failed"
    RECOVERY_NOTICE = "recovery_notice"
    RECOVER = "recover"
    WRITE_OFF = "write_off"
    APPEAL = "appeal"
    APPEAL_DISMISSED = "appeal_dismissed"
    APPEAL_UPHELD = "appeal_upheld"
    CLAWBACK = "clawback"
    PREPAY_REVERSE = "prepay_reverse"


class Stars(StrEnum):
    """How a contact point (消费维权联络点) is rated: three to five stars, or none."""

    NONE = "none"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"


class TagTone(StrEnum):
    """The colour of a tag; red and amber are for time and stand for no tag."""

    GREY = "grey"
    BLUE = "blue"
    TEAL = "teal"
    PURPLE = "purple"
    GREEN = "green"


class MerchantNote(StrEnum):
    """What the desk did about a merchant (处置记录)."""

    REMINDER = "reminder"
    INTERVIEW = "interview"
    RESTRICTION = "restriction"
    OTHER = "other"


class AlikeBy(StrEnum):
    """Why two merchants may be the same."""

    CODE = "code"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"


class ItemKind(StrEnum):
    """What one term of a settlement gives."""

    REFUND = "refund"
    EXTRA = "extra"
    DAMAGES = "damages"
    FREIGHT = "freight"
    RETURN_GOODS = "return_goods"
    REPLACE = "replace"
    REPAIR = "repair"
    RESEND = "resend"
    OTHER = "other"


class Payer(StrEnum):
    """Who owes a term."""

    MERCHANT = "merchant"
    PLATFORM = "platform"
    CONSUMER = "consumer"


class ContactWith(StrEnum):
    """Whom a contact was with."""

    CONSUMER = "consumer"
    MERCHANT = "merchant"
    BOTH = "both"


class FailGround(StrEnum):
    """Why a negotiation ended without settlement."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    EXPIRED = "expired"


class EscalationReason(StrEnum):
    """Why a rise on the ladder is proposed."""

    CONSUMER_ASKS = "consumer_asks"
    DEADLINE_PASSED = "deadline_passed"
    DEADLINE_NEAR = "deadline_near"
    MERCHANT_SILENT = "merchant_silent"
    AMOUNT = "amount"
    ROUNDS_EXHAUSTED = "rounds_exhausted"


class ReopenGround(StrEnum):
    """Why a closed dispute is taken up again."""

    NOT_PERFORMED = "not_performed"
    NEW_EVIDENCE = "new_evidence"
    COMPLAINED_AGAIN = "complained_again"
    AUTHORITY = "authority"


class ExternalBody(StrEnum):
    """Which body outside the desk has the dispute."""

    REGULATOR = "regulator"
    COUNCIL = "council"


class LeadStatus(StrEnum):
    """How far a lead (违法线索) came: noted by the desk, handed over by a person, answered by the department."""

    NOTED = "noted"
    SENT = "sent"
    ANSWERED = "answered"


class PatternKind(StrEnum):
    """By what complaints are alike."""

    ROOM = "room"
    HOST = "host"
    MERCHANT = "merchant"
    GOODS = "goods"


class JurisdictionGround(StrEnum):
    """Why a region's department may be competent for a lead."""

    MERCHANT_CODE = "merchant_code"
    MERCHANT_NAME = "merchant_name"
    AGENCY_NAME = "agency_name"
    LIVE_BASE = "live_base"
    PLATFORM = "platform"


class IpState(StrEnum):
    """Where the intellectual-property region of a dispute stands (电子商务法 art. 42-44)."""

    NOTICE = "ip_notice"
    SUPPLEMENT = "ip_supplement"
    MEASURES_TAKEN = "measures_taken"
    DECLARED = "declared"
    WAITING15 = "waiting15"
    RIGHTS_HOLDER_ACTED = "rights_holder_acted"
    LIFTED = "lifted"
    PUBLISHED = "published"


class IpRight(StrEnum):
    """Which right is said to be infringed."""

    TRADEMARK = "trademark"
    PATENT = "patent"
    COPYRIGHT = "copyright"


class IpMeasure(StrEnum):
    """What was done to the goods (必要措施, 电子商务法 art. 42)."""

    DELETE = "delete"
    BLOCK = "block"
    UNLINK = "unlink"
    END_SERVICE = "end_service"


class HolderAct(StrEnum):
    """What the right-holder did after the declaration reached them (电子商务法 art. 43)."""

    COMPLAINT = "complaint"
    SUIT = "suit"


class NoticeFault(StrEnum):
    """What turned out to be wrong with a notice (电子商务法 art. 42 para. 3)."""

    MISTAKEN = "mistaken"
    MALICIOUS = "malicious"


class Whose(StrEnum):
    """Who must keep a time limit; the desk's own lateness is only that of its own."""

    DESK = "desk"
    MERCHANT = "merchant"
    CONSUMER = "consumer"
    OUTSIDE = "outside"


class Consent(StrEnum):
    """Who must agree before the law lets a time limit be extended."""

    SUPERVISOR = "supervisor"
    BOTH_PARTIES = "both_parties"


class Kept(StrEnum):
    """Why a day stays as it was although a newer calendar counts another one."""

    PRINTED = "printed"
    PASSED = "passed"


class Tier(StrEnum):
    """How loudly a time limit warns."""

    CALM = "calm"
    REMIND = "remind"
    URGENT = "urgent"
    OVERDUE = "overdue"


class Answer(StrEnum):
    """What a consumer answered to a question of the registration form."""

    AGREES = "agrees"
    DISAGREES = "disagrees"


class Language(StrEnum):
    """In which languages a paper of a settlement is written: Chinese, or Chinese with an English translation."""

    ZH = "zh"
    ZH_EN = "zh-en"


class PaperKind(StrEnum):
    """The papers (文书) a dispute may call for."""

    REGISTRATION_FORM = "registration_form"
    ACCEPTANCE_NOTICE = "acceptance_notice"
    SUPPLEMENT_NOTICE = "supplement_notice"
    REFUSAL_NOTICE = "refusal_notice"
    CONTACT_RECORD = "contact_record"
    SETTLEMENT_AGREEMENT = "settlement_agreement"
    SETTLEMENT_NOTICE = "settlement_notice"
    PERFORMANCE_RECEIPT = "performance_receipt"
    FAILURE_NOTICE = "failure_notice"
    CLOSING_NOTICE = "closing_notice"
    TRANSFER_LETTER = "transfer_letter"
    LEAD_SHEET = "lead_sheet"
    CASE_REPORT = "case_report"
    IP_NOTICE_LETTER = "ip_notice_letter"
    IP_DECLARATION_LETTER = "ip_declaration_letter"
    IP_LIFT_NOTICE = "ip_lift_notice"
    PREPAYMENT_APPLICATION = "prepayment_application"
    LIABILITY_NOTICE = "liability_notice"
    PREPAYMENT_NOTICE = "prepayment_notice"
    PREPAYMENT_REFUSAL_NOTICE = "prepayment_refusal_notice"
    PAYMENT_CONFIRMATION = "payment_confirmation"
    SUBROGATION_CONFIRMATION = "subrogation_confirmation"
    RECOVERY_NOTICE = "recovery_notice"
    TOPUP_NOTICE = "topup_notice"
    RETURN_NOTICE = "return_notice"


class EvidenceSlot(StrEnum):
    """Where in the file an item of evidence (证据) belongs, by what it shows."""

    ORDER = "order"
    PAYMENT = "payment"
    LOGISTICS = "logistics"
    LIVE_REPLAY = "live_replay"
    PROMISE = "promise"
    COMMENTS = "comments"
    PAGE = "page"
    AI_LABEL = "ai_label"
    GOODS = "goods"
    CHAT = "chat"
    REPORT = "report"
    LICENCE = "licence"
    RIGHTS = "rights"
    IDENTITY = "identity"
    MEDICAL = "medical"
    EXPENSE = "expense"
    RETURN_PROOF = "return_proof"
    PERFORMANCE = "performance"
    OTHER = "other"


class EvidenceSource(StrEnum):
    """Who handed an item of evidence in, or where the desk took it from."""

    CONSUMER = "consumer"
    MERCHANT = "merchant"
    PLATFORM = "platform"
    LIVE_ROOM = "live_room"
    MCN = "mcn"
    REGULATOR = "regulator"
    COUNCIL = "council"
    LABORATORY = "laboratory"
    CARRIER = "carrier"
    PAYMENT_FIRM = "payment_firm"
    DESK = "desk"
    OTHER = "other"


class ImportKind(StrEnum):
    """How goods from abroad came in: by cross-border retail import (跨境电商零售进口) or by post to the consumer."""

    RETAIL_IMPORT = "retail_import"
    DIRECT_MAIL = "direct_mail"


class PhraseField(StrEnum):
    """What a canned phrase may take from the case."""

    CONSUMER = "consumer"
    MERCHANT = "merchant"
    GOODS = "goods"
    ORDER_NO = "order_no"
    PAID = "paid"
    CLAIMED = "claimed"
    OFFERED = "offered"
    DUE = "due"
    NUMBER = "number"
    OFFICER = "officer"
    POINT = "point"
    TODAY = "today"
