#!/usr/bin/env bash
# Makes a release from this source tree: everything that runs, with its own Node and packages, for machines of this kind.
#   make-release.sh DIR | FILE.tar.gz [--link-modules]
# FILE.tar.gz gets a FILE.tar.gz.sha256 beside it. --link-modules, for tests: uses this tree's node_modules by a link.
set -euo pipefail

target=${1:?usage: make-release.sh DIR|FILE.tar.gz [--link-modules]}
modules=${2:-}
tree=$(cd "$(dirname "$0")/.." && pwd)
stage=$target
case $target in *.tar.gz) stage=$(mktemp -d)/anban ;; esac
[[ ! -e $stage ]] || { echo "anban: $stage exists already" >&2 && exit 1; }

version() {
  local number commit=''
  number=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$tree/package.json")
  commit=$(git -C "$tree" rev-parse --short=9 HEAD 2>/dev/null || true)
  [[ -z $commit || -z $(git -C "$tree" status --porcelain 2>/dev/null) ]] || commit+="-$(date -u +%Y%m%d%H%M%S)"
  echo "$number${commit:++$commit}"
}

# What runs on a terminal or at the centre: no tests, no emulated devices. Their package.json stays for npm's workspaces.
copy_sources() {
  mkdir -p "$stage"
  tar -C "$tree" -c --exclude=node_modules --exclude='*.test.ts' --exclude='*.test.tsx' \
    package.json package-lock.json README.md foundation terminal-bridge server scripts deploy docs \
    kiosk/package.json kiosk/dist hardware-mocks/package.json tests/package.json | tar -C "$stage" -x
}

install_modules() {
  if [[ $modules == --link-modules ]]; then ln -s "$tree/node_modules" "$stage/node_modules" && return; fi
  (cd "$stage" && npm install --no-save --omit=dev --no-audit --no-fund --loglevel=error --include-workspace-root \
    --workspace foundation --workspace terminal-bridge --workspace server --workspace scripts)
}

[[ -f $tree/kiosk/dist/index.html && $modules == --link-modules ]] || (cd "$tree" && npm run --silent build)
copy_sources
install_modules
version >"$stage/RELEASE"
if [[ $stage != "$target" ]]; then
  tar -C "$(dirname "$stage")" -czf "$target" anban
  (cd "$(dirname "$target")" && sha256sum "$(basename "$target")" >"$(basename "$target").sha256")
  rm -rf "$(dirname "$stage")"
fi
echo "anban: release $(version): $target"
