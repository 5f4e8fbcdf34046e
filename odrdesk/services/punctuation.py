"""Half-width punctuation beside Chinese is offered as full-width wherever text is typed; never put in by itself."""

from odrdesk.documents.punctuation import Offer, offers, taken

__all__ = ["Offer", "offers", "taken"]
