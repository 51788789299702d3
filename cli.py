"""The command line: declarations alone. What a command does stands in `engine/tasks`, one file a command."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from engine.tasks import terminal

F = TypeVar("F", bound=Callable[..., Any])

_SETTINGS = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": 100,
    "auto_envvar_prefix": "REFUNDRY",
}
_JSON = click.Choice(["text", "json"])


def shared(command: F) -> F:
    """The options that every command has; they may stand before or behind the command's name."""
    for option in (
        click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of every message."),
        click.option("--ledger", metavar="URL", hidden=True, help="Store of confirmed outcomes."),
        click.option(
            "--policies",
            metavar="DIR",
            help="Policy folder (default: ./policies, else the shipped policies).",
        ),
    ):
        command = option(command)
    return command


def policies_and_lang(policies: str | None, lang: str | None) -> tuple[str | None, str]:
    """The shared options, those given before the command's name standing in for those left out behind it."""
    before = click.get_current_context().find_root().params
    return policies or before.get("policies"), lang or before.get("lang") or "en"


def complete_policy(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Policies to complete a word with."""
    from engine.tasks.versions import policy_names

    root = context.params.get("policies") or context.find_root().params.get("policies")
    return [name for name in policy_names(root) if name.startswith(incomplete)]


def complete_version(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Versions of the policy named before to complete a word with."""
    from engine.tasks.versions import names_of_versions

    root = context.params.get("policies") or context.find_root().params.get("policies")
    found = names_of_versions(root, context.params.get("policy"))
    return [name for name in found if name.startswith(incomplete)]


POLICY = click.argument("policy", shell_complete=complete_policy)


@click.group(context_settings=_SETTINGS)
@click.version_option(package_name="refundry")
@shared
def cli(**_: object) -> None:
    """Refund policies as data: checked, sealed by version, and applied as they stood at the payment.

    \b
    Begin with:
      refundry show youyun-refund            read the shipped policy
      refundry facts youyun-refund --template > case.toml
      refundry decide case.toml --explain    decide a case, and say why
    """


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True
)
@click.option(
    "--source",
    "prose",
    type=click.Path(exists=True, dir_okay=False),
    help="The published text, to compare with.",
)
@click.option("--no-proofs", is_flag=True, help="Leave the solver out.")
@shared
def check(paths: tuple[str, ...], form: str, prose: str | None, no_proofs: bool, **options: Any) -> None:
    """Find everything that is wrong with policies, before anything runs.

    \b
    Example: refundry check policies/youyun-refund --source refund-policy.txt
    """
    from engine.tasks import repeated as task

    del no_proofs
    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.check(paths, root, prose, form, lang))


@cli.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 1 where something would change."
)
@shared
def format_(paths: tuple[str, ...], only_check: bool, **options: Any) -> None:
    """Bring policy and facts files into their one layout.

    \b
    Example: refundry fmt --check policies/
    """
    from engine.tasks import format as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_formatted(task.format_files(paths, root, only_check=only_check), lang))


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("--format", "form", type=_JSON, default="text", show_default=True)
@shared
def test(paths: tuple[str, ...], form: str, **options: Any) -> None:
    """Run the case tests that stand beside policies, with the coverage of each clause.

    \b
    Example: refundry test policies/youyun-refund
    """
    from engine.tasks import case_tests as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_tested(task.run(paths, root, lang), form, lang))


@cli.command()
@POLICY
@click.argument("version", shell_complete=complete_version)
@click.option("--corrects", metavar="VERSION", help="Mend only the texts of this sealed version.")
@click.option("--because", metavar="TEXT", help="Why it is corrected.")
@shared
def seal(policy: str, version: str, corrects: str | None, because: str | None, **options: Any) -> None:
    """Publish a version: compile it, store the sealed program and record its digests.

    With --corrects, the texts of VERSION stand from today on for those of a sealed version that decides the same.

    \b
    Example: refundry seal youyun-refund 2026-07-03
             refundry seal youyun-refund 2026-07-20 --corrects 2026-07-03 --because "a title had a typo"
    """
    from engine.tasks import seal as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    if corrects is not None:
        from engine.tasks import correct

        done = correct.correct_version(root, policy, version, corrects, because)
        terminal.finish(correct.print_corrected(done, "text", lang))
    if because is not None:
        raise click.UsageError("--because goes with --corrects")
    terminal.finish(task.print_sealed(task.seal_version(root, policy, version), lang))


@cli.command()
@POLICY
@click.argument("version", shell_complete=complete_version)
@click.option("--because", metavar="TEXT", required=True, help="Why it is withdrawn.")
@click.option("--format", "form", type=_JSON, default="text", show_default=True)
@shared
def withdraw(policy: str, version: str, because: str, form: str, **options: Any) -> None:
    """Take back a sealed version that does not govern yet; the version before it goes on.

    \b
    Example: refundry withdraw youyun-refund 2027-01-01 --because "the new quota is not ready"
    """
    from engine.tasks import withdraw as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_withdrawn(task.withdraw(root, policy, version, because), form, lang))


@cli.command()
@click.argument("policy", required=False, shell_complete=complete_policy)
@click.option("--format", "form", type=_JSON, default="text", show_default=True)
@shared
def versions(policy: str | None, form: str, **options: Any) -> None:
    """List the versions of policies: dates, digests, whether sealed, corrected or withdrawn.

    \b
    Example: refundry versions youyun-refund
    """
    from engine.tasks import versions as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_versions(task.timelines(root, policy), form, lang))


@cli.command()
@POLICY
@click.option(
    "--version", "version", shell_complete=complete_version, help="A version (default: the newest)."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "json-schema"]), default="text", show_default=True
)
@click.option("--template", is_flag=True, help="Print a blank case to fill in.")
@shared
def facts(policy: str, version: str | None, form: str, template: bool, **options: Any) -> None:
    """Show what a case can tell: the facts of a policy, as a table, a JSON Schema or a blank case.

    \b
    Example: refundry facts youyun-refund --template > case.toml
    """
    from engine.tasks import facts as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_facts(root, policy, version, "template" if template else form, lang))


@cli.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--explain", is_flag=True, help="Say why: each clause, the bill, what is missing.")
@click.option("--draft", metavar="VERSION", help="Decide under this unsealed version.")
@click.option("--policy", shell_complete=complete_policy, help="The policy, where the folder has several.")
@click.option(
    "--no-presumptions", is_flag=True, help="Facts left out are unknown even where they have a default."
)
@click.option("--format", "form", type=_JSON, default="text", show_default=True)
@shared
def decide(cases: tuple[str, ...], **options: Any) -> None:
    """Decide cases (.toml, .json, or - for JSON on standard input) by the version in force at the payment.

    \b
    Example: refundry decide case.toml --explain --lang zh
    """
    from engine.tasks import decide as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    asked = task.Asked(
        root, options["policy"], options["draft"], not options["no_presumptions"], options["explain"], lang
    )
    terminal.finish(task.print_decided(task.decide_files(cases, asked), options["form"]))


@cli.command()
@POLICY
@click.argument("version", required=False)
@shared
def new(policy: str, version: str | None, **options: Any) -> None:
    """Begin a policy that passes `check`, or the next version of one.

    \b
    Example: refundry new book-returns
             refundry new youyun-refund 2027-01-01
    """
    from engine.tasks import new as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_new(task.new(root, policy, version), lang))


@cli.command()
@POLICY
@click.argument("version", required=False, shell_complete=complete_version)
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md", show_default=True)
@shared
def show(policy: str, version: str | None, form: str, **options: Any) -> None:
    """Print a policy as a document to read and sign, made from its clauses.

    \b
    Example: refundry show youyun-refund --lang zh --format html > policy.html
    """
    from engine.tasks import show as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_shown(root, policy, version, form, lang))


def main() -> None:
    """Run a command; a mistake of the user's or of ours ends in plain words, never in a traceback."""
    sys.exit(terminal.guarded(lambda: cli.main(standalone_mode=True)))


if __name__ == "__main__":
    main()
