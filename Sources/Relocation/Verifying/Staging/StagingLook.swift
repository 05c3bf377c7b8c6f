/// What a staging site could do, as far as it was seen.
public struct StagingLook: Sendable, Hashable {
    /// A place that must not be reached, tried from one host.
    public struct Reach: Sendable, Hashable {
        public enum Answer: Sendable, Hashable {
            case refused(String)
            case open
            case notTried(String)
        }

        public var address: String
        public var what: String
        public var host: String
        public var answer: Answer

        public init(address: String, what: String, host: String, answer: Answer) {
            (self.address, self.what, self.host, self.answer) = (address, what, host, answer)
        }
    }

    /// A setting and what it must be; values only as digests, since they may be secrets.
    public struct Setting: Sendable, Hashable {
        public enum Value: Sendable, Hashable {
            case digest(String)
            case absent
            case unknown(String)
        }

        /// As the plan names it, with the place it stands in: `SHOP_MAIL of shop`.
        public var name: String
        public var value: Value
        /// What it must be; nil where it must be other than ``old``.
        public var wanted: String?
        public var wantedText: String?
        public var old: Value

        public init(
            name: String, value: Value, wanted: String? = nil, wantedText: String? = nil, old: Value = .unknown("")
        ) {
            (self.name, self.value, self.wanted, self.wantedText, self.old) = (name, value, wanted, wantedText, old)
        }
    }

    public var reaches: [Reach] = []
    public var settings: [Setting] = []
    /// Constants of each network by its id; nil where they are not known.
    public var constants: [String: [String: String]?] = [:]
    /// The file that says where mail goes, and whether what it must hold stands in it; nil where no file is named.
    public var mail: Mail?

    public struct Mail: Sendable, Hashable {
        public var file: String
        public var holds: String
        /// nil where it could not be read.
        public var isHeld: Bool?

        public init(file: String, holds: String, isHeld: Bool?) {
            (self.file, self.holds, self.isHeld) = (file, holds, isHeld)
        }
    }

    public init() {}
}

extension Host {
    /// Whether a TCP connection can be made from here. Tried with what is there: bash, or PHP.
    public func reach(_ address: String) async throws(RelocationError) -> StagingLook.Reach.Answer {
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]),
            (1...65_535).contains(port)
        else { throw .unusable(what: "a place that staging must not reach", found: address, expected: "host:port") }
        let name = String(address[..<colon])
        let script = #"""
            if command -v bash >/dev/null && command -v timeout >/dev/null; then
                timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null && echo open || echo refused
            elif command -v php >/dev/null; then
                php -d display_errors=0 -r 'exit(@fsockopen($argv[1], (int) $argv[2], $code, $why, 5) ? 0 : 1);' -- "$1" "$2" \
                    && echo open || echo refused
            else
                echo unknown
            fi
            """#
        let reply = try await run(["sh", "-c", script, "sh", name, "\(port)"], within: .seconds(20)).succeeded()
        switch reply.text.split(whereSeparator: \.isWhitespace).last {
        case "open": return .open
        case "refused": return .refused("no connection")
        default: return .notTried("there is neither bash nor PHP on \(self)")
        }
    }
}
