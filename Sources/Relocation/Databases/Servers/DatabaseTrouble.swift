import Databases

/// What a database server's errors mean for a relocation, and what to do about each.
enum DatabaseTrouble {
    static func explain(_ error: DatabaseError, _ server: String) -> RelocationError {
        switch error {
        case .cancelled: return .cancelled
        case .lost(_, let why): return .noDatabase(server: server, why: why)
        case .address(let text, let why):
            return .unusable(what: "the address \(text)", found: why, expected: "mysql://user@host:port/database")
        case .connect(_, let why):
            if why.hasPrefix("Access denied") || why.hasPrefix("Unknown database") {
                return .statement(
                    server: server, code: "connecting", why: why,
                    mend: "check account, password and the hosts it may come from")
            }
            return .noDatabase(server: server, why: why)
        case .statement(_, let code, let why):
            if ["1205", "1213", "1040", "1203", "1226"].contains(code) {
                return .notSettled(server: server, why: why, mend: "run it again when the server is less busy")
            }
            return .statement(server: server, code: code, why: why, mend: mend(code))
        }
    }

    /// The error's number in what a client program wrote: `ERROR 1419 (HY000) at line 3: …`.
    static func code(in text: String) -> String? {
        guard let at = text.firstRange(of: "ERROR ") else { return nil }
        let digits = text[at.upperBound...].prefix { $0.isNumber }
        return digits.isEmpty ? nil : String(digits)
    }

    static func mend(_ code: String) -> String {
        switch code {
        case "1449":
            "an account that is named as DEFINER is missing here: let the transfer create it, or map it to another"
        case "1419", "1418":
            "the server keeps a binary log and the account may not create functions and triggers: grant it SUPER, or "
                + "SET GLOBAL log_bin_trust_function_creators = 1 for the time of the import"
        case "1227": "grant the account what is named, or use an account of the server's administrator"
        case "1044", "1045", "1142", "1143", "1370": "grant the account what it lacks"
        case "1067", "1292":
            "a date of zeros meets a strict sql_mode: use the session mode the transfer sets, or clean them first"
        case "1709", "1071":
            "an index is too long for the table's row format: ALTER TABLE … ROW_FORMAT=DYNAMIC on the old side"
        case "1118": "a row is too long for its row format: ALTER TABLE … ROW_FORMAT=DYNAMIC on the old side"
        case "1290": "the server is read only: this is the fence, or the standby; use the side that has authority"
        case "1236": "the binary log there no longer reaches back to the position: copy the database again"
        case "1412": "a table's form was changed while it was copied: let no ALTER run meanwhile, then run it again"
        case "1153": "raise max_allowed_packet on the server"
        case "1950", "1947", "1948":
            "both sides have written in one GTID domain: begin a new attempt with a fresh domain"
        default: "look the number up in the server's manual"
        }
    }
}
