#!/usr/bin/env bash
# Takes Anban off this machine. Configuration and data stay unless --purge: the terminal's key and records that were not
# yet sent exist nowhere else.
#   uninstall.sh [--purge] [--root DIR]
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"

purge=no
while (($#)); do
  case $1 in
    --purge) purge=yes ;;
    --root) install_into "${2:?}" && shift ;;
    -h | --help) help 4 ;;
    *) unknown_word "$1" ;;
  esac
  shift
done

need_root
lock
for unit in anban-kiosk-restart.path anban-kiosk.service anban-bridge.service anban-server.service anban-recover.service; do
  [[ ! -f $ROOT/etc/systemd/system/$unit ]] || service disable --now "$unit"
done
rm -f "$ROOT"/etc/systemd/system/anban-{bridge,kiosk,kiosk-restart,server,recover}.service \
  "$ROOT"/etc/systemd/system/anban-kiosk-restart.path "$ROOT"/usr/lib/sysusers.d/anban.conf \
  "$ROOT"/etc/chromium/policies/managed/anban.json "$ROOT"/etc/pam.d/anban-kiosk "$ROOT"/etc/sysctl.d/70-anban.conf \
  "$ROOT"/etc/systemd/{logind,system}.conf.d/anban.conf "$ROOT"/etc/polkit-1/rules.d/70-anban-pcsc.rules \
  "$ROOT"/etc/anban/{kind,kiosk.env} "$ROOT"/usr/local/bin/anban
service daemon-reload
rm -rf "$(opt)"
if [[ $purge == yes ]]; then
  rm -rf "$ROOT"/etc/anban "$ROOT"/var/lib/anban "$ROOT"/var/lib/anban-before-update "$ROOT"/var/lib/anban-server \
    "$ROOT"/etc/udev/rules.d/70-anban-devices.rules
  say 'Anban is gone, with its configuration and data'
else
  say "Anban is gone; configuration and data stay in $ROOT/etc/anban and $ROOT/var/lib/anban*"
fi
