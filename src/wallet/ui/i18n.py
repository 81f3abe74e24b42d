"""The language of the window: labels from ``resources/i18n/capsa_<lang>.ts``, read as they are.

Qt's own compiled form is left out on purpose: one less thing to build, and a translation that is corrected in a
checkout shows at the next start. Plurals follow the two-form rule that English and Dutch share (1 / other).
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from typing import cast

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from wallet import resources, wording


@cache
def _messages(lang: str) -> dict[tuple[str, str, str], tuple[str, ...]]:
    file = resources.path("i18n", f"capsa_{lang}.ts")
    if not file.is_file():
        return {}
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for context, message in _entries(ET.fromstring(file.read_text("utf-8"))):  # noqa: S314 - comes with the program
        translation = message.find("translation")
        if translation is None or translation.get("type") in ("unfinished", "vanished", "obsolete"):
            continue
        forms = tuple(form.text or "" for form in translation.findall("numerusform")) or (translation.text or "",)
        if any(forms):
            found[(context, message.findtext("source", ""), message.findtext("comment", ""))] = forms
    return found


def _entries(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            yield name, message


class TsTranslator(QTranslator):
    """Answers Qt's questions for translations out of a ``.ts`` file."""

    def __init__(self, lang: str) -> None:
        """Read the messages of ``lang``."""
        super().__init__()
        self._messages = _messages(lang)

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask."""
        return not self._messages

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,  # noqa: N803 - Qt's name for it
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return the translation, or nothing (Qt then shows the source text)."""
        key = (_text(context), _text(sourceText), _text(disambiguation or ""))
        forms = self._messages.get(key)
        if forms is None:
            # Qt takes an empty string for a translation; only a null one makes it show the source text.
            return cast("str", None)
        return forms[0] if n in (-1, 1) or len(forms) == 1 else forms[1]


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else bytes(value).decode()


_installed: list[TsTranslator] = []


def wanted(setting: str) -> str:
    """Return ``nl`` or ``en`` for a setting of ``system``, ``nl`` or ``en``."""
    if setting in wording.LANGUAGES:
        return setting
    system = QLocale.system().name().split("_")[0]
    return system if system in wording.LANGUAGES else "en"


def install(app: QCoreApplication, lang: str) -> None:
    """Make the window speak ``lang`` (``nl`` or ``en``); texts that stand already are rebuilt by the caller."""
    for old in _installed:
        app.removeTranslator(old)
    _installed[:] = [TsTranslator(lang)]
    app.installTranslator(_installed[0])
    QLocale.setDefault(QLocale(QLocale.Language.Dutch if lang == "nl" else QLocale.Language.English))
