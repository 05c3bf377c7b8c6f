/// Carries a configuration file to the new side with mapped keys. Its content passes through memory and standard input
/// only; secrets are issued anew from their references, and none is copied in clear.
public struct ConfigurationTransfer: Sendable {
    /// What becomes of the keys and salts that sign cookies.
    public enum Salts: String, Sendable, Hashable, Codable {
        /// The same on both sides, so that every login and cart lives on. Needed while both sides may answer a shopper.
        case carry
        /// New ones must be given among the secrets; everybody is logged out and every cart is lost.
        case renew
    }

    public struct Outcome: Sendable, Hashable, Codable {
        public var changed: [String]
        /// Secrets of the old side that were left empty on the new side.
        public var emptied: [String]
        /// Names of the salts that were carried.
        public var carried: [String]
        /// The file stood there already as it should.
        public var wasEqual: Bool
        /// What somebody has to know.
        public var notes: [String]
    }

    public let from: Host
    public let file: String
    public let to: Host
    public let target: String
    public let form: ConfigurationText.Form
    /// Plain values by key.
    public let values: [String: String]
    public let salts: Salts
    private let secrets: [String: String]

    public init(
        from: Host, file: String, to: Host, target: String, form: ConfigurationText.Form = .wordPress,
        values: [String: String], secrets: [String: String], salts: Salts = .carry
    ) {
        self.from = from
        self.file = file
        self.to = to
        self.target = target
        self.form = form
        self.values = values
        self.secrets = secrets
        self.salts = salts
    }

    /// Writes the file beside the target with mode 640 and puts it in its place at once; a second run changes nothing.
    public func run() async throws(RelocationError) -> Outcome {
        let source = try await from.run(["cat", "--", file], limit: 4 << 20).succeeded()
        guard let text = String(validating: source.output, as: UTF8.self) else {
            throw .unreadable(what: "the configuration", place: "\(from):\(file)", why: "it is not UTF-8")
        }
        let kept = salts == .carry ? Set(WordPressConfigText.salts).subtracting(secrets.keys) : []
        let result = ConfigurationText.rewritten(
            text, form: form, values: values.merging(secrets) { $1 }, keeping: kept)
        guard result.missing.isEmpty else {
            throw .unusable(
                what: "the keys \(result.missing.joined(separator: ", "))", found: "not in \(from):\(file)",
                expected: "keys that the file sets; correct the mapping, or set them there")
        }
        let present = Set(form == .wordPress ? Array(WordPressConfigText.read(text).constants.keys) : [])
        let carried = WordPressConfigText.salts.filter { kept.contains($0) && present.contains($0) }
        let script = #"""
            umask 027
            # Where a link stands, what it leads to is written.
            set -- "$(readlink -f -- "$1" || printf %s "$1")"
            new="$1.sluice-new"
            cat > "$new" || exit 1
            if cmp -s -- "$new" "$1"; then rm -f -- "$new"; echo equal; exit 0; fi
            [ -e "$1" ] && { chmod --reference="$1" -- "$new"; chown --reference="$1" -- "$new" 2>/dev/null; }
            mv -f -- "$new" "$1"
            """#
        let reply = try await to.run(["sh", "-c", script, "sh", target], input: .text(result.text)).succeeded()
        var notes: [String] = []
        if salts == .renew, WordPressConfigText.salts.contains(where: present.contains) {
            notes.append("the salts differ from the old side's: everybody is logged out, and every cart is lost")
        }
        if !result.emptied.isEmpty {
            notes.append(
                "no secret is given for \(result.emptied.joined(separator: ", ")): they are empty on the new side")
        }
        return Outcome(
            changed: result.changed, emptied: result.emptied, carried: carried, wasEqual: reply.text.hasPrefix("equal"),
            notes: notes)
    }
}
