import Foundation
import Planning
import Testing

@Suite("Forecast")
struct ForecastTests {
    private struct Vectors: Decodable {
        struct Vector: Decodable {
            let kind: String
            let args: [String: Double]
            let expect: [String: Double]
        }

        let tolerance: Double
        let vectors: [Vector]
    }

    @Test("agrees with the oracle's vectors")
    func vectors() throws {
        let content = try Data(contentsOf: URL(fileURLWithPath: Cases.path("Vectors", "planning.json")))
        let file = try JSONDecoder().decode(Vectors.self, from: content)
        #expect(file.vectors.map(\.kind) == ["info", "plan"])
        for vector in file.vectors {
            for (name, expected) in vector.expect {
                let found = try #require(Self.value(name, vector.args))
                #expect(abs(found - expected) <= file.tolerance * max(1, abs(expected)), "\(vector.kind) \(name)")
            }
        }
    }

    @Test("says what the design says of one session a second")
    func designExample() {
        let hours = Forecast.hoursToProveHealth(
            baseline: 0.62, margin: 0.02, exposure: 0.01, unitsPerHour: 3600, direction: .drop)
        #expect(abs(hours - 110) < 5)
    }

    @Test("never decides where nothing can be seen", arguments: [0.0, 1.0])
    func impossible(exposure: Double) {
        #expect(
            Forecast.unitsToProveHealth(baseline: 0.9, margin: 0.02, exposure: exposure, direction: .drop) == .infinity)
        #expect(
            Forecast.unitsToProveHealth(baseline: 0.05, margin: 0.1, exposure: 0.5, direction: .drop) == .infinity)
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
}
