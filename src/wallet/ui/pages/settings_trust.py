"""Known issuers: your own list, the registries you follow, and the list that comes with the program."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wallet.services.changes import Changes
from wallet.services.trust import Subscription
from wallet.ui import messages, tasks
from wallet.ui.dialogs import confirm
from wallet.ui.models import library_text
from wallet.ui.state import AppState
from wallet.ui.widgets.flow import FlowLayout
from wallet.ui.widgets.labels import button, label
from wallet.ui.widgets.plain_table import PlainTable
from wallet.verification.trust.known_issuers import KnownIssuer, KnownIssuers

_MOST = 2000
Found = tuple[tuple[KnownIssuer, ...], tuple[Subscription, ...], KnownIssuers]


class TrustPart(QWidget):
    """Everything that may make a credential green, in one place, changeable."""

    def __init__(self, state: AppState) -> None:
        """Build the three lists and read them."""
        super().__init__()
        self._state = state
        self._own: tuple[KnownIssuer, ...] = ()
        self._followed: tuple[Subscription, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            label(
                self.tr(
                    "A credential is shown as verified only when its signer is on one of these lists. You decide which "
                    "lists count."
                )
            )
        )
        self._own_table = PlainTable(
            "trust_own",
            self.tr("Issuers you added yourself"),
            [self.tr("Name"), self.tr("Since"), self.tr("Why"), self.tr("Signing identities")],
        )
        self._section(
            column,
            self.tr("Your own list"),
            self._own_table,
            [
                ("trust_add", self.tr("Add…"), self._add),
                ("trust_edit", self.tr("Correct…"), self._correct),
                ("trust_remove", self.tr("Remove…"), self._remove_own),
            ],
        )
        self._registries = PlainTable(
            "trust_registries",
            self.tr("Registries"),
            [self.tr("Registry"), self.tr("Use"), self.tr("Issuers"), self.tr("State")],
        )
        self._section(
            column,
            self.tr("Registries you can follow"),
            self._registries,
            [
                ("trust_toggle", self.tr("Use / do not use"), self._toggle),
                ("trust_subscribe", self.tr("Add an address…"), self._subscribe),
                ("trust_unsubscribe", self.tr("Forget"), self._unsubscribe),
                ("trust_refresh", self.tr("Fetch again now"), self._refresh),
            ],
        )
        self._all = PlainTable(
            "trust_all",
            self.tr("All issuers that are trusted now"),
            [self.tr("Name"), self.tr("List"), self.tr("Signing identities")],
        )
        self._section(
            column,
            self.tr("All issuers that count now"),
            self._all,
            [("trust_distrust", self.tr("Do not trust this one…"), self._distrust)],
        )
        self.look()

    def _section(
        self, column: QVBoxLayout, head: str, table: PlainTable, acts: list[tuple[str, str, Callable[[], None]]]
    ) -> None:
        column.addSpacing(10)
        column.addWidget(label(head, "heading"))
        column.addWidget(table)
        column.addLayout(FlowLayout(_press(name, words, act) for name, words, act in acts))

    def look(self) -> None:
        """Read the lists anew."""
        trust = self._state.open_session.trust

        def read() -> Found:
            return trust.own(), trust.subscriptions(), trust.known_issuers()

        tasks.run(read, owner=self, done=lambda found: self._show(*found))

    def _show(self, own: tuple[KnownIssuer, ...], followed: tuple[Subscription, ...], known: KnownIssuers) -> None:
        self._own, self._followed = own, followed
        self._own_table.show_rows(
            [(i.ids[0], (i.name, i.added_on or "", i.reason or "", _ids(i))) for i in own if i.ids]
        )
        self._registries.show_rows([(s.url, self._registry_cells(s)) for s in followed])
        rows = [
            (issuer.ids[0], (library_text.short(issuer.name), _list_name(snapshot.name), _ids(issuer)))
            for snapshot in known.lists
            for issuer in snapshot.issuers[:_MOST]
            if issuer.ids and issuer.ids[0] not in known.removed_ids
        ]
        self._all.show_rows(rows[:_MOST])

    def _registry_cells(self, found: Subscription) -> tuple[str, str, str, str]:
        if found.problem:
            state = messages.for_code(found.problem, self._state.lang, {"host": found.url, "url": found.url})
        elif found.retrieved_at is not None:
            state = self.tr("fetched {date}").format(date=library_text.day(found.retrieved_at.astimezone().date()))
        else:
            state = self.tr("not fetched yet") if found.enabled else ""
        used = self.tr("yes") if found.enabled else self.tr("no")
        return library_text.short(found.name), used, str(found.issuers) if found.issuers else "", state

    # --- acts -------------------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        self.look()
        self._state.shell.toast(self.tr("Kept. It counts from the next check on."))
        del changes

    def _add(self) -> None:
        from wallet.ui.dialogs.issuer import IssuerDialog

        dialog = IssuerDialog(self._state, None, self)
        dialog.accepted.connect(self.look)
        dialog.open()

    def _correct(self) -> None:
        from wallet.ui.dialogs.issuer import IssuerDialog

        key = self._own_table.chosen()
        issuer = next((i for i in self._own if i.ids and i.ids[0] == key), None)
        if issuer is not None:
            dialog = IssuerDialog(self._state, issuer, self)
            dialog.accepted.connect(self.look)
            dialog.open()

    def _remove_own(self) -> None:
        self._take_off(self._own_table.chosen(), self.tr("Remove from your list"))

    def _distrust(self) -> None:
        self._take_off(self._all.chosen(), self.tr("Do not trust this issuer"))

    def _take_off(self, key: str | None, title: str) -> None:
        if key is None:
            return
        reason = confirm.ask_text(self, title, self.tr("Why? It is kept with today’s date."))
        if reason is None:
            return
        trust = self._state.open_session.trust
        tasks.store(lambda: trust.remove(key, reason=reason), owner=self, done=self._changed)

    def _toggle(self) -> None:
        url = self._registries.chosen()
        found = next((s for s in self._followed if s.url == url), None)
        if found is not None:
            trust, on = self._state.open_session.trust, not found.enabled
            tasks.store(lambda: trust.subscribe(found.url, enabled=on), owner=self, done=self._changed)

    def _subscribe(self) -> None:
        url = confirm.ask_text(self, self.tr("Follow a registry"), self.tr("Its address (begins with https://)"))
        if url:
            trust = self._state.open_session.trust
            tasks.store(lambda: trust.subscribe(url), owner=self, done=self._changed)

    def _unsubscribe(self) -> None:
        url = self._registries.chosen()
        if url is not None:
            tasks.store(self._state.open_session.trust.unsubscribe, url, owner=self, done=self._changed)

    def _refresh(self) -> None:
        trust = self._state.open_session.trust
        tasks.run(trust.refresh, owner=self, done=lambda _: self.look(), progress=lambda _d, _t, _n: None)


def _press(name: str, words: str, act: Callable[[], None]) -> QPushButton:
    made = button(words, name)
    made.clicked.connect(lambda _checked=False: act())
    return made


def _ids(issuer: KnownIssuer) -> str:
    return library_text.short(", ".join(issuer.ids), 200)


def _list_name(name: str) -> str:
    if name == "own":
        return QCoreApplication.translate("TrustPart", "your own")
    if name == "seed":
        return QCoreApplication.translate("TrustPart", "comes with Capsa")
    return library_text.short(name, 60)
