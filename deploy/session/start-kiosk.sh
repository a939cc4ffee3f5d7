#!/usr/bin/env bash
# The kiosk session: cage (a Wayland compositor for one program) with Chromium in it, full screen.
#   start-kiosk.sh ADDRESS [more flags of Chromium, for tests]
# Started by anban-kiosk.service as the user anban-kiosk. The profile lies in RUNTIME_DIRECTORY, which is in memory and new
# at each start: nothing of a visit, and no lock of a power cut, outlives the browser.
# Chromium's sandbox stays on: never add --no-sandbox.
set -euo pipefail

address=${1:?usage: start-kiosk.sh ADDRESS [flag…]}
shift
profile=${RUNTIME_DIRECTORY:?is set by systemd}/profile
rm -rf "$profile"
mkdir -m 700 "$profile"
# Chromium and its helpers write there only, whatever the user's home is.
export HOME=$RUNTIME_DIRECTORY XDG_CONFIG_HOME=$RUNTIME_DIRECTORY/config XDG_CACHE_HOME=$RUNTIME_DIRECTORY/cache
export XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-$RUNTIME_DIRECTORY}
# The language of what Chromium itself says.
export LANGUAGE=zh_CN

flags=(
  --kiosk
  --ozone-platform=wayland
  --user-data-dir="$profile"
  --no-first-run
  --noerrdialogs
  --disable-session-crashed-bubble
  --hide-crash-restore-bubble
  --disable-pinch
  --overscroll-history-navigation=0
  --disable-features=Translate
  --disable-background-networking
  --disable-sync
  --disable-breakpad
  --password-store=basic
  --lang=zh-CN
)
# -d: no decorations. Not -s: that would allow switching to another console.
exec cage -d -- chromium "${flags[@]}" "$@" "$address"
