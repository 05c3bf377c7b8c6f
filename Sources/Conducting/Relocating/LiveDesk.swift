package import Relocation
package import Rewriting

/// Rewrites a database of the plan where it stands.
package struct LiveDesk: Sendable {
    private let place: PlanDatabase
    private let side: PlanSide
    /// nil where nobody follows: staging's copy.
    private let desk: DatabaseDesk?

    /// - Parameter desk: of the pair of servers that the database moves between; nil for a copy that nobody follows.
    package init(_ place: PlanDatabase, _ side: PlanSide, desk: DatabaseDesk?) {
        (self.place, self.side, self.desk) = (place, side, desk)
    }

    /// - Parameters:
    ///   - terms: whose schema and whether it stands apart are set here.
    ///   - isStopped: somebody asked to stop.
    /// - Throws: ``RelocationError/obstacles(step:lines:)`` where the database is followed, or follows.
    package func rewrite(
        _ map: RewriteMap, _ terms: LiveRewriteTerms, isStopped: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> LiveRewriteCounts {
        var terms = terms
        let schema = try place.schema()
        terms.schema = side == .old ? schema.source : schema.replica
        terms.isApart = desk == nil
        if !terms.isDryRun, !terms.reachesFollowers, let desk { try await refuseFollowed(desk) }
        return try await LiveRewrite(
            try await place.server(side), map: map, terms: terms, isStopped: isStopped, progress: progress
        ).run()
    }

    /// The other side may follow, and only have lost its connection: then this server does not know of it.
    private func refuseFollowed(_ desk: DatabaseDesk) async throws(RelocationError) {
        guard try desk.kept().attempt != nil else { return }
        let there = try await desk.following()
        let following = side == .old ? there : there.reversed
        var line: String?
        do throws(RelocationError) {
            let state = try await following.state()
            if state != .none {
                line =
                    "\(following.replica.name) \(state): it would get the new names too, and the way back with them; end "
                    + "following first, or say that it is meant to reach it"
            }
        } catch {
            guard error.isPassing else { throw error }
            line =
                "\(following.replica.name) was to follow and cannot be asked: \(error); say that it is meant to reach it, "
                + "if that server is gone for good"
        }
        if let line { throw .obstacles(step: "rewriting \(place.id)", lines: [line]) }
    }
}
