import Planning
import Relocation

import struct Foundation.Date
import class Foundation.DateFormatter
import struct Foundation.Locale
import struct Foundation.TimeZone

/// The certificate that a place shows for a name.
struct CertificateAnswer: Sendable, Hashable {
    let names: [String]
    /// Until it ends.
    let days: Double

    /// Whether it is good for a name; a star stands for one label.
    func covers(_ domain: String) -> Bool {
        let wanted = domain.lowercased().split(separator: ".")
        return names.contains { name in
            let parts = name.lowercased().split(separator: ".")
            guard parts.count == wanted.count, parts.count > 1 else { return false }
            return (parts[0] == "*" || parts[0] == wanted[0]) && parts.dropFirst().elementsEqual(wanted.dropFirst())
        }
    }

    /// A handshake with the name in it; nothing is sent afterwards.
    static func look(_ domain: String, at place: String) async -> Sighting<CertificateAnswer> {
        let script = """
            openssl s_client -connect "$1" -servername "$2" </dev/null 2>/dev/null \
            | openssl x509 -noout -subject -issuer -enddate -ext subjectAltName
            """
        do throws(RelocationError) {
            let reply = try await Host.local.run(["sh", "-c", script, "sh", place, domain], within: .seconds(20))
            guard let found = SystemTexts.certificate(reply.text, file: place), let end = date(found.expires) else {
                return .unseen("nobody shows a certificate at \(place)")
            }
            return .seen(
                CertificateAnswer(names: found.names, days: end.timeIntervalSince(Date()) / 86_400))
        } catch {
            return .unseen(error.description)
        }
    }

    /// `Nov 22 01:12:45 2026 GMT`
    static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "MMM d HH:mm:ss yyyy 'GMT'"
        let single = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        return formatter.date(from: single)
    }
}
