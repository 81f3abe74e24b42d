"""``wallet portfolio``: the lifelong-learning portfolio of a selection."""

from pathlib import Path

from wallet.cli.context import DONE, Commands, Run
from wallet.cli.selection import query_of
from wallet.cli.written import tell, write_files
from wallet.services.portfolio import PortfolioForm, PortfolioRequest


def add_to(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add("portfolio", run)
    forms = [form.value for form in PortfolioForm]
    parser.add_argument("--as", dest="form", choices=forms, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="PATH")
    parser.add_argument("--select", metavar="QUERY")
    for name in ("--title", "--name", "--introduction"):
        parser.add_argument(name, default="", metavar="TEXT")


def run(run: Run) -> int:
    """Write the portfolio."""
    arguments = run.arguments
    query = query_of(arguments.select)
    with run.session() as session:
        request = PortfolioRequest(
            form=PortfolioForm(arguments.form),
            query=query,
            title=arguments.title,
            person_name=arguments.name or next(iter(session.person.get().names), ""),
            introduction=arguments.introduction,
            notes={},
            lang=run.lang,
        )
        file = session.portfolio.build(request, progress=run.terminal.bar)
    run.terminal.bar.clear()
    tell(run, write_files((file,), arguments.out))
    return DONE
