#!/usr/bin/env bash
# click 8.5.1: an option without its value takes the next option's name as the value, and says nothing (seen 2026-11-30).
#
# A person types `--relays #3 --outlet Ednews`; the shell takes "#3 --outlet Ednews" for a comment. Or they forget the
# value: `--relays --outlet Ednews`. One expects what argparse says ("expected one argument") and what click says when
# nothing follows ("Option '--relays' requires an argument."). But click looks at the next word only for options whose
# value is optional (`is_flag=False, flag_value=…`); for all others "--outlet" is the value, "Ednews" becomes an argument
# or is too much, and --outlet stays unset. A program that stores what it is given stores a source named "--outlet".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check click==8.5.1
cat >"$work/expected" <<'EOF2'
--relays --outlet: relays='--outlet' outlet=None words=()
--relays --outlet Ednews: relays='--outlet' outlet=None words=('Ednews',)
--relays: Option '--relays' requires an argument.
EOF2
cat >"$work/try.py" <<'EOF2'
import click


@click.command()
@click.option("--relays")
@click.option("--outlet")
@click.argument("words", nargs=-1)
def log(relays, outlet, words):
    print(f"relays={relays!r} outlet={outlet!r} words={words!r}")


for line in ("--relays --outlet", "--relays --outlet Ednews", "--relays"):
    print(f"{line}: ", end="", flush=True)
    try:
        log.main(line.split(), standalone_mode=False)
    except click.UsageError as error:
        print(error.message)
EOF2
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "click_takes_an_option_for_a_value: behaves otherwise than described" >&2; exit 1; }
