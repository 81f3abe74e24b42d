"""Open Badges 0.5 to 2.1, with the documents that the manifest says are hosted at example.org."""

import json
from pathlib import Path

from conformance.harness import Case, cases, context, judge, recording, run_family, vectors

HOST = "https://example.org/"


def hosted(root: Path, case: Case) -> dict[str, bytes]:
    """The assets of the 1EdTech samples, and the case itself at its own address."""
    folder = root / "open-badges-2" / "1edtech-validator" / "assets"
    documents = {HOST + path.name: path.read_bytes() for path in folder.iterdir()}
    # The badge classes with a verification scope name themselves without the ending of their file.
    documents |= {HOST + path.stem: path.read_bytes() for path in folder.glob("*.json")}
    if case.path.suffix == ".json":
        try:
            own = json.loads(case.path.read_text("utf-8")).get("id", "")
        except (ValueError, AttributeError):
            own = ""
        if str(own).startswith(("http://example.org/", HOST)):
            documents["https://" + own.split("://", 1)[1]] = case.path.read_bytes()
    if case.path.name == "simple-badge.png":
        documents[HOST + "beths-robotics-badge.json"] = (folder.parent / "basic-assertion.json").read_bytes()
    return documents


def test_open_badges_2() -> None:
    root = vectors("open-badges-2")

    def verdict(case: Case) -> str | None:
        return judge(case, context(root, fetcher=recording(root, hosted(root, case))))

    run_family("open-badges-2", cases("open-badges-2", 77), verdict)
