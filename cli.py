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
        click.option(
            "--ledger", metavar="URL", help="Store of confirmed outcomes: sqlite:///PATH or postgresql://…."
        ),
        click.option(
            "--policies",
            metavar="DIR",
            help="Policy folder (default: ./policies, else the shipped policies).",
        ),
    ):
        command = option(command)
    return command


def shared_option(name: str, behind: str | None = None) -> str | None:
    """A shared option: as given behind the command's name, else as given before it."""
    context: click.Context | None = click.get_current_context()
    while behind is None and context is not None:
        behind, context = context.params.get(name), context.parent
    return behind


def policies_and_lang(policies: str | None, lang: str | None) -> tuple[str | None, str]:
    """The policy folder and the language asked for, wherever they stand."""
    return shared_option("policies", policies), shared_option("lang", lang) or "en"


def complete_policy(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Policies to complete a word with."""
    from engine.tasks.versions import policy_names

    root = context.params.get("policies") or context.find_root().params.get("policies")
    return [name for name in policy_names(root) if name.startswith(incomplete)]


def complete_place(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """Policies, else the files of this folder, to complete a word with."""
    from click.shell_completion import CompletionItem

    names = complete_policy(context, parameter, incomplete)
    return [*names] or [CompletionItem(incomplete, type="file")]


def complete_version(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Versions of the policy named before to complete a word with."""
    from engine.tasks.versions import names_of_versions

    root = context.params.get("policies") or context.find_root().params.get("policies")
    found = names_of_versions(root, context.params.get("policy"))
    return [name for name in found if name.startswith(incomplete)]


POLICY = click.argument("policy", shell_complete=complete_policy)
PLACES = click.argument("places", nargs=-1, metavar="[PATH|POLICY]...", shell_complete=complete_place)
FORMAT = click.option("--format", "form", type=_JSON, default="text", show_default=True)


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
@PLACES
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True
)
@click.option(
    "--source",
    "prose",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="The published text, to compare with.",
)
@click.option("--no-proofs", is_flag=True, help="Leave the solver out.")
@shared
def check(places: tuple[str, ...], form: str, prose: str | None, no_proofs: bool, **options: Any) -> None:
    """Find everything that is wrong with policies, before anything runs.

    \b
    Example: refundry check youyun-refund --source refund-policy.txt
    """
    from engine.tasks import repeated as task
    from engine.tasks.files import named_places

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.check(named_places(places, root), root, prose, form, lang, proofs=not no_proofs))


@cli.command("fmt")
@PLACES
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit 1 where something would change."
)
@FORMAT
@shared
def format_(places: tuple[str, ...], only_check: bool, form: str, **options: Any) -> None:
    """Bring policy and facts files into their one layout.

    \b
    Example: refundry fmt --check policies/
    """
    from engine.tasks import format as task
    from engine.tasks.files import named_places

    root, lang = policies_and_lang(options["policies"], options["lang"])
    formatted = task.format_files(named_places(places, root), root, only_check=only_check)
    terminal.finish(task.print_formatted(formatted, form, lang))


@cli.command()
@PLACES
@click.option("--suggest", is_flag=True, help="Write cases for edges that no case test meets, not confirmed.")
@click.option("--mutants", is_flag=True, help="Put faults into the policy, and list those that go unnoticed.")
@FORMAT
@shared
def test(places: tuple[str, ...], suggest: bool, mutants: bool, form: str, **options: Any) -> None:
    """Run the case tests that stand beside policies, with the coverage of each clause.

    \b
    Example: refundry test youyun-refund --mutants
    """
    from engine.tasks import case_tests as task
    from engine.tasks.case_tests_more import Wanted
    from engine.tasks.files import named_places
    from engine.tasks.tested import print_tested

    root, lang = policies_and_lang(options["policies"], options["lang"])
    wanted = Wanted(suggestions=suggest, mutants=mutants)
    terminal.finish(print_tested(task.run(named_places(places, root), root, lang, wanted), form, lang))


@cli.command()
@POLICY
@click.argument("version", shell_complete=complete_version)
@click.option("--corrects", metavar="VERSION", help="Mend only the texts of this sealed version.")
@click.option("--because", metavar="TEXT", help="Why it is corrected.")
@FORMAT
@shared
def seal(
    policy: str, version: str, corrects: str | None, because: str | None, form: str, **options: Any
) -> None:
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
        terminal.finish(correct.print_corrected(done, form, lang))
    if because is not None:
        raise click.UsageError("--because goes with --corrects")
    terminal.finish(task.print_sealed(task.seal_version(root, policy, version), form, lang))


@cli.command()
@POLICY
@click.argument("version", shell_complete=complete_version)
@click.option("--because", metavar="TEXT", required=True, help="Why it is withdrawn.")
@FORMAT
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
@FORMAT
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
    "--version",
    "version",
    shell_complete=complete_version,
    help="A version (default: the one in force today).",
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
@click.option(
    "--history", metavar="EVENTS", multiple=True, help="Account histories that tell the quota of the order."
)
@click.option("--history-columns", metavar="MAP.toml", help="Which columns of the histories tell what.")
@FORMAT
@shared
def decide(cases: tuple[str, ...], **options: Any) -> None:
    """Decide cases (.toml, .json, or - for JSON on standard input) by the version in force at the payment.

    \b
    Example: refundry decide case.toml --explain --lang zh
    """
    from engine.tasks import decide as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    asked = task.Asked(
        root,
        options["policy"],
        options["draft"],
        not options["no_presumptions"],
        options["explain"],
        lang,
        options["history"],
        options["history_columns"],
    )
    terminal.finish(task.print_decided(task.decide_files(cases, asked), options["form"]))


@cli.command()
@click.argument("cases", metavar="IN")
@click.option("--out", required=True, metavar="OUT", help="Where the records go: .jsonl, .csv or .parquet.")
@click.option(
    "--columns", metavar="MAP.toml", help="What the columns of a table tell, and under which codes."
)
@click.option("--explain", is_flag=True, help="Say why: each clause, the bill, what is missing.")
@click.option("--draft", metavar="VERSION", help="Decide under this unsealed version.")
@click.option("--policy", shell_complete=complete_policy, help="The policy, where the folder has several.")
@click.option(
    "--no-presumptions", is_flag=True, help="Facts left out are unknown even where they have a default."
)
@click.option(
    "--history", metavar="EVENTS", multiple=True, help="Account histories that tell the quota of the order."
)
@click.option("--history-columns", metavar="MAP.toml", help="Which columns of the histories tell what.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="What carries the rows."
)
@click.option("--master", metavar="URL", help="Where Spark runs: local[2], spark://…, yarn, k8s://….")
@FORMAT
@shared
def batch(cases: str, out: str, columns: str | None, **options: Any) -> None:
    """Decide many cases from one file into another (.jsonl, .csv, .parquet), in the order of the rows.

    Each row is decided by the version in force at its payment. Rows that cannot be read are decided `invalid`, with
    what is wrong; then the exit code is 3. The result appears when all of it is there.

    \b
    Example: refundry batch july.parquet --out decided.parquet
             refundry batch july.csv --out decided.jsonl --columns columns.toml
             refundry batch july.parquet --out decided.parquet --engine spark --master local[2]
    """
    from engine.tasks import batch as task
    from engine.tasks.decide import Asked

    root, lang = policies_and_lang(options["policies"], options["lang"])
    asked = Asked(
        root,
        options["policy"],
        options["draft"],
        not options["no_presumptions"],
        options["explain"],
        lang,
        options["history"],
        options["history_columns"],
    )
    done = task.run(task.Batch(asked, cases, out, columns, options["engine"], options["master"]))
    terminal.finish(task.print_batch(done, options["form"]))


@cli.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENTS...")
@click.option("--policy", shell_complete=complete_policy, help="The policy, where the folder has several.")
@click.option(
    "--version", help="A version or draft that names another order (default: the one in force today)."
)
@click.option("--columns", metavar="MAP.toml", help="Which columns tell what, under which codes and units.")
@click.option("--until", metavar="INSTANT", help="Leave out what came later.")
@click.option("--cases", metavar="FILE", help="Cases to say of where another order decides otherwise.")
@click.option("--out", metavar="FILE", help="Write all lots: .csv, .jsonl or .parquet.")
@click.option("--orders", metavar="FILE", help="Write the quota of all orders, as facts of a case.")
@FORMAT
@shared
def lots(events: tuple[str, ...], form: str, **options: Any) -> None:
    """Work out from account histories (.jsonl, .csv, .parquet) how much of each lot and order was used.

    \b
    Example: refundry lots events.parquet --columns map.toml --orders orders.parquet
    """
    from engine.tasks import lots as task
    from engine.tasks.decide import Asked
    from engine.tasks.lots_text import print_lots

    root, lang = policies_and_lang(options["policies"], options["lang"])
    cases = Asked(root, options["policy"], None, presume=True, explain=False, lang=lang)
    asked = task.LotsAsked(
        cases,
        *(options[name] for name in ("columns", "version", "until", "cases", "out", "orders")),
    )
    terminal.finish(print_lots(task.lots(events, asked), form))


@cli.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--by", required=True, metavar="NAME", help="Who confirms.")
@click.option("--amount", metavar="MONEY", help="Of a case left to a person: the amount chosen.")
@click.option("--policy", shell_complete=complete_policy, help="The policy, where the folder has several.")
@click.option("--draft", metavar="VERSION", hidden=True)
@FORMAT
@shared
def confirm(cases: tuple[str, ...], by: str, amount: str | None, **options: Any) -> None:
    """Decide cases (.toml, .json, .jsonl, .csv, .parquet, - for standard input) and record the outcomes for good.

    Prints the receipts. A case that is confirmed already gives the same receipt again, where its facts are the same.

    \b
    Example: refundry confirm case.toml --by "Li Lei" --format json > receipt.json
    """
    from engine.tasks import confirm as task

    terminal.finish(task.print_confirmed(cases, _confirming(by, options, amount=amount), options["form"]))


def _confirming(by: str, options: dict[str, Any], **more: str | None) -> Any:
    from engine.tasks.confirming_desk import Confirming
    from engine.tasks.decide import Asked

    root, lang = policies_and_lang(options["policies"], options["lang"])
    asked = Asked(root, options["policy"], options.get("draft"), presume=True, explain=False, lang=lang)
    return Confirming(asked, shared_option("ledger"), by, **more)


@cli.command()
@POLICY
@click.argument("version", required=False)
@FORMAT
@shared
def new(policy: str, version: str | None, form: str, **options: Any) -> None:
    """Begin a policy that passes `check`, or the next version of one.

    \b
    Example: refundry new book-returns
             refundry new youyun-refund 2027-01-01
    """
    from engine.tasks import new as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_new(task.new(root, policy, version), form, lang))


@cli.command()
@POLICY
@click.argument("version", required=False, shell_complete=complete_version)
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
@shared
def show(policy: str, version: str | None, form: str, **options: Any) -> None:
    """Print a policy as a document to read and sign, made from its clauses.

    Without a version: the one in force today, or where none is, the newest.

    \b
    Example: refundry show youyun-refund --lang zh --format html > policy.html
    """
    from engine.tasks import show as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_shown(root, policy, version, form, lang))


@cli.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--cases",
    metavar="FILE",
    help="A case book (.jsonl, .json, .toml, .csv, .parquet): what becomes of its cases.",
)
@click.option("--examples", metavar="DIR", help="Write the case of each example into this folder.")
@click.option(
    "--format", "form", type=click.Choice(["text", "md", "html", "json"]), default="text", show_default=True
)
@shared
def diff(old: str, new: str, cases: str | None, examples: str | None, form: str, **options: Any) -> None:
    """Show what changes between two versions: clauses, and the cases whose outcome moves.

    OLD and NEW are versions (POLICY@VERSION, or VERSION alone), policy files, or REV:path of git.

    \b
    Example: refundry diff youyun-refund@2026-07-03 draft/2027-01-01.refund
             refundry diff HEAD:policies/bookshop/2027-01-01.refund policies/bookshop/2027-01-01.refund
    """
    from engine.tasks import diff as task

    root, lang = policies_and_lang(options["policies"], options["lang"])
    asked = task.Asked(old, new, root, shared_option("ledger", options["ledger"]), cases, examples, lang)
    terminal.finish(task.print_compared(task.compare(asked), form, lang))


@cli.command("git-setup")
@click.option("--undo", is_flag=True, help="Take it back.")
@shared
def git_setup(undo: bool, **options: Any) -> None:
    """Let git diff show policies by their clauses, in the clone that you stand in.

    \b
    Example: refundry git-setup
             git diff
    """
    from engine.tasks import git_setup as task

    terminal.finish(task.set_up(policies_and_lang(None, options["lang"])[1], undo=undo))


@cli.command("git-diff", hidden=True)
@click.argument("words", nargs=-1, required=True)
@shared
def git_diff(words: tuple[str, ...], **options: Any) -> None:
    """Show the change of one file, as git calls it: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE.

    \b
    Example: git diff
    """
    from engine.tasks import git_setup as task

    if len(words) not in {7, 9}:
        raise click.UsageError("git calls this, with seven words or, for a renamed file, with nine")
    terminal.finish(task.show_change(words, policies_and_lang(None, options["lang"])[1]))


@cli.group()
@shared
def ledger(**_: object) -> None:
    """Read the confirmed outcomes, prove them, correct and erase them.

    \b
    Example: refundry ledger list
             refundry ledger verify
    """


@ledger.command()
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="A checkpoint kept elsewhere: nothing before it may have been rewritten, dropped or rolled back.",
)
@click.option(
    "--key", "keys", multiple=True, metavar="KEY", help="Count signatures of this public key alone."
)
@FORMAT
@shared
def verify(checkpoints: tuple[str, ...], keys: tuple[str, ...], form: str, **options: Any) -> None:
    """Check chain, tree and signatures, and derive every outcome again; exit 1 where anything falls short.

    \b
    Example: refundry ledger verify --checkpoint kept-elsewhere.txt
    """
    from engine.tasks import verify as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    found = task.verify(shared_option("ledger"), checkpoints, keys)
    terminal.finish(task.print_verified(found, form, lang))


@ledger.command("list")
@click.option("--case", help="Of this case alone.")
@click.option("--order", help="Of this order alone.")
@click.option("--by", help="Written by this person alone.")
@FORMAT
@shared
def list_(case: str | None, order: str | None, by: str | None, form: str, **options: Any) -> None:
    """List what was confirmed, the oldest first.

    \b
    Example: refundry ledger list --order O-2291
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    wanted = task.Wanted(case, order, by)
    terminal.finish(task.print_list(shared_option("ledger"), wanted, form, lang))


@ledger.command("show")
@click.argument("entry", metavar="CASE|NUMBER")
@FORMAT
@shared
def show_entry(entry: str, form: str, **options: Any) -> None:
    """Show one entry: what was confirmed, by whom and when, by which version, on which facts.

    \b
    Example: refundry ledger show C-1
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_shown(shared_option("ledger"), entry, form, lang))


@ledger.command()
@click.argument("entry", metavar="CASE|NUMBER")
@click.option("--format", "form", type=_JSON, default="json", show_default=True)
@shared
def receipt(entry: str, form: str, **options: Any) -> None:
    """Print the receipt of an entry as JSON, the same as when it was confirmed.

    \b
    Example: refundry ledger receipt C-1 > receipt.json
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_receipt(shared_option("ledger"), entry, form, lang))


@ledger.command()
@shared
def export(**options: Any) -> None:
    """Print every entry as JSON, a line each, just as it is hashed.

    \b
    Example: refundry ledger export > ledger.jsonl
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.export(shared_option("ledger"), lang))


@ledger.command()
@shared
def checkpoint(**options: Any) -> None:
    """Print the newest signed checkpoint, to be kept out of reach of whoever can write to the ledger.

    \b
    Example: refundry ledger checkpoint > checkpoint.txt
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_checkpoint(shared_option("ledger"), lang))


@ledger.command()
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="[SECOND]", required=False)
@shared
def proof(first: str, second: str | None, **options: Any) -> None:
    """Prove that one checkpoint is the beginning of another (RFC 9162); each a file, or a number of entries.

    \b
    Example: refundry ledger proof checkpoint-of-may.txt checkpoint.txt
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    terminal.finish(task.print_proof(shared_option("ledger"), first, second, lang))


@ledger.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option("--by", required=True, metavar="NAME", help="Who corrects.")
@click.option("--because", required=True, metavar="TEXT", help="What was wrong.")
@click.option("--amount", metavar="MONEY", help="Of a case left to a person: the amount chosen.")
@click.option("--policy", shell_complete=complete_policy, help="The policy, where the folder has several.")
@FORMAT
@shared
def supersede(cases: tuple[str, ...], by: str, because: str, amount: str | None, **options: Any) -> None:
    """Correct confirmed cases: a new entry supersedes the old one, which stays where it is.

    \b
    Example: refundry ledger supersede case.toml --by "Li Lei" --because "the wrong amount was typed in"
    """
    from engine.tasks import confirm as task

    confirming = _confirming(by, options, amount=amount, because=because)
    terminal.finish(task.print_confirmed(cases, confirming, options["form"]))


@ledger.command()
@click.argument("value", metavar="VALUE")
@click.option("--fact", help="The personal fact that has this value (default: any).")
@click.option("--by", required=True, metavar="NAME", help="Who erases.")
@click.option("--because", required=True, metavar="TEXT", help="Why, without naming the person.")
@FORMAT
@shared
def erase(value: str, fact: str | None, by: str, because: str, form: str, **options: Any) -> None:
    """Forget a person: the personal facts of their entries. Every proof and every outcome stays whole.

    \b
    Example: refundry ledger erase U-77 --by "Li Lei" --because "asked for on 1 December"
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    found = task.erase(shared_option("ledger"), value, fact, by, because)
    terminal.finish(task.print_erased(found, form, lang))


@ledger.command()
@click.argument("key", required=False)
@click.option("--by", metavar="NAME", help="Who adds it.")
@click.option("--because", metavar="TEXT", help="Why.")
@FORMAT
@shared
def signer(key: str | None, by: str | None, because: str | None, form: str, **options: Any) -> None:
    """Let another key sign for a ledger; without KEY, print your own, to be let in by whoever may sign already.

    \b
    Example: refundry ledger signer
             refundry ledger signer refundry/ledger/…+…+… --by "Li Lei" --because "second machine"
    """
    from engine.tasks import ledger as task

    _, lang = policies_and_lang(options["policies"], options["lang"])
    url = shared_option("ledger")
    if key is None:
        terminal.finish(task.print_own_key(url, form, lang))
    for option, given in (("--by", by), ("--because", because)):
        if given is None:
            raise click.MissingParameter(param_hint=option, param_type="option")
    terminal.finish(task.add_signer(url, key, str(by), str(because), form, lang))


def run() -> object:
    """Run a command; wrong usage is shown as click says it."""
    try:
        return cli.main(standalone_mode=False)
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None


def main() -> None:
    """Run a command; a mistake of the user's or of ours ends in plain words, never in a traceback."""
    sys.exit(terminal.guarded(run))
