package import Foundation

/// Follows one log over rotations and restarts: every line once, or a gap that says so.
///
/// A file that was renamed is read to its end, and on while its writer has not let go of it; one that was copied and
/// emptied is gone on with in its copy, which is found by its first bytes. Files that were rotated in and out between
/// two readings are read too. What cannot be found any more is a gap. Memory is a chunk a file.
///
/// Not for two threads at once; its calls block.
package final class LogFile {
    /// What could not be read, in words; each is a number of lines nobody knows.
    package private(set) var gaps: [String] = []

    package let path: String
    private let offsets: String
    private let mark: Int
    private let chunk: Int
    private let grace: Duration
    private var logs: [OpenLog] = []
    private var finished: [SavedPlace.Finished] = []
    private var newest = 0
    private var at = 0
    private var overlongBefore = 0

    /// Goes on where the saved place says, if it was saved under the same mark; else begins at the log's end, or with
    /// its first line where there is no log yet.
    /// - Parameters:
    ///   - offsets: the file that keeps the place.
    ///   - mark: what the reading is for.
    ///   - chunk: bytes read at a time.
    ///   - grace: how long a rotated file is still looked at after its last line.
    package init(
        path: String, offsets: URL, mark: Int = 0, chunk: Int = 1 << 18, grace: Duration = .seconds(60)
    ) throws(FileTrouble) {
        self.path = path
        self.offsets = offsets.path(percentEncoded: false)
        self.mark = mark
        self.chunk = chunk
        self.grace = grace
        if let saved = try SavedPlace.read(self.offsets), saved.mark == mark {
            (finished, newest) = (saved.finished, saved.newest)
            try resume(saved.open)
            return
        }
        for file in RotatedFiles(of: path).all {
            newest = max(newest, file.written)
            if !file.isCompressed { finish(file.inode, Fingerprint.of(file.path) ?? .none) }
        }
        if let status = RotatedFiles.status(path) {
            let size = Int(status.st_size)
            let (place, isSkipping) = OpenLog.end(of: size)
            let head = Fingerprint.of(path, upTo: size) ?? .none
            if let log = try OpenLog(path, at: place, head, isSkipping: isSkipping, chunk: chunk) { logs.append(log) }
        }
    }

    /// The next line without its end; the same one until it is consumed, nil where there is none now. Valid until the
    /// next call.
    package func next() throws(FileTrouble) -> UnsafeRawBufferPointer? {
        repeat {
            at = 0
            while at < logs.count {
                switch try logs[at].next() {
                case .line(let line): return line
                case .caughtUp: at += 1
                case .replaced: try goOnInCopy(restartingAt: 0)
                case .shrunk(let size): try goOnInCopy(restartingAt: size)
                }
            }
        } while try follow()
        letGo()
        return nil
    }

    /// The line handed out last has been dealt with.
    package func consume() { if at < logs.count { logs[at].consume() } }

    /// Lines too long to be any log's, since the file was opened.
    package var overlong: Int { logs.reduce(overlongBefore) { $0 + $1.overlong } }

    /// Whether there is a file to read.
    package var isThere: Bool { !logs.isEmpty }

    package func takeGaps() -> [String] {
        defer { gaps = [] }
        return gaps
    }

    /// Writes down how far the lines were consumed.
    package func save() throws(FileTrouble) {
        let open = logs.map {
            SavedPlace.Open(
                inode: $0.inode, offset: $0.position, fingerprint: $0.fingerprint, isSkipping: $0.isSkipping)
        }
        try SavedPlace(mark: mark, open: open, finished: finished, newest: newest).write(offsets)
    }
}

extension LogFile {
    private func resume(_ saved: [SavedPlace.Open]) throws(FileTrouble) {
        for place in saved {
            let current = RotatedFiles.status(path)
            let isCurrent = current.map { UInt64($0.st_ino) == place.inode } ?? false
            var candidates = RotatedFiles(of: path).all.filter { !$0.isCompressed }
                .filter { $0.size >= place.offset }.map { ($0.path, $0.inode) }
            if let current, Int(current.st_size) >= place.offset { candidates.append((path, UInt64(current.st_ino))) }
            // A file that was empty has no first bytes to be known by, only its inode.
            let found = candidates.first {
                place.fingerprint.count > 0 ? place.fingerprint.matches($0.0) : $0.1 == place.inode
            }
            if let found,
                let log = try OpenLog(
                    found.0, at: place.offset, place.fingerprint, isSkipping: place.isSkipping, chunk: chunk)
            {
                logs.append(log)
                continue
            }
            gaps.append("\(path) was rotated away before it was read to its end")
            // Cut off below our place, but begun as it was: what stands before the cut is known.
            guard let current, isCurrent, place.fingerprint.matches(path) else { continue }
            let (end, isSkipping) = OpenLog.end(of: Int(current.st_size))
            if let log = try OpenLog(path, at: end, place.fingerprint, isSkipping: isSkipping, chunk: chunk) {
                logs.append(log)
            }
        }
    }

    /// The file was emptied in place: what was not read of it is in a copy, or lost.
    private func goOnInCopy(restartingAt place: Int) throws(FileTrouble) {
        let log = logs[at]
        let copy = RotatedFiles(of: path).all.last {
            !$0.isCompressed && $0.inode != log.inode && $0.size >= log.position && log.fingerprint.matches($0.path)
        }
        let (position, fingerprint, isSkipping) = (log.position, log.fingerprint, log.isSkipping)
        log.restart(at: copy == nil ? place : 0)
        guard let copy,
            let opened = try OpenLog(copy.path, at: position, fingerprint, isSkipping: isSkipping, chunk: chunk)
        else {
            gaps.append("\(path) was emptied, and no copy of what it held is left")
            return
        }
        logs.insert(opened, at: at)
    }

    /// Opens what was rotated in and out since the last look, and the file that has the log's name now. False where there
    /// is nothing new.
    private func follow() throws(FileTrouble) -> Bool {
        var next = try unseen()
        var isNew = !next.isEmpty
        if let status = RotatedFiles.status(path), !logs.contains(where: { $0.inode == UInt64(status.st_ino) }) {
            if let log = try OpenLog(path, at: 0, .none, chunk: chunk) {
                next.append(log)
                isNew = true
            }
        } else if let current = logs.popLast() {
            next.append(current)
        }
        // Their writers may not have let go of the older ones yet, however long nothing was written.
        if isNew { for older in logs { older.lastGrowth = .now } }
        logs += next
        return isNew
    }

    /// Rotated files that were neither read nor are being read: all logs open are read to their ends here, so that a
    /// copy of one of them is known by its first bytes.
    private func unseen() throws(FileTrouble) -> [OpenLog] {
        var found: [OpenLog] = []
        for log in logs { newest = max(newest, log.written) }
        var left: [SavedPlace.Finished] = []
        for file in RotatedFiles(of: path).all where !logs.contains(where: { $0.inode == file.inode }) {
            if file.isCompressed {
                if file.written > newest { gaps.append("\(file.path) was compressed before it was read") }
            } else if let known = finished.first(where: { $0.inode == file.inode }),
                known.fingerprint.matches(file.path)
            {
                left.append(known)
            } else if file.size > 0, !logs.contains(where: { $0.fingerprint.matches(file.path) }),
                let log = try OpenLog(file.path, at: 0, .none, chunk: chunk)
            {
                found.append(log)
            }
            newest = max(newest, file.written)
        }
        finished = left
        return found
    }

    private func finish(_ inode: UInt64, _ fingerprint: Fingerprint) {
        finished.append(.init(inode: inode, fingerprint: fingerprint))
    }

    /// Closes rotated files whose writers have long let go of them.
    private func letGo() {
        guard logs.count > 1 else { return }
        let now = ContinuousClock.now
        let gone = logs.dropLast().filter { now - $0.lastGrowth > grace }
        guard !gone.isEmpty else { return }
        for log in gone {
            if log.pending > 0 { gaps.append("a rotated file of \(path) ends within a line") }
            finish(log.inode, log.fingerprint)
            overlongBefore += log.overlong
        }
        logs.removeAll { log in gone.contains { $0 === log } }
    }
}
