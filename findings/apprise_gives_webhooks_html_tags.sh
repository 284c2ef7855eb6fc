#!/usr/bin/env bash
# apprise 2.3.0 turns HTML into text for a service that is plain text, but hands it to a webhook unchanged (seen 2026-12-01).
#
# notify(body_format=HTML) says what the body is, and Apprise is known for turning it into what each service takes; a
# mail needs HTML, or its text loses the line breaks. One expects json:// to get text, as services of text do: its list of
# formats begins with text. But it gets the tags, because HTML is in that list too, and so do form:// and xml://. Whoever
# sends one body to a mail and a webhook has "<h4>Prices &lt; 5 %</h4>" in the channel. Choose the body for each service:
# the first of its notify_format.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install --quiet --disable-pip-version-check apprise==2.3.0
cat >"$work/expected" <<'EOF'
the first format: text
the body: <h4>Prices &lt; 5 %</h4>
as text: Prices < 5 %
EOF
cat >"$work/try.py" <<'EOF'
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import apprise
from apprise.conversion import convert_between

logging.disable(logging.CRITICAL)
BODY = "<h4>Prices &lt; 5 %</h4>"


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        print("the body:", json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"])
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Hook)
threading.Thread(target=server.handle_request).start()
service = apprise.Apprise()
service.add(f"json://127.0.0.1:{server.server_port}")
print("the first format:", service[0].notify_format[0].value)
service.notify(title="t", body=BODY, body_format=apprise.NotifyFormat.HTML)
server.server_close()
print("as text:", convert_between(apprise.NotifyFormat.HTML, apprise.NotifyFormat.TEXT, BODY))
EOF
"$work/env/bin/python" "$work/try.py" >"$work/seen"
diff "$work/expected" "$work/seen" || { echo "apprise_gives_webhooks_html_tags: behaves otherwise than described" >&2; exit 1; }
echo "apprise_gives_webhooks_html_tags: as described"
