import Testing
import Traffic

extension EdgeTests {
    /// Rule 1: one bucket a visitor, right shares, growth that never takes anybody back. Rule 2: control.
    @Suite struct Buckets {
        @Test func bucketsAreUniformOverFortyThousandVisitors() async throws {
            try await EdgeRig.with { rig in
                let policy = UnitPolicy(newBelow: 2500, controlFrom: 9500, decision: "d1")
                try await rig.apply(1, ["catalog": policy])
                let count = 40_000
                let port = rig.port
                let onNew = try await withThrowingTaskGroup(of: Int.self) { group in
                    for part in 0..<4 {
                        group.addTask {
                            try await onOwnThread { try Self.crowd(count / 4, seed: UInt64(part) + 11, port: port) }
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(abs(Self.z(onNew, of: count, share: 0.25)) < 3, "\(onNew) of \(count) were served by new")
                let lines = try await rig.feed.requests(atLeast: count)
                #expect(lines.count == count)
                #expect(Set(lines.map(\.sequence)) == Set(1...count))
                #expect(lines.count { $0.cohort == "new" } == onNew)
                #expect(abs(Self.z(lines.count { $0.cohort == "ctl" }, of: count, share: 0.05)) < 3)
                for tenth in 1..<10 {
                    let below = lines.count { $0.bucket < tenth * 1000 }
                    #expect(abs(Self.z(below, of: count, share: Double(tenth) / 10)) < 3, "below \(tenth)000: \(below)")
                }
                #expect(lines.allSatisfy { ($0.bucket < 2500) == ($0.cohort == "new") })
                #expect(lines.allSatisfy { ($0.bucket >= 9500) == ($0.cohort == "ctl") })
                #expect(Set(lines.map(\.visitor)).count == count)
            }
        }

        @Test func growingNeverMovesAnybodyBack() async throws {
            try await EdgeRig.with { rig in
                var numbers = SeededNumbers(seed: 5)
                let visitors = (0..<300).map { _ in numbers.visitor() }
                var before: Set<String> = []
                for (generation, share) in [0, 500, 2500, 5000, 9000, 10_000].enumerated() {
                    try await rig.apply(generation + 1, ["catalog": UnitPolicy(newBelow: share, decision: "d")])
                    let now = try await Self.onNew(visitors, port: rig.port)
                    #expect(before.isSubset(of: now))
                    before = now
                }
                #expect(before.count == visitors.count)
                try await rig.apply(9, ["catalog": UnitPolicy(newBelow: 5000, decision: "d")], .back)
                let shrunk = try await Self.onNew(visitors, port: rig.port)
                #expect(abs(Self.z(shrunk.count, of: visitors.count, share: 0.5)) < 3)
            }
        }

        @Test func theCohortIsTheOneAssigned() async throws {
            try await EdgeRig.with { rig in
                try await rig.apply(1, ["checkout-eu": UnitPolicy(newBelow: 10_000, pinsFrom: 1, decision: "d1")])
                let first = try await rig.get("/cart/a", host: "eu.shop.test")
                let visitor = try #require(first.cookie("__mvid"))
                let pin = try #require(first.cookie("__mpin"))
                // Births stop; the pin still serves new, but the visitor is no longer assigned to it.
                try await rig.apply(1, ["checkout-eu": UnitPolicy(controlFrom: 0, pinsFrom: 1, decision: "d2")], .back)
                let cookies = ["cookie": "__mvid=\(visitor); __mpin=\(pin)"]
                #expect(try await rig.get("/cart/b", host: "eu.shop.test", headers: cookies).side == "new")
                let line = try #require(try await rig.feed.line(path: "/cart/b"))
                #expect(line.cohort == "ctl")
                #expect(line.side == "N")
                #expect(line.decision == "1/d2")
            }
        }

        /// Pages asked for by visitors of their own, fifty at a time on one connection; how many were served by new.
        private static func crowd(_ count: Int, seed: UInt64, port: Int) throws -> Int {
            var numbers = SeededNumbers(seed: seed)
            let connection = try RawConnection(port: port)
            var onNew = 0
            for _ in 0..<(count / 50) {
                let batch = (0..<50).map { _ in
                    RawConnection.request("GET", "/product/1", headers: ["cookie": "__mvid=\(numbers.visitor())"])
                }
                try connection.send(batch.joined())
                for _ in 0..<50 where try connection.receive().side == "new" { onNew += 1 }
            }
            return onNew
        }

        private static func onNew(_ visitors: [String], port: Int) async throws -> Set<String> {
            try await onOwnThread {
                let connection = try RawConnection(port: port)
                return Set(
                    try visitors.filter { visitor in
                        try connection.get("/", headers: ["cookie": "a=b; __mvid=\(visitor)"]).side == "new"
                    })
            }
        }

        private static func z(_ found: Int, of count: Int, share: Double) -> Double {
            let mean = Double(count) * share
            return (Double(found) - mean) / (mean * (1 - share)).squareRoot()
        }
    }
}
