"""Notice a folder that a synchronising program copies about: it may put half a database on another computer."""

from pathlib import Path

_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".sync_journal.db": "Nextcloud",
    "._sync_journal.db": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".SeadriveCache": "Seafile",
    ".tmp.drivedownload": "Google Drive",
}
_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "surfdrive": "SURFdrive",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
}


def _by_name(folder: Path) -> str | None:
    for part in folder.parts:
        plain = part.casefold()
        # OneDrive adds the organisation: "OneDrive - Hogeschool Voorbeeld"
        for name, product in _NAMES.items():
            if plain == name or plain.startswith((f"{name} - ", f"{name} (")):
                return product
    return None


def _by_marker(folder: Path) -> str | None:
    for place in (folder, *folder.parents):
        try:
            for marker, product in _MARKERS.items():
                if (place / marker).exists():
                    return product
            if any(place.glob("._sync_*.db")) or any(place.glob(".sync_*.db")):
                return "Nextcloud"
        except OSError:
            continue
    return None


def synced_by(folder: Path) -> str | None:
    """Return the product that seems to synchronise ``folder``, or nothing."""
    whole = folder.absolute()
    return _by_marker(whole) or _by_name(whole)
