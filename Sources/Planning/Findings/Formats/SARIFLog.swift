import Foundation

/// What a check came to, in the shape that SARIF 2.1.0 (OASIS) gives to the results of a tool's run.
struct SARIFLog: Encodable {
    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]

    struct Run: Encodable {
        let tool: Tool
        /// Columns count characters as Unicode has them, not UTF-16 units.
        let columnKind = "unicodeCodePoints"
        let results: [Result]
    }

    struct Tool: Encodable {
        let driver: Driver
    }

    struct Driver: Encodable {
        let name = "sluice"
        let rules: [Descriptor]
    }

    struct Text: Encodable {
        let text: String
        var markdown: String?
    }

    struct Descriptor: Encodable {
        struct Configuration: Encodable { let level: Severity }

        let id: String
        let shortDescription: Text
        let fullDescription: Text
        let help: Text
        let defaultConfiguration: Configuration
    }

    struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int?
        let level: Severity
        let message: Text
        let locations: [Location]
        /// Stays the same while lines are added above the finding.
        let partialFingerprints: [String: String]
        /// Empty where nothing is suppressed, which says that suppressions were looked for.
        let suppressions: [Suppression]
    }

    struct Location: Encodable {
        struct Logical: Encodable { let name: String }

        let physicalLocation: Physical
        var logicalLocations: [Logical]?
    }

    struct Physical: Encodable {
        struct Artifact: Encodable { let uri: String }
        struct Region: Encodable {
            let startLine: Int
            let startColumn: Int
        }

        let artifactLocation: Artifact
        let region: Region
    }

    struct Suppression: Encodable {
        let kind = "inSource"
        let status = "accepted"
        let justification: String
        let location: Location
    }
}

extension SARIFLog {
    init(_ report: CheckReport) {
        let pages = RulePage.all
        let places = Dictionary(pages.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: [String: Int] = [:]
        func result(_ finding: Finding, _ suppressions: [Suppression]) -> Result {
            let mark = Self.mark(finding)
            let count = seen[mark, default: 0]
            seen[mark] = count + 1
            return Result(
                ruleId: finding.code, ruleIndex: places[finding.code], level: finding.severity,
                message: Text(text: "\(finding.message). To mend it: \(finding.mend)."),
                locations: [Location(finding.position, subject: finding.subject)],
                partialFingerprints: ["sluiceFinding/v1": "\(mark):\(count)"], suppressions: suppressions)
        }
        let standing = report.findings.map { result($0, []) }
        let suppressed = report.suppressed.map { item in
            let justification = "\(item.reason) (\(item.owner), until \(item.expires.seconds))"
            let suppression = Suppression(justification: justification, location: Location(item.position, subject: nil))
            return result(item.finding, [suppression])
        }
        runs = [Run(tool: Tool(driver: Driver(rules: pages.map(Descriptor.init))), results: standing + suppressed)]
    }

    /// What makes a finding the same finding in the next version of the plan: anything but where it stands.
    private static func mark(_ finding: Finding) -> String {
        let message = finding.message.replacing(/:\d+:\d+/, with: "")
        let parts = [finding.code, finding.position.file, finding.subject ?? "", message]
        return String(Hex.sha256(Array(parts.joined(separator: "\n").utf8)).prefix(32))
    }
}

extension SARIFLog.Location {
    init(_ position: Position, subject: String?) {
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":"))
        let path = position.file.addingPercentEncoding(withAllowedCharacters: allowed) ?? position.file
        physicalLocation = SARIFLog.Physical(
            artifactLocation: SARIFLog.Physical.Artifact(uri: path.hasPrefix("/") ? "file://\(path)" : path),
            region: SARIFLog.Physical.Region(startLine: position.line, startColumn: position.column))
        logicalLocations = subject.map { [Logical(name: $0)] }
    }
}

extension SARIFLog.Descriptor {
    init(_ page: RulePage) {
        id = page.code
        shortDescription = SARIFLog.Text(text: "Catches \(page.catches).")
        fullDescription = SARIFLog.Text(text: [page.why, page.incident].compactMap(\.self).joined(separator: " "))
        help = SARIFLog.Text(text: page.text, markdown: page.markdown)
        defaultConfiguration = Configuration(level: page.severity)
    }
}
