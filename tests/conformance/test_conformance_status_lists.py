"""Status lists: encodings and tokens of the Token Status List draft, Bitstring and older examples."""

import json
from pathlib import Path

from conformance.harness import NOW, Case, cases, context, judge, payload_of, recording, run_family, vectors
from wallet.errors import WalletError
from wallet.formats import base64url
from wallet.ports import Document, Purpose
from wallet.verification import status_tokens
from wallet.verification.authentic_lists import AuthenticLists
from wallet.verification.checks import Outcome
from wallet.verification.context import Context
from wallet.verification.status import declared, token_status_list

METADATA = "/.well-known/jwt-vc-issuer"
LIST = "https://example.com/statuslists/1"


def encoding(case: Case) -> str | None:
    """Every status that the vector lists, and zero for a sample of the rest."""
    vector = json.loads(case.path.read_text("utf-8"))
    compressed, width = base64url.decode(vector["json"]["lst"]), vector["json"]["bits"]
    expected = {int(index): int(value) for index, value in vector["nonzero"].items()}
    for index in [*expected, 5, 6, 1000, vector["size"] - 1]:
        value, entries = token_status_list.read(compressed, width, index)
        if value != expected.get(index, 0) or entries != vector["size"]:
            return f"entry {index}: {value}"
    try:
        token_status_list.read(compressed, width, vector["size"])
    except WalletError:
        return None
    return "an index beyond the list has a value"


def token(case: Case, root: Path) -> str | None:
    """The draft's signed example, with its key published as the issuer's."""
    folder = root / "status-lists" / "token-status-list" / "draft-examples"
    key = json.loads((folder / "signing-key.json").read_text("utf-8"))
    key.pop("d")
    issuer = payload_of(case.path.read_text("utf-8").strip()).get("iss", "https://status.test")
    metadata = json.dumps({"issuer": issuer, "jwks": {"keys": [key]}}).encode()
    run = context(root, fetcher=recording(root, {issuer + METADATA: metadata}))
    fetched = Document(LIST, case.path.read_bytes(), "application/statuslist+jwt", NOW, Purpose.STATUS_LIST)
    try:
        read = status_tokens.read(fetched, LIST, issuer, run)
    except WalletError as error:
        return f"{error.code} {dict(error.facts)}"
    value, _ = token_status_list.read(read.compressed, read.bits, 0)
    return None if value == 1 else f"entry 0: {value}"


def entry(case: Case, run: Context) -> str | None:
    """An entry alone: never good."""
    document = {"credentialStatus": json.loads(case.path.read_text("utf-8"))}
    checks = declared.check(document, {}, "did:example:issuer", AuthenticLists(run), run)
    return None if all(check.outcome is Outcome.UNKNOWN for check in checks) else f"{checks}"


def test_status_lists() -> None:
    root = vectors("status-lists")
    run = context(root)

    def verdict(case: Case) -> str | None:
        if case.path.name.startswith("vector-"):
            return encoding(case)
        if case.path.name == "status_list_jwt_raw.jwt":
            return token(case, root)
        if case.path.parent.name == "status-list-entry":
            return entry(case, run)
        return judge(case, run)

    run_family("status-lists", cases("status-lists", 21), verdict)
