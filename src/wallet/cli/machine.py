"""``wallet doctor``, ``rescue``, ``register``, ``checker``, ``tour`` and ``bench``: the program and this computer."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from wallet import wording
from wallet.cli import passphrase
from wallet.cli.context import DONE, ENVIRONMENT, NOT_VERIFIED, Commands, Run
from wallet.cli.written import tell, write_files
from wallet.errors import UsageError
from wallet.services import checker as checkers
from wallet.services import desktop, sentences, trust_file
from wallet.services import doctor as doctors
from wallet.services import rescue as rescues
from wallet.services import session as sessions
from wallet.services import tour as tours
from wallet.verification.report import Report

if TYPE_CHECKING:
    from wallet.services.bench import Measured

_BENCHES = ("verify", "library")


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    commands.add("doctor", doctor)
    show = commands.add("tour", tour)
    show.add_argument("--out", type=Path, metavar="DIR")
    save = commands.add("rescue", rescue)
    save.add_argument("--out", type=Path, required=True, metavar="DIR")
    save.add_argument("--recovery-key-file", metavar="FILE")
    desk = commands.add("register", register)
    desk.add_argument("--remove", action="store_true")
    measure = commands.add("bench", bench)
    measure.add_argument("what", nargs="*", metavar="verify|library")
    measure.add_argument("--count", type=int, default=200, metavar="N")
    measure.add_argument("--no-peers", action="store_true")
    page = commands.add("checker", checker)
    page.add_argument("--out", type=Path, required=True, metavar="FILE")


def doctor(run: Run) -> int:
    """Say what works here; the status is 4 when something essential does not."""
    findings = doctors.examine(run.options)
    for finding in findings:
        run.terminal.data(
            {
                "name": finding.name,
                "health": str(finding.health),
                "essential": finding.essential,
                "facts": dict(finding.facts),
            }
        )
        word = wording.say(f"cli.health.{finding.health}", run.lang)
        run.terminal.line(f"{word:<12} {wording.say(f'cli.doctor.{finding.name}', run.lang, finding.facts)}")
    broken = any(finding.essential and finding.health is not doctors.Health.GOOD for finding in findings)
    return ENVIRONMENT if broken else DONE


def checker(run: Run) -> int:
    """Write the stand-alone checker page; ``--trust`` puts a list of known issuers into it."""
    known = None if run.options.trust is None else trust_file.read(run.options.trust)
    tell(run, write_files((checkers.build(known),), run.arguments.out))
    return DONE


def rescue(run: Run) -> int:
    """Save what can still be read; the status is 1 when something was lost."""
    name = run.arguments.recovery_key_file
    found = rescues.rescue(
        sessions.default_folder(run.options),
        run.arguments.out,
        options=run.options,
        passphrase=None if name else passphrase.existing(run.options, run.terminal),
        recovery_key_text=passphrase.from_file(name) if name else None,
        progress=run.terminal.bar,
    )
    run.terminal.bar.clear()
    facts = {
        "credentials": str(found.credentials),
        "unreadable": str(found.unreadable),
        "folder": str(run.arguments.out),
    }
    run.terminal.data(
        {
            "files": [str(path) for path in found.files],
            "credentials": found.credentials,
            "unreadable": found.unreadable,
            "complete": found.complete,
        }
    )
    run.terminal.say("rescued" if found.complete else "rescued_partly", facts)
    return DONE if found.complete else NOT_VERIFIED


def register(run: Run) -> int:
    """Register with the desktop, or undo it."""
    removing = run.arguments.remove
    paths = desktop.unregister() if removing else desktop.register()
    run.terminal.data({"result": "removed" if removing else "registered", "files": [str(path) for path in paths]})
    for path in paths:
        run.terminal.line(str(path))
    run.terminal.say("unregistered" if removing else "registered")
    return DONE


def tour(run: Run) -> int:
    """Do the main job with the samples and print what happened."""
    out = run.arguments.out or Path.cwd() / "capsa-tour"
    found = tours.run(out, run.options, lang=run.lang, progress=run.terminal.bar)
    run.terminal.bar.clear()
    run.terminal.say("tour.intro", {"holder": found.holder})
    for collected in found.collected:
        _tour_line(run, "tour.collected", collected.source, collected.report, str(collected.result.result))
    for shared in found.read_back:
        _tour_line(run, f"tour.shared_{shared.form}", str(shared.path), shared.report, "")
    told = [_file(written) for written in found.files]
    tell(run, told, collected=_collected_json(found), shares=_shares_json(found))
    run.terminal.say("tour.end")
    return DONE


def _tour_line(run: Run, key: str, source: str, report: Report, result: str) -> None:
    words = sentences.headline(report, run.lang)
    state = "" if not result else run.terminal.text(f"tour.{result}")
    run.terminal.line(f"{run.terminal.text(key):<26} {source:<36} {words.word:<22} {state}".rstrip())


def _file(written: tours.Written) -> dict[str, str]:
    file = written.file
    digest = hashlib.sha256(file.data).hexdigest()
    return {"path": str(written.path), "media_type": file.media_type, "sha256": digest}


def _collected_json(found: tours.Tour) -> list[dict[str, object]]:
    return [
        {
            "source": one.source,
            "format": str(one.report.format),
            "verdict": str(one.report.verdict.state),
            "result": str(one.result.result),
        }
        for one in found.collected
    ]


def _shares_json(found: tours.Tour) -> list[dict[str, object]]:
    return [
        {"form": str(one.form), "path": str(one.path), "verdict": str(one.report.verdict.state)}
        for one in found.read_back
    ]


def bench(run: Run) -> int:
    """Measure, and print rates and ratios; the lines come as they are ready."""
    # Loaded here: the measuring code needs the whole verifier in this process.
    from wallet.services import bench as benches
    from wallet.services import bench_library

    arguments = run.arguments
    if arguments.count < 1:
        raise UsageError("cli.count")
    what = arguments.what or [*_BENCHES]
    for name in what:
        if name not in _BENCHES:
            raise UsageError("cli.unknown_argument", {"argument": name})
    if "verify" in what:
        for line in benches.verify(arguments.count, with_peers=not arguments.no_peers, progress=run.terminal.bar):
            _measured(line, run)
    if "library" in what:
        for line in bench_library.library(arguments.count, run.options):
            _measured(line, run)
    return DONE


def _measured(line: "Measured", run: Run) -> None:
    run.terminal.data(
        {
            "name": line.name,
            "per_second": dict(line.per_second),
            "ratio": dict(line.ratio),
            "not_run": line.not_run or None,
        }
    )
    if line.not_run:
        run.terminal.line(f"{line.name}: NOT RUN: {line.not_run}")
        return
    rates = ", ".join(f"{name} {rate:.0f}/s" for name, rate in line.per_second.items())
    ratios = ", ".join(f"{ratio:.2f} x {name}" for name, ratio in line.ratio.items())
    run.terminal.line(f"{line.name}: {rates}; {ratios}")
