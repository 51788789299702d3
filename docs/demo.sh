#!/bin/sh
# The program, as a user meets it. `make demo` runs this with `refundry` on the path.
set -eu
cd "$(dirname "$0")/demo"

REFUNDRY_DATA=$(mktemp -d)  # the demo has a ledger and a key of its own
export REFUNDRY_DATA
trap 'rm -rf "$REFUNDRY_DATA"' EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }
run() { say "\$ refundry $*"; refundry "$@"; }

say "The sealed versions of the shipped policy"
run versions
for case in *.toml; do
    say "$(sed -n '1s/^# //p' "$case")"
    run decide "$case"
done
say "And why: the partial refund in English, the refusal in Chinese, the pending case as JSON"
run decide 2-partial.toml --explain
run decide 3-refused.toml --explain --lang zh
run decide 4-pending.toml --format json
say "Two outcomes are confirmed: they stay as they are, whatever version comes"
run confirm 1-refund.toml --by Zhao
run confirm 5-discretion.toml --by Zhao --amount 30.00
say "The receipt for the customer: the decision, what it was derived from, and the proof that a signed checkpoint covers it"
say "\$ refundry ledger receipt DEMO-1"
refundry ledger receipt DEMO-1 | sed -n '/"inclusion"/,/"key"/p' | cut -c 1-110
run ledger list
say "Everything is held against everything else, and each case decided again"
run ledger verify
