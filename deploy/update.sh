#!/usr/bin/env bash
# Goes over to another release, and back by itself when that does not become ready.
#   update.sh RELEASE.tar.gz|DIR [--now] [--unverified] [--root DIR]
# RELEASE.tar.gz.sha256 must lie beside the archive; where /etc/anban/release-key.pem is, also RELEASE.tar.gz.sha256.sig of
# its other half, and no folder is taken. --unverified takes what is not proven. A visit that is going on is waited for, up
# to 15 minutes; --now does not. Exit codes: 0 done, 1 refused or gone back, 2 usage.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

source_path='' now=no verified=yes
while (($#)); do
  case $1 in
    --now) now=yes ;;
    --unverified) verified=no ;;
    --root) install_into "${2:?}" && shift ;;
    -h | --help) help 6 ;;
    -*) unknown_word "$1" ;;
    *) source_path=$1 ;;
  esac
  shift
done
[[ -n $source_path ]] || wrong_usage 'usage: update.sh RELEASE.tar.gz|DIR [--root DIR]'

# $1 is what was made, and made by whom we trust. What lies in it is not looked at before.
prove() {
  local sum=$source_path.sha256 key=$ROOT/etc/anban/release-key.pem expected actual
  [[ $verified == yes ]] || return 0
  [[ -f $sum ]] || fail "$sum is missing: bring it along, or say --unverified"
  if [[ -f $key ]]; then
    "$(opt)/current/node_modules/node/bin/node" "$HERE/signature.ts" verify "$sum" "$key" ||
      fail 'the release is not signed by whom this machine trusts'
  fi
  # Not `sha256sum -c`: that checks whichever file the line names.
  read -r expected _ <"$sum"
  read -r actual _ < <(sha256sum <"$1")
  [[ $actual == "$expected" ]] || fail 'the archive is damaged: its SHA-256 differs'
}

# The folder of the release: unpacked if it is an archive, from a copy that nobody changes after it was checked.
unpack() {
  if [[ -d $source_path ]]; then
    [[ $verified == no || ! -f $ROOT/etc/anban/release-key.pem ]] ||
      fail 'a folder carries no signature: bring the archive, or say --unverified'
    echo "$source_path"
    return
  fi
  [[ -f $source_path ]] || fail "there is no $source_path"
  rm -rf "$(opt)/.unpacked" "$(opt)/.incoming"
  cp "$source_path" "$(opt)/.incoming" || fail 'the archive cannot be copied'
  (prove "$(opt)/.incoming") || { rm -f "$(opt)/.incoming" && exit 1; }
  mkdir -p "$(opt)/.unpacked"
  tar -xf "$(opt)/.incoming" -C "$(opt)/.unpacked" --strip-components=1 --no-same-owner || fail 'the archive cannot be unpacked'
  rm "$(opt)/.incoming"
  echo "$(opt)/.unpacked"
}

# Only if the old release does not take the store as it is now: no visit was made meanwhile, for the screen is off.
restore_state() {
  kept_state || return 1
  say 'the old release refuses the store: taking back the one from before the update'
  service stop "$(main_unit)"
  return_state || return 1
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

if [[ $now == no ]]; then
  wait_for_visit || fail 'somebody is still being served: try again later, or say --now'
fi
say "going over from $old to $version …"
screen stop
service stop "$(main_unit)"
# From here it goes forward or back: nobody breaks it off in between.
trap '' INT TERM HUP
keep_state || { start_and_check && screen start; fail "the store cannot be copied (is the disk full?): release $old stays"; }
begin_proving "$old"
if go_over_to "$version"; then
  ln -sfn "releases/$old" "$(opt)/previous"
  proven
  screen start
  prune_releases
  say "release $version runs; deploy/rollback.sh goes back to $old"
  exit 0
fi

say "release $version did not become ready: going back to $old"
if go_over_to "$old" || restore_state; then
  proven
  screen start
  rm -rf "$(opt)/releases/$version"
  fail "release $old runs again; $version was removed"
fi
# What is done by hand from now on must not be undone at the next start.
rm -f "$(opt)/proving"
fail "release $old does not become ready either: journalctl -u $(main_unit); the store from before is in $(state)-before-update"
