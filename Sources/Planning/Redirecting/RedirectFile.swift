import Foundation

/// The redirect file of a plan: a part of it like any other, only larger.
enum RedirectFile {
    /// Bytes of the file; it does not count against those of the plan's other files.
    static let bound = 100_000_000

    /// Makes the table of all redirects of a plan, and counts the file among the plan's.
    ///
    /// Holds the file's bytes once; with the rows and their index that is at most 160 MB.
    static func add(to plan: inout Plan, folder: PlanFolder?, reading: Reading) {
        guard let redirects = plan.redirects else { return }
        if let file = redirects.file {
            do throws(PlanFolder.Refusal) {
                try add(file.value, to: &plan, redirects.entries, folder: folder, reading: reading)
            } catch {
                reading.note(
                    .wrongFile, "the redirect file `\(Excerpt.of(file.value))` cannot be read: \(error.why)",
                    file.position, mend: error.mend)
            }
        } else {
            plan.redirectTable = RedirectTable(redirects.entries)
        }
        noteRepeated(in: plan.redirectTable, reading)
    }

    private static func add(
        _ path: String, to plan: inout Plan, _ entries: [Redirect], folder: PlanFolder?, reading: Reading
    ) throws(PlanFolder.Refusal) {
        guard let folder else {
            throw PlanFolder.Refusal(
                why: "a plan given as text has no folder to read other files from", mend: "give the plan as a file")
        }
        let name = folder.name(of: path)
        guard !plan.files.contains(where: { $0.path == name }) else {
            throw PlanFolder.Refusal(
                why: "it is already part of the plan", mend: "keep redirects in a file of their own")
        }
        let spare = entries.reduce(0) { $0 + $1.from.value.utf8.count + $1.to.value.utf8.count }
        let bytes = try bytes(at: try folder.place(of: path), spare: spare)
        plan.files.append(PlanFile(path: name, bytes: bytes))
        let rows = bytes.withUnsafeBytes { RedirectRows($0, file: name, reading: reading).rows }
        plan.redirectTable = RedirectTable(entries, file: name, bytes: bytes, rows: rows)
    }

    /// The bytes of a regular file, read once into an array with room for `spare` more.
    private static func bytes(at path: String, spare: Int) throws(PlanFolder.Refusal) -> [UInt8] {
        // Without waiting: a pipe that nobody writes to would hold the program here.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            let isAbsent = errno == ENOENT
            throw PlanFolder.Refusal(
                why: isAbsent ? "there is no such file" : "the file cannot be opened",
                mend: isAbsent ? "check the path" : "check its permissions")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw PlanFolder.Refusal(why: "this is no regular file", mend: "name a CSV file")
        }
        guard status.st_size <= bound else { throw tooLarge }
        // One byte more than it has, to see that it has not grown.
        let room = Int(status.st_size) + 1
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: room + spare) { buffer, count in
            while count < room {
                let got = read(file, buffer.baseAddress! + count, room - count)
                if got < 0, errno == EINTR { continue }
                failed = failed || got < 0
                guard got > 0 else { break }
                count += got
            }
        }
        guard !failed, bytes.count < room else {
            throw PlanFolder.Refusal(
                why: failed ? "the file cannot be read" : "the file grows while it is read",
                mend: failed ? "check the disk" : "read the plan again when it is done")
        }
        return bytes
    }

    private static let tooLarge = PlanFolder.Refusal(
        why: "it is larger than \(bound / 1_000_000) MB",
        mend: "let patterns at the edge do what so many single redirects do")

    private static func noteRepeated(in table: RedirectTable, _ reading: Reading) {
        for place in table.repeated where !reading.isFull {
            let repeated = table[place].from
            guard let first = table.redirect(from: repeated.value) else { continue }
            reading.note(
                .duplicate, "`\(Excerpt.of(repeated.value))` is already redirected at \(first.from.position)",
                repeated.position, mend: "keep one of the two")
        }
    }
}
