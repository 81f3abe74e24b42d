"""The evidence of the employer's page: how each result was come by, and the folder that is saved on request."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from wallet import wording
from wallet.ports import Progress
from wallet.services import check_evidence
from wallet.services.check_evidence import Basis, Checked, How, Saved
from wallet.services.outside import Outside
from wallet.ui.state import AppState
from wallet.verification.report import Inspected


class EvidenceKeeper:
    """Remembers, only as long as the page shows the results, what a saved folder needs besides them."""

    def __init__(self, state: AppState) -> None:
        """Start with nothing."""
        self._state = state
        self._hows: dict[str, How] = {}
        self._contexts: dict[str, bytes] = {}

    def note(self, found: Inspected, how: How | None) -> None:
        """Remember how a result was come by; without ``how`` it was an ordinary check."""
        name = check_evidence.digest(found)
        self._hows.pop(name, None)
        if how is not None:
            self._hows[name] = how

    def add_contexts(self, contexts: Mapping[str, bytes]) -> None:
        """Remember contexts that were allowed for one look."""
        self._contexts.update(contexts)

    def forget(self) -> None:
        """Let go of everything."""
        self._hows.clear()
        self._contexts.clear()

    def saving(self, folder: Path, found: Sequence[Inspected]) -> Callable[..., Saved]:
        """Return the work that saves the evidence of ``found`` into ``folder``."""
        state, hows, held = self._state, dict(self._hows), dict(self._contexts)
        now = Outside(state.options).clock.now()

        def work(*, progress: Progress) -> Saved:
            contexts = state.verify.pinned_contexts()
            options = state.options
            usual = How(options.nonce, options.audience, state.verify.allows_tracking, tuple(contexts))
            checked = [Checked(one, hows.get(check_evidence.digest(one), usual)) for one in found]
            basis = Basis(state.verify.known_issuers, {**held, **contexts})
            return check_evidence.save(folder, checked, basis, lang=state.lang, now=now, progress=progress)

        return work

    def said(self, saved: Saved) -> str:
        """Return the sentence about a folder that was saved."""
        facts = {"folder": str(saved.folder), "count": str(len(saved.different)), "total": str(saved.results)}
        key = "saved_different" if saved.different else "saved_same" if saved.repeated else "saved_nothing"
        return wording.say(f"evidence.{key}", self._state.lang, facts)
