"""The settings in words: groups, labels, choices, and what each number counts."""

from PySide6.QtCore import QCoreApplication


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Mark a text for the translators' tool, which knows this name; the text is translated where it is shown."""
    return source


_GROUPS = {
    "general": QT_TRANSLATE_NOOP("Settings", "General"),
    "person": QT_TRANSLATE_NOOP("Settings", "You"),
    "security": QT_TRANSLATE_NOOP("Settings", "Security"),
    "trust": QT_TRANSLATE_NOOP("Settings", "Known issuers"),
    "network": QT_TRANSLATE_NOOP("Settings", "Network"),
    "share": QT_TRANSLATE_NOOP("Settings", "Sharing"),
    "backup": QT_TRANSLATE_NOOP("Settings", "Backup"),
    "about": QT_TRANSLATE_NOOP("Settings", "About"),
}
GROUPS = tuple(_GROUPS)
"""The groups in the order they are shown."""

_LABELS = {
    "general.language": QT_TRANSLATE_NOOP("Settings", "Language"),
    "general.look": QT_TRANSLATE_NOOP("Settings", "Look"),
    "general.text_size": QT_TRANSLATE_NOOP("Settings", "Text size"),
    "general.reduce_motion": QT_TRANSLATE_NOOP("Settings", "Leave out moving parts"),
    "security.idle_lock_minutes": QT_TRANSLATE_NOOP("Settings", "Lock when nobody touches it for"),
    "security.clipboard_seconds": QT_TRANSLATE_NOOP("Settings", "Take what was copied off the clipboard after"),
    "network.offline": QT_TRANSLATE_NOOP("Settings", "Stay offline: never contact anything"),
    "network.allow_tracking": QT_TRANSLATE_NOOP(
        "Settings", "Check for withdrawal even where the issuer can see which credential is checked"
    ),
    "share.checker_url": QT_TRANSLATE_NOOP("Settings", "Address of the checker page that codes point to"),
    "share.expiry_days": QT_TRANSLATE_NOOP("Settings", "A copy that you share holds for"),
    "backup.remind_days": QT_TRANSLATE_NOOP("Settings", "Remind me of a backup after"),
    "experimental.bbs": QT_TRANSLATE_NOOP(
        "Settings", "Experimental: share parts of BBS credentials (not reviewed yet)"
    ),
}

_HINTS = {
    "general.language": QT_TRANSLATE_NOOP("Settings", "The window is built anew; your wallet stays open."),
    "security.idle_lock_minutes": QT_TRANSLATE_NOOP("Settings", "0 means never."),
    "share.checker_url": QT_TRANSLATE_NOOP(
        "Settings",
        "Leave it empty and a code opens in Capsa. A page that an employer or school hosts begins with https://.",
    ),
    "backup.remind_days": QT_TRANSLATE_NOOP("Settings", "0 means never."),
    "network.offline": QT_TRANSLATE_NOOP(
        "Settings", "Signatures are checked all the same; whether something was withdrawn then stays unknown."
    ),
}

_UNITS = {
    "general.text_size": QT_TRANSLATE_NOOP("Settings", "%"),
    "security.idle_lock_minutes": QT_TRANSLATE_NOOP("Settings", "minutes"),
    "security.clipboard_seconds": QT_TRANSLATE_NOOP("Settings", "seconds"),
    "share.expiry_days": QT_TRANSLATE_NOOP("Settings", "days"),
    "backup.remind_days": QT_TRANSLATE_NOOP("Settings", "days"),
}

_CHOICES = {
    "system": QT_TRANSLATE_NOOP("Settings", "As this computer"),
    "light": QT_TRANSLATE_NOOP("Settings", "Light"),
    "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
    "nl": "Nederlands",
    "en": "English",
}


def group_name(group: str) -> str:
    """Return the name of a group."""
    return _tr(_GROUPS[group])


def label_text(key: str) -> str:
    """Return the label of a setting; one without words shows its key, so that it is never missing."""
    return _tr(_LABELS[key]) if key in _LABELS else key


def hint(key: str) -> str:
    """Return what a setting means, or nothing."""
    return _tr(_HINTS[key]) if key in _HINTS else ""


def unit(key: str) -> str:
    """Return what the number counts."""
    return " " + _tr(_UNITS[key]) if key in _UNITS else ""


def choice(value: str) -> str:
    """Return the words of a choice."""
    return _tr(_CHOICES[value]) if value in _CHOICES else value
