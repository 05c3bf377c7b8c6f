package import Relocation

/// Compares the plan's folders file by file.
package struct FilesDesk: Sendable {
    private let desks: [FileDesk]

    package init(_ desks: [FileDesk]) { self.desks = desks }

    package func verify(show: @Sendable (String) -> Void) async -> Verification {
        var looks: [FilesJudge.Look] = []
        for desk in desks {
            show(desk.id)
            do throws(RelocationError) {
                var found = try await desk.verify()
                // A live host's files come and go: what differs is looked at once more.
                if !found.isEqual { found = FilesJudge.standing(found, try await desk.verify()) }
                looks.append(FilesJudge.Look(id: desk.id, destination: desk.destination, found: found, trouble: nil))
            } catch {
                looks.append(
                    FilesJudge.Look(
                        id: desk.id, destination: desk.destination, found: nil, trouble: error.description))
            }
        }
        return FilesJudge.judge(looks)
    }
}

/// What comparing folders came to: pure.
package enum FilesJudge {
    package struct Look: Sendable {
        package let id: String
        /// The host and the folder that it goes to.
        package let destination: String
        package let found: ManifestComparison?
        package let trouble: String?

        package init(id: String, destination: String, found: ManifestComparison?, trouble: String?) {
            (self.id, self.destination, self.found, self.trouble) = (id, destination, found, trouble)
        }
    }

    /// What two comparisons, one after the other, agree on.
    package static func standing(_ first: ManifestComparison, _ second: ManifestComparison) -> ManifestComparison {
        var both = second
        let (missing, extra) = (Set(first.missing), Set(first.extra))
        let different = Set(first.different.map(\.path))
        both.missing = second.missing.filter(missing.contains)
        both.extra = second.extra.filter(extra.contains)
        both.different = second.different.filter { different.contains($0.path) }
        return both
    }

    package static func judge(_ looks: [Look]) -> Verification {
        var verification = Verification()
        for look in looks {
            guard let found = look.found else {
                verification.add(
                    Verification([
                        VerificationFinding(.files, "files", of: look.id, .notSeen, look.trouble ?? "not compared")
                    ]))
                continue
            }
            // What another folder of the plan brings to the same place is not too much.
            var extra = Set(found.extra)
            for other in looks where other.id != look.id && other.destination == look.destination {
                if let others = other.found { extra.formIntersection(others.extra) }
            }
            verification.add(judge(look.id, found, extra: found.extra.filter(extra.contains)))
        }
        return verification
    }

    private static func judge(
        _ id: String, _ found: ManifestComparison, extra: [FileManifest.Path]
    ) -> Verification {
        let lines =
            found.missing.map { "\(FileManifest.shown($0)): missing" }
            + found.different.map { "\(FileManifest.shown($0.path)): \($0.what)" }
            + extra.map { "\(FileManifest.shown($0)): only on the new side" }
        var detail = "\(found.equalFiles) files, \(found.equalBytes) bytes equal by SHA-256"
        if !found.rewrittenLinks.isEmpty {
            detail += ", \(found.rewrittenLinks.count) links lead elsewhere as declared"
        }
        if !lines.isEmpty {
            detail += "; \(found.missing.count) missing, \(found.different.count) different, \(extra.count) extra"
        }
        return Verification(
            [
                VerificationFinding(
                    .files, "files", of: id, lines.isEmpty ? .passed : .failed, detail, lines: Array(lines.prefix(20)))
            ],
            exclusions: found.leftOut == 0
                ? []
                : [
                    VerificationExclusion(
                        id, "\(found.leftOut) files and folders", because: "the plan leaves them out: `leave_out`")
                ],
            figures: [
                "files": Double(found.equalFiles + found.missing.count + found.different.count),
                "bytes": Double(found.equalBytes), "filesMissing": Double(found.missing.count),
                "filesDifferent": Double(found.different.count), "filesExtra": Double(extra.count),
            ])
    }
}
