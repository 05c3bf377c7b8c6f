import Foundation
import Reconciliation
import Synchronization

/// Results for people and for programs.
enum ReconcileText {
    /// ms since 1970.
    static let wall: @Sendable () -> Int = { Int(Date().timeIntervalSince1970 * 1_000) }

    static func say(_ result: TableResult) {
        for line in lines(of: result) { Terminal.say(line) }
    }

    static func lines(of result: TableResult) -> [String] {
        let seconds = Double(result.ended - result.began) / 1_000
        var lines = ["\(Terminal.strong(result.table)): \(word(result)) in \(String(format: "%.1f", seconds)) s"]
        lines.append("  rows       \(result.rows.old) old, \(result.rows.new) new, \(result.same) equal")
        for kind in Difference.Kind.allCases {
            if let count = result.differing[kind], count > 0 { lines.append("  \(padded(name(kind))) \(count)") }
        }
        if result.moving > 0 { lines.append("  moving     \(result.moving) differed at first, and not any more") }
        if result.unresolved > 0 { lines.append("  unresolved \(result.unresolved) kept changing") }
        for column in result.leftOut.columns { lines.append("  left out   \(column)") }
        if result.leftOut.rows.old != nil || result.leftOut.rows.new != nil {
            let rows = result.leftOut.rows
            lines.append("  left out   \(rows.old ?? 0) rows of old, \(rows.new ?? 0) of new, by condition")
        }
        if let way = result.way { lines.append("  way        \(way.rawValue): \(result.wayReason ?? "")") }
        for example in result.examples { lines += self.lines(of: example) }
        if result.differences > result.examples.count {
            lines.append("  and \(result.differences - result.examples.count) more, in the folder")
        }
        return lines
    }

    /// One JSON object a line: the differences shown, then the table.
    static func sayLines(of result: TableResult) {
        var whole = result
        whole.examples = []
        for line in result.examples.map({ try? Terminal.json($0, pretty: false) })
            + [try? Terminal.json(whole, pretty: false)]
        {
            if let line { Terminal.say(line) }
        }
    }

    private static func word(_ result: TableResult) -> String {
        switch result.outcome {
        case .equal: Terminal.good("equal")
        case .different: Terminal.alarm("\(result.differences) differ")
        case .unresolved: "not settled"
        case .deletesNotChecked: "nothing changed lately differs; deletes not checked"
        case .couldNotCheck: Terminal.alarm(result.why ?? "could not check")
        }
    }

    private static func lines(of difference: Difference) -> [String] {
        let key = difference.key.map { "\($0.column) \($0.value ?? "NULL")" }.joined(separator: ", ")
        let cause = difference.cause.map { " (\($0))" } ?? ""
        return ["  \(name(difference.kind)): \(key)\(cause)"]
            + difference.cells.map { cell in
                let cause = cell.cause.map { " (\($0))" } ?? ""
                return "    \(cell.column): \(shown(cell.old)) → \(shown(cell.new))\(cause)"
            }
    }

    /// At most 80 characters, in quotes; control characters made visible.
    private static func shown(_ value: String?) -> String {
        guard let value else { return "NULL" }
        let text = value.count > 80 ? value.prefix(80) + "…" : value[...]
        return "“"
            + text.unicodeScalars.map {
                $0.properties.generalCategory == .control ? "\\u{\(String($0.value, radix: 16))}" : String($0)
            }
            .joined() + "”"
    }

    private static func name(_ kind: Difference.Kind) -> String {
        switch kind {
        case .missing: "only old"
        case .extra: "only new"
        case .differs: "differ"
        case .multiplicity: "not as often"
        }
    }

    private static func padded(_ text: String) -> String { text.padding(toLength: 10, withPad: " ", startingAt: 0) }
}

/// The whole as one line of JSON: the tables stand in lines of their own.
struct SummaryLine: Encodable {
    let outcome: TableResult.Outcome
    let tables, rows, differences, unresolved, leftOut, began, ended: Int
    let notChecked: [String]

    init(_ summary: ComparisonSummary) {
        (outcome, tables, rows) = (summary.outcome, summary.tables.count, summary.rows)
        (differences, unresolved, leftOut) = (summary.differences, summary.unresolved, summary.leftOut)
        (began, ended, notChecked) = (summary.began, summary.ended, summary.notChecked.map(\.table))
    }
}

/// How far a comparison is: one line at the foot of a terminal that is written over as it goes on. Where nobody looks
/// only why it waits is written, once and at the most every ten seconds, so that a log tells what took so long.
final class ProgressLine: Sendable {
    private enum Place { case terminal, log, nowhere }

    private let place: Place
    private let width = Mutex(0)
    private let noted = Mutex(ContinuousClock.Instant?.none)

    /// - Parameter isShown: on a terminal; why it waits goes to a log in any case.
    init(isShown: Bool) { place = isatty(STDERR_FILENO) == 0 ? .log : isShown ? .terminal : .nowhere }

    var show: @Sendable (ComparisonProgress) -> Void {
        { [self] progress in
            switch place {
            case .terminal: overwrite(Self.line(of: progress))
            case .log: if progress.waiting != nil { note(Self.line(of: progress)) }
            case .nowhere: break
            }
        }
    }

    private func overwrite(_ line: String) {
        width.withLock { width in
            let padding = String(repeating: " ", count: max(0, width - line.count))
            FileHandle.standardError.write(Data("\r\(line)\(padding)\r".utf8))
            width = line.count
        }
    }

    private func note(_ line: String) {
        noted.withLock { noted in
            let now = ContinuousClock.now
            if let noted, now - noted < .seconds(10) { return }
            noted = now
            Terminal.complain(line)
        }
    }

    static func line(of progress: ComparisonProgress) -> String {
        if let why = progress.waiting { return "\(progress.table): waits, \(why)" }
        var line = "\(progress.table): \(progress.phase.rawValue) \(progress.done)"
        if let of = progress.of { line += " of \(progress.phase == .reading ? "about " : "")\(of)" }
        line += ", \(Int(progress.rate)) a second"
        if let left = progress.left { line += ", \(Int(left.rounded(.up))) s left" }
        if progress.candidates > 0 { line += ", \(progress.candidates) seem to differ" }
        return line
    }
}
