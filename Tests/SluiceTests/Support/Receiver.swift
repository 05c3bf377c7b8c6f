import Foundation
import SampleEstate

/// A small real HTTP server that takes webhooks, and keeps each call's key and body.
struct Receiver: Sendable {
    let url: String
    private let process: Process
    private let file: URL

    struct Call: Decodable {
        var key: String
        var body: Body

        struct Body: Decodable {
            var occasion: String
            var stage: String
        }
    }

    static func start(in folder: URL) async throws -> Receiver {
        let (port, file) = (try FreePort.pick(), folder.appending(path: "calls.jsonl"))
        let script = """
            import http.server, json, sys
            class Receiver(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    with open(sys.argv[2], "a") as calls:
                        calls.write(json.dumps({"key": self.headers["Idempotency-Key"], "body": body}) + "\\n")
                    self.send_response(200)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                def log_message(self, *_): pass
            http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, "\(port)", file.path]
        // Whoever waits for the tests to end must not wait for it.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return Receiver(url: "http://127.0.0.1:\(port)/", process: process, file: file)
    }

    /// What came so far, oldest first.
    var calls: [Call] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Call.self, from: Data($0.utf8)) }
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
