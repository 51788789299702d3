#!/bin/sh
# The program, as a user meets it. `make demo` runs this with `refundry` on the path.
set -eu
cd "$(dirname "$0")/demo"

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
