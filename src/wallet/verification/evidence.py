"""The documents that one verification used, and the log of addresses it asked for."""

from wallet.errors import FetchError, FetchRefusedError
from wallet.ports import Document, Fetcher, FetchOutcome, NetworkEvent, Purpose


class EvidenceFetcher:
    """A Fetcher that asks for each address once, keeps what came back and notes what happened (contract section 4)."""

    def __init__(self, inner: Fetcher) -> None:
        """Fetch through ``inner``."""
        self._inner = inner
        self._documents: dict[tuple[str, Purpose], Document] = {}
        self._failures: dict[tuple[str, Purpose], FetchError] = {}
        self._events: list[NetworkEvent] = []

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        """Return the document at ``url``; a second question gets the first answer.

        Raises:
            UnreachableError, FetchRefusedError: as the inner fetcher.
        """
        key = (url, purpose)
        if key in self._failures:
            raise self._failures[key]
        if key not in self._documents:
            try:
                self._documents[key] = self._inner.get(url, purpose=purpose, accept=accept)
            except FetchError as error:
                refused = isinstance(error, FetchRefusedError)
                self._note(url, FetchOutcome.REFUSED if refused else FetchOutcome.UNREACHABLE)
                self._failures[key] = error
                raise
            self._note(url, self._documents[key].outcome)
        return self._documents[key]

    def _note(self, url: str, outcome: FetchOutcome) -> None:
        event = NetworkEvent(url, outcome)
        if event not in self._events:
            self._events.append(event)

    @property
    def documents(self) -> tuple[Document, ...]:
        """What came back, in the order of asking."""
        return tuple(self._documents.values())

    @property
    def events(self) -> tuple[NetworkEvent, ...]:
        """What was asked for and how it went, in the order of asking."""
        return tuple(self._events)
