"""Who the person is, as they entered it: names, addresses and identifiers to recognise what is theirs."""

from collections.abc import Callable
from dataclasses import replace

from wallet.services.changes import Changes
from wallet.services.holder import Holder
from wallet.vault.folder import Vault
from wallet.verification.context import Person


class PersonService:
    """Built by the session."""

    def __init__(self, vault: Vault, holder: Holder, *, changed: Callable[[], None] = lambda: None) -> None:
        """Work on the open ``vault``; ``changed`` hears that later checks must use the new answer."""
        self._vault = vault
        self._holder = holder
        self._changed = changed

    def get(self) -> Person:
        """Return what was entered, with the holder's own identifiers."""
        entered = self._vault.preferences.person()
        return replace(entered, holder_ids=tuple(dict.fromkeys((*self._holder.ids, *entered.holder_ids))))

    def set(self, person: Person) -> Changes:
        """Replace what was entered; the holder's own identifiers need not be repeated."""
        own = frozenset(self._holder.ids)
        names = tuple(dict.fromkeys(name.strip() for name in person.names if name.strip()))
        others = tuple(did for did in person.holder_ids if did not in own)
        self._vault.preferences.set_person(replace(person, names=names, holder_ids=others))
        self._changed()
        return Changes(person=True)
