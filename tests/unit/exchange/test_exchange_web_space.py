"""Pages on the person's own web space, against a real WebDAV server and a real S3-compatible one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from servers import running
from wallet.adapters.sender import HttpSender
from wallet.errors import EnvironmentFailedError, UnreachableError, UsageError
from wallet.exchange.web_space import S3, Gone, SpaceKind, WebDav, WebSpaceAccount

PAGE = "<!doctype html><title>a page — één</title>".encode()
KEYS = {"user": "S3RVER", "secret": "S3RVER"}


@pytest.fixture(scope="module")
def dav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSpaceAccount]:
    with running.webdav(tmp_path_factory.mktemp("dav"), user="sanne", password="geheim") as base:
        yield WebSpaceAccount(SpaceKind.WEBDAV, f"{base}/private", "sanne", "geheim", public_url=f"{base}/pub")


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSpaceAccount]:
    with running.s3(tmp_path_factory.mktemp("s3")) as base:
        yield WebSpaceAccount(SpaceKind.S3, base, bucket="portfolio", **KEYS)


@pytest.fixture
def sender() -> HttpSender:
    return HttpSender(allow_http_loopback=True)


def s3_at(account: WebSpaceAccount, sender: HttpSender, age: timedelta = timedelta()) -> S3:
    return S3(account, sender, lambda: datetime.now(UTC) - age)


def test_a_page_goes_to_the_folder_and_opens_without_a_login(dav: WebSpaceAccount, sender: HttpSender) -> None:
    space = WebDav(dav, sender)
    space.put("a.html", PAGE)
    opened = httpx.get(space.address("a.html", 60))
    assert (opened.status_code, opened.content) == (200, PAGE)
    assert opened.headers["content-type"].startswith("text/html")
    assert space.delete("a.html") is Gone.DELETED
    assert httpx.get(space.address("a.html", 60)).status_code == 404


def test_a_page_is_never_written_over_another(dav: WebSpaceAccount, sender: HttpSender) -> None:
    space = WebDav(dav, sender)
    space.put("b.html", PAGE)
    with pytest.raises(EnvironmentFailedError) as refused:
        space.put("b.html", b"other")
    assert refused.value.code == "link.refused"
    assert httpx.get(space.address("b.html", 60)).content == PAGE
    space.delete("b.html")


def test_deleting_what_is_not_there_says_so(dav: WebSpaceAccount, sender: HttpSender) -> None:
    assert WebDav(dav, sender).delete("never.html") is Gone.WAS_NOT_THERE


def test_a_wrong_password_is_told_apart_from_a_missing_folder(dav: WebSpaceAccount, sender: HttpSender) -> None:
    wrong = WebSpaceAccount(SpaceKind.WEBDAV, dav.url, "sanne", "verkeerd")
    with pytest.raises(EnvironmentFailedError) as refused:
        WebDav(wrong, sender).put("c.html", PAGE)
    assert refused.value.code == "link.not_allowed"
    missing = WebSpaceAccount(SpaceKind.WEBDAV, f"{dav.url}/nergens", "sanne", "geheim")
    with pytest.raises(EnvironmentFailedError) as refused:
        WebDav(missing, sender).put("c.html", PAGE)
    assert refused.value.code == "link.no_folder"


def test_a_server_that_keeps_the_page_is_not_said_to_have_deleted_it(dav: WebSpaceAccount, sender: HttpSender) -> None:
    space = WebDav(dav, sender)
    space.put("d.html", PAGE)
    read_only = WebSpaceAccount(SpaceKind.WEBDAV, dav.public_url, "", "x")
    assert WebDav(read_only, sender).delete("d.html") is Gone.STILL_THERE
    assert httpx.get(space.address("d.html", 60)).status_code == 200
    space.delete("d.html")


def test_a_presigned_address_opens_until_the_page_is_deleted(bucket: WebSpaceAccount, sender: HttpSender) -> None:
    space = s3_at(bucket, sender)
    space.put("a b/ç.html", PAGE)
    address = space.address("a b/ç.html", 60)
    opened = httpx.get(address)
    assert (opened.status_code, opened.content) == (200, PAGE)
    assert opened.headers["content-type"].startswith("text/html")
    assert space.delete("a b/ç.html") is Gone.DELETED
    assert httpx.get(address).status_code == 404


def test_a_changed_signature_and_an_expired_address_are_refused(bucket: WebSpaceAccount, sender: HttpSender) -> None:
    space = s3_at(bucket, sender)
    space.put("e.html", PAGE)
    address = space.address("e.html", 60)
    flipped = address[:-1] + ("0" if address[-1] != "0" else "1")
    assert httpx.get(flipped).status_code == 403
    assert httpx.get(s3_at(bucket, sender, timedelta(minutes=5)).address("e.html", 60)).status_code == 403
    space.delete("e.html")


def test_a_wrong_key_cannot_put_anything(bucket: WebSpaceAccount, sender: HttpSender) -> None:
    wrong = WebSpaceAccount(SpaceKind.S3, bucket.url, "S3RVER", "not it", bucket="portfolio")
    with pytest.raises(EnvironmentFailedError) as refused:
        s3_at(wrong, sender).put("f.html", PAGE)
    assert refused.value.code == "link.not_allowed"


def test_a_link_of_more_than_seven_days_is_not_promised(bucket: WebSpaceAccount, sender: HttpSender) -> None:
    with pytest.raises(UsageError) as refused:
        s3_at(bucket, sender).address("a.html", 604_801)
    assert refused.value.code == "link.expiry_too_long"


def test_a_server_that_is_gone_is_an_unreachable_host(tmp_path: Path, sender: HttpSender) -> None:
    with running.webdav(tmp_path, user="a", password="b") as base:
        pass
    with pytest.raises(UnreachableError):
        WebDav(WebSpaceAccount(SpaceKind.WEBDAV, f"{base}/private", "a", "b"), sender).put("a.html", PAGE)
