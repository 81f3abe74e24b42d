"""How quick a large library is: a hundred thousand credentials in the encrypted store, paged, searched, counted.

``run`` gives milliseconds and, for each, the ratio to the same question at one hundredth of the size in the same run:
figures of two runs on two machines say nothing, and what grows with the size is what a person would notice.
"""

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from simulators.held import candidate, inspected
from wallet.services import session as sessions
from wallet.services.library import Query, Shelf, Sort
from wallet.services.options import RunOptions
from wallet.services.session import Session
from wallet.vault import key_derivation

ROUNDS = 7
_WORDS = [
    *("data", "care", "design", "energy", "water", "climate", "nursing", "robotics", "ethics", "law", "history"),
    *("music", "finance", "biology", "language", "teaching", "chemistry", "welding", "logistics", "marketing"),
    *("statistics", "programming", "anatomy", "drawing", "physics", "safety"),
]


def fill(session: Session, count: int) -> float:
    """Add ``count`` credentials in batches of a thousand; return credentials a second."""
    dice = random.Random(7)
    started = time.perf_counter()
    for start in range(0, count, 1_000):
        batch = []
        for number in range(start, min(count, start + 1_000)):
            words = " ".join(dice.choice(_WORDS) for _ in range(120))
            result = inspected(
                number,
                title=f"{dice.choice(_WORDS).title()} {dice.choice(_WORDS)} {number}",
                issuer=f"School {dice.randrange(200)}",
                awarded=date(1990, 1, 1) + timedelta(days=dice.randrange(13_000)),
                body=words,
                kind=dice.choice(("micro_credential", "regular", "diploma", "attendance")),
            )
            batch.append(candidate(replace(result, raw=result.raw + words.encode() * 3)))
        session.library.add(batch)
    return count / (time.perf_counter() - started)


def _milliseconds(question: Callable[[], object]) -> float:
    question()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        question()
        taken.append((time.perf_counter() - started) * 1_000)
    return statistics.median(taken)


def questions(session: Session, count: int) -> dict[str, Callable[[], object]]:
    """What a person does in the library."""
    library = session.library
    one = library.page(Query(), offset=0, limit=1)[0].id

    def page(query: Query, offset: int) -> Callable[[], object]:
        return lambda: library.page(query, offset=offset, limit=60)

    return {
        "first page, newest first": page(Query(), 0),
        "page in the middle": page(Query(), count // 2),
        "last page": page(Query(), count - 60),
        "first page by title": page(Query(sort=Sort.TITLE), 0),
        "page in the middle by title": page(Query(sort=Sort.TITLE), count // 2),
        "page in the middle by issuer": page(Query(sort=Sort.ISSUER), count // 2),
        "typing d": page(Query(text="d"), 0),
        "typing da": page(Query(text="da"), 0),
        "typing data": page(Query(text="data"), 0),
        "typing data nurs": page(Query(text="data nurs"), 0),
        "a rare word": page(Query(text=str(count - 3)), 0),
        "count of typing data": lambda: library.count(Query(text="data")),
        "one issuer": page(Query(issuer="School 17"), 0),
        "one year by title": page(Query(year=2010, sort=Sort.TITLE), 0),
        "one verdict": page(Query(state="VERIFIED"), 0),
        "count of all": lambda: library.count(Query()),
        "facets": lambda: library.facets(Query()),
        "facets of typing data": lambda: library.facets(Query(text="data")),
        "shelves": library.shelves,
        "needs attention": page(Query(shelf=Shelf.ATTENTION), 0),
        "open one": lambda: library.get(one),
        "mark one": lambda: [library.set_favourite([one], favourite=favourite) for favourite in (True, False)],
    }


def run(folder: Path | None = None, *, count: int = 100_000) -> dict[str, Any]:
    """Fill two wallets, one a hundred times the other, and ask both the same.

    Returns ``{"count", "added_per_second", "open_ms", "bytes_per_credential", "questions": {name: {"ms", "ratio"}}}``.
    """
    base = Path(tempfile.mkdtemp(dir=folder))
    key_derivation.WANTED_SECONDS, before = 0.0, key_derivation.WANTED_SECONDS
    try:
        small, small_rate = _filled(base / "small", max(60, count // 100))
        large, rate = _filled(base / "large", count)
        few, many = questions(small, max(60, count // 100)), questions(large, count)
        answers: dict[str, dict[str, float]] = {}
        for name, question in many.items():
            slow, quick = _milliseconds(question), _milliseconds(few[name])
            answers[name] = {"ms": round(slow, 2), "ratio": round(slow / quick, 1)}
        large.lock()
        small.lock()
        size = sum(path.stat().st_size for path in (base / "large").iterdir())
        started = time.perf_counter()
        vault = sessions.unlock(base / "large", "pass", options=RunOptions(profile=base / "large"))
        vault.library.page(Query(), offset=0, limit=60)
        opened = (time.perf_counter() - started) * 1_000
        vault.lock()
    finally:
        key_derivation.WANTED_SECONDS = before
        shutil.rmtree(base, ignore_errors=True)
    return {
        "count": count,
        "added_per_second": round(rate),
        "added_per_second_small": round(small_rate),
        "open_ms": round(opened),
        "bytes_per_credential": round(size / count),
        "questions": answers,
    }


def _filled(place: Path, count: int) -> tuple[Session, float]:
    options = RunOptions(profile=place, at=datetime(2026, 11, 25, 12, tzinfo=UTC))
    session = sessions.create(place, "pass", options=options).session
    return session, fill(session, count)


if __name__ == "__main__":
    print(json.dumps(run(count=int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), indent=2))
