import Foundation

/// SQL that would make one side of a table as the other is: a proposal, which a person reads and applies or not.
///
///     let script = RepairScript.propose(result.examples, of: mapping, repairing: .new, with: rows, as: terms)
///     print(script.text(dryRun: true))
///
/// Every statement asks that the row still is as it was seen; one that changed since is left alone.
public struct RepairScript: Sendable, Hashable {
    /// The side that would be changed.
    public enum Target: String, Sendable, Hashable, Codable, CaseIterable {
        case old, new
    }

    /// Rows as both sides were seen to hold them, by key; without them a row can be neither written nor guarded.
    public struct Rows: Sendable, Hashable {
        /// Each side's column names and values, by the key as a difference tells it.
        public var old: [[Difference.Cell]: [Difference.Cell]]
        public var new: [[Difference.Cell]: [Difference.Cell]]

        public init(
            old: [[Difference.Cell]: [Difference.Cell]] = [:], new: [[Difference.Cell]: [Difference.Cell]] = [:]
        ) {
            self.old = old
            self.new = new
        }
    }

    /// What the script is for.
    public struct Terms: Sendable, Hashable {
        public var dialect: RepairDialect
        /// The table that would be changed.
        public var shape: TableShape
        /// The digest of the result whose differences these are.
        public var result: String
        /// When it was made, ms since 1970.
        public var ms: Int

        public init(dialect: RepairDialect, shape: TableShape, result: String, ms: Int) {
            self.dialect = dialect
            self.shape = shape
            self.result = result
            self.ms = ms
        }
    }

    /// A difference that no statement mends.
    public struct ByHand: Sendable, Hashable, Codable {
        public var key: [Difference.Cell]
        public var why: String
    }

    public var table: String
    public var target: Target
    public var terms: Terms
    public private(set) var statements: [String] = []
    public private(set) var byHand: [ByHand] = []
    public private(set) var counts: [String: Int] = [:]

    /// A statement for each difference that can be mended; the others are listed with why.
    public static func propose(
        _ differences: [Difference], of mapping: TableMapping, repairing target: Target, with rows: Rows,
        as terms: Terms
    ) -> RepairScript {
        var script = RepairScript(table: mapping.name, target: target, terms: terms)
        let writer = RepairStatement(mapping: mapping, target: target, rows: rows, terms: terms)
        for difference in differences where difference.table == mapping.name {
            do throws(RepairedValue.Unknown) {
                let (verb, text) = try writer.statement(for: difference)
                script.statements.append(text)
                script.counts[verb, default: 0] += 1
            } catch {
                script.byHand.append(ByHand(key: difference.key, why: error.why))
            }
        }
        return script
    }

    private init(table: String, target: Target, terms: Terms) {
        self.table = table
        self.target = target
        self.terms = terms
    }

    /// The whole script: a heading, one transaction, and what is left to be done by hand.
    ///
    /// - Parameter dryRun: ends with ROLLBACK, so that it only shows that every statement can be carried out.
    public func text(dryRun: Bool) -> String {
        let made = Date(timeIntervalSince1970: Double(terms.ms) / 1000).formatted(.iso8601)
        let what = ["INSERT", "UPDATE", "DELETE"].map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
        var lines = [
            "-- A proposal to make \(Self.comment(table)) of the \(target.rawValue) side as the other side is.",
            "-- Made \(made) from the result \(Self.comment(terms.result)); \(what); \(byHand.count) by hand.",
            "-- Nobody has applied it. A row that changed since it was seen is left alone: compare again afterwards.",
        ]
        if dryRun { lines.append("-- A dry run: it ends with ROLLBACK and changes nothing.") }
        lines += terms.dialect.opening
        lines += statements
        lines.append(dryRun ? "ROLLBACK;" : "COMMIT;")
        lines += byHand.map { hand in
            let key = hand.key.map { "\($0.column) = \($0.value ?? "NULL")" }.joined(separator: ", ")
            return "-- By hand: \(Self.comment(key)): \(Self.comment(hand.why))"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Text that cannot end its comment, nor steer a terminal.
    static func comment(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }.joined()
    }
}
