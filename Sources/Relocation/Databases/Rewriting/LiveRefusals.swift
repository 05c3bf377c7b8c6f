/// What of a server decides whether a database on it may be rewritten now.
package struct LiveStanding: Sendable, Hashable {
    package var isReadOnly: Bool
    /// Servers that this one follows, `host:port`.
    package var followed: [String]
    /// The databases it takes from them; empty is all.
    package var doDatabases: [String]
    /// Addresses of servers that follow this one.
    package var followers: [String]

    package init(isReadOnly: Bool, followed: [String] = [], doDatabases: [String] = [], followers: [String] = []) {
        self.isReadOnly = isReadOnly
        self.followed = followed
        self.doDatabases = doDatabases
        self.followers = followers
    }
}

/// The pure heart of the look before a live rewrite.
package enum LiveRefusals {
    package static func lines(_ terms: LiveRewriteTerms, on server: String, _ standing: LiveStanding) -> [String] {
        var lines: [String] = []
        let takes = standing.doDatabases.isEmpty || standing.doDatabases.contains(terms.schema)
        if !standing.followed.isEmpty && takes {
            lines.append(
                "\(server) takes \(terms.schema) from \(standing.followed.joined(separator: ", ")) as it is written "
                    + "there: rewritten rows would no longer be found (1032), and new ones would come unrewritten; "
                    + "rewrite when it follows no more, or rewrite a copy that is not followed")
        }
        guard !terms.isApart else { return lines }
        if standing.isReadOnly {
            lines.append(
                "\(server) is read only: it stands by, or has handed over; rewrite the side that is written, or a copy")
        }
        if !standing.followers.isEmpty && !terms.reachesFollowers {
            lines.append(
                "\(server) is followed by \(standing.followers.joined(separator: ", ")): the other side would get the "
                    + "new names, and the way back with them; end following first, or say that it is meant to reach them"
            )
        }
        return lines
    }
}

extension DatabaseServer {
    func liveStanding() async throws(RelocationError) -> LiveStanding {
        let channels = try await named("SHOW ALL SLAVES STATUS")
        let facts = try await facts()
        let followers = try await rows(
            "SELECT DISTINCT SUBSTRING_INDEX(HOST, ':', 1) FROM information_schema.PROCESSLIST WHERE COMMAND = 'Binlog Dump'"
        )
        return LiveStanding(
            isReadOnly: facts.isReadOnly,
            followed: channels.map { "\($0["Master_Host"] ?? ""):\($0["Master_Port"] ?? "")" },
            doDatabases: facts.doDatabases.split(separator: ",").map(String.init),
            followers: followers.compactMap { $0[0] })
    }
}
