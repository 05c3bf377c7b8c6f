import Conducting
import Foundation
public import Journaling

/// Follows a journal that another process writes, and gives the run's view whenever it is asked.
///
/// Each look reads only the rows that are new. Should the journal not be readable for a moment, the view stays as it was.
public actor JournalWatch {
    private let journal: Journal
    private var live: LiveRun

    public init(_ journal: Journal) {
        self.journal = journal
        live = LiveRun(identity: journal.identity)
    }

    /// The run as it stands now.
    public func view() async -> RunView {
        let (journal, row) = (journal, live.history.row)
        // SQLite blocks: not on a thread that tasks share.
        let rows = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: (try? journal.rows(after: row)) ?? []) }
        }
        // Another caller may have folded some of them meanwhile.
        let fresh = rows.filter { $0.sequence > live.history.row }
        try? live.fold(fresh)
        return live.view
    }
}
