# Sourced by .ci/run. The event mapping's sheet is tested with a real spreadsheet program.
if ! command -v soffice >/dev/null; then
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc >/dev/null) || {
    echo "LibreOffice is missing and could not be installed. Install libreoffice-calc and try again." >&2
    return 1
  }
fi
