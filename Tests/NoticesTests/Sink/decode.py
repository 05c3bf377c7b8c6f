"""Reads mails, one in Base64 a line, and writes what a mail reader shows of each, one JSON object a line."""

import base64
import email
import email.policy
import json
import sys

for line in sys.stdin:
    raw = base64.b64decode(line)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    lines = raw.split(b"\r\n")
    head = lines[: lines.index(b"")]
    print(
        json.dumps(
            {
                "headers": [name for name in mail.keys()],
                "subject": mail["subject"],
                "sender": mail["from"].addresses[0].display_name,
                "to": [address.addr_spec for address in mail["to"].addresses],
                "date": mail["date"].datetime.isoformat(),
                "text": mail.get_content(),
                "defects": [str(defect) for defect in mail.defects]
                + [str(defect) for name in ("subject", "from", "to", "date") for defect in mail[name].defects],
                "longestHead": max(map(len, head)),
                "longest": max(map(len, lines)),
                "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
                "ascii": raw.isascii(),
            }
        )
    )
