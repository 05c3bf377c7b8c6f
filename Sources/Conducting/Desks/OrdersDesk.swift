import Foundation
public import Gating
public import Reconciliation

/// Compares what shoppers were told with what both shops hold.
public struct OrdersDesk: Sendable {
    private let reader: OrdersReader
    private let old: String
    private let new: String
    private let acknowledged: URL?

    /// - Parameter acknowledged: what shoppers were told; without it only duplicates and orders without authority show.
    public init(reader: OrdersReader, old: String, new: String, acknowledged: String?) {
        self.reader = reader
        self.old = old
        self.new = new
        self.acknowledged = acknowledged.map { URL(filePath: $0) }
    }

    /// Compares every order once.
    /// - Parameter authority: region → since when (ms since 1970) the new side may write orders there.
    public func compare(authority: [String: Int]) async -> ExactResult {
        do {
            let comparison = try await comparison(authority: authority)
            return ExactResult(
                compared: comparison.acknowledged, mismatches: comparison.mismatches, detail: comparison.summary,
                figures: [
                    "lost": comparison.lost.count, "duplicated": comparison.duplicated.count,
                    "unauthorised": comparison.unauthorised.count, "found on old": comparison.foundOld,
                    "found on new": comparison.foundNew,
                ])
        } catch {
            return ExactResult(compared: 0, mismatches: 0, detail: error.description, couldCheck: false)
        }
    }

    /// The comparison itself, for the last word of a run.
    public func comparison(authority: [String: Int]) async throws(CouldNotCheck) -> OrderComparison {
        // What shoppers were told is read first: an order told later is not missed in a shop read earlier.
        let told = try acknowledged.map { file throws(CouldNotCheck) in try OrdersReader.acknowledged(in: file) } ?? []
        let (oldOrders, newOrders) = (try await reader.orders(of: old), try await reader.orders(of: new))
        return OrderComparison.compare(acknowledged: told, old: oldOrders, new: newOrders, authority: authority)
    }
}
