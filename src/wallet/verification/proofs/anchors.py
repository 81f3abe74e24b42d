"""Is the value in the transaction? Asked of a public explorer of the chain, or of a recording of its answer.

Only explorers that answer without an account are asked: Esplora for Bitcoin, BlockCypher for Ethereum. Chains for
trials prove nothing about time, and are said to be that.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.ports import Purpose
from wallet.verification.checks import Check, CheckKind, Outcome
from wallet.verification.context import Context
from wallet.verification.dids.https_issuer import source_of
from wallet.verification.proofs.merkle_encoding import MerkleProof

_OP_RETURN = "6a"
_ROOT = re.compile(r"(0x)?[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Transaction:
    """What the chain says: the value it holds, who sent it, and when it was confirmed."""

    value: str
    sender: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Explorer:
    """Where transactions are looked up, and how the answer is read: nothing where it is unconfirmed or odd."""

    address: str
    read: Callable[[dict[str, Any]], Transaction | None]

    def url(self, transaction: str) -> str:
        """Return the address of the answer about ``transaction``."""
        return self.address + transaction.removeprefix("0x")


def look_up(proof: MerkleProof, context: Context) -> tuple[Check, Transaction | None]:
    """Return the ANCHOR check, and the transaction where it holds the value."""
    chain = f"{proof.chain} {proof.network}".strip()
    facts = {"chain": chain, "transaction": proof.transaction}
    if proof.chain == "mocknet":
        return Check(CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.test_chain", facts), None
    explorer = EXPLORERS.get((proof.chain, proof.network))
    if explorer is None or not proof.transaction.isalnum():
        return Check(CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.not_checked", facts), None
    try:
        address = explorer.url(proof.transaction)
        fetched = context.fetcher.get(address, purpose=Purpose.METADATA, accept="application/json")
        answer = strict_json.loads(fetched.body)
        found = explorer.read(answer) if isinstance(answer, dict) else None
    except WalletError:
        return Check(CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.not_checked", facts), None
    if found is None:
        # Not confirmed yet, or an answer in another form: that says nothing against the value.
        return Check(CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.not_checked", facts, source_of(fetched)), None
    if found.value != proof.root:
        return Check(CheckKind.ANCHOR, Outcome.FAILED, "anchor.mismatch", facts, source_of(fetched)), None
    facts["date"] = found.time.isoformat()
    if proof.network != "mainnet":
        return Check(CheckKind.ANCHOR, Outcome.UNKNOWN, "anchor.test_chain", facts, source_of(fetched)), None
    return Check(CheckKind.ANCHOR, Outcome.PASSED, "anchor.found", facts, source_of(fetched)), found


def _esplora(body: dict[str, Any]) -> Transaction | None:
    status = body.get("status")
    confirmed = status if isinstance(status, dict) and status.get("confirmed") is True else {}
    time = confirmed.get("block_time")
    values = [value for output in _dicts(body.get("vout")) if (value := _op_return(output.get("scriptpubkey")))]
    senders = [
        address
        for source in _dicts(body.get("vin"))
        if isinstance(before := source.get("prevout"), dict)
        and isinstance(address := before.get("scriptpubkey_address"), str)
    ]
    if len(values) != 1 or not senders or not isinstance(time, int):
        return None
    return Transaction(values[0], senders[0], datetime.fromtimestamp(time, UTC))


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _op_return(script: object) -> str | None:
    # 6a 20 and 32 bytes: the only form in which a Merkle root is written.
    if isinstance(script, str) and script.startswith(_OP_RETURN + "20") and len(script) == 68:
        return script[4:].casefold()
    return None


def _blockcypher(body: dict[str, Any]) -> Transaction | None:
    # Ethereum has one sender, one receiver and the data; "confirmed" is there once it is in a block.
    time = _moment(body.get("confirmed"))
    sources, outputs = _dicts(body.get("inputs")), _dicts(body.get("outputs"))
    if len(sources) != 1 or len(outputs) != 1 or time is None:
        return None
    addresses, data = sources[0].get("addresses"), outputs[0].get("script")
    if not (isinstance(addresses, list) and len(addresses) == 1 and isinstance(addresses[0], str)):
        return None
    if not (isinstance(data, str) and _ROOT.fullmatch(data)):
        return None
    return Transaction(data.removeprefix("0x").casefold(), "0x" + addresses[0].removeprefix("0x"), time)


EXPLORERS: Mapping[tuple[str, str], Explorer] = {
    ("bitcoin", "mainnet"): Explorer("https://blockstream.info/api/tx/", _esplora),
    ("bitcoin", "testnet"): Explorer("https://blockstream.info/testnet/api/tx/", _esplora),
    ("ethereum", "mainnet"): Explorer("https://api.blockcypher.com/v1/eth/main/txs/", _blockcypher),
}
"""Chain and network -> where a transaction is looked up."""


def published(profile: Mapping[str, Any], time: datetime) -> frozenset[str]:
    """Return the addresses that an issuer profile publishes and had in force at ``time``, folded to lower case."""
    keys = profile.get("publicKey", profile.get("issuerKeys"))
    found = set()
    for entry in keys if isinstance(keys, list) else [keys]:
        if not isinstance(entry, dict):
            continue
        name = entry.get("id", entry.get("publicKey"))
        if isinstance(name, str) and _in_force(entry, time):
            found.add(name.removeprefix("ecdsa-koblitz-pubkey:").casefold())
    return frozenset(found)


def _in_force(entry: Mapping[str, Any], time: datetime) -> bool:
    starts = _moment(entry.get("created", entry.get("date")))
    ends = [moment for name in ("revoked", "expires", "invalidated") if (moment := _moment(entry.get(name)))]
    return (starts is None or starts <= time) and all(time <= moment for moment in ends)


def _moment(value: object) -> datetime | None:
    try:
        stated = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)
