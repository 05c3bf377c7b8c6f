extension DatabaseTransfer {
    /// One schema of a transfer of several, and how far it has come.
    struct Part: Sendable {
        let transfer: DatabaseTransfer
        let files: TransferFolder
        let survey: SchemaSurvey
        var record: TransferRecord?
        var findings: [CopyFinding] = []
        var dumping = Duration.zero
        var loading = Duration.zero

        init(transfer: DatabaseTransfer, files: TransferFolder, survey: SchemaSurvey, record: TransferRecord?) {
            self.transfer = transfer
            self.files = files
            self.survey = survey
            self.record = record
        }

        /// Whole files of a whole snapshot are there.
        var isDumped: Bool { record?.isWhole == true }

        /// A finished copy is not kept but taken anew.
        var isThrownAway: Bool { transfer.terms.replacesEarlier && !transfer.terms.isFollowed }

        func isLoaded() async throws(RelocationError) -> Bool {
            guard let record, isDumped else { return false }
            return try await transfer.marks.isWhole(record)
        }

        func load() async throws(RelocationError) {
            guard let record else { return }
            try await transfer.load(record, survey, from: files)
        }

        var result: TransferResult {
            TransferResult(
                schema: transfer.terms.schema, position: record?.position ?? GTIDPosition(),
                tables: record?.tables.count ?? 0, bytes: record?.bytes ?? 0,
                enabledEvents: record?.enabledEvents ?? [],
                blocked: .milliseconds(record?.blocked ?? 0), dumping: dumping, loading: loading, findings: findings)
        }
    }
}

/// Work that several lanes take from.
actor WorkQueue {
    private var left: [Int]

    init(_ work: [Int]) { left = work.reversed() }

    func next() -> Int? { left.popLast() }
}

extension Result {
    init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
