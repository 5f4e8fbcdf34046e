"""Whose fault it is: a rule's (Refusal), the world's (Fault), or ours (anything else, a bug).

    Exception
    ├── Refusal   a rule of law or of the desk says no; the person can mend it
    └── Fault     the world broke: disk full, file locked, corrupt, of a newer version

Both carry a code and plain data, never a sentence: `odrdesk.text` has the words in each language.
"""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 -- the trade's word; an "error" would be ours
    """A rule says no.

    `code` is dotted lower case (`amount.unreadable`), `field` the input it belongs to,
    `data` plain values (str, int, list) that the sentence is made from.
    """

    def __init__(self, code: str, field: str | None = None, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.data: Mapping[str, object] = data


class Fault(Exception):  # noqa: N818 -- as above
    """The world broke (disk, lock, corrupt or newer file); nothing was changed."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = data
