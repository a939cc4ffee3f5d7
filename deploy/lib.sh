# shellcheck shell=bash
# Shared by install.sh, update.sh, rollback.sh and uninstall.sh. Everything that is written goes below $ROOT (empty: the
# machine itself), so that an installation can be made into a folder. ANBAN_SYSTEMCTL names a stand-in for systemctl.
ROOT=${ROOT:-}
# `x=$(…)` ends with the first thing that fails in it, too.
shopt -s inherit_errexit
# shellcheck disable=SC2034
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
KEEP_RELEASES=3
HEALTH_SECONDS=${ANBAN_HEALTH_SECONDS:-60}
# How long an update waits for the end of a visit.
VISIT_SECONDS=${ANBAN_VISIT_SECONDS:-900}

say() { printf 'anban: %s\n' "$*"; }
fail() { printf 'anban: %s\n' "$*" >&2; exit 1; }
wrong_usage() { printf 'anban: %s\n' "$*" >&2; exit 2; }

# The words that every script takes: --root DIR, --help (lines 2 to $1 of the script), and what becomes of any other.
install_into() { ROOT=$(realpath -m "$1") && export ROOT; }
help() { sed -n "2,$1s/^# \{0,1\}//p" "$0" && exit 0; }
unknown_word() { wrong_usage "unknown word: $1 (see --help)"; }

opt() { printf '%s/opt/anban' "$ROOT"; }

need_root() {
  [[ -n $ROOT || $EUID -eq 0 ]] || fail 'needs root: sudo …'
}

# One at a time: a second one waits for nothing and says so.
lock() {
  mkdir -p "$(opt)"
  exec 9>"$(opt)/.lock"
  flock -n 9 || fail 'another installation or update is running'
}

# systemctl, unless we install into a folder without one.
service() {
  if [[ -n ${ANBAN_SYSTEMCTL:-} ]]; then "$ANBAN_SYSTEMCTL" "$@" 9>&-
  elif [[ -z $ROOT ]]; then systemctl "$@" 9>&-
  fi
}
runs_services() { [[ -z $ROOT || -n ${ANBAN_SYSTEMCTL:-} ]]; }

# terminal or server: what this machine is.
kind() { cat "$ROOT/etc/anban/kind" 2>/dev/null || fail 'Anban is not installed here: deploy/install.sh'; }
config_file() { printf '%s/etc/anban/%s.json' "$ROOT" "$(kind)"; }
main_unit() { if [[ $(kind) == terminal ]]; then echo anban-bridge.service; else echo anban-server.service; fi; }
release_of() { basename "$(readlink "$(opt)/$1")" 2>/dev/null || true; }

# The port in a configuration file; the default where it names none.
port_of() {
  local port
  port=$(grep -oE '"port"[[:space:]]*:[[:space:]]*[0-9]+' "$1" | head -n 1 | grep -oE '[0-9]+$' || true)
  if [[ -n $port ]]; then echo "$port"; elif [[ $1 == *server.json ]]; then echo 5890; else echo 5870; fi
}

# Writes standard input to $1 (below $ROOT) with mode $2, whole or not at all. False when it could not.
# Each step says so itself, here and below: within a condition bash forgets `set -e`.
put() {
  local file=$ROOT$1
  mkdir -p "$(dirname "$file")" && install -m "$2" /dev/stdin "$file.new" && mv -T "$file.new" "$file"
}

# Copies a release that was unpacked in $1 to its place, unless it is there. Prints its version.
adopt_release() {
  local from=$1 version target
  [[ -f $from/RELEASE ]] || fail "$from is no release: it has no file RELEASE (make one with deploy/make-release.sh)"
  version=$(head -n 1 "$from/RELEASE")
  [[ $version =~ ^[0-9A-Za-z][0-9A-Za-z.+-]*$ ]] || fail 'the release has an impossible version'
  target=$(opt)/releases/$version
  if [[ ! -d $target ]]; then
    mkdir -p "$(opt)/releases"
    rm -rf "$target.incoming"
    cp -a --reflink=auto "$from" "$target.incoming" || fail "release $version could not be copied to $(opt)"
    [[ $EUID -ne 0 ]] || chown -hR root:root "$target.incoming"
    chmod -R go-w,a+rX "$target.incoming"
    mv -T "$target.incoming" "$target"
  fi
  echo "$version"
}

# Everything outside /opt/anban that belongs to the release $1: units, policies, rules. False when a part could not be placed.
place_system_files() {
  local from
  from=$(opt)/releases/$1/deploy
  put /etc/systemd/system/anban-server.service 644 <"$from/systemd/anban-server.service" || return 1
  put /usr/local/bin/anban 755 <"$from/system/anban.sh" || return 1
  put /usr/lib/sysusers.d/anban.conf 644 <"$from/system/sysusers.conf" || return 1
  put /etc/systemd/system/anban-recover.service 644 <"$from/systemd/anban-recover.service" || return 1
  [[ $(kind) == terminal ]] || return 0
  local unit
  for unit in anban-bridge.service anban-kiosk.service anban-kiosk-restart.path anban-kiosk-restart.service; do
    put "/etc/systemd/system/$unit" 644 <"$from/systemd/$unit" || return 1
  done
  put /etc/pam.d/anban-kiosk 644 <"$from/system/pam-anban-kiosk" || return 1
  put /etc/sysctl.d/70-anban.conf 644 <"$from/system/sysctl.conf" || return 1
  put /etc/systemd/logind.conf.d/anban.conf 644 <"$from/system/logind.conf" || return 1
  put /etc/systemd/system.conf.d/anban.conf 644 <"$from/system/watchdog.conf" || return 1
  put /etc/polkit-1/rules.d/70-anban-pcsc.rules 644 <"$from/system/pcsc.rules" || return 1
  # The numbers of the devices are the operator's: never written over.
  [[ -f $ROOT/etc/udev/rules.d/70-anban-devices.rules ]] ||
    put /etc/udev/rules.d/70-anban-devices.rules 644 <"$from/udev/70-anban-devices.rules" || return 1
  place_address "$(opt)/releases/$1"
}

# The address of the page, for the kiosk's unit and for the only page that its browser may open. Without policies the
# browser would open everything: an empty file, or one cut off by a full disk, is never put there.
place_address() {
  local node=$1/node_modules/node/bin/node tool=$1/deploy/session/page-address.ts address origin policies
  # A release that is older than this script may not have it.
  [[ -f $tool ]] || tool=$HERE/session/page-address.ts
  address=$("$node" "$tool" "$(config_file)") || return 1
  origin=${address%%\?*}
  policies=$("$node" "$1/deploy/session/policies.ts" --origin "${origin%/}") || return 1
  [[ $policies == *'"URLBlocklist"'*'}' ]] || return 1
  put /etc/chromium/policies/managed/anban.json 644 <<<"$policies" || return 1
  put /etc/anban/kiosk.env 644 <<<"ANBAN_KIOSK_URL=$address"
}

# What the terminal says of itself, or nothing.
health() {
  local host
  host=127.0.0.1:$(port_of "$(config_file)")
  # Its own shell: whatever goes wrong, the connection ends with it.
  (
    exec 3<>"/dev/tcp/${host%:*}/${host##*:}" || exit 0
    printf 'GET /health HTTP/1.0\r\nHost: %s\r\n\r\n' "$host" >&3
    timeout 5 cat <&3 || true
  ) 2>/dev/null
}

# Until nobody is being served. False when somebody still is after VISIT_SECONDS; a terminal that does not answer serves nobody.
wait_for_visit() {
  local left said=no
  [[ $(kind) == terminal ]] || return 0
  for ((left = VISIT_SECONDS; ; left--)); do
    [[ $(health) == *'"serving":true'* ]] || return 0
    ((left > 0)) || return 1
    [[ $said == yes ]] || say "somebody is being served: waiting, up to $VISIT_SECONDS s …"
    said=yes
    sleep 1
  done
}

# Points `current` at release $1 in one step: there is no moment without a program.
point_current_at() {
  ln -sfn "releases/$1" "$(opt)/current.new" && mv -T "$(opt)/current.new" "$(opt)/current"
}

# Starts what is installed. True when it became ready (systemd waits for READY=1) and answers over HTTP.
start_and_check() {
  service daemon-reload
  service restart "$(main_unit)" || return 1
  runs_services || return 0
  "$(opt)/current/deploy/session/wait-for-bridge.sh" "http://127.0.0.1:$(port_of "$(config_file)")/" "$HEALTH_SECONDS"
}

screen() { [[ $(kind) != terminal ]] || service "$1" anban-kiosk.service; }

# Goes over to release $1. True when it became ready.
go_over_to() {
  (place_system_files "$1") || return 1
  point_current_at "$1" || return 1
  start_and_check
}

state() { printf '%s/var/lib/anban' "$ROOT"; }

# The new release may bring the store to a newer shape, which the old one then refuses: keep the old shape.
keep_state() {
  rm -rf "$(state)-before-update"
  [[ $(kind) == terminal && -d $(state) ]] || return 0
  cp -a "$(state)" "$(state)-before-update"
}
kept_state() { [[ $(kind) == terminal && -d $(state)-before-update ]]; }
return_state() {
  rm -rf "$(state)" && cp -a "$(state)-before-update" "$(state)"
}

# From here until it is `proven`, a power cut leads back to release $1 (anban-recover.service). On the disk before we go on.
begin_proving() {
  ln -sfn "releases/$1" "$(opt)/proving"
  sync
}
proven() {
  sync
  rm -f "$(opt)/proving"
  rm -rf "$(state)-before-update"
}

# Old releases go, but never the current one or the one to go back to.
prune_releases() {
  local version
  find "$(opt)/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %f\n' | sort -rn | tail -n "+$((KEEP_RELEASES + 1))" |
    while read -r _ version; do
      [[ $version == "$(release_of current)" || $version == "$(release_of previous)" ]] || rm -rf "$(opt)/releases/$version"
    done
}
