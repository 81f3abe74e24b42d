"""Backups of the Learner Credential Wallet (Universal Wallet 2020): the credentials are taken, keys never."""

from collections.abc import Mapping
from typing import Any

from wallet.errors import MalformedError
from wallet.formats import json_slice
from wallet.formats.material import Material
from wallet.formats.recognised import Entry, RecognisedContainer
from wallet.formats.vocabulary import CREDENTIAL, listed, types
from wallet.model.secured import Format, Kind

_WALLET = "UniversalWallet2020"
_ENCRYPTED = "EncryptedWallet"
_KEY_MEMBERS = ("privateKeyMultibase", "privateKeyBase58", "privateKeyJwk", "secretKeyMultibase", "secretKeyJwk")


def sniff(material: Material) -> bool:
    """Tell whether it is one profile, or a list of profiles, of such a wallet."""
    if not material.looks_like_json:
        return False
    profiles = listed(material.json)
    return bool(profiles) and all(isinstance(one, dict) and _WALLET in types(one) for one in profiles)


def parse(material: Material) -> RecognisedContainer:
    """Return the credentials of all profiles; ``facts`` name the profiles and count the private keys left behind.

    Raises:
        MalformedError: ``format.backup_locked`` (its own encryption), ``format.backup_contents``.
    """
    text = material.data.decode("utf-8")
    outer = material.json
    entries: list[Entry] = []
    names: list[str] = []
    keys = 0
    for position, profile in enumerate(listed(outer)):
        contents = _contents(profile)
        path: tuple[str | int, ...] = (position, "contents") if isinstance(outer, list) else ("contents",)
        sources = json_slice.cut_each(text, *path) if contents else ()
        for node, source in zip(contents, sources, strict=True):
            if CREDENTIAL in types(node):
                entries.append(Entry(str(len(entries) + 1), source.encode("utf-8"), material.carrier))
            names.extend(_profile_name(node))
            keys += any(member in node for member in _KEY_MEMBERS)
    return RecognisedContainer(
        Kind.BACKUP,
        Format.LCW_BACKUP,
        tuple(entries),
        material.carrier,
        {"profile": ", ".join(names), "private_keys": str(keys)},
    )


def _contents(profile: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    contents = profile.get("contents")
    if profile.get("status") == "LOCKED" or isinstance(contents, str):
        raise MalformedError("format.backup_locked")
    if not isinstance(contents, list) or not all(isinstance(node, dict) for node in contents):
        raise MalformedError("format.backup_contents")
    if any(_ENCRYPTED in types(node) for node in contents):
        raise MalformedError("format.backup_locked")
    return contents


def _profile_name(node: Mapping[str, Any]) -> list[str]:
    data = node.get("data")
    if "ProfileMetadata" in types(node) and isinstance(data, dict) and isinstance(data.get("profileName"), str):
        return [data["profileName"][:80]]
    return []
