#!/usr/bin/env bash
# Waits until the bridge answers, so that the first thing on the screen is the page and not an error of the browser.
#   wait-for-bridge.sh ADDRESS [SECONDS]
set -euo pipefail

address=${1:?usage: wait-for-bridge.sh ADDRESS [SECONDS]}
seconds=${2:-60}
host=${address#http://}
host=${host%%/*}

answers() {
  local status
  exec 3<>"/dev/tcp/${host%:*}/${host##*:}" || return 1
  printf 'GET /health HTTP/1.0\r\nHost: %s\r\n\r\n' "$host" >&3
  IFS= read -r -t 5 status <&3 || return 1
  exec 3>&-
  [[ $status == *' 200 '* ]]
}

for ((left = seconds * 5; left > 0; left--)); do
  if (answers) 2>/dev/null; then exit 0; fi
  sleep 0.2
done
echo "nothing answers at $address" >&2
exit 1
