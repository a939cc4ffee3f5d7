#!/usr/bin/env bash
# Goes back from an update that was cut short (power cut): to the release that /opt/anban/proving names, with the store from
# before, for the screen was off and no visit was made since. Started by anban-recover.service; by hand only if that failed.
#   recover.sh [--root DIR]
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
[[ ${1:-} != --root ]] || install_into "${2:?}"

need_root
lock
old=$(release_of proving)
[[ -n $old ]] || { say 'no update was cut short' && exit 0; }
say "the update from $old to $(release_of current) was cut short: going back to $old"
# Cut short itself, it begins again at the next start: the mark goes last.
place_system_files "$old" || fail 'the system files could not be placed: is the disk full?'
point_current_at "$old"
if kept_state; then
  return_state || fail "the store from before could not be taken back: it is in $(state)-before-update"
fi
proven
service daemon-reload
say "release $old is back"
