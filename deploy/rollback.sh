#!/usr/bin/env bash
# Goes back to the release before the last update; a second time, forward again.
#   rollback.sh [--root DIR]
# Nothing of the store is taken back. A release that refuses the store (it is too old for it) is left again at once.
set -euo pipefail

while (($#)); do
  case $1 in
    --root) export ROOT && ROOT=$(realpath -m "${2:?}") && shift ;;
    -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) echo "anban: unknown word: $1 (see --help)" >&2 && exit 2 ;;
  esac
  shift
done
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

need_root
lock
now=$(release_of current)
back=$(release_of previous)
[[ -n $back && -d $(opt)/releases/$back ]] || fail 'there is no release to go back to'
say "going back from $now to $back …"
screen stop
if go_over_to "$back"; then
  ln -sfn "releases/$now" "$(opt)/previous"
  rm -f "$(opt)/proving"
  screen start
  say "release $back runs"
  exit 0
fi
say "release $back did not become ready: staying with $now"
go_over_to "$now" || fail "release $now does not become ready either: journalctl -u $(main_unit)"
screen start
exit 1
