#!/usr/bin/env bash
# Installs Anban on this machine, or again: nothing that is there is lost. Debian 12, as root.
#   install.sh [terminal|server] [--config FILE | --centre URL [--code CODE]] [--ppi N] [--key PUBLIC.pem]
#     [--root DIR] [--no-packages] [--no-voice]
# --ppi N: pixels per inch of the panel (21.5": 102; 15.6": 141), kept in terminal.json; run again, it is changed.
# --key: from now on only releases signed with its other half are taken (kept as /etc/anban/release-key.pem).
# From a release (make-release.sh) it needs nothing else; from a source tree it makes the release first (Node >= 20, npm).
# --root DIR installs into a folder: no packages, no services, no changes elsewhere. Exit codes: 0, 1 not possible, 2 usage.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

kind=terminal config='' centre='' code='' packages=yes release='' ppi='' key='' voice=()
while (($#)); do
  case $1 in
    terminal | server) kind=$1 ;;
    --config) config=${2:?} && shift ;;
    --centre) centre=${2:?} && shift ;;
    --code) code=${2:?} && shift ;;
    --root) install_into "${2:?}" && shift ;;
    --no-voice) voice=(--no-voice) ;;
    --ppi) ppi=${2:?} && shift ;;
    --key) key=${2:?} && shift ;;
    --release) release=${2:?} && shift ;;
    --no-packages) packages=no ;;
    -h | --help) help 9 ;;
    *) unknown_word "$1" ;;
  esac
  shift
done

TERMINAL_PACKAGES=(cage xwayland chromium fonts-noto-cjk fonts-babelstone-han fonts-hanazono ffmpeg pcscd libccid libpam-systemd dbus polkitd udev)

install_packages() {
  [[ $packages == yes && -z $ROOT && $kind == terminal ]] || return 0
  command -v apt-get >/dev/null || fail "no apt here: install ${TERMINAL_PACKAGES[*]} yourself and add --no-packages"
  say 'installing packages …'
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  apt-get -qq install -y --no-install-recommends "${TERMINAL_PACKAGES[@]}" >/dev/null
}

# The release to install: the one named, the one this script lies in, or one made from this source tree.
find_release() {
  if [[ -n $release ]]; then echo "$release"
  elif [[ -f $HERE/../RELEASE ]]; then (cd "$HERE/.." && pwd)
  else rm -rf "$(opt)/.build" && "$HERE/make-release.sh" "$(opt)/.build" "${voice[@]}" >&2 && echo "$(opt)/.build"
  fi
}

# The configuration: given, kept, or the example with the address of the centre.
place_config() {
  local target=/etc/anban/$kind.json
  if [[ -n $config ]]; then put "$target" 640 <"$config"
  elif [[ -f $ROOT$target ]]; then return 0
  elif [[ -n $centre ]]; then
    [[ $centre =~ ^https?://[A-Za-z0-9.:/_-]+$ ]] || wrong_usage '--centre: an address like https://centre.example'
    [[ $code =~ ^[A-Za-z0-9-]*$ ]] || wrong_usage '--code: as "anban terminal code" prints it'
    sed -e "s|https://centre.example|$centre|" -e "s|\"enrolmentCode\": null|\"enrolmentCode\": ${code:+\"}${code:-null}${code:+\"}|" \
      "$HERE/$kind.example.json" | put "$target" 640
  else
    put "$target" 640 <"$HERE/$kind.example.json"
    say "edit $ROOT$target (centre, devices), then: systemctl start $(main_unit)"
    ready=no
  fi
}

# How fine the panel is, and whose releases are taken.
place_options() {
  local file changed
  file=$(config_file)
  if [[ -n $ppi ]]; then
    changed=$("$(opt)/releases/$version/node_modules/node/bin/node" "$HERE/session/page-address.ts" "$file" --ppi "$ppi") || exit 2
    put "/etc/anban/$kind.json" 640 <<<"$changed"
  elif [[ $kind == terminal ]] && ! grep -q '"ppi"' "$file"; then
    say 'sizes are for a 21.5" panel of 1080 × 1920; for another one run this again with --ppi (see --help)'
  fi
  [[ -z $key ]] || put /etc/anban/release-key.pem 644 <"$key"
}

make_users() {
  systemd-sysusers ${ROOT:+--root="$ROOT"} "$ROOT/usr/lib/sysusers.d/anban.conf"
  # The configuration holds a one-time code: for the service's group only.
  if [[ -z $ROOT ]]; then
    chgrp "$([[ $kind == terminal ]] && echo anban-bridge || echo anban-server)" "/etc/anban/$kind.json"
  fi
}

enable_services() {
  service enable anban-recover.service
  if [[ $kind == server ]]; then service enable anban-server.service && return; fi
  service set-default graphical.target
  service enable anban-bridge.service anban-kiosk.service anban-kiosk-restart.path
  service start anban-kiosk-restart.path
  [[ -n $ROOT ]] || { udevadm control --reload && udevadm trigger && sysctl -q --system; } ||
    say 'udev or sysctl refused: they take effect at the next start'
}

need_root
lock
ready=yes
install_packages
from=$(find_release)
version=$(adopt_release "$from")
[[ $from != "$(opt)/.build" ]] || rm -rf "$from"
before=$(release_of current)
[[ -z $before || $before == "$version" ]] || fail "release $before is installed: use deploy/update.sh"
printf '%s\n' "$kind" | put /etc/anban/kind 644
place_config
place_options
place_system_files "$version" || fail 'the system files could not be placed: is the disk full?'
make_users
point_current_at "$version"
service daemon-reload
enable_services
if [[ $ready == yes ]]; then
  say "starting release $version …"
  start_and_check || fail "it is installed, but it did not become ready: journalctl -u $(main_unit)"
  screen restart
fi
say "release $version is installed as $kind"
