import Foundation
import Gating

/// The signals of the golden files, as the sample plan's checkout stage judges them.
enum Samples {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Goldens/Gates")

    static let payment = SignalSpec(
        id: "payment-success", kind: .share, direction: .drop, baseline: 0.97, margin: 0.1,
        milestones: [1_000, 2_000, 3_000], freshness: 5_000, minimum: 30, weight: 3,
        segments: ["region", "device", "variant"])

    static let errors = SignalSpec(
        id: "errors", kind: .eventDriven, direction: .rise, baseline: 0.002, margin: 0.05, milestones: [1_000],
        freshness: 5_000, minimum: 30, weight: 3, segments: ["region"])

    static let orders = SignalSpec(
        id: "orders-match", kind: .exact, direction: .rise, baseline: 0, margin: 0, milestones: [], freshness: 30_000,
        minimum: 0)

    static func terms(_ signals: [SignalSpec] = [payment, errors]) -> OfflineJudge.Terms {
        OfflineJudge.Terms(signals: signals, share: 0.000_5, steps: [2_500, 5_000, 9_500])
    }

    /// - Parameter piece: how many bytes the reader is given at a time.
    static func judge(
        _ bytes: some Collection<UInt8>, _ terms: OfflineJudge.Terms = terms(), unit: String? = "checkout-eu",
        piece: Int = 1 << 16
    ) throws(EvidenceFileError) -> OfflineResult {
        var judge = OfflineJudge(terms)
        var reader = EvidenceReader(terms.signals, unnamed: terms.unnamed, unit: unit)
        func take(_ news: EvidenceNews) throws(EvidenceFileError) { try judge.take(news) }
        var rest = bytes[...]
        while !rest.isEmpty {
            try reader.add(rest.prefix(piece), take)
            rest = rest.dropFirst(piece)
        }
        try reader.finish(take)
        return judge.result
    }

    static func golden(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
}
