"""The closed vocabularies of what becomes of issued papers."""

from enum import StrEnum


class DeliveryWay(StrEnum):
    """How a paper was delivered (送达)."""

    HAND = "hand"
    POST = "post"
    EMAIL = "email"
    SMS = "sms"
    PLATFORM = "platform"
    WECHAT = "wechat"
    FAX = "fax"
    PHONE = "phone"
    ODR12315 = "12315odr"
    PUBLIC_NOTICE = "public_notice"
    OTHER = "other"


class PaperStage(StrEnum):
    """Where an issued paper is on its way."""

    WAITING_PRINT = "waiting_print"
    WAITING_RECEIPT = "waiting_receipt"
    DONE = "done"
    VOID = "void"
