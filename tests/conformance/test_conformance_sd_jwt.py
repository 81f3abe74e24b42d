"""SD-JWT and SD-JWT VC: RFC 9901 examples, sd-jwt-python cases, collected tokens, derived negatives."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from conformance.harness import Case, cases, context, judge, recording, run_family, vectors

METADATA = "/.well-known/jwt-vc-issuer"
KID = "doc-signer-05-25-2022"
NONCE = "1234567890"


def public(key: dict[str, Any], **more: str) -> dict[str, Any]:
    return {name: value for name, value in key.items() if name not in ("d", "p", "q", "dp", "dq", "qi")} | more


def settings(root: Path) -> dict[str, Any]:
    path = root / "sd-jwt" / "rfc9901-examples" / "settings.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def issuers(root: Path, case: Case) -> dict[str, bytes]:
    """The key of the examples, published by whoever the case names as issuer and the manifest says has that key."""
    keys = settings(root)["key_settings"]["issuer_keys"]
    published = [public(key) for key in keys] + [public(key, kid=KID) for key in keys]
    eudi = json.loads((root / "sd-jwt" / "eudi-sdjwt-kt" / "examplesIssuerKey.json").read_text("utf-8"))
    if case.path.parent.name == "eudi-sdjwt-kt":
        published = [public(eudi)]
    if case.outcome == "key-needed":
        return {}
    documents = {}
    for issuer in (
        "https://issuer.example.com",
        "https://example.com/issuer",
        "https://example.com",
        "https://pid-issuer.aendgard.example",
    ):
        host, _, path = issuer.removeprefix("https://").partition("/")
        body = {"issuer": issuer, "jwks": {"keys": published}}
        documents[f"https://{host}{METADATA}{'/' + path if path else ''}"] = json.dumps(body).encode()
        method = [
            {"id": f"{issuer}#{position}", "type": "JsonWebKey", "publicKeyJwk": key}
            for position, key in enumerate(published)
        ]
        documents[issuer] = json.dumps({"id": issuer, "assertionMethod": method}).encode()
    return documents


def unfolded(case: Case, folder: Path) -> Case:
    """The JSON of a case: the set folds long texts over lines, and puts a token beside its trust anchor."""
    text = re.sub(r"\n[ ]+(?=[A-Za-z0-9_.~-])", "", case.path.read_text("utf-8"))
    content = json.loads(text)
    token = content.get("sdJwtVc") if isinstance(content, dict) else None
    path = folder / case.path.name
    path.write_text(token or text, "utf-8")
    return replace(case, path=path)


def contents(case: Case, root: Path) -> str | None:
    """The processed payload equals verified_contents.json, where the set has one beside the case."""
    expected = case.path.parent / "verified_contents.json"
    if not expected.is_file() or case.path.name.startswith("sd_jwt_issuance"):
        return None
    from wallet.formats import disclosures
    from wallet.formats.detect import recognise
    from wallet.formats.recognised import RecognisedCredential
    from wallet.model.secured import SdJwt

    found = recognise(case.path.read_bytes(), name=case.path.name)
    assert isinstance(found, RecognisedCredential)
    parts = found.secured.envelope
    assert isinstance(parts, SdJwt)
    claims = disclosures.expand(found.secured.claims, parts.disclosures).claims
    wanted = json.loads(expected.read_text("utf-8"))
    return None if claims == wanted else f"claims differ: {claims} {wanted}"


def test_sd_jwt(tmp_path: Path) -> None:
    root = vectors("sd-jwt")

    def verdict(case: Case) -> str | None:
        run = context(root, fetcher=recording(root, issuers(root, case)))
        if case.outcome == "invalid-key-binding":
            run = replace(run, nonce=NONCE, audience=None)
        if case.path.suffix == ".json":
            case = unfolded(case, tmp_path)
        return judge(case, run) or contents(case, root)

    run_family("sd-jwt", cases("sd-jwt", 102), verdict)
