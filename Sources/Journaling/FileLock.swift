#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An exclusive lock on a file, held while the value lives and released by the kernel should the process die.
final class FileLock: Sendable {
    private let descriptor: CInt

    init(path: String, owner: String) throws(JournalError) {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            if reason == ENOSPC { throw .full(path: owner) }
            throw .unusable(path: owner, what: String(cString: strerror(reason)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: owner)
        }
        self.descriptor = descriptor
    }

    // Closing is not enough: a child that another thread is starting just now holds a copy until it runs its program.
    deinit {
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
