"""The log of what was shared with whom (never the values themselves)."""

from wallet.model.receipt import Receipt
from wallet.vault.database import Database
from wallet.vault.instant import stamp
from wallet.verification import report_codec


class Receipts:
    """Receipts, newest first."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._db = database

    def add(self, receipt: Receipt) -> None:
        """Keep a receipt; one with the same id is replaced."""
        with self._db.transaction():
            self._db.change("DELETE FROM receipts WHERE id = ?", (receipt.id,))
            nr = self._db.insert(
                "INSERT INTO receipts (id, made_at, body) VALUES (?, ?, ?)",
                (receipt.id, stamp(receipt.made_at), report_codec.pack(receipt)),
            )
            for credential_id in dict.fromkeys(receipt.credential_ids):
                self._db.change(
                    "INSERT INTO receipt_credentials (receipt, credential_id) VALUES (?, ?)", (nr, credential_id)
                )

    def all(self, credential_id: str | None = None) -> tuple[Receipt, ...]:
        """Return every receipt, or those in which one credential was shared."""
        if credential_id is None:
            rows = self._db.rows("SELECT body FROM receipts ORDER BY made_at DESC, nr DESC")
        else:
            rows = self._db.rows(
                "SELECT body FROM receipts JOIN receipt_credentials ON receipt = nr WHERE credential_id = ?"
                " ORDER BY made_at DESC, nr DESC",
                (credential_id,),
            )
        return tuple(report_codec.unpack(row[0], Receipt) for row in rows)

    def count(self) -> int:
        """Return how many receipts there are."""
        return int(self._db.value("SELECT count(*) FROM receipts"))
