import ArgumentParser
import Foundation
import Observation
import Planning
import Reconciliation

/// The tables that a command is about: of a mapping file, or of a plan's entities.
struct MappingSource: ParsableArguments {
    @Argument(help: "A mapping file, or a plan whose entities say how they are compared.")
    var mapping: String

    @Option(help: "The environment of a plan, whose overlay is laid over it.")
    var environment: String?

    @Option(help: "Only this table; may be given several times.")
    var table: [String] = []

    @Option(help: "The folder that keeps results, and where a comparison stands.")
    var dir = "reconciliation"

    struct Read {
        let tables: [MappedTable]
        let pace: ComparisonPace?
    }

    func read() throws -> Read {
        let all: Read
        if try isMapping() {
            let file = try MappingReader.read(path: mapping)
            all = Read(tables: MappedTable.all(of: file), pace: file.pace)
        } else {
            let plan = try PlanReader.read(path: mapping, environment: environment, overlays: [])
            all = Read(
                tables: MappedTable.all(of: plan),
                pace: plan.entities.lazy.compactMap { $0.reconcile?.pace }.first)
        }
        guard !all.tables.isEmpty else {
            throw Failure(
                "\(mapping) names no tables to compare; add `reconcile: { tables: [...] }` to an entity, or make a "
                    + "mapping with `sluice reconcile init`", .unusable)
        }
        let names = all.tables.map(\.mapping.name)
        if let unknown = table.first(where: { !names.contains($0) }) {
            throw Failure("there is no table `\(unknown)`; there are \(names.joined(separator: ", "))", .unusable)
        }
        return Read(
            tables: table.isEmpty ? all.tables : all.tables.filter { table.contains($0.mapping.name) }, pace: all.pace)
    }

    func folder() throws -> ComparisonFolder { try ComparisonFolder(URL(filePath: dir)) }

    /// A mapping file begins with its own key; anything else is read as a plan.
    private func isMapping() throws -> Bool {
        guard let handle = FileHandle(forReadingAtPath: mapping) else {
            throw Failure("\(mapping) cannot be read; name a mapping file or a plan", .unusable)
        }
        let head = String(decoding: (try? handle.read(upToCount: 4_096)) ?? Data(), as: UTF8.self)
        return head.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("sluice_mapping") }
    }
}

/// How a comparison goes about its work.
struct ComparisonOptions: ParsableArguments {
    enum Pace: String, FormatOption { case gentle, unbounded }

    @Option(help: "How hard the stores may be worked: gentle for live ones, unbounded for copies nobody uses.")
    var pace: Pace = .gentle

    @Option(help: "Rows a second from each side at most.")
    var rowsPerSecond: Int?

    @Option(help: "How long a write may take to arrive on the other side, in seconds.")
    var lag: Double?

    @Option(help: "How often a row that keeps changing is looked at.")
    var looks: Int?

    @Option(help: "How many differences are shown; all are counted, and kept in the folder.")
    var examples = 20

    enum Way: String, FormatOption {
        case pushDown = "push-down"
        case stream
    }

    @Option(help: "push-down or stream; by measurement when not given.")
    var way: Way?

    @Option(help: "Seconds to wait for a store that is busy or away.")
    var patience: Double?

    func terms(_ declared: ComparisonPace?) throws -> ComparisonTerms {
        for (value, name) in [(rowsPerSecond.map(Double.init), "rows-per-second"), (patience, "patience")] {
            if let value, value <= 0 { throw Failure("--\(name) must be above 0", .unusable) }
        }
        if let lag, lag < 0 { throw Failure("--lag must not be below 0", .unusable) }
        var terms = ComparisonTerms(examples: examples, way: way.flatMap { TableResult.Way(rawValue: $0.rawValue) })
        let pace = self.pace == .gentle ? PaceTerms.gentle : .unbounded
        terms.pace = Sides(old: pace, new: pace)
        terms.take(declared)
        for side in Side.allCases {
            if let rowsPerSecond { terms.pace[side].rowsPerSecond = rowsPerSecond }
            if let patience { terms.pace[side].patience = patience }
        }
        if let lag { terms.lag = lag }
        if let looks { terms.looks = looks }
        return terms
    }
}
