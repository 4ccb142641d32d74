# The server and the page: tests/web, counted like the other scripts of this folder.
if ! command -v node > /dev/null; then
    echo 'skip the server and the page: no node'
    exit 0
fi
node tests/web/server.mjs || exit 1
if ! command -v "${CHROMIUM:-/usr/bin/chromium}" > /dev/null || [ ! -d web/node_modules/playwright-core ]; then
    echo 'skip the page: no chromium, or npm packages of web/ missing (tools/install-deps)'
    exit 0
fi
node tests/web/page.mjs
