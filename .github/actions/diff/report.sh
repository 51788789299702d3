#!/usr/bin/env bash
# Prints what the policies here change against a revision, in Markdown: report.sh REVISION. CASES may name a case book.
# A version that the revision has is held against itself as it was there; a new one against the version before it.
set -euo pipefail
base=$1
git diff --name-only --diff-filter=d "$base" -- '*.refund' '*.facts' | sed 's/\.facts$/.refund/' | sort -u |
while read -r path; do
  [ -f "$path" ] || continue
  if git cat-file -e "$base:$path" 2>/dev/null; then
    old="$base:$path"
  else
    old=$(find "$(dirname "$path")" -maxdepth 1 -name '*.refund' ! -path "$path" | sort | awk -v new="$path" '$0 < new' | tail -n 1)
    [ -n "$old" ] || continue
  fi
  refundry diff "$old" "$path" --format md ${CASES:+--cases "$CASES"} || [ $? -eq 3 ]
done
