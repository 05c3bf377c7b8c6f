import Foundation
import Planning
import Testing

@Suite("Forecast")
struct ForecastTests {
    @Test("agrees with the oracle's vectors")
    func vectors() throws {
        let content = try Data(contentsOf: URL(fileURLWithPath: Cases.path("Vectors", "planning.json")))
        let deviations = ForecastVectors.deviations(content)
        #expect(Set(deviations.keys) == ForecastVectors.kinds)
        #expect(deviations.values.allSatisfy { $0 <= 1e-9 }, "\(deviations)")
        #expect(ForecastVectors.deviations(Data("{}".utf8)).isEmpty)
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

    @Test("more visitors never lengthen it; nor does more exposure, up to half")
    func monotone() {
        for (direction, baselines) in [
            (Signal.Direction.drop, [0.5, 0.62, 0.8, 0.97]), (.rise, [0.002, 0.02, 0.2, 0.5]),
        ] {
            for baseline in baselines {
                for margin in [0.01, 0.05, 0.1] {
                    var last = Double.infinity
                    for exposure in stride(from: 0.01, through: 0.5, by: 0.01) {
                        let hours = Forecast.hoursToProveHealth(
                            baseline: baseline, margin: margin, exposure: exposure, unitsPerHour: 1000,
                            direction: direction)
                        #expect(hours <= last * (1 + 1e-9), "\(direction) \(baseline) \(margin) \(exposure)")
                        let busier = Forecast.hoursToProveHealth(
                            baseline: baseline, margin: margin, exposure: exposure, unitsPerHour: 1001,
                            direction: direction)
                        #expect(busier < hours)
                        last = hours
                    }
                }
            }
        }
    }

    /// Two coins are told apart fastest at a share between 1/e and 1 - 1/e, wherever they lie.
    @Test("a loss is caught no later with more exposure up to 1/e, more visitors, or a greater loss")
    func catching() {
        let forecast = CatchForecast(risk: 1e-4)
        func hours(
            _ loss: Double, _ baseline: Double, _ direction: Signal.Direction, _ exposure: Double, _ rate: Double
        )
            -> Double
        {
            forecast.hours(
                loss: loss, baseline: baseline, direction: direction, exposure: exposure, unitsPerHour: rate)
        }
        for direction in Signal.Direction.allCases {
            for baseline in [0.002, 0.1, 0.5, 0.62, 0.97] {
                for loss in CatchForecast.losses {
                    var last = Double.infinity
                    for exposure in stride(from: 0.01, through: 0.36, by: 0.01) {
                        let found = hours(loss, baseline, direction, exposure, 1000)
                        #expect(found <= last * (1 + 1e-9), "\(direction) \(baseline) \(loss) \(exposure)")
                        #expect(hours(loss, baseline, direction, exposure, 2000) < found)
                        #expect(hours(min(1, loss * 1.5), baseline, direction, exposure, 1000) < found)
                        last = found
                    }
                }
            }
        }
        #expect(hours(0.3, 0.9, .drop, 0, 1000) == .infinity)
        #expect(hours(0.3, 0.9, .drop, 1, 1000) == .infinity)
        #expect(hours(0.3, 0.9, .drop, 0.1, 0) == .infinity)
    }

    @Test("is made for every step and signal of a stage, with what nine in ten need")
    func steps() throws {
        let plan = try PlanReader.read(path: Cases.sample)
        let forecasts = plan.forecast(of: try #require(plan.stage("checkout-eu")))
        #expect(forecasts.count == 9)
        let first = try #require(forecasts.first)
        #expect(first.signal == "payment-success" && first.exposure == 0.25)
        #expect(first.newUnitsPerHour == 13_500)
        #expect(first.hoursToCatch.count == CatchForecast.losses.count)
        #expect(first.hoursToCatch == first.hoursToCatch.sorted(by: >))
        let ratio = first.hoursAtMost / first.hours
        #expect(abs(ratio - 2.2 * log(20) / (log(20) + 0.3)) < 1e-12)
        #expect(forecasts.allSatisfy { $0.hours < $0.hoursAtMost })
    }
}
