"""Sends by e-mail as far as a program can: the message is opened, the person presses Send."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from wallet.errors import EnvironmentFailedError
from wallet.ui import messages
from wallet.ui.mail_out import MailOut, Message


class Answer(Protocol):
    """Hears whether a message stands open; if not, the person is to save the file and attach it."""

    def __call__(self, *, opened: bool) -> None:
        """Take the answer."""


def compose_mail(
    owner: QWidget, message: Message, *, say: Callable[[str, str], None], answer: Answer, lang: str
) -> MailOut | None:
    """Open ``message`` in the mail program of this computer and tell ``answer`` whether that went well.

    ``say`` shows a sentence and its tone where the person looks.
    """
    translate = QCoreApplication.translate
    if not message.files:
        answer(opened=QDesktopServices.openUrl(_address(message)))
        return None
    mail = MailOut(owner)

    def told(text: str, tone: str, *, opened: bool | None) -> Callable[[], None]:
        def tell() -> None:
            say(text, tone)
            if opened is not None:
                answer(opened=opened)

        return tell

    opened = translate(
        "Mail",
        "Your mail program was asked to open a message. Look whether the file is attached before you send it, "
        "and send it before Capsa locks: then the file is taken away.",
    )
    mail.opened.connect(told(opened, "neutral", opened=True))
    mail.cancelled.connect(told(translate("Mail", "No message was made. Nothing was sent."), "neutral", opened=None))
    cannot = translate(
        "Mail", "This computer does not let Capsa attach a file to a message. Save the file and attach it yourself."
    )
    mail.impossible.connect(told(cannot, "attention", opened=False))
    try:
        mail.compose(message)
    except OSError as error:
        failed = EnvironmentFailedError("window.not_saved", {"place": "", "reason": error.strerror or "?"})
        say(messages.sentence(failed, lang), "bad")
        return None
    return mail


def _address(message: Message) -> QUrl:
    url = QUrl("mailto:")
    query = QUrlQuery()
    query.addQueryItem("subject", message.subject)
    query.addQueryItem("body", message.body)
    url.setQuery(query)
    return url
