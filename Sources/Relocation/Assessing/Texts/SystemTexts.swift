/// Reads what the system's own tools print.
package enum SystemTexts {
    /// `df -PT -B1`: device, type, size, used, free, percent, path.
    package static func mounts(_ text: String) -> [HostInventory.Mount] {
        text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let fields = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: true)
            guard fields.count == 7, let size = Int(fields[2]), let used = Int(fields[3]) else { return nil }
            let kernel = ["tmpfs", "devtmpfs", "overlay", "squashfs", "efivarfs"]
            if kernel.contains(String(fields[1])), fields[6] != "/" { return nil }
            return HostInventory.Mount(
                device: String(fields[0]), type: String(fields[1]), path: String(fields[6]).trimmed, size: size,
                used: used)
        }
    }

    /// A crontab; those of the system name an account before the command.
    package static func crontab(_ text: String, from place: String, namesAccount: Bool) -> [HostInventory.Job] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let bare = line.drop { $0.isWhitespace }
            guard let first = bare.first, first != "#" else { return nil }
            let isNamed = first == "@"
            // A line that sets a variable.
            if let equals = bare.firstIndex(of: "="), bare[..<equals].allSatisfy({ $0.isLetter || "_ ".contains($0) }) {
                return nil
            }
            let count = (isNamed ? 1 : 5) + (namesAccount ? 1 : 0)
            let fields = bare.split(maxSplits: count, omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
            guard fields.count == count + 1 else { return nil }
            let schedule = fields[..<(isNamed ? 1 : 5)].joined(separator: " ")
            let account = namesAccount ? " as \(fields[count - 1])" : ""
            return HostInventory.Job(
                from: place + account, schedule: schedule, command: SecretSigns.hidden(String(fields[count]).trimmed))
        }
    }

    /// `systemctl list-timers --all --no-legend --plain`: the last two words are timer and unit.
    package static func timers(_ text: String) -> [HostInventory.Job] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count >= 2, let at = words.lastIndex(where: { $0.hasSuffix(".timer") }), at + 1 < words.count
            else { return nil }
            return HostInventory.Job(from: "systemd", schedule: String(words[at]), command: String(words[at + 1]))
        }
    }

    /// `ss -H -tnp` with `-l` or without: state, two queues, own address, the other's, programs.
    package static func sockets(_ text: String) -> [(own: Address, other: Address, program: String)] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            guard words.count >= 5, let own = Address(words[3]), let other = Address(words[4]) else { return nil }
            let program = words.count > 5 ? words[5].split(separator: "\"").dropFirst().first.map(String.init) : nil
            return (own, other, program ?? "")
        }
    }

    package struct Address: Hashable {
        package var host: String
        /// 0 for any.
        package var port: Int

        init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        init?(_ text: Substring) {
            guard let colon = text.lastIndex(of: ":") else { return nil }
            var host = text[..<colon].drop { $0 == "[" }
            if host.hasSuffix("]") { host = host.dropLast() }
            if host.hasPrefix("::ffff:"), host.contains(".") { host = host.dropFirst(7) }
            self.host = String(host)
            port = Int(text[text.index(after: colon)...]) ?? 0
        }
    }

    /// `/proc/net/tcp` or `tcp6`: hexadecimal addresses, lowest byte first in each four, and a state; 0A listens, 01 stands.
    package static func kernelSockets(_ text: String) -> [(own: Address, other: Address, state: String)] {
        text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count > 3, let own = kernelAddress(words[1]), let other = kernelAddress(words[2]) else {
                return nil
            }
            return (own, other, String(words[3]))
        }
    }

    private static func kernelAddress(_ text: Substring) -> Address? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1], radix: 16) else { return nil }
        let digits = Array(parts[0])
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        let ordered = stride(from: 0, to: bytes.count - 3, by: 4).flatMap { bytes[$0..<($0 + 4)].reversed() }
        if ordered.count == 4 { return Address(host: ordered.map(String.init).joined(separator: "."), port: port) }
        guard ordered.count == 16 else { return nil }
        if ordered.allSatisfy({ $0 == 0 }) { return Address(host: "::", port: port) }
        if ordered[..<10].allSatisfy({ $0 == 0 }), ordered[10] == 255, ordered[11] == 255 {
            return Address(host: ordered[12...].map(String.init).joined(separator: "."), port: port)
        }
        let groups = stride(from: 0, to: 16, by: 2).map { at in
            String(Int(ordered[at]) << 8 | Int(ordered[at + 1]), radix: 16)
        }
        return Address(host: groups.joined(separator: ":"), port: port)
    }

    /// `openssl x509 -noout -subject -issuer -enddate -ext subjectAltName`.
    package static func certificate(_ text: String, file: String) -> HostInventory.Certificate? {
        var found = HostInventory.Certificate(file: file, subject: "", issuer: "", names: [], expires: "")
        for line in text.split(whereSeparator: \.isNewline).map({ String($0).trimmed }) {
            if line.hasPrefix("subject=") { found.subject = String(line.dropFirst(8)).trimmed }
            if line.hasPrefix("issuer=") { found.issuer = String(line.dropFirst(7)).trimmed }
            if line.hasPrefix("notAfter=") { found.expires = String(line.dropFirst(9)) }
            if line.hasPrefix("DNS:") {
                found.names = line.split(separator: ",").map { String($0).trimmed }
                    .compactMap { $0.hasPrefix("DNS:") ? String($0.dropFirst(4)) : nil }
            }
        }
        return found.expires.isEmpty ? nil : found
    }
}
