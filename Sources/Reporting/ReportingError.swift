/// Why a report cannot be made, signed or kept.
public enum ReportingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The journal holds no begun run.
    case notBegun(rows: Int)
    /// A row holds something that is no event of this program.
    case unreadable(row: Int, why: String)
    /// The rows are not all of the journal's, from its first.
    case hole(expected: Int, found: Int)
    /// The run that the rows tell of is of another plan than the journal says.
    case anotherPlan(row: Int, expected: String, found: String)
    /// A file of the evidence bundle cannot be read or written.
    case file(path: String, why: String)
    /// `ssh-keygen` could not be run, or would not sign.
    case notSigned(person: String, why: String)
    /// The person is not among those whom the plan asks to sign.
    case notAsked(person: String, asked: [String])

    public var description: String {
        switch self {
        case .notBegun(let rows):
            "the journal tells of no run: expected a row that says `began`, found \(rows) rows without one; "
                + "begin a run with `sluice run start`"
        case .unreadable(let row, let why):
            "row \(row) of the journal cannot be read (\(why)); make the report with the version of this program that "
                + "wrote it"
        case .hole(let expected, let found):
            "expected row \(expected) of the journal, found row \(found): a report is made from all rows; "
                + "verify the journal with `sluice journal verify`"
        case .anotherPlan(let row, let expected, let found):
            "row \(row) begins a run of plan \(found.prefix(12)), but the journal is one of plan "
                + "\(expected.prefix(12)); use the journal as it was written"
        case .file(let path, let why):
            "\(path): \(why); make the evidence bundle again with `sluice report`"
        case .notSigned(let person, let why):
            "\(person) could not sign: \(why); name the private key that belongs to this person's key in the plan"
        case .notAsked(let person, let asked):
            "the plan asks \(asked.isEmpty ? "nobody" : asked.joined(separator: ", ")) to sign the report, not "
                + "\(person); sign as one of them, or change `report: signers:` in the plan"
        }
    }
}
