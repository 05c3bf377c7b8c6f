/// How a replica does. A lag that cannot be told is never 0.
public enum FollowingState: Sendable, Hashable, CustomStringConvertible {
    /// It follows nobody.
    case none
    /// One of its threads stands.
    case broken(why: String, mend: String)
    /// It follows another server than it should.
    case strange(place: String)
    case following(Lag)

    public struct Lag: Sendable, Hashable {
        /// Transactions of the source that are not applied yet.
        public var transactions: UInt64
        /// By the heartbeat row where there is one, by the source's clock; otherwise what the replica says of itself,
        /// which is 0 also when it has only not *received* anything for a while.
        public var seconds: Double?
        public var isByHeartbeat: Bool
    }

    public var description: String {
        switch self {
        case .none: return "follows nobody"
        case .broken(let why, let mend): return "stands: \(why); \(mend)"
        case .strange(let place): return "follows \(place)"
        case .following(let lag):
            let seconds = lag.seconds.map { " and \($0) s" } ?? ""
            return "follows, \(lag.transactions) transactions\(seconds) behind"
        }
    }

    /// Reads `SHOW ALL SLAVES STATUS`.
    ///
    /// - Parameters:
    ///   - place: `host:port` of the server that should be followed.
    ///   - source: that server's position; nil where it does not answer.
    ///   - heartbeat: age in seconds of the newest heartbeat here.
    static func read(
        _ channels: [[String: String]], place: String, source: GTIDPosition?, applied: GTIDPosition, heartbeat: Double?
    ) -> FollowingState {
        guard let channel = channels.first else { return .none }
        let found = "\(channel["Master_Host"] ?? ""):\(channel["Master_Port"] ?? "")"
        guard found == place, channels.count == 1 else {
            return .strange(
                place: channels.map { "\($0["Master_Host"] ?? ""):\($0["Master_Port"] ?? "")" }.joined(separator: ", "))
        }
        let sql = channel["Slave_SQL_Running"] ?? "No"
        let io = channel["Slave_IO_Running"] ?? "No"
        for (what, number, text, state) in [
            ("applying", "Last_SQL_Errno", "Last_SQL_Error", sql), ("receiving", "Last_IO_Errno", "Last_IO_Error", io),
        ] where state != "Yes" {
            let code = channel[number] ?? "0"
            let said = channel[text] ?? ""
            if code != "0" {
                return .broken(
                    why: "\(what) ended with \(code): \(ReplicaTrouble.shown(said))", mend: ReplicaTrouble.mend(code))
            }
            return .broken(
                why: "\(what) is \(state == "No" ? "stopped" : state.lowercased())",
                mend: state == "No" ? "START SLAVE" : "see that the source runs and can be reached")
        }
        guard channel["Using_Gtid"] == "Slave_Pos" else {
            return .broken(
                why: "it follows by file and offset, not by GTID", mend: "CHANGE MASTER TO MASTER_USE_GTID = slave_pos")
        }
        guard let source else {
            return .broken(why: "the source does not answer, so the lag is not known", mend: "see that it runs")
        }
        // NULL is a thread that stands, which was seen above but may have come since.
        guard let own = channel["Seconds_Behind_Master"].flatMap({ Double($0) }) else {
            return .broken(why: "Seconds_Behind_Master is NULL", mend: "look at SHOW SLAVE STATUS again")
        }
        return .following(
            Lag(
                transactions: applied.behind(source), seconds: heartbeat ?? own, isByHeartbeat: heartbeat != nil))
    }
}

/// What to do about a replica's errors.
enum ReplicaTrouble {
    /// Row values that the server quotes are not shown: they may be a customer's.
    static func shown(_ text: String) -> String {
        var out = ""
        var isQuoted = false
        for character in text.prefix(600) {
            if character == "'" {
                isQuoted.toggle()
                out.append(character)
                if isQuoted { out.append("…") }
            } else if !isQuoted {
                out.append(character)
            }
        }
        return out
    }

    static func mend(_ code: String) -> String {
        switch code {
        case "1032", "1062":
            "a row here is not as on the source: somebody wrote to this side, or the copy's position was wrong; copy "
                + "it again"
        case "1236": "the source's log no longer reaches back to the position: keep its logs longer, copy again"
        case "1045", "1130", "1698":
            "the replication account is refused: check its password and the hosts it may come from"
        case "2002", "2003", "2005", "2013": "the source cannot be reached from the replica: check way and firewall"
        case "1950", "1947": "both sides write in one GTID domain: begin a new attempt with a fresh domain"
        case "1146", "1049", "1054":
            "a table or column is missing here: the form was changed on one side only; copy it again"
        case "1449": "the account of a DEFINER is missing here: create it, locked, then START SLAVE"
        case "1593": "both servers have one server_id: give each its own"
        default: DatabaseTrouble.mend(code)
        }
    }
}
