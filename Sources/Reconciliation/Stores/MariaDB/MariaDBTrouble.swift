import Databases

/// What the engine's errors mean for a comparison.
enum MariaDBTrouble {
    static func explain(_ error: DatabaseError, _ place: String, about source: RowSource?) -> CouldNotCheck {
        let what = source.map { "\(place), \($0)" } ?? place
        switch error {
        case .cancelled: return .cancelled
        case .lost(_, let why): return .store(what, why: why)
        case .address(_, let why):
            return .question(place, why: why, mend: "write it as mysql://user@host:port/database")
        case .connect(_, let why):
            if why.hasPrefix("Access denied") || why.hasPrefix("Unknown database") {
                return .question(place, why: why, mend: "check account, password and database of the address")
            }
            return .store(place, why: why)
        case .statement(_, let code, let why):
            switch code {
            // Waited for a lock in vain, a deadlock, too many connections or statements: may go well next time.
            case "1205", "1213", "1040", "1203", "1226": return .store(what, why: why)
            case "1317": return .store(what, why: "somebody ended the statement: \(why)")
            case "1969", "3024": return .tooBusy(what, why: "a statement took longer than allowed: \(why)")
            case "1044", "1045", "1142", "1143", "1227", "1370":
                return .question(what, why: why, mend: "grant the account what it lacks; SELECT is enough for tables")
            case "1146", "1051", "1049":
                return .question(what, why: why, mend: "check the name of the table and the database of the address")
            case "1054":
                return .question(what, why: why, mend: "a column is gone or has another name: map the table again")
            case "1064":
                return .question(what, why: why, mend: "check the declared query or condition")
            default:
                return .question(what, why: "\(why) (\(code))", mend: "look the number up in the server's manual")
            }
        }
    }
}
