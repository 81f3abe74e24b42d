"""``wallet doctor``, ``rescue``, ``register``, ``checker``, ``tour`` and ``bench``: the program and this computer."""

from pathlib import Path

from wallet import wording
from wallet.cli.context import DONE, ENVIRONMENT, Commands, Run
from wallet.cli.written import tell, write_files
from wallet.services import checker as checkers
from wallet.services import doctor as doctors
from wallet.services import trust_file


def add_to(commands: Commands) -> None:
    """Add the commands to the parser."""
    commands.add("doctor", doctor)
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
