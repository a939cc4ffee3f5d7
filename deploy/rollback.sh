#!/usr/bin/env bash
# Goes back to the release before the last update; a second time, forward again.
#   rollback.sh [--root DIR]
# Nothing of the store is taken back. A release that refuses the store (it is too old for it) is left again at once.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

while (($#)); do
  case $1 in
    --root) install_into "${2:?}" && shift ;;
    -h | --help) help 4 ;;
    *) unknown_word "$1" ;;
  esac
  shift
done

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
