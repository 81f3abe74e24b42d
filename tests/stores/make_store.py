"""Makes the frozen store and backup of the present schema version, once, at its release. Never run for an older one.

    python tests/stores/make_store.py

The issuers are test issuers whose keys are derived from fixed seeds; everything is invented.
"""

import json
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from simulators import issuer as issuers
from wallet.model.earned import Identifier
from wallet.model.receipt import Receipt
from wallet.services import session as sessions
from wallet.services.library import Query
from wallet.services.options import RunOptions
from wallet.services.source import from_bytes
from wallet.vault import key_derivation, schema
from wallet.verification.context import Person
from wallet.verification.trust.known_issuers import KnownIssuer

HERE = Path(__file__).resolve().parent
PASSPHRASE = "a frozen store for ever"
BACKUP_PASSPHRASE = "a frozen backup for ever"
NOW = issuers.NOW


def make(target: Path) -> None:
    """Write ``target/wallet`` and ``target/mine.walletbackup`` with what they hold in ``target/expected.json``."""
    web = issuers.Web()
    school = issuers.did_web("Hogeschool Zuiderpark", "school.example", web=web)
    academy = issuers.did_key("Academie Oost", seed="academy")
    with tempfile.TemporaryDirectory() as scratch:
        options = RunOptions(profile=Path(scratch) / "wallet", at=NOW, replay=web.recording(Path(scratch) / "net"))
        created = sessions.create(Path(scratch) / "wallet", PASSPHRASE, options=options, name="Frozen")
        session = created.session
        session.trust.add(KnownIssuer((school.id,), school.name, "NL"), reason="my school")
        earlier = school.badge("Minor Data Literacy")
        later = {**earlier, "validFrom": issuers.zulu(NOW - timedelta(days=1))}
        papers = [
            ("minor.json", json.dumps(school.sign(earlier), indent=2).encode()),
            ("wound-care.jwt", academy.vc_jwt(academy.badge("Wound care")).encode()),
            ("robotics.json", json.dumps(academy.sign(academy.badge("Robotics"))).encode()),
            ("minor-2.json", json.dumps(school.sign(later)).encode()),
            ("photo.pdf", b"%PDF-1.4\n% a photo of a diploma\n%%EOF\n"),
        ]
        for name, data in papers:
            session.library.add(session.inbox.read([from_bytes(data, name)]), keep_papers=True)
        ids = session.library.ids(Query(text="robotics"))
        session.library.set_note(ids[0], "shown at the interview")
        session.library.set_favourite(ids, favourite=True)
        session.library.set_collections(ids, ["Work"])
        session.library.remove(session.library.ids(Query(text="wound")))
        session.trust.subscribe("https://registry.example/list.json", enabled=False)
        session.person.set(Person(names=("Sanne Voorbeeld",), identifiers=(Identifier("email", "s@example.org"),)))
        session.settings.set("share.expiry_days", 7)
        session._vault.receipts.add(
            Receipt("r1", NOW, "qr", ids, ("Robotics",), "An employer", "Job", None, ("title",), ("grade",))
        )
        session.backup.make(target / "mine.walletbackup", BACKUP_PASSPHRASE)
        expected = {
            "passphrase": PASSPHRASE,
            "recovery_key": created.recovery_key,
            "backup_passphrase": BACKUP_PASSPHRASE,
            "holder_id": created.holder_id,
            "sha256": sorted(row[0] for row in session._vault.database.rows("SELECT digest FROM credentials")),
            "earlier_sha256": sorted(row[0] for row in session._vault.database.rows("SELECT digest FROM superseded")),
            "titles": sorted(card.title for card in session.library.page(Query(), offset=0, limit=50)),
        }
        session.lock()
        (target / "wallet").mkdir(parents=True)
        for file in session.folder.glob("wallet.*"):
            if file.name not in ("wallet.lock",):
                shutil.copy(file, target / "wallet" / file.name)
        (target / "expected.json").write_text(json.dumps(expected, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    key_derivation.WANTED_SECONDS = 0.0
    place = HERE / f"schema-{schema.VERSION}"
    if place.exists():
        sys.exit(f"{place} is frozen")
    place.mkdir()
    make(place)
