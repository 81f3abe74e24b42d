"""What a writer is handed: plain data, ready sentences, original bytes. Writers look nothing up and decide nothing."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from wallet.model.earned import Record
from wallet.ports import Document
from wallet.verification.verdict import State

DISCREDITED = frozenset(
    {
        State.MALFORMED,
        State.NOT_A_CREDENTIAL,
        State.REFUSED_UNSAFE,
        State.TAMPERED,
        State.ISSUER_MISMATCH,
        State.REPLAY,
        State.HOLDER_MISMATCH,
    }
)
"""States after which nothing in the file is shown as a fact (contract section 3)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One credential of a portfolio.

    ``word`` and ``sentence`` are those of the headline; ``checked_on`` is the moment of the check in words. ``raw`` is
    the credential as issued; ``file_name`` a name for it. ``note`` is what the person wrote about it. ``qr`` is a PNG
    of a code to print beside it. ``signed`` is false for a paper: a file of any kind that the person keeps beside the
    credentials.
    """

    id: str
    record: Record
    state: State
    word: str
    sentence: str
    checked_on: str
    raw: bytes
    media_type: str
    file_name: str
    note: str = ""
    flags: tuple[str, ...] = ()
    picture: bytes | None = None
    signed: bool = True
    qr: bytes | None = None
    checked_at: datetime | None = None

    @property
    def discredited(self) -> bool:
        """Tell whether nothing of the content may be shown as a fact."""
        return self.state in DISCREDITED


@dataclass(frozen=True, slots=True)
class PortfolioData:
    """A portfolio: whose, when it was made, in which language, what is in it, and the evidence behind it.

    ``holder_id`` is the holder's own identifier (a DID). ``checker`` is the address where a reader can check, if the
    person has chosen one.
    """

    title: str
    person_name: str
    introduction: str
    lang: str
    made_at: datetime
    entries: tuple[Entry, ...]
    tz: tzinfo | None = None
    holder_id: str = ""
    checker: str = ""
    evidence: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One file that a writer made."""

    media_type: str
    extension: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check on a printed result: its name, the word for its outcome, its sentence, where the evidence is from."""

    name: str
    outcome: str
    sentence: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One credential inside what was checked."""

    title: str
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The result of one check, for paper. ``record`` is absent where nothing in the file may be shown as a fact.

    ``parts`` are results that are told in full below, each with its reasons.
    """

    source: str
    word: str
    sentence: str
    todo: str
    checked_on: str
    lang: str
    made_at: datetime
    rows: tuple[CheckRow, ...]
    flags: tuple[str, ...] = ()
    items: tuple[CheckItem, ...] = ()
    record: Record | None = None
    tz: tzinfo | None = None
    sha256: str = ""
    parts: tuple["CheckSheet", ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One code for paper: its title, a line below it, the drawing, and how many modules it is wide, margin included."""

    title: str
    line: str
    svg: bytes
    side: int


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """Codes for paper, with what to do with them in words."""

    heading: str
    explanation: str
    codes: tuple[PrintedCode, ...]
    lang: str
    made_at: datetime
    tz: tzinfo | None = None
