"""A mail server that keeps what it is sent: one JSON line for each mail, in a file.

The first line on standard output is the port it listens on. It ends when it is killed, or when its standard input
ends, so that none is left behind by a test that was killed itself.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

reader = argparse.ArgumentParser()
reader.add_argument("file")
reader.add_argument("--refuse", action="append", default=[], help="ADDRESS=REPLY, each time it is named")
reader.add_argument("--defer", type=int, default=0, help="answers so many mails with 451 before it takes one")
reader.add_argument("--answer", help="what is said to every mail instead of taking it")
reader.add_argument("--stall", choices=["greeting", "rcpt", "data"], help="says nothing any more from there on")
reader.add_argument("--close", choices=["rcpt", "data"], help="closes the connection there")
reader.add_argument("--login", help="USER:PASSWORD that must be given")
reader.add_argument("--echo", action="store_true", help="repeats what was given when it refuses a login")
reader.add_argument("--certificate", help="PEM with key and certificate: STARTTLS is offered and required")
reader.add_argument("--implicit", action="store_true", help="TLS from the first byte")
wanted = reader.parse_args()
replies = dict(pair.split("=", 1) for pair in wanted.refuse)
deferred = 0


class Sink:
    async def pause_or_close(self, server, place):
        if wanted.close == place:
            server.transport.abort()
            await asyncio.sleep(3600)
        if wanted.stall == place:
            await asyncio.sleep(3600)

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.pause_or_close(server, "rcpt")
        if address in replies:
            return replies[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(self, server, session, envelope):
        global deferred
        await self.pause_or_close(server, "data")
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        taken = wanted.answer is None and deferred >= wanted.defer
        line = {
            "taken": taken,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": mail["subject"],
            "sender": mail["from"].addresses[0].display_name,
            "address": mail["from"].addresses[0].addr_spec,
            "id": mail["message-id"],
            "date": mail["date"].datetime.isoformat(),
            "automatic": mail["auto-submitted"],
            "text": mail.get_content(),
            "defects": [str(defect) for defect in mail.defects],
            "encrypted": session.ssl is not None or wanted.implicit,
            "login": session.auth_data.decode() if session.auth_data else None,
            "raw": base64.b64encode(envelope.content).decode(),
        }
        with open(wanted.file, "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if wanted.answer is not None:
            return wanted.answer
        if not taken:
            deferred += 1
            return "451 4.3.0 try again later"
        return "250 2.0.0 kept as 42"


class Mute(asyncio.Protocol):
    """Takes connections and says nothing."""


def authenticate(server, session, envelope, mechanism, given):
    if not isinstance(given, LoginPassword):
        return AuthResult(success=False, handled=False)
    pair = given.login + b":" + given.password
    if pair == wanted.login.encode():
        return AuthResult(success=True, auth_data=given.login)
    if wanted.echo:
        plain = base64.b64encode(b"\0" + given.login + b"\0" + given.password).decode()
        word = base64.b64encode(given.password).decode()
        text = f"535 5.7.8 not {given.password.decode()} nor {plain} nor {word}"
        return AuthResult(success=False, handled=False, message=text)
    return AuthResult(success=False, handled=False)


def session(context):
    if wanted.stall == "greeting":
        return Mute()
    return SMTP(
        Sink(),
        hostname="sink.test",
        enable_SMTPUTF8=False,
        tls_context=None if wanted.implicit else context,
        require_starttls=context is not None and not wanted.implicit,
        auth_required=wanted.login is not None,
        auth_require_tls=False,
        authenticator=authenticate if wanted.login else None,
    )


async def main():
    context = None
    if wanted.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(wanted.certificate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: session(context), "127.0.0.1", 0, ssl=context if wanted.implicit else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)


asyncio.run(main())
