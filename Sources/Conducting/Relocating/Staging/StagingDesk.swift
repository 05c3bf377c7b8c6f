import Planning
package import Relocation
package import Rewriting

/// Copies a database of the plan to staging, gives the copy staging's names, and hides it.
///
/// It prepares nothing that a hand over would need: no server is set read only, no filter is written, nobody follows,
/// and nothing of it is in a binary log. Killed anywhere, it goes on when it is run again.
package struct StagingDesk: Sendable {
    package let place: PlanDatabase
    private let folder: RelocationFolder
    /// nil where staging has production's names.
    private let map: RewriteMap?

    package struct Outcome: Sendable {
        package var copy: TransferResult
        /// nil where there was nothing to rewrite.
        package var rewrite: LiveRewriteCounts?
        /// Sites that search engines are kept away from.
        package var hidden: Int
    }

    /// What is remembered of a staging copy.
    private struct Kept: Codable {
        var rewrite: LiveRewriteCounts?
        var hidden: Int
    }

    /// - Parameters:
    ///   - folder: with the environment's own states.
    ///   - entries: what changes inside of the copy.
    package init(
        _ place: PlanDatabase, folder: RelocationFolder, entries: [RewriteMap.Entry]
    ) throws(RewritingError) {
        (self.place, self.folder) = (place, folder)
        map = entries.isEmpty ? nil : try RewriteMap(entries)
    }

    private var name: String { "database-\(place.id)" }

    /// What a copy would meet; changes nothing.
    package func look(_ terms: CopyTerms) async throws(RelocationError) -> [CopyFinding] {
        try await transfer(try self.terms(terms), progress: { _ in }).look()
    }

    private func terms(
        _ terms: CopyTerms, settling: (@Sendable () async throws(RelocationError) -> Void)? = nil
    ) throws(RelocationError) -> TransferTerms {
        TransferTerms(
            schema: try place.schema(), lanes: terms.lanes, replacesEarlier: terms.replacesEarlier, isFollowed: false,
            settling: settling)
    }

    private func transfer(
        _ terms: TransferTerms, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> DatabaseTransfer {
        DatabaseTransfer(
            from: try await place.server(.old), with: try await place.tools(.old), to: try await place.server(.new),
            with: try await place.tools(.new), terms: terms, folder: folder.dump(of: place.id), progress: progress)
    }

    /// Copies, rewrites and hides, or goes on with that. A copy that is finished stands as it is, unless the terms say
    /// that it is replaced.
    package func copy(
        _ terms: CopyTerms, progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> Outcome {
        let server = try await place.server(.new)
        let schema = try place.schema().replica
        let settling: @Sendable () async throws(RelocationError) -> Void = { () async throws(RelocationError) in
            var kept = Kept(rewrite: nil, hidden: 0)
            if let map {
                // Before there is a trigger in the copy that could run.
                kept.rewrite = try await LiveRewrite(
                    server, map: map, terms: LiveRewriteTerms(schema: schema, isApart: true), progress: progress
                ).run()
            }
            if let prefix = place.database.tablePrefix?.value {
                kept.hidden = try await NetworkVisibility(server, schema: schema, prefix: prefix).hide()
            }
            try keep(kept)
        }
        let result = try await transfer(try self.terms(terms, settling: settling), progress: progress).run()
        let kept = try kept()
        return Outcome(copy: result, rewrite: kept?.rewrite, hidden: kept?.hidden ?? 0)
    }

    private func kept() throws(RelocationError) -> Kept? {
        do { return try folder.kept(name, as: Kept.self) } catch { throw unreadable(error) }
    }

    private func keep(_ kept: Kept) throws(RelocationError) {
        do { try folder.keep(kept, as: name) } catch { throw unreadable(error) }
    }

    private func unreadable(_ error: ConductingError) -> RelocationError {
        .unreadable(what: "what is remembered of `\(place.id)`", place: folder.path, why: error.description)
    }
}
