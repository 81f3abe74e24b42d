"""The light OpenID4VC counterpart: an issuer and a verifier over published libraries, started on loopback.

It is read where it lies beside the project; its own package lock decides what is installed.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from conftest import shared_folder
from servers import running
from wallet.formats import base64url
from wallet.services.session import Session
from wallet.verification.keys import algorithms

PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def free_port() -> int:
    """Return a port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class LightPeer:
    """A running counterpart."""

    base: str

    def ask(self, dcql: dict[str, Any], **more: Any) -> tuple[str, str]:
        """Make a request for a presentation: its address and the name of the verifier's session."""
        made = httpx.post(f"{self.base}/admin/request", json={"dcql": dcql, **more}).raise_for_status().json()
        return made["request"], made["session"]

    def outcome(self, session: str) -> dict[str, Any]:
        """What the verifier made of the answer."""
        found: dict[str, Any] = httpx.get(f"{self.base}/admin/session/{session}").json()
        return found

    def issue(self, configuration: str, wallet: Session, did: str) -> str:
        """Have a credential issued to one of the wallet's keys (OpenID4VCI, pre-authorized code)."""
        offer = httpx.post(f"{self.base}/admin/offer", json={"ids": [configuration], "by_value": True}).json()["offer"]
        read = json.loads(parse_qs(urlsplit(offer).query)["credential_offer"][0])
        code = read["grants"][PRE_AUTHORIZED]["pre-authorized_code"]
        token = (
            httpx.post(f"{self.base}/token", data={"grant_type": PRE_AUTHORIZED, "pre-authorized_code": code})
            .raise_for_status()
            .json()
        )
        nonce = httpx.post(f"{self.base}/nonce").json()["c_nonce"]
        body = {"credential_configuration_id": configuration}
        proof = self._proof(wallet, did, nonce, by_key=configuration == "micro_sdjwt")
        issued = httpx.post(
            f"{self.base}/credential",
            json={**body, "proofs": {"jwt": [proof]}},
            headers={"Authorization": f"{token['token_type']} {token['access_token']}"},
        )
        assert issued.status_code == 200, issued.text
        return str(issued.json()["credentials"][0]["credential"])

    def _proof(self, wallet: Session, did: str, nonce: str, *, by_key: bool) -> str:
        signer = wallet.holder.signer(did)
        public = json.loads(base64url.decode(did.removeprefix("did:jwk:")))
        key = {"jwk": public} if by_key else {"kid": f"{did}#0"}
        header = {"alg": algorithms.preferred(signer.type), "typ": "openid4vci-proof+jwt", **key}
        payload = {"aud": f"{self.base}/tenant", "iat": int(time.time()), "nonce": nonce}
        parts = [base64url.encode(json.dumps(part).encode()) for part in (header, payload)]
        return ".".join([*parts, base64url.encode(signer.sign(".".join(parts).encode()))])


@contextmanager
def light_peer() -> Iterator[LightPeer]:
    """Start the counterpart, or say why the suite cannot run."""
    shared = shared_folder()
    if shared is None or not (shared / "peers" / "openid4vc").is_dir():
        pytest.skip("NOT RUN: the folder with the counterparts is absent")
    place = running.node_packages(shared / "peers" / "openid4vc")
    port = free_port()
    process = subprocess.Popen(
        ["node", "light.mjs"],
        cwd=place,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready = process.stdout.readline()
        assert ready.startswith("READY"), ready
        yield LightPeer(f"http://localhost:{port}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
