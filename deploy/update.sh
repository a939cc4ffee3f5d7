#!/usr/bin/env bash
# Goes over to another release, and back by itself when that does not become ready.
#   update.sh RELEASE.tar.gz|DIR [--root DIR]
# A file SHA256 beside the archive (RELEASE.tar.gz.sha256) is checked. Exit codes: 0 done, 1 refused or gone back, 2 usage.
set -euo pipefail

source_path=''
while (($#)); do
  case $1 in
    --root) export ROOT && ROOT=$(realpath -m "${2:?}") && shift ;;
    -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0" && exit 0 ;;
    -*) echo "anban: unknown word: $1 (see --help)" >&2 && exit 2 ;;
    *) source_path=$1 ;;
  esac
  shift
done
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
[[ -n $source_path ]] || wrong_usage 'usage: update.sh RELEASE.tar.gz|DIR [--root DIR]'

# The folder of the release: unpacked if it is an archive.
unpack() {
  [[ -d $source_path ]] && echo "$source_path" && return
  [[ -f $source_path ]] || fail "there is no $source_path"
  if [[ -f $source_path.sha256 ]]; then
    (cd "$(dirname "$source_path")" && sha256sum --quiet -c "$(basename "$source_path").sha256" >&2) ||
      fail 'the archive is damaged: its SHA-256 differs'
  fi
  rm -rf "$(opt)/.unpacked"
  mkdir -p "$(opt)/.unpacked"
  tar -xf "$source_path" -C "$(opt)/.unpacked" --strip-components=1 --no-same-owner || fail 'the archive cannot be unpacked'
  echo "$(opt)/.unpacked"
}

state() { printf '%s/var/lib/anban' "$ROOT"; }

# The new release may bring the store to a newer shape, which the old one then refuses: keep the old shape.
keep_state() {
  rm -rf "$(state)-before-update"
  [[ ! -d $(state) ]] || cp -a "$(state)" "$(state)-before-update"
}

# Only if the old release does not take the store as it is now: no visit was made meanwhile, for the screen is off.
restore_state() {
  [[ $(kind) == terminal && -d $(state)-before-update ]] || return 1
  say 'the old release refuses the store: taking back the one from before the update'
  service stop "$(main_unit)"
  rm -rf "$(state)"
  cp -a "$(state)-before-update" "$(state)"
  start_and_check
}

need_root
lock
old=$(release_of current)
[[ -n $old ]] || fail 'Anban is not installed here: deploy/install.sh'
from=$(unpack)
version=$(adopt_release "$from")
rm -rf "$(opt)/.unpacked"
if [[ $version == "$old" ]]; then
  say "release $version is installed already"
  exit 0
fi

say "going over from $old to $version …"
screen stop
service stop "$(main_unit)"
[[ $(kind) != terminal ]] || keep_state
if go_over_to "$version"; then
  ln -sfn "releases/$old" "$(opt)/previous"
  screen start
  rm -rf "$(state)-before-update"
  prune_releases
  say "release $version runs; deploy/rollback.sh goes back to $old"
  exit 0
fi

say "release $version did not become ready: going back to $old"
if go_over_to "$old" || restore_state; then
  screen start
  rm -rf "$(state)-before-update" "$(opt)/releases/$version"
  fail "release $old runs again; $version was removed"
fi
fail "release $old does not become ready either: journalctl -u $(main_unit); the store from before is in $(state)-before-update"
