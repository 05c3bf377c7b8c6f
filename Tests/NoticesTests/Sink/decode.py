"""Reads mails, one in Base64 a line, and writes what a mail reader shows of each, one JSON object a line."""

import base64
import email
import email.header
import email.policy
import json
import re
import sys


def name_of(raw):
    """The name in a From header. Python 3.11's newer reader puts spaces between encoded words of a name."""
    head = email.message_from_bytes(raw)["from"].rpartition("<")[0].strip()
    if head.startswith('"'):
        return re.sub(r"\\(.)", r"\1", head[1:-1])
    return str(email.header.make_header(email.header.decode_header(head)))


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
                "sender": name_of(raw),
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
