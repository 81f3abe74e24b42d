"""How fast the encrypted library is, beside Python's own SQLite without any encryption, in one run."""

import base64
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ed25519

from wallet.errors import UnreachableError
from wallet.model.secured import Carrier
from wallet.ports import Document, Purpose
from wallet.records.normalise import search_text
from wallet.services import bench
from wallet.services import session as sessions
from wallet.services.bench import Measured
from wallet.services.inbox import Candidate, Relation
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.outside import Outside
from wallet.services.session import Session
from wallet.verification import inspection
from wallet.verification.context import Context
from wallet.verification.keys.signer import KeySigner
from wallet.verification.report import Inspected

_SEARCHES = 50
_PAGE = 100


class _Nowhere:
    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url, "url": url})


def _inspected(count: int, options: RunOptions) -> list[Inspected]:
    signer = KeySigner(ed25519.Ed25519PrivateKey.generate())
    context = Context(now=Outside(options).clock.now(), fetcher=_Nowhere())
    return [
        inspection.inspect(data, name=f"{number}.json", carrier=Carrier.FILE, context=context)
        for number, data in enumerate(bench.credentials("eddsa-jcs-2022", signer, count))
    ]


def _per_second(times: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return times / (time.perf_counter() - started)


def _plain_database() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    return database


def _add_plain(database: sqlite3.Connection, found: list[Inspected]) -> None:
    rows = [(search_text(one.report.record) if one.report.record else "",) for one in found]
    with database:
        database.executemany("INSERT INTO words VALUES (?)", rows)


def _search_plain(database: sqlite3.Connection) -> None:
    for number in range(_SEARCHES):
        query = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        database.execute(query, (f'"course" "{number}"*', _PAGE)).fetchall()


def _search(session: Session) -> None:
    for number in range(_SEARCHES):
        session.library.page(Query(text=f"course {number}"), offset=0, limit=_PAGE)


def _pages(session: Session) -> None:
    for number in range(_SEARCHES):
        session.library.page(Query(), offset=number, limit=_PAGE)


def library(count: int, options: RunOptions) -> tuple[Measured, ...]:
    """Add ``count`` credentials to a fresh encrypted wallet, list and search them; each beside plain SQLite."""
    found = _inspected(count, options)
    candidates = [Candidate(one.report.source, one, Relation.NEW, None, addable=True) for one in found]
    with tempfile.TemporaryDirectory(prefix="capsa-bench-") as folder:
        profile = Path(folder) / "wallet"
        here = RunOptions(profile=profile, offline=True, at=options.at)
        passphrase = base64.urlsafe_b64encode(Outside(here).random.token(24)).decode()
        session = sessions.create(profile, passphrase, options=here).session
        plain = _plain_database()
        try:
            adding = {
                "capsa": _per_second(count, lambda: session.library.add(candidates)),
                "sqlite3 in memory, not encrypted": _per_second(count, lambda: _add_plain(plain, found)),
            }
            searching = {
                "capsa": _per_second(_SEARCHES, lambda: _search(session)),
                "sqlite3 in memory, not encrypted": _per_second(_SEARCHES, lambda: _search_plain(plain)),
            }
            listing = {
                "capsa": _per_second(_SEARCHES, lambda: _pages(session)),
                "capsa search": searching["capsa"],
            }
        finally:
            plain.close()
            session.destroy()
    return (
        bench.measured(f"library: add {count}", adding),
        bench.measured(f"library: search {count}", searching),
        bench.measured(f"library: a page of {_PAGE} from {count}", listing),
    )
