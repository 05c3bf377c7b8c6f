import Dispatch
import Synchronization

/// Requests as shoppers send them: several hosts, countries, devices and paths; five of six visitors come back.
enum Load {
    static let requests: [[UInt8]] = {
        var state: UInt64 = 7
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let digits = Array("0123456789abcdef")
        let paths = [
            "/", "/category/shoes", "/product/sku-12", "/search?q=x", "/cart", "/checkout", "/checkout/pay/card",
            "/product/sku-99",
        ]
        let agents = [
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
        ]
        let hosts = ["eu.shop.test", "us.shop.test", "apac.shop.test"], countries = ["DE", "FR", "US", "JP", "GB"]
        return (0..<600).map { index in
            let visitor = String((0..<36).map { [8, 13, 18, 23].contains($0) ? "-" : digits[Int(next() % 16)] })
            let known = index % 6 != 0
            let cookie = known ? "Cookie: sid=0123456789abcdef0123456789abcdef; __mvid=\(visitor)\r\n" : ""
            let text =
                "GET \(paths[index % 8]) HTTP/1.1\r\nHost: \(hosts[index % 3])\r\nUser-Agent: \(agents[index % 2])\r\n"
                + "Accept: text/html\r\nAccept-Language: de\r\nx-edge-country: \(countries[index % 5])\r\n"
                + cookie + "\r\n"
            return Array(text.utf8)
        }
    }()

    /// Drives a port from `connections` threads for a while; each sends `batch` requests at a time.
    /// - Returns: answers received.
    static func drive(_ port: Int, for span: Duration, connections: Int, batch: Int = 1) async throws -> Int {
        let deadline = ContinuousClock.now + span
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<connections {
                group.addTask {
                    try await onThread {
                        let connection = try LoadConnection(port: port)
                        var count = 0
                        var index = number * 37
                        while ContinuousClock.now < deadline {
                            var wire: [UInt8] = []
                            for _ in 0..<batch {
                                wire += requests[index % requests.count]
                                index += 1
                            }
                            try connection.send(wire)
                            for _ in 0..<batch { _ = try connection.receive() }
                            count += batch
                        }
                        return count
                    }
                }
            }
            return try await group.reduce(0, +)
        }
    }
}

/// Runs blocking work on a thread of its own.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "sluice.bench").async { continuation.resume(with: Result(catching: work)) }
    }
}

/// Raised once, seen by every thread.
final class Signal: Sendable {
    private let raised = Mutex(false)
    var isRaised: Bool { raised.withLock { $0 } }
    func raise() { raised.withLock { $0 = true } }
    func lower() { raised.withLock { $0 = false } }
}

extension [Double] {
    /// The middle value, or any other quantile.
    func quantile(_ share: Double = 0.5) -> Double {
        isEmpty ? .nan : sorted()[Int(Double(count - 1) * share)]
    }
}
