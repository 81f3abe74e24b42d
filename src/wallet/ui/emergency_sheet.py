"""The emergency sheet: the recovery key on paper, with where the wallet is and what to do."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QTextDocument


def sheet_text(recovery_key: str, folder: Path) -> str:
    """Return the sheet as plain text."""
    translate = QCoreApplication.translate
    return "\n".join(
        (
            translate("EmergencySheet", "Capsa – emergency sheet"),
            "",
            translate("EmergencySheet", "Recovery key:"),
            "",
            f"    {recovery_key}",
            "",
            translate("EmergencySheet", "Your wallet is on your computer, in:"),
            f"    {folder}",
            "",
            translate(
                "EmergencySheet",
                "Forgot your passphrase? Open Capsa, choose “I forgot my passphrase” and type this key.",
            ),
            translate(
                "EmergencySheet",
                "Whoever has this sheet and your wallet file can open it. Keep this sheet in a safe place.",
            ),
            translate(
                "EmergencySheet", "This key does not replace a backup: it opens the wallet, it does not contain it."
            ),
            "",
        )
    )


def sheet_document(text: str) -> QTextDocument:
    """Return the sheet as a document to print."""
    document = QTextDocument()
    document.setDefaultFont(QFont("monospace", 12))
    document.setPlainText(text)
    return document
