#!/bin/sh
# The `anban` command of the release that runs, with its own Node.
exec /opt/anban/current/node_modules/node/bin/node /opt/anban/current/scripts/anban.ts "$@"
