#!/usr/bin/env bash
# Makes a release from this source tree: everything that runs, with its own Node and packages, for machines of this kind.
#   make-release.sh DIR | FILE.tar.gz [--no-voice] [--sign PRIVATE.pem] [--link-modules]
# FILE.tar.gz gets a FILE.tar.gz.sha256 beside it, and with --sign (an Ed25519 key) a FILE.tar.gz.sha256.sig.
# The voice is made with espeak-ng and ffmpeg; without them there is no release, unless --no-voice says it may be silent.
# --link-modules, for tests: uses this tree's node_modules by a link, and the page with the voice that it has.
set -euo pipefail
shopt -s inherit_errexit

target='' modules=installed voice=yes key=''
while (($#)); do
  case $1 in
    --link-modules) modules=linked voice=no ;;
    --no-voice) voice=no ;;
    --sign) key=$(realpath "${2:?}") && shift ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0" && exit 0 ;;
    -*) echo "anban: unknown word: $1 (see --help)" >&2 && exit 2 ;;
    *) target=$1 ;;
  esac
  shift
done
[[ -n $target ]] || { echo 'usage: make-release.sh DIR|FILE.tar.gz (see --help)' >&2 && exit 2; }
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
  if [[ $modules == linked ]]; then ln -s "$tree/node_modules" "$stage/node_modules" && return; fi
  # onnxruntime-node's own script would fetch CUDA's libraries, and npm drops an optional package whose script fails.
  (cd "$stage" && ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save --omit=dev --no-audit --no-fund --loglevel=error --include-workspace-root \
    --workspace foundation --workspace terminal-bridge --workspace server --workspace scripts)
}

# Every clip that the page can ask for: a terminal has no espeak-ng, and nobody hears from a silent one that it is.
give_voice() {
  [[ $voice == yes ]] || return 0
  local tally
  tally=$("$tree/node_modules/.bin/node" "$tree/scripts/anban.ts" voice make --json) || tally+=' "missing":all'
  [[ $tally != *'"missing":0'* ]] || return 0
  echo "anban: the voice lacks clips ($tally): install espeak-ng and ffmpeg, or say --no-voice" >&2
  exit 1
}

[[ -f $tree/kiosk/dist/index.html && $modules == linked ]] || (cd "$tree" && npm run --silent build)
give_voice
copy_sources
install_modules
version >"$stage/RELEASE"
if [[ $stage != "$target" ]]; then
  tar -C "$(dirname "$stage")" -czf "$target" anban
  (cd "$(dirname "$target")" && sha256sum "$(basename "$target")" >"$(basename "$target").sha256")
  [[ -z $key ]] || "$tree/node_modules/.bin/node" "$tree/deploy/signature.ts" sign "$target.sha256" "$key"
  rm -rf "$(dirname "$stage")"
fi
echo "anban: release $(version): $target"
