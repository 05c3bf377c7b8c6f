/// One command for the admin socket, with the payload it carries.
package struct RuntimeCommand: Hashable {
    /// Payloads stay well below HAProxy's buffer of 16 kB, or it would cut them.
    static let payloadBound = 8000

    package let line: String
    package var payload: String?

    init(_ line: String, payload: String? = nil) {
        self.line = line
        self.payload = payload
    }

    /// As sent.
    package var wire: String { payload.map { "\(line) <<\n\($0)\n" } ?? "\(line)\n" }

    /// Whether the answer is a refusal: these commands answer nothing when they did as they were told.
    var isSilent: Bool { line.hasPrefix("set map ") || line.hasPrefix("add map ") || line.hasPrefix("del map ") }

    static func set(map: String, key: String, value: String) -> RuntimeCommand {
        RuntimeCommand("set map \(map) \(key) \(value)")
    }

    static func get(map: String, key: String) -> RuntimeCommand { RuntimeCommand("get map \(map) \(key)") }
    static func delete(map: String, key: String) -> RuntimeCommand { RuntimeCommand("del map \(map) \(key)") }
    static func show(map: String) -> RuntimeCommand { RuntimeCommand("show map \(map)") }

    /// As few commands as the payload's bound allows.
    static func add(map: String, rows: [(key: String, value: String)]) -> [RuntimeCommand] {
        var commands: [RuntimeCommand] = []
        var payload = ""
        for row in rows {
            let line = "\(row.key) \(row.value)\n"
            if !payload.isEmpty, payload.utf8.count + line.utf8.count > payloadBound {
                commands.append(RuntimeCommand("add map \(map)", payload: payload))
                payload = ""
            }
            payload += line
        }
        if !payload.isEmpty { commands.append(RuntimeCommand("add map \(map)", payload: payload)) }
        return commands
    }
}
