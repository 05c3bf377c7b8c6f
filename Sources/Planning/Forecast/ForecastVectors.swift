public import Foundation

/// Test vectors of the planning formulas (kinds `info` and `plan`) made by an independent implementation.
public enum ForecastVectors {
    /// The kinds that are compared here.
    public static let kinds: Set<String> = ["info", "plan"]

    /// The greatest deviation of each kind, relative to max(1, |expected|); kinds that do not occur, or a file that is
    /// no list of vectors, give none. Infinite where a figure is expected that is not known.
    public static func deviations(_ data: Data) -> [String: Double] {
        guard let file = try? JSONDecoder().decode(File.self, from: data) else { return [:] }
        var worst: [String: Double] = [:]
        for case .planning(let kind, let given, let expected) in file.vectors {
            for (name, figure) in expected {
                let found = value(name, given) ?? .infinity
                worst[kind] = max(worst[kind] ?? 0, abs(found - figure) / max(1, abs(figure)))
            }
        }
        return worst
    }

    private static func value(_ name: String, _ given: [String: Double]) -> Double? {
        guard let old = given["pA"], let exposure = given["w"], let margin = given["margin"] else { return nil }
        switch name {
        case "regression":
            return given["pB"].map { Forecast.informationOfRegression(old: old, new: $0, exposure: exposure) }
        case "noninferiority":
            return Forecast.informationOfHealth(
                old: old, new: old, margin: margin, exposure: exposure, direction: .drop)
        case "hours":
            guard let rate = given["sessions_per_hour"], let risk = given["alpha"], let cost = given["cost"] else {
                return nil
            }
            return Forecast.hoursToProveHealth(
                baseline: old, difference: given["diff"] ?? 0, margin: margin, exposure: exposure, unitsPerHour: rate,
                direction: .drop, risk: risk, overhead: cost)
        default:
            return nil
        }
    }

    private struct File: Decodable { let vectors: [Vector] }

    private enum Vector: Decodable {
        case planning(kind: String, given: [String: Double], expected: [String: Double])
        case other

        private enum Key: CodingKey { case kind, args, expect }

        init(from decoder: any Decoder) throws {
            let box = try decoder.container(keyedBy: Key.self)
            let kind = try box.decode(String.self, forKey: .kind)
            guard ForecastVectors.kinds.contains(kind) else {
                self = .other
                return
            }
            self = .planning(
                kind: kind, given: try box.decode([String: Double].self, forKey: .args),
                expected: try box.decode([String: Double].self, forKey: .expect))
        }
    }
}
