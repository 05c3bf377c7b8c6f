import AccessLogs
import Foundation

/// Access logs as servers write them, of shoppers with a fixed seed: five requests each, 2,000 a second, some thousands
/// of user agents.
enum SyntheticAccessLog {
    static let start = 1_795_000_000_000

    private static let paths = [
        "/", "/category/tea?page=2", "/checkout", "/checkout/pay/card", "/confirmation?order=1000017",
    ]

    static func write(_ format: LogFormatName, lines: Int, to file: URL) throws {
        let handle = try FileHandle(forWritingTo: file)
        var buffer = [UInt8]()
        buffer.reserveCapacity(1 << 22)
        var stamp = Stamp()
        for number in 0..<lines {
            buffer += line(format, number, stamp.parts(ofSecond: start / 1_000 + number / 2_000)).utf8
            buffer.append(10)
            if buffer.count > 1 << 22 {
                try handle.write(contentsOf: buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try handle.write(contentsOf: buffer)
        try handle.close()
    }

    /// What goaccess must be told to read the same.
    static func peerFormat(_ format: LogFormatName) -> [String] {
        switch format {
        case .nginx, .apache:
            [
                "--log-format=%h %^[%d:%t %^] \"%r\" %s %b \"%R\" \"%u\" \(format == .nginx ? "%T %^" : "%D")",
                "--date-format=%d/%b/%Y", "--time-format=%T",
            ]
        case .haproxy:
            [
                "--log-format=%h:%^ [%d:%t.%^] %^ %^ %^/%^/%^/%^/%L %s %b %^ %^ %^ %^ %^ {%u} \"%r\"",
                "--date-format=%d/%b/%Y", "--time-format=%T",
            ]
        case .envoy:
            [
                "--log-format=[%dT%t.%^] \"%r\" %s %^ %^ %b %L %^ \"%h\" \"%u\" \"%^\" \"%^\" \"%^\"",
                "--date-format=%Y-%m-%d", "--time-format=%T",
            ]
        }
    }

    private static func line(_ format: LogFormatName, _ number: Int, _ stamp: Stamp.Parts) -> String {
        let visitor = number / 5
        let request = "\"\(number % 5 == 3 ? "POST" : "GET") \(paths[number % 5]) HTTP/1.1\""
        let client = "10.\(visitor >> 16 & 255).\(visitor >> 8 & 255).\(visitor & 255)"
        let agent =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/131.0.\(visitor % 4_000).0 Safari/537.36"
        let ms = number / 2 % 1_000
        let fraction = ms < 10 ? "00\(ms)" : ms < 100 ? "0\(ms)" : "\(ms)"
        switch format {
        case .nginx:
            return "\(client) - - [\(stamp.common) +0000] \(request) 200 5120 \"https://shop.example/\" \"\(agent)\" "
                + "0.\(fraction) 0.020"
        case .apache:
            return "\(client) - - [\(stamp.common) +0000] \(request) 200 5120 \"https://shop.example/\" \"\(agent)\" "
                + "\(ms)500"
        case .haproxy:
            return "\(client):50412 [\(stamp.common).\(fraction)] shop~ be_old/o1 0/0/1/20/21 200 5120 - - ---- "
                + "12/3/1/0/0 0/0 {\(agent)} \(request)"
        case .envoy:
            return "[\(stamp.iso).\(fraction)Z] \(request) 200 - 0 5120 21 20 \"\(client)\" \"\(agent)\" "
                + "\"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\" \"shop.example\" \"10.0.2.1:8080\""
        }
    }

    /// The texts of one second, made once.
    private struct Stamp {
        struct Parts {
            var common = ""
            var iso = ""
        }

        private var second = -1
        private var parts = Parts()
        private let formatters = ["dd/MMM/yyyy:HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"].map { format in
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.timeZone = TimeZone(secondsFromGMT: 0)
            formatter.dateFormat = format
            return formatter
        }

        mutating func parts(ofSecond wanted: Int) -> Parts {
            guard wanted != second else { return parts }
            second = wanted
            let date = Date(timeIntervalSince1970: Double(wanted))
            parts = Parts(common: formatters[0].string(from: date), iso: formatters[1].string(from: date))
            return parts
        }
    }
}
