/// Until when a release gets security fixes, by those who make it. A table that ships with the program, with the place
/// it was taken from and the day: what is not in it is said to be unknown, never to be supported.
package enum EndOfLife {
    package enum Product: String, Sendable, CaseIterable {
        case php, mariadb, wordpress
    }

    /// The day on which the tables were compared with their sources.
    package static let compared = "2026-11-22"

    package static func source(_ product: Product) -> String {
        switch product {
        case .php: "https://www.php.net/supported-versions.php"
        case .mariadb: "https://mariadb.org/about/#maintenance-policy"
        case .wordpress: "https://make.wordpress.org/security/"
        }
    }

    /// The release of a version: `8.2` of `8.2.29`.
    package static func release(_ version: String) -> String {
        version.split(separator: ".").prefix(2).map { $0.prefix { $0.isNumber } }.joined(separator: ".")
    }

    package enum Support: Sendable, Hashable {
        /// The last day with security fixes, as `2026-12-31`.
        case until(String)
        /// Only the newest release is promised anything; this one still gets fixes.
        case byCourtesy
        case unknown
    }

    package static func support(_ product: Product, _ version: String) -> Support {
        switch product {
        case .php: return php[release(version)].map { .until($0) } ?? .unknown
        case .mariadb: return mariadb[release(version)].map { .until($0) } ?? .unknown
        case .wordpress:
            let parts = version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
            guard let major = parts.first, major > 0 else { return .unknown }
            let isOld = major < 4 || (major == 4 && (parts.count > 1 ? parts[1] : 0) < 7)
            return isOld ? .until("2025-07-31") : .byCourtesy
        }
    }

    private static let php = [
        "7.4": "2022-11-28", "8.0": "2023-11-26", "8.1": "2025-12-31", "8.2": "2026-12-31", "8.3": "2027-12-31",
        "8.4": "2028-12-31", "8.5": "2029-12-31",
    ]

    private static let mariadb = [
        "10.3": "2023-05-25", "10.4": "2024-06-18", "10.5": "2025-06-24", "10.6": "2026-07-06", "10.11": "2028-02-16",
        "11.2": "2024-11-21", "11.4": "2029-05-29", "11.8": "2028-06-04", "12.0": "2025-11-18", "12.1": "2026-02-13",
        "12.2": "2026-05-13", "12.3": "2029-06-30",
    ]
}
