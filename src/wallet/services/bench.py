"""The project's own benchmarks: always as ratios within one run, against the bare signature check and named peers.

Figures of two runs on two machines say nothing. What is measured is made here, from keys that exist only now; the
peers are the engines that other wallets stand on, run by Node from a folder with ``peers/verify-node``.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from wallet.errors import EnvironmentFailedError, UnreachableError
from wallet.formats import base64url
from wallet.model.secured import Carrier
from wallet.ports import Document, NoProgress, Progress, Purpose
from wallet.verification import inspection
from wallet.verification.checks import CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids.document import Relationship
from wallet.verification.keys import algorithms, multikey
from wallet.verification.keys.signer import KeySigner
from wallet.verification.proofs import data_integrity

SHARED_VARIABLE = "WALLET_SHARED"
_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_ROUNDS = 3
_PEER_FILES = {"eddsa-rdfc-2022": "creds-din.json", "Ed25519Signature2020": "creds-ed2020.json"}
_PEERS = {"@digitalbazaar/vc": "db", "@digitalcredentials/verifier-core": "core"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One line: ``per_second`` for each engine, and ``ratio``: how many times as fast as each other one we are.

    ``not_run`` says why there is nothing to tell.
    """

    name: str
    per_second: Mapping[str, float] = field(default_factory=dict)
    ratio: Mapping[str, float] = field(default_factory=dict)
    not_run: str = ""


class _Nowhere:
    """A network on which nothing answers."""

    def get(self, url: str, *, purpose: Purpose, accept: str = "*/*") -> Document:
        raise UnreachableError("fetch.offline", {"host": url, "url": url})


def _document(issuer: str, number: int) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012d}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "SAMPLE College"},
        "validFrom": "2025-01-01T00:00:00Z",
        "name": f"Course {number}",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"urn:uuid:10000000-0000-4000-8000-{number:012d}",
                "type": ["Achievement"],
                "name": f"Course {number}",
                "description": "Analysing a problem, planning a solution, building and testing it.",
                "criteria": {"narrative": "Passed the final assessment."},
            },
        },
    }


def _jwt(document: dict[str, Any], signer: KeySigner, method: str) -> bytes:
    algorithm = algorithms.preferred(signer.type)
    header = json.dumps({"alg": algorithm, "typ": "vc+jwt", "kid": method}).encode()
    signed = f"{base64url.encode(header)}.{base64url.encode(json.dumps(document).encode())}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}".encode()


def credentials(form: str, signer: KeySigner, count: int) -> list[bytes]:
    """Return ``count`` credentials of a form, as issued."""
    encoded = multikey.encode(signer.public_key)
    issuer = f"did:key:{encoded}"
    method = f"{issuer}#{encoded}"
    documents = (_document(issuer, number) for number in range(count))
    if form.startswith("vc+jwt"):
        return [_jwt(document, signer, method) for document in documents]
    return [
        json.dumps(
            data_integrity.sign(
                document,
                cryptosuite=form,
                signer=signer,
                verification_method=method,
                purpose=Relationship.ASSERTION_METHOD,
                created=_MOMENT,
            )
        ).encode()
        for document in documents
    ]


def _rate(count: int, work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _inspect_all(credentials: list[bytes]) -> None:
    context = Context(now=_MOMENT, fetcher=_Nowhere())
    for credential in credentials:
        report = inspection.inspect(credential, name="bench", carrier=Carrier.FILE, context=context).report
        proofs = [check.outcome for check in report.checks if check.kind is CheckKind.PROOF]
        if proofs != [Outcome.PASSED]:
            raise EnvironmentFailedError("bench.wrong_result")


def _bare_all(signer: KeySigner, count: int) -> None:
    algorithm = algorithms.preferred(signer.type)
    message = b"\0" * 64
    signature = signer.sign(message)
    for _ in range(count):
        algorithms.verify(signer.public_key, algorithm, message, signature)


def _in_turn(engines: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    # In turn, so that a machine that slows down slows all of them; the median shrugs at one bad round.
    rounds: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(_ROUNDS):
        for name, rate in engines.items():
            rounds[name].append(rate())
    return {name: statistics.median(rates) for name, rates in rounds.items()}


def measured(name: str, rates: dict[str, float]) -> Measured:
    """Return the rates with the ratio of ``capsa`` to each other engine."""
    return Measured(name, rates, {other: rates["capsa"] / rate for other, rate in rates.items() if other != "capsa"})


FORMS: Mapping[str, Callable[[], KeySigner]] = {
    "eddsa-rdfc-2022": lambda: KeySigner(ed25519.Ed25519PrivateKey.generate()),
    "eddsa-jcs-2022": lambda: KeySigner(ed25519.Ed25519PrivateKey.generate()),
    "ecdsa-rdfc-2019": lambda: KeySigner(ec.generate_private_key(ec.SECP256R1())),
    "ecdsa-jcs-2019": lambda: KeySigner(ec.generate_private_key(ec.SECP256R1())),
    "vc+jwt EdDSA": lambda: KeySigner(ed25519.Ed25519PrivateKey.generate()),
    "vc+jwt ES256": lambda: KeySigner(ec.generate_private_key(ec.SECP256R1())),
}
"""The forms that are measured, from bytes to report on one core."""


def form(name: str, count: int) -> Measured:
    """Measure one form: from bytes to report, beside nothing but the signature check of the same key."""
    signer = FORMS[name]()
    made = credentials(name, signer, count)
    _inspect_all(made[:10])
    rates = _in_turn(
        {
            "capsa": lambda: _rate(count, lambda: _inspect_all(made)),
            "bare signature check": lambda: _rate(count, lambda: _bare_all(signer, count)),
        }
    )
    return measured(name, rates)


def shared_folder() -> Path | None:
    """Return the folder that holds the peers: ``$WALLET_SHARED``, or ``../shared`` seen from here."""
    named = os.environ.get(SHARED_VARIABLE)
    folder = Path(named) if named else Path.cwd().parent / "shared"
    return folder if (folder / "peers" / "verify-node").is_dir() else None


def _prepare_peers(shared: Path, folder: Path) -> str:
    """Install the peers in ``folder`` and let them make credentials; return why not, or nothing."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Node and npm are not here"
    for file in (shared / "peers" / "verify-node").iterdir():
        shutil.copyfile(file, folder / file.name)
    for command in (["npm", "ci", "--ignore-scripts", "--silent"], ["node", "gen.mjs"]):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 (fixed commands)
        if done.returncode:
            return f"{command[0]} failed"
    return ""


def _peer_rate(folder: Path, mode: str, file: str) -> float:
    command = ["node", "bench.mjs", mode, file, "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)  # noqa: S603 (fixed command)
    return float(json.loads(done.stdout.splitlines()[-1])["rates"][0])


def _own_rate(credentials: list[dict[str, Any]]) -> float:
    context = Context(now=_MOMENT, fetcher=_Nowhere())

    def work() -> None:
        for credential in credentials:
            checks = data_integrity.check(credential, context, issuer=credential["issuer"]["id"])
            if any(check.outcome is not Outcome.PASSED for check in checks):
                raise EnvironmentFailedError("bench.wrong_result")

    return _rate(len(credentials), work)


def peers(progress: Progress | None = None) -> tuple[Measured, ...]:
    """Measure the same credentials here and in the peers: the proof, its key, and its binding to the issuer."""
    watch = progress or NoProgress()
    shared = shared_folder()
    if shared is None:
        return (Measured("peers", not_run="no folder with peers/verify-node ($WALLET_SHARED)"),)
    with tempfile.TemporaryDirectory(prefix="capsa-bench-") as scratch:
        folder = Path(scratch)
        watch.step(0, 0, "npm")
        reason = _prepare_peers(shared, folder)
        if reason:
            return (Measured("peers", not_run=reason),)
        found = []
        for position, (name, file) in enumerate(_PEER_FILES.items()):
            watch.step(position, len(_PEER_FILES), name)
            credentials = json.loads((folder / file).read_text("utf-8"))
            _own_rate(credentials[:10])
            engines: dict[str, Callable[[], float]] = {"capsa": lambda held=credentials: _own_rate(held)}  # type: ignore[misc]
            for peer, mode in _PEERS.items():
                if mode == "core" and position:
                    continue
                engines[peer] = lambda mode=mode, file=file: _peer_rate(folder, mode, file)  # type: ignore[misc]
            found.append(measured(f"{name} against peers", _in_turn(engines)))
        return tuple(found)


def verify(count: int, *, with_peers: bool = True, progress: Progress | None = None) -> tuple[Measured, ...]:
    """Measure every form, and the peers where they are."""
    watch = progress or NoProgress()
    lines = []
    for position, name in enumerate(FORMS):
        watch.step(position, len(FORMS), name)
        lines.append(form(name, count))
    return (*lines, *(peers(watch) if with_peers else ()))
