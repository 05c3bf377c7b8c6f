import Foundation

/// What clocks of one time zone show, and which moments they may have meant.
struct ZoneClock: Sendable, Hashable {
    private let zone: TimeZone
    /// Seconds east of Greenwich where it never changes.
    let fixed: Int?

    static let utc = ZoneClock(.gmt)

    init(_ zone: TimeZone) {
        self.zone = zone
        let name = zone.identifier
        let isFixed = name == "UTC" || name == "Etc/UTC" || name.hasPrefix("GMT")
        fixed = isFixed ? zone.secondsFromGMT() : nil
    }

    func offset(at utc: Int) -> Int {
        fixed ?? zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(utc)))
    }

    /// What the clocks show at a moment.
    func local(of utc: CivilStamp.Moment) -> CivilStamp.Moment { utc.adding(offset(at: utc.seconds)) }

    /// The moments at which the clocks showed `local`, in the order of time: one; two in the hour that autumn repeats.
    /// For a time that spring left out, the moments that databases take it for: counted from before the change, from
    /// after it, and the change itself.
    func moments(of local: CivilStamp.Moment) -> [CivilStamp.Moment] {
        if let fixed { return [local.adding(-fixed)] }
        // No zone is more than 15 hours from Greenwich, and none changes twice within two days.
        let before = offset(at: local.seconds - 86_400)
        let after = offset(at: local.seconds + 86_400)
        if before == after { return [local.adding(-before)] }
        let (early, late) = (local.seconds - max(before, after), local.seconds - min(before, after))
        let shown = [early, late].filter { $0 + offset(at: $0) == local.seconds }
        if !shown.isEmpty { return shown.map { local.adding($0 - local.seconds) } }
        var (low, high) = (local.seconds - 86_400, local.seconds + 86_400)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return [local.adding(early - local.seconds), local.adding(late - local.seconds)]
            + [CivilStamp.Moment(seconds: high, nanoseconds: 0)]
    }
}
