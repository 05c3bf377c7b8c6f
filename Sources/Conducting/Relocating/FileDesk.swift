package import Planning
package import Relocation

/// Copies a folder of the plan from host to host, and compares both sides file by file.
package struct FileDesk: Sendable {
    package let id: String
    /// The host and the folder that it goes to: several may go to one.
    package let destination: String
    private let transfer: FileTransfer

    package init(_ files: RelocatedFiles, in plan: Plan, _ logins: PlanLogins) throws(RelocationError) {
        id = files.id.value.rawValue
        destination = "\(files.to.value):\(files.target?.value ?? files.path.value)"
        // Only paths: what host names become inside of files is no matter of a copy.
        let paths = (plan.relocation?.rewrites ?? []).filter { $0.from.value.hasPrefix("/") }.map { rewrite in
            PathMap.Rule(from: rewrite.from.value, to: rewrite.to.value)
        }
        transfer = FileTransfer(
            from: try logins.host(files.from.value), folder: files.path.value, to: try logins.host(files.to.value),
            target: files.target?.value ?? files.path.value, leaveOut: LeaveOut(files.leaveOut.map(\.value)),
            paths: PathMap(paths))
    }

    /// What would be copied.
    package func rehearse() async throws(RelocationError) -> FileTransfer.Outcome { try await transfer.rehearse() }

    /// Compares both sides file by file.
    package func verify() async throws(RelocationError) -> ManifestComparison { try await transfer.verify() }

    /// Copies what is missing or other, then compares size and SHA-256 of every file.
    package func copy(
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(RelocationError) -> (FileTransfer.Outcome, ManifestComparison) {
        (try await transfer.run(progress: progress), try await transfer.verify())
    }
}
