package import Planning

import struct Foundation.Data
import class Foundation.JSONSerialization

/// Reads what a registry tells of a name (RDAP, RFC 9083).
package enum RegistrationText {
    /// Days from a moment until the registration ends; nil where the answer does not say.
    package static func days(_ bytes: [UInt8], from time: PlanTime) -> Double? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let events = object["events"] as? [[String: Any]]
        else { return nil }
        let ends = events.filter { ($0["eventAction"] as? String) == "expiration" }
            .compactMap { ($0["eventDate"] as? String).flatMap(moment) }
        guard let end = ends.min() else { return nil }
        return Double(end.milliseconds - time.milliseconds) / 86_400_000
    }

    /// Registries write parts of a second too, which a plan's times have not.
    private static func moment(_ text: String) -> PlanTime? {
        guard let dot = text.firstIndex(of: ".") else { return PlanTime(text) }
        return PlanTime(String(text[..<dot]) + text[dot...].drop { $0 == "." || $0.isNumber })
    }
}
