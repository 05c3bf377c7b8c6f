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
        let file: VectorFile
        do {
            file = try JSONDecoder().decode(VectorFile.self, from: data)
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

    private static func deviation(of vector: VectorFile.Vector) -> Double? {
        let (a, e) = (vector.args, vector.expect)
        return switch vector.kind {
        case "regression", "noninferiority": path(vector, a, e)
        case "diff_cs": difference(a, e)
        case "count": count(a, e)
        case "one_sample": oneSample(a, e)
        case "bernoulli_cs": rate(a, e)
        case "aipw": boundedMean(a, e)
        case "combine": combination(a, e)
        case "quantile_levels": levels(a, e)
        default: nil
        }
    }

    private static func path(_ vector: VectorFile.Vector, _ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double
    {
        let blocks = closed(a)
        guard let direction = a.direction, blocks.count == e.blocks ?? blocks.count else { return .infinity }
        return worst(
            vector.kind == "regression" ? regression(a, direction, blocks) : health(a, direction, blocks),
            e.log_e_path)
    }

    private static func regression(_ a: VectorFile.Arguments, _ direction: Direction, _ blocks: [Block]) -> [Double] {
        var test = RegressionTest(
            direction, tolerance: a.tol ?? 0, stake: a.portfolio == true ? .portfolio : .mixture,
            settings: settings(a))
        return blocks.enumerated().map { index, block in
            if a.restarts?.contains(index) == true { test.restart() }
            test.add(block)
            return test.logE
        }
    }

    private static func health(_ a: VectorFile.Arguments, _ direction: Direction, _ blocks: [Block]) -> [Double] {
        var test = NonInferiorityTest(direction, margin: a.margin ?? 0, settings: settings(a))
        return blocks.map { block in
            test.add(block)
            return test.logE
        }
    }

    private static func difference(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let grid = a.grid, let alpha = a.alpha else { return .infinity }
        var sequence = DifferenceSequence(alpha: alpha, grid: grid, settings: settings(a))
        for block in closed(a) { sequence.add(block) }
        return max(
            worst([sequence.lower, sequence.upper], ends(e)), worst(sequence.logAbove, e.log_e_up),
            worst(sequence.logBelow, e.log_e_lo))
    }

    private static func count(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let ratios = a.ratios, let events = a.events else { return .infinity }
        var test = CountTest(ratios: ratios, weights: a.weights, tolerated: a.r0 ?? 1)
        for event in events { test.add(event.isNew ? .new : .old, exposure: event.exposure) }
        return worst([test.logE], e.log_e.map { [$0] })
    }

    private static func oneSample(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let s = a.s, let n = a.n, let tolerated = a.tau else { return .infinity }
        var test = OneSampleTest(tolerated: tolerated)
        test.add(units: n, events: s)
        return worst([test.logE], e.log_e.map { [$0] })
    }

    private static func rate(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let s = a.s, let n = a.n, let alpha = a.alpha else { return .infinity }
        let interval = RateInterval(events: s, units: n, alpha: alpha)
        return worst([interval.lower, interval.upper], ends(e))
    }

    private static func boundedMean(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let rows = a.rows, let fractions = a.fracs, let bound = a.B else { return .infinity }
        var test = BoundedMeanTest(bound: bound, fractions: fractions, weights: a.weights)
        for row in rows {
            test.add(row.isNew ? .new : .old, value: row.value, baseline: row.baseline, exposure: row.exposure)
        }
        return worst([test.logE], e.log_e.map { [$0] })
    }

    private static func combination(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let logEs = a.log_es, let weights = a.weights, let alpha = a.alpha, let listed = e.ebh else {
            return .infinity
        }
        guard Combination.listed(logEs, alpha: alpha) == listed else { return .infinity }
        return worst([Combination.average(logEs, weights: weights)], e.log_avg.map { [$0] })
    }

    private static func levels(_ a: VectorFile.Arguments, _ e: VectorFile.Expected) -> Double {
        guard let n = a.n, let p = a.p, let alpha = a.alpha, let low = e.lo, let high = e.hi else { return .infinity }
        let levels = QuantileLevels(values: n, quantile: p, alpha: alpha)
        return worst([levels.lower, levels.upper], [low, high])
    }

    private static func settings(_ a: VectorFile.Arguments) -> TestSettings {
        TestSettings(priorRate: a.cfg?.prior_p ?? 0.6)
    }

    private static func closed(_ a: VectorFile.Arguments) -> [Block] {
        var collector = BlockCollector()
        return (a.ticks ?? []).compactMap { t in
            guard t.count == 4 else { return nil }
            return collector.add(Block(oldUnits: t[0], oldEvents: t[1], newUnits: t[2], newEvents: t[3]))
        }
    }

    private static func ends(_ e: VectorFile.Expected) -> [Double]? {
        guard let lower = e.lower, let upper = e.upper else { return nil }
        return [lower, upper]
    }

    /// Infinite where nothing, or another number of figures, is expected.
    private static func worst(_ ours: [Double], _ expected: [Double]?) -> Double {
        guard let expected, ours.count == expected.count else { return .infinity }
        return zip(ours, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    }
}
