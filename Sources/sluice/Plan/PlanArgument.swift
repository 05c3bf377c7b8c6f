import ArgumentParser
import Planning

/// Values that several commands about plans take.
enum PlanArgument {
    static func time(_ text: String) throws -> PlanTime {
        guard let time = PlanTime(text) else {
            throw ValidationError("`\(text)` is no time; write it as 2026-11-20T08:00+01:00")
        }
        return time
    }

    static func format(_ text: String) throws -> FindingFormat {
        guard let format = FindingFormat(rawValue: text) else {
            let known = FindingFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("`\(text)` is no format; use one of \(known)")
        }
        return format
    }
}
