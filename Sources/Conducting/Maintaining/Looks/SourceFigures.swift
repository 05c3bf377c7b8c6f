import Observation
package import Planning

import struct Foundation.Data
import class Foundation.FileManager
import class Foundation.JSONSerialization
import class Foundation.NSNumber
import struct Foundation.URL

/// Figures that somebody else measures: a JSON object of numbers by name, and the time of it as `at`.
package struct SourceFigures: Sendable, Hashable {
    package var figures: [String: Double]
    /// When they were measured; nil where they do not say.
    package var at: PlanTime?

    package init(figures: [String: Double], at: PlanTime?) { (self.figures, self.at) = (figures, at) }

    /// Nil where the bytes are no such object.
    package init?(json bytes: [UInt8]) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else { return nil }
        figures = object.compactMapValues { ($0 as? NSNumber)?.doubleValue }
        at = (object["at"] as? String).flatMap { PlanTime($0) }
    }

    static func read(_ source: String, base: URL) async -> Sighting<SourceFigures> {
        var bytes: [UInt8]
        if source.hasPrefix("http://") || source.hasPrefix("https://") {
            do throws(ReadingFault) {
                let answer = try await WebQuestion(url: source, patience: .seconds(15)).ask {
                    Int(PlanTime.now.milliseconds)
                }
                guard answer.status == 200 else { return .unseen("\(source) answers \(answer.status)") }
                bytes = Array(answer.body)
            } catch {
                return .unseen(error.description)
            }
        } else {
            let path = URL(filePath: source, relativeTo: base).path(percentEncoded: false)
            guard let found = FileManager.default.contents(atPath: path) else { return .unseen("there is no \(path)") }
            bytes = Array(found)
        }
        guard let figures = SourceFigures(json: bytes) else { return .unseen("\(source) is no JSON object of numbers") }
        return .seen(figures)
    }
}

/// What figures must be, by what they are about.
package struct SourceRule: Sendable {
    package let figure: String
    /// Where the item names none.
    package let limit: Double
    /// Whether more is better.
    package let isFloor: Bool
    package let words: String

    package static func rule(_ what: Maintenance.What) -> SourceRule? {
        switch what {
        case .feeds: SourceRule("p95_seconds", 600, "the age of what is exchanged, 95th percentile, in seconds")
        case .oversell: SourceRule("incidents", 0, "orders beyond the stock")
        case .files: SourceRule("quarantined", 0, "files that nobody could read")
        case .mail: SourceRule("bounces", 0, "letters that came back")
        case .translations: SourceRule("coverage", 0.98, "share of texts in every language", isFloor: true)
        case .uptime: SourceRule("uptime", 0.999, "share of the time", isFloor: true)
        default: nil
        }
    }

    private init(_ figure: String, _ limit: Double, _ words: String, isFloor: Bool = false) {
        (self.figure, self.limit, self.words, self.isFloor) = (figure, limit, words, isFloor)
    }

    /// - Parameter time: now; figures older than the item's time say nothing about it.
    package func judge(_ item: MaintenanceItem, _ found: SourceFigures, at time: PlanTime) -> MaintenanceOutcome {
        guard let value = found.figures[figure] else {
            return MaintenanceOutcome(
                item, .notSeen, "its source tells no `\(figure)`", figures: found.figures)
        }
        if let at = found.at, at + item.every.value < time {
            return MaintenanceOutcome(
                item, .notSeen,
                "its source speaks of \(at.seconds), longer ago than \(PlanText.duration(item.every.value))",
                figures: found.figures)
        }
        let limit = item.limit?.value ?? self.limit
        let isGood = isFloor ? value >= limit : value <= limit
        return MaintenanceOutcome(
            item, isGood ? .good : .short, "\(words): \(value), \(isFloor ? "at least" : "at most") \(limit)",
            figures: found.figures)
    }
}
