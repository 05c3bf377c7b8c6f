public import Foundation

/// Test vectors made by an independent implementation, and how far ours is from each.
public enum GateVectors {
    /// The greatest deviation of one kind, relative to max(1, |expected|); nil where the kind is not built yet.
    public struct Row: Sendable, Hashable, Codable {
        public let kind: String
        public let vectors: Int
        public let deviation: Double?
    }

    /// Why a vector file could not be used.
    public enum Problem: Error, CustomStringConvertible {
        case unreadable(String)

        public var description: String {
            switch self {
            case .unreadable(let why):
                "the vectors cannot be read: \(why); expected JSON with a list `vectors` of {id, kind, args, expect}"
            }
        }
    }

    /// Compares every vector of a file.
    public static func compare(_ data: Data) throws(Problem) -> [Row] {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: data)
        } catch {
            throw .unreadable("\(error)")
        }
        var rows: [String: (count: Int, worst: Double?)] = [:]
        for vector in file.vectors {
            let deviation = deviation(of: vector)
            let before = rows[vector.kind] ?? (0, nil)
            let worst = [before.worst, deviation].compactMap { $0 }.max()
            rows[vector.kind] = (before.count + 1, worst)
        }
        return rows.map { Row(kind: $0.key, vectors: $0.value.count, deviation: $0.value.worst) }
            .sorted { $0.kind < $1.kind }
    }

    private static func deviation(of vector: Vector) -> Double? {
        let (a, e) = (vector.args, vector.expect)
        switch vector.kind {
        case "regression", "noninferiority":
            let blocks = closed(a.ticks ?? [])
            guard let expected = e.log_e_path, let direction = a.direction, blocks.count == e.blocks ?? blocks.count,
                expected.count == blocks.count
            else { return .infinity }
            return worst(
                vector.kind == "regression" ? regression(a, direction, blocks) : health(a, direction, blocks), expected)
        case "count":
            guard let expected = e.log_e, let ratios = a.ratios, let events = a.events else { return .infinity }
            var test = CountTest(ratios: ratios, weights: a.weights, tolerated: a.r0 ?? 1)
            for event in events { test.add(event.isNew ? .new : .old, exposure: event.exposure) }
            return worst([test.logE], [expected])
        case "bernoulli_cs":
            guard let s = a.s, let n = a.n, let alpha = a.alpha, let lower = e.lower, let upper = e.upper else {
                return .infinity
            }
            let interval = RateInterval(events: s, units: n, alpha: alpha)
            return worst([interval.lower, interval.upper], [lower, upper])
        default:
            return nil
        }
    }

    private static func regression(_ a: Vector.Arguments, _ direction: Direction, _ blocks: [Block]) -> [Double] {
        var test = RegressionTest(
            direction, tolerance: a.tol ?? 0, stake: a.portfolio == true ? .portfolio : .mixture,
            settings: settings(a))
        return blocks.enumerated().map { index, block in
            if a.restarts?.contains(index) == true { test.restart() }
            test.add(block)
            return test.logE
        }
    }

    private static func health(_ a: Vector.Arguments, _ direction: Direction, _ blocks: [Block]) -> [Double] {
        var test = NonInferiorityTest(direction, margin: a.margin ?? 0, settings: settings(a))
        return blocks.map { block in
            test.add(block)
            return test.logE
        }
    }

    private static func settings(_ a: Vector.Arguments) -> TestSettings {
        TestSettings(priorRate: a.cfg?.prior_p ?? 0.6)
    }

    private static func closed(_ ticks: [[Int]]) -> [Block] {
        var collector = BlockCollector()
        return ticks.compactMap { t in
            guard t.count == 4 else { return nil }
            return collector.add(Block(oldUnits: t[0], oldEvents: t[1], newUnits: t[2], newEvents: t[3]))
        }
    }

    private static func worst(_ ours: [Double], _ expected: [Double]) -> Double {
        zip(ours, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    }

    // The file's own key names, so that no mapping can go wrong.
    private struct File: Decodable { let vectors: [Vector] }

    private struct Vector: Decodable {
        let kind: String
        let args: Arguments
        let expect: Expected

        struct Arguments: Decodable {
            let ticks: [[Int]]?
            let direction: Direction?
            let tol: Double?
            let portfolio: Bool?
            let restarts: [Int]?
            let margin: Double?
            let cfg: Settings?
            let s: Int?
            let n: Int?
            let alpha: Double?
            let ratios: [Double]?
            let weights: [Double]?
            let r0: Double?
            let events: [Event]?
        }

        struct Settings: Decodable { let prior_p: Double? }

        struct Event: Decodable {
            let exposure: Double
            let isNew: Bool

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                exposure = try list.decode(Double.self)
                isNew = try list.decode(Bool.self)
            }
        }

        struct Expected: Decodable {
            let blocks: Int?
            let log_e_path: [Double]?
            let log_e: Double?
            let lower: Double?
            let upper: Double?
        }
    }
}
