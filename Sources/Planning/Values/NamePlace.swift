import Foundation

/// Where a name leads: an address, or another name.
public enum NamePlace: Sendable, Hashable, CustomStringConvertible {
    case address(String)
    case name(String)

    public init?(_ text: String) {
        if Self.isAddress(text) {
            self = .address(text)
        } else if Self.isName(text) {
            self = .name(text.lowercased())
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .address(let text), .name(let text): text
        }
    }

    static func isAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }

    /// Letters, digits and dashes between dots, the last part no number, so that no address passes for a name.
    private static func isName(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, text.utf8.count <= 253, let last = labels.last, Int(last) == nil else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { WordForm.isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
        }
    }
}

extension Kind where Value == NamePlace {
    static let namePlace = Kind(
        "an address such as 192.0.2.7 or 2001:db8::7, or a name such as shops.host.example",
        pattern: "^[0-9A-Za-z:._-]+$", placeholder: .name("")
    ) { NamePlace($0) }
}
