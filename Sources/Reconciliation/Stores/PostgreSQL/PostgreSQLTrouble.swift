import Databases

/// What the engine's errors mean for a comparison.
enum PostgreSQLTrouble {
    static func explain(_ error: DatabaseError, _ place: String, about source: RowSource?) -> CouldNotCheck {
        let what = source.map { "\(place), \($0)" } ?? place
        switch error {
        case .cancelled: return .cancelled
        case .lost(_, let why): return .store(what, why: why)
        case .address(_, let why):
            return .question(place, why: why, mend: "write it as postgresql://user@host:port/database")
        case .connect(_, let why):
            let isRefusal = ["authentication failed", "does not exist", "no pg_hba.conf entry"].contains(
                where: why.contains)
            return isRefusal
                ? .question(place, why: why, mend: "check account, password and database of the address")
                : .store(place, why: why)
        case .statement(_, let code, let why): return refused(code, why, what)
        }
    }

    private static func refused(_ code: String, _ why: String, _ what: String) -> CouldNotCheck {
        switch code {
        case "57014": .tooBusy(what, why: "a statement took longer than allowed, or somebody ended it: \(why)")
        // A lock, a serialisation failure, a conflict with a standby's recovery, too little memory or connections.
        case "55P03", "40001", "40P01", "53000", "53100", "53200", "53300": .store(what, why: why)
        case "42501", "28000", "28P01":
            .question(what, why: why, mend: "grant the account what it lacks; SELECT is enough for tables")
        case "42P01", "3F000":
            .question(what, why: why, mend: "check the name of the table, its schema and the database of the address")
        case "42703": .question(what, why: why, mend: "a column is gone or has another name: map the table again")
        case "42601": .question(what, why: why, mend: "check the declared query or condition")
        default: .question(what, why: "\(why) (\(code))", mend: "look the code up in the server's manual")
        }
    }
}
