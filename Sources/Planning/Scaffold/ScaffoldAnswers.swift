/// What must be known of a store before a plan for it can be begun.
public struct ScaffoldAnswers: Sendable, Hashable, Codable {
    /// One person: the name and where they are reached.
    public struct Contact: Sendable, Hashable, Codable {
        public var name: String
        public var contact: String

        public init(name: String, contact: String) {
            self.name = name
            self.contact = contact
        }

        /// Reads `Ada Novak <ada@shop.test>`.
        public init?(_ text: String) {
            let parts = text.split(separator: "<", maxSplits: 1).map { $0.trimming }
            guard parts.count == 2, !parts[0].isEmpty, parts[1].hasSuffix(">"), parts[1].count > 1 else { return nil }
            self.init(name: parts[0], contact: String(parts[1].dropLast()).trimming)
            guard !contact.isEmpty else { return nil }
        }

        /// The first name in lower case, as far as an id may hold it.
        var id: String {
            let first = name.split(separator: " ").first.map(String.init) ?? name
            let plain = first.lowercased().unicodeScalars.filter {
                ("a"..."z").contains($0) || ("0"..."9").contains($0)
            }
            return plain.isEmpty ? "person" : String(String.UnicodeScalarView(plain))
        }
    }

    public var name: String
    /// The host names that shoppers use.
    public var hosts: [String]
    /// `https://…` of the present store and of the one to come.
    public var old: String
    public var new: String
    /// Sessions per hour on an ordinary day.
    public var sessions: Int
    public var zone: String
    public var owner: Contact
    public var deputy: Contact
    public var approver: Contact

    public init(
        name: String, hosts: [String], old: String, new: String, sessions: Int, zone: String, owner: Contact,
        deputy: Contact, approver: Contact
    ) {
        self.name = name
        self.hosts = hosts
        self.old = old
        self.new = new
        self.sessions = sessions
        self.zone = zone
        self.owner = owner
        self.deputy = deputy
        self.approver = approver
    }
}

extension StringProtocol {
    fileprivate var trimming: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
