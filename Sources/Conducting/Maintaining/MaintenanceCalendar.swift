package import Planning

/// What of the maintenance is due when: a pure function of the plan, of what was done, and of the time.
package struct MaintenanceCalendar: Sendable {
    package enum State: Sendable, Hashable {
        /// Done and good; due again then.
        case done
        /// It is time.
        case due
        /// It was time for so long that nobody can have meant it.
        case missed
        /// It was done, and what was found is not good, or was not seen.
        case failed
    }

    package struct Line: Sendable {
        package let item: MaintenanceItem
        package let state: State
        /// When it was done last, and what was found.
        package let last: EvidenceRecord?
        /// When it is, or was, time.
        package let due: PlanTime

        package var isDue: Bool { state != .done }
        /// Somebody must be told.
        package var alarms: Bool { state == .missed || state == .failed }
    }

    package let lines: [Line]

    /// - Parameter time: now.
    package init(_ maintenance: Maintenance, records: EvidenceRecords, at time: PlanTime) {
        // What was never done is due from the day on which the store moved.
        let moved = records.all(.handedOver).filter { $0.passed && $0.at <= time }.map(\.at).max()
        lines = maintenance.items.map { item in
            let last = records.newest(.maintained, of: item.id.value.rawValue, at: time)
            let due = last.map { $0.at + item.every.value } ?? moved.map { $0 + item.every.value } ?? time
            // A quarter of its time is as late as a holiday makes it.
            let grace = item.every.value / 4
            let state: State =
                if due + grace < time {
                    .missed
                } else if last?.passed == false {
                    .failed
                } else if due <= time || last == nil {
                    .due
                } else {
                    .done
                }
            return Line(item: item, state: state, last: last, due: due)
        }
    }

    package var isWell: Bool { !lines.contains(where: \.alarms) }
}
