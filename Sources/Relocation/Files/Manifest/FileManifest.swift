/// What lies in a folder: every file with size and SHA-256, every link with its target, every folder.
public struct FileManifest: Sendable, Hashable {
    /// A path below the folder, as bytes: a name on disk need not be text.
    public typealias Path = [UInt8]

    public enum Kind: Sendable, Hashable {
        /// `digest` is SHA-256 in 64 lower-case hexadecimal digits.
        case file(size: Int, digest: String)
        case folder
        case link(target: [UInt8])
        /// A pipe, socket or device.
        case other
    }

    public struct Entry: Sendable, Hashable {
        public var kind: Kind
        /// Permission bits, 0 to 0o7777. Those of a link mean nothing.
        public var mode: UInt16

        public init(kind: Kind, mode: UInt16) {
            self.kind = kind
            self.mode = mode
        }
    }

    public var entries: [Path: Entry]
    /// Files that could not be read, so that nothing is known of their content.
    public var unread: Set<Path>

    public init(entries: [Path: Entry] = [:], unread: Set<Path> = []) {
        self.entries = entries
        self.unread = unread
    }

    public var files: Int { entries.values.count { if case .file = $0.kind { true } else { false } } }

    /// The files' sizes together.
    public var bytes: Int {
        entries.values.reduce(0) { sum, entry in if case .file(let size, _) = entry.kind { sum + size } else { sum } }
    }

    /// A path for people: bytes that are no text, and control characters, as `\xNN`.
    public static func shown(_ path: Path) -> String {
        var text = ""
        for scalar in String(decoding: path, as: UTF8.self).unicodeScalars {
            // Whether a byte was text is only known from the bytes themselves.
            if scalar == "\u{FFFD}" || scalar.value < 32 { return escaped(path) }
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    private static func escaped(_ path: Path) -> String {
        path.map { byte in
            if (32..<127).contains(byte), byte != UInt8(ascii: "\\") { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
