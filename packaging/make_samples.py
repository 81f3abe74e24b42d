"""Makes the sample credentials of resources/samples, once, from three sample issuers.

The private keys are made here, used, and gone when this script ends: nobody can sign another sample later. The
identifiers of the issuers are their keys, so nothing has to be hosted; the one status list lies in the recording
``net.json``, which the tour and the sample in the window pass at call time together with ``trust.json``. In a normal
run nobody knows these issuers.

Run from the root: ``.venv/bin/python packaging/make_samples.py`` (it replaces what is there).
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from simulators.issuer import Issuer, Web, achievement_credential, b64, baked_png, status_entry  # noqa: E402
from wallet.verification.canonicalization import jcs  # noqa: E402
from wallet.verification.keys import jwk, multikey  # noqa: E402
from wallet.verification.keys.signer import KeySigner  # noqa: E402

FOLDER = ROOT / "resources" / "samples"
LEARNER = "Sanne de Vries"
STATUS = "https://status.sample.example/lists/1"
WITHDRAWN = 70_123
STILL_GOOD = 70_124
AWARDED = datetime(2026, 1, 30, tzinfo=UTC)


def issuers(web: Web) -> tuple[Issuer, Issuer, Issuer]:
    college, university = (
        KeySigner(ed25519.Ed25519PrivateKey.generate()),
        KeySigner(ec.generate_private_key(ec.SECP256R1())),
    )
    academy = KeySigner(ec.generate_private_key(ec.SECP384R1()))
    found = []
    for name, signer in (("SAMPLE Zuiderpark College", college), ("SAMPLE Waterland Academy", academy)):
        encoded = multikey.encode(signer.public_key)
        found.append(Issuer(name, signer, f"did:key:{encoded}", f"did:key:{encoded}#{encoded}", web))
    did = "did:jwk:" + b64(jcs.canonicalize(jwk.encode(university.public_key)))
    found.insert(1, Issuer("SAMPLE Noordzee University", university, did, f"{did}#0", web))
    return found[0], found[1], found[2]


def learner() -> dict[str, Any]:
    """The learner by name: a sample belongs to no key, so that every new wallet can share it."""
    return {"type": "IdentityObject", "hashed": False, "identityHash": LEARNER, "identityType": "name"}


def credential(issuer: Issuer, title: str, **more: Any) -> dict[str, Any]:
    document = achievement_credential(issuer, title, holder=None, valid_from=more.pop("valid_from", AWARDED), **more)
    document["credentialSubject"]["identifier"] = [learner()]
    return document


def achievement(ects: float, level: str, text: str, *, with_unit: bool = False) -> dict[str, Any]:
    """What was learned. ``with_unit`` adds EC and hours in words that JSON-LD would drop, so only tokens have them."""
    unit = {"ECTS": ects, "timeInvestment": int(ects * 28)} if with_unit else {}
    return {
        "description": text,
        "creditsAvailable": ects,
        **unit,
        "inLanguage": "en",
        "criteria": {"narrative": "Passed the final assessment."},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetType": "ext:EQF",
                "targetCode": level,
                "targetName": f"EQF level {level}",
                "targetUrl": "https://europass.europa.eu/en/description-eight-eqf-levels",
            }
        ],
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    web = Web()
    college, university, academy = issuers(web)
    statistics = college.sign(
        credential(
            college,
            "Statistics with Python",
            achievement=achievement(5, "6", "Describing, testing and modelling data."),
        )
    )
    write("1-statistics.json", statistics)
    ethics = credential(
        university,
        "Ethics of Data and AI",
        achievement=achievement(3, "7", "Weighing the effects of AI.", with_unit=True),
    )
    (FOLDER / "2-ethics.jwt").write_text(university.vc_jwt(ethics) + "\n", "utf-8")
    project = academy.sign(
        credential(academy, "Project Leader", achievement=achievement(4, "4", "Leading a team of five.")),
        "ecdsa-jcs-2019",
    )
    (FOLDER / "3-project-leader.png").write_bytes(baked_png(json.dumps(project), size=192, colour=(20, 110, 90)))
    first_aid = credential(
        academy,
        "First Aid at Work",
        valid_from=datetime(2023, 3, 1, tzinfo=UTC),
        valid_until=datetime(2025, 3, 1, tzinfo=UTC),
        achievement=achievement(1, "3", "Helping until the ambulance is there."),
    )
    write("4-first-aid-expired.json", academy.sign(first_aid))
    withdrawn = credential(
        college,
        "Network Security",
        status=status_entry(STATUS, WITHDRAWN),
        achievement=achievement(5, "5", "Finding and closing holes."),
    )
    write("5-network-security-withdrawn.json", college.sign(withdrawn))
    teaching = credential(
        college,
        "Teaching Adults",
        status=status_entry(STATUS, STILL_GOOD),
        achievement=achievement(10, "6", "Designing and giving lessons."),
    )
    write("6-teaching-adults.json", college.sign(teaching, "eddsa-jcs-2022"))
    changed = json.loads(json.dumps(statistics))
    changed["id"] = "urn:uuid:00000000-0000-4000-8000-000000000007"
    changed["credentialSubject"]["achievement"]["creditsAvailable"] = 50
    write("7-statistics-changed.json", changed)
    older = credential(
        university, "Academic Writing", version=1, achievement=achievement(2, "6", "Writing a paper.", with_unit=True)
    )
    (FOLDER / "8-academic-writing.jwt").write_text(university.vc_claim_jwt(older) + "\n", "utf-8")

    college.status_list(STATUS, revoked=[WITHDRAWN])
    _, media_type, body = web.pages[STATUS]
    (FOLDER / "status-list.bin").write_bytes(body)
    recording = {STATUS: {"status": 200, "headers": {"content-type": media_type}, "body_file": "status-list.bin"}}
    write("net.json", recording)
    entries = [
        issuer.trust_entry(domain=f"{issuer.name.split()[1].lower()}.sample.example")
        for issuer in (college, university, academy)
    ]
    write("trust.json", {"issuers": entries})


def write(name: str, value: Any) -> None:
    (FOLDER / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
