/// Why a plan, or a signature over a step of it, was not accepted.
public enum PlanningError: Error, Sendable, Hashable {
    /// The plan could not be read as a plan. Every problem found in one pass, in order of position.
    case refused([Finding])
    /// The tool that signs and verifies could not be run.
    case toolFailed(tool: String, detail: String)
    /// A file that signing needs could not be written or read.
    case file(path: String, detail: String)
    /// A signature was looked at and does not count.
    case signature(SignatureProblem)
}

extension PlanningError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refused(let findings):
            FindingFormat.text.render(findings)
        case .toolFailed(let tool, let detail):
            "\(tool) could not be run: \(detail). Install OpenSSH 8.2 or later (apt install openssh-client)."
        case .file(let path, let detail):
            "\(path): \(detail). Check that the folder exists, is yours and has room."
        case .signature(let problem):
            problem.description
        }
    }
}
