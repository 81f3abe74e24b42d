"""The person's own web space: a WebDAV folder (RFC 4918) or an S3-compatible bucket (Signature Version 4).

Both put, look for and delete one file; what they keep is encrypted, its key is only in the link that was handed over.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import quote, urlsplit

from wallet.errors import EnvironmentFailedError, UsageError
from wallet.ports import Answer, Clock, Sender

HTML = "text/html; charset=utf-8"


class SpaceKind(StrEnum):
    """The two kinds of web space."""

    WEBDAV = "webdav"
    S3 = "s3"


@dataclass(frozen=True, slots=True)
class WebSpaceAccount:
    """Where pages go and how they are reached. ``public_url`` is what a receiver opens (WebDAV: the shared folder).

    WebDAV: ``url`` is the folder, ``user`` and ``secret`` the login. S3: ``url`` is the endpoint, ``bucket`` and
    ``region`` as the provider gives them, ``user`` and ``secret`` the access key; links are presigned.
    """

    kind: SpaceKind
    url: str
    user: str = ""
    secret: str = field(default="", repr=False)
    public_url: str = ""
    bucket: str = ""
    region: str = "us-east-1"


class Gone(StrEnum):
    """What is known after asking to delete: only a "no" from the server itself means that it is gone."""

    DELETED = "deleted"
    WAS_NOT_THERE = "was_not_there"
    STILL_THERE = "still_there"


class WebSpace(Protocol):
    """What sharing by link needs of a place on the web."""

    def put(self, name: str, html: bytes) -> None:
        """Put a page there; a name that is taken is never overwritten."""

    def delete(self, name: str) -> Gone:
        """Delete a page and look whether it is gone."""

    def address(self, name: str, seconds: int) -> str:
        """Return the address that a receiver opens; ``seconds`` is how long it must work where that can be limited."""


def _refuse(answer: Answer, host: str) -> EnvironmentFailedError:
    codes = {401: "link.not_allowed", 403: "link.not_allowed", 404: "link.no_folder", 409: "link.no_folder"}
    code = "link.no_space" if answer.status in (413, 507) else codes.get(answer.status, "link.refused")
    return EnvironmentFailedError(code, {"host": host, "status": str(answer.status)})


class WebDav:
    """A WebDAV folder such as Nextcloud or SURFdrive gives."""

    def __init__(self, account: WebSpaceAccount, sender: Sender) -> None:
        """Use ``account`` through ``sender``."""
        self._account = account
        self._sender = sender
        self._host = urlsplit(account.url).hostname or account.url

    def _send(self, method: str, name: str, body: bytes = b"", **headers: str) -> Answer:
        login = base64.b64encode(f"{self._account.user}:{self._account.secret}".encode()).decode()
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        url = f"{self._account.url.rstrip('/')}/{quote(name, safe='')}"
        return self._sender.send(method, url, body=body, headers={"Authorization": f"Basic {login}", **named})

    def put(self, name: str, html: bytes) -> None:
        """Put a page into the folder (``If-None-Match: *``, so that nothing is overwritten).

        Raises:
            EnvironmentFailedError: ``link.not_allowed``, ``link.no_folder``, ``link.no_space``, ``link.refused``.
            UnreachableError, FetchRefusedError: the server cannot be reached.
        """
        answer = self._send("PUT", name, html, Content_Type=HTML, If_None_Match="*")
        if answer.status not in (200, 201, 204):
            raise _refuse(answer, self._host)

    def delete(self, name: str) -> Gone:
        """Delete a page, and ask once more whether it is there."""
        answer = self._send("DELETE", name)
        if answer.status == 404:
            return Gone.WAS_NOT_THERE
        still = self._send("PROPFIND", name, Depth="0")
        return Gone.DELETED if answer.status in (200, 202, 204) and still.status == 404 else Gone.STILL_THERE

    def address(self, name: str, seconds: int) -> str:
        """Return the address under the shared folder; WebDAV knows no expiry of its own."""
        base = self._account.public_url or self._account.url
        if "{name}" in base:
            return base.replace("{name}", quote(name, safe=""))
        return f"{base.rstrip('/')}/{quote(name, safe='')}"


LONGEST_PRESIGNED = 604_800
"""Seven days in seconds: the longest life of a presigned address (AWS Signature Version 4)."""

_UNSIGNED = "UNSIGNED-PAYLOAD"


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


class S3:
    """An S3-compatible bucket, addressed by path, signed in the query (AWS Signature Version 4)."""

    def __init__(self, account: WebSpaceAccount, sender: Sender, now: Callable[[], datetime]) -> None:
        """Use ``account`` through ``sender``; ``now`` gives the time that signatures carry."""
        self._account = account
        self._sender = sender
        self._now = now
        parts = urlsplit(account.url)
        self._base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._netloc = parts.netloc
        self._prefix = parts.path.rstrip("/")
        self._host = parts.hostname or account.url

    def presigned(self, method: str, name: str, seconds: int) -> str:
        """Return an address that allows ``method`` on one object for ``seconds``."""
        account = self._account
        stamp = self._now().strftime("%Y%m%dT%H%M%SZ")
        scope = f"{stamp[:8]}/{account.region}/s3/aws4_request"
        query: Mapping[str, str] = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": f"{account.user}/{scope}",
            "X-Amz-Date": stamp,
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": "host",
        }
        pairs = "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in sorted(query.items()))
        path = f"{self._prefix}/{_quoted(account.bucket)}/{quote(name, safe='/-_.~')}"
        canonical = "\n".join([method, path, pairs, f"host:{self._netloc}\n", "host", _UNSIGNED])
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, digest])
        key = f"AWS4{account.secret}".encode()
        for part in (stamp[:8], account.region, "s3", "aws4_request", to_sign):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        scheme = self._base.split("://")[0]
        return f"{scheme}://{self._netloc}{path}?{pairs}&X-Amz-Signature={key.hex()}"

    def put(self, name: str, html: bytes) -> None:
        """Put a page into the bucket.

        Raises:
            EnvironmentFailedError: as ``WebDav.put``.
        """
        url = self.presigned("PUT", name, 600)
        answer = self._sender.send("PUT", url, body=html, headers={"Content-Type": HTML})
        if answer.status != 200:
            raise _refuse(answer, self._host)

    def delete(self, name: str) -> Gone:
        """Delete a page and look whether it is gone; S3 answers the same for what never was there."""
        answer = self._sender.send("DELETE", self.presigned("DELETE", name, 600))
        still = self._sender.send("HEAD", self.presigned("HEAD", name, 600))
        return Gone.DELETED if answer.status in (200, 204) and still.status == 404 else Gone.STILL_THERE

    def address(self, name: str, seconds: int) -> str:
        """Return a presigned address.

        Raises:
            UsageError: ``link.expiry_too_long``: at most seven days.
        """
        if seconds > LONGEST_PRESIGNED:
            raise UsageError("link.expiry_too_long", {"days": "7"})
        return self.presigned("GET", name, seconds)


def open_space(account: WebSpaceAccount, sender: Sender, clock: Clock) -> WebSpace:
    """Return the web space of ``account``.

    Raises:
        UsageError: ``link.account_incomplete``.
    """
    if not account.url or not account.secret or (account.kind is SpaceKind.S3 and not account.bucket):
        raise UsageError("link.account_incomplete")
    return WebDav(account, sender) if account.kind is SpaceKind.WEBDAV else S3(account, sender, clock.now)
