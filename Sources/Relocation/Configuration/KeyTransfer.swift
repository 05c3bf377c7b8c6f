/// Carries single settings from a file of the old side into one that the new side has already: its own database, paths
/// and whatever else nobody mapped stay. Values pass through memory and standard input only.
///
/// A key with a secret of its own is issued anew. A key that holds a secret and has none is refused, but for the keys
/// and salts that sign cookies: with others every login and cart is lost, so that they are carried.
public struct KeyTransfer: Sendable {
    public struct Key: Sendable {
        public let from: String
        /// Its name on the new side.
        public let to: String
        fileprivate let secret: String?

        /// - Parameter secret: its new value; nil carries the old one.
        public init(from: String, to: String? = nil, secret: String? = nil) {
            self.from = from
            self.to = to ?? from
            self.secret = secret
        }
    }

    public struct Outcome: Sendable, Hashable, Codable {
        /// Names on the new side that take the old side's value.
        public var carried: [String]
        /// Names on the new side that take a value of their own.
        public var issued: [String]
        /// Names whose value was another one, or would be.
        public var changed: [String]
        /// What somebody has to know.
        public var notes: [String]
    }

    public let from: Host
    public let file: String
    public let to: Host
    public let target: String
    public let keys: [Key]

    public init(from: Host, file: String, to: Host, target: String, keys: [Key]) {
        self.from = from
        self.file = file
        self.to = to
        self.target = target
        self.keys = keys
    }

    /// Whether the new side has the file at all.
    public func hasTarget() async throws(RelocationError) -> Bool {
        try await to.run(["test", "-e", target]).status == 0
    }

    /// Sets the keys in one step, with the file's mode and owner as they are; a second run changes nothing.
    ///
    /// - Parameter isRehearsed: only says what would be changed.
    public func run(isRehearsed: Bool = false) async throws(RelocationError) -> Outcome {
        let old = try await text(of: file, on: from)
        let new = try await text(of: target, on: to)
        let form = ConfigurationText.Form(file: target)
        let values = try values(old)
        let result = ConfigurationText.rewritten(new, form: form, values: values, keeping: nil)
        guard result.missing.isEmpty else {
            throw .unusable(
                what: "the keys \(result.missing.joined(separator: ", "))", found: "not in \(to):\(target)",
                expected: "keys that the file sets; correct `to` in the plan, or set them there")
        }
        let before = ConfigurationText.values(new, form: form, names: Set(values.keys))
        if result.text != new, !isRehearsed { try await write(result.text) }
        let issued = Set(keys.filter { $0.secret != nil }.map(\.to))
        return Outcome(
            carried: values.keys.filter { !issued.contains($0) }.sorted(), issued: issued.sorted(),
            changed: values.keys.filter { before[$0] != values[$0] }.sorted(), notes: notes(old))
    }

    /// New values by their names on the new side.
    private func values(_ old: String) throws(RelocationError) -> [String: String] {
        let found = ConfigurationText.values(
            old, form: ConfigurationText.Form(file: file), names: Set(keys.map(\.from)))
        var values: [String: String] = [:]
        for key in keys {
            if let secret = key.secret {
                values[key.to] = secret
                continue
            }
            guard !WordPressConfigText.isSecret(key.from) || WordPressConfigText.salts.contains(key.from) else {
                throw .unusable(
                    what: "the key \(key.from)", found: "a secret without a new value",
                    expected: "`secret: env:NAME` or `secret: file:PATH`; only the salts of cookies are carried")
            }
            guard let value = found[key.from] else {
                throw .unusable(
                    what: "the key \(key.from)", found: "not set by a plain value in \(from):\(file)",
                    expected: "a key that the file sets; correct the plan, or give it a `secret`")
            }
            values[key.to] = value
        }
        return values
    }

    private func notes(_ old: String) -> [String] {
        let form = ConfigurationText.Form(file: file)
        let salts = ConfigurationText.values(old, form: form, names: Set(WordPressConfigText.salts)).keys
        let left = WordPressConfigText.salts.filter { salt in
            salts.contains(salt) && !keys.contains { $0.from == salt && $0.secret == nil }
        }
        return left.isEmpty
            ? [] : ["\(left.joined(separator: ", ")) are not carried: with others every login and cart is lost"]
    }

    private func text(of file: String, on host: Host) async throws(RelocationError) -> String {
        let reply = try await host.run(["cat", "--", file], limit: 4 << 20)
            .succeeded(mend: "correct the path in the plan, or let the account read it")
        guard let text = String(validating: reply.output, as: UTF8.self) else {
            throw .unreadable(what: "the configuration", place: "\(host):\(file)", why: "it is not UTF-8")
        }
        return text
    }

    private func write(_ text: String) async throws(RelocationError) {
        let script = #"""
            umask 077
            # Where a link stands, what it leads to is written.
            set -- "$(readlink -f -- "$1" || printf %s "$1")"
            new="$1.sluice-new"
            cat > "$new" || exit 1
            chmod --reference="$1" -- "$new"
            chown --reference="$1" -- "$new" 2>/dev/null
            mv -f -- "$new" "$1"
            """#
        try await to.run(["sh", "-c", script, "sh", target], input: .text(text))
            .succeeded(mend: "let the account write \(target)")
    }
}
