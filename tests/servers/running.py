"""Real servers for tests, started on loopback: WebDAV (wsgidav) and an S3-compatible one (s3rver, signatures on)."""

import hashlib
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def node_packages(folder: Path) -> Path:
    """Install what ``folder`` locks, once per content, and return the installed copy."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("NOT RUN: no Node and npm on this machine")
    lock = (folder / "package-lock.json").read_bytes()
    place = Path(sys.prefix) / "servers" / f"{folder.name}-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not (place / "installed").exists():
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=place, capture_output=True
        )
        if done.returncode != 0:
            pytest.skip(f"NOT RUN: npm could not install {folder.name}: {done.stderr.decode()[-300:]}")
        (place / "installed").touch()
    for file in folder.glob("*.mjs"):
        shutil.copy(file, place / file.name)
    return place


@contextmanager
def s3(folder: Path) -> Iterator[str]:
    """An S3-compatible server; ``allowMismatchedSignatures: false`` makes it check signatures and expiry."""
    place = node_packages(HERE / "s3")
    process = subprocess.Popen(
        ["node", "serve.mjs", str(folder)], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def webdav(folder: Path, *, user: str, password: str) -> Iterator[str]:
    """A WebDAV server with a login on ``/private`` and the same folder read-only for everybody on ``/pub``."""
    from cheroot.wsgi import Server
    from wsgidav.wsgidav_app import WsgiDAVApp

    application = WsgiDAVApp(
        {
            "provider_mapping": {"/private": str(folder), "/pub": {"root": str(folder), "readonly": True}},
            "simple_dc": {"user_mapping": {"/private": {user: {"password": password}}, "/pub": True}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
            "dir_browser": {"enable": False},
            "property_manager": None,
            "lock_storage": True,
        }
    )
    server = Server(("127.0.0.1", 0), application)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join(10)
