"""Who the person is, as they entered it: names, addresses and identifiers to recognise what is theirs."""

from wallet.services.changes import Changes
from wallet.verification.context import Person


class PersonService:
    """Built by the session."""

    def get(self) -> Person:
        """Return what was entered, with the holder's own identifiers."""
        raise NotImplementedError

    def set(self, person: Person) -> Changes:
        """Replace what was entered."""
        raise NotImplementedError
