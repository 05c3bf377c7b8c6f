import Foundation
import Planning

/// Moments as the plan's people read them: in the plan's zone.
struct PlanClock {
    private let zone: TimeZone
    /// `Europe/Berlin`; `UTC` where the plan names no zone.
    let name: String

    init(_ calendar: PlanCalendar?) {
        let found = calendar?.zone.flatMap { TimeZone(identifier: $0.value) }
        zone = found ?? .gmt
        name = found == nil ? "UTC" : calendar?.zone?.value ?? "UTC"
    }

    /// `Mon 2027-03-01 09:00`
    func moment(_ time: PlanTime) -> String {
        let (date, clock) = parts(time)
        return "\(date) \(clock)"
    }

    /// `Mon 2027-03-01`
    func day(_ time: PlanTime) -> String { parts(time).date }

    /// The moment's wall clock as if it were UTC, for a time line.
    func local(_ time: PlanTime) -> Int64 {
        time.milliseconds + Int64(zone.secondsFromGMT(for: time.date)) * 1000
    }

    private func parts(_ time: PlanTime) -> (date: String, clock: String) {
        let shifted = local(time)
        let stamp = PlanTime(milliseconds: shifted).stamp
        let day = (shifted - (shifted % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000
        // 1970 began on a Thursday.
        let name = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int((day % 7 + 7) % 7)]
        return ("\(name) \(stamp.prefix(10))", String(stamp.dropFirst(11).prefix(5)))
    }
}

extension PlanTime {
    /// `2027-03-01T08:00:00Z`
    var stamp: String { Figures.stamp(Int(milliseconds)) }
}

extension ReachableHours {
    /// `09:00-16:00`
    var words: String { "\(Self.clock(from))-\(Self.clock(to))" }

    private static func clock(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }
}

extension IncidentRule {
    var meaning: String {
        switch self {
        case .block: "the next gate stays shut until it is closed with a cause and a new or changed signal"
        case .tighten: "the next gate demands more until it is closed with a cause and a new or changed signal"
        }
    }
}

extension Plan {
    /// When a stage's way back ends as planned: with its window, or earlier where a stage of its `until` begins; nil
    /// where the plan does not say when it begins.
    func wayBackEnd(of stage: Stage) -> PlanTime? {
        guard let span = stage.wayBackSpan else { return nil }
        let cut = (stage.rollback?.until ?? []).compactMap { self.stage($0.value)?.starts?.value }
        return cut.reduce(span.to) { min($0, $1) }
    }
}
