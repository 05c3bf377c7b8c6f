import CMariaDB
import Foundation

/// Ends what a connection does, from another thread: wakes the thread that waits for an answer, and ends the statement
/// in the server by a second connection.
struct MariaDBInterruption: Sendable {
    let address: DatabaseAddress
    let password: String
    let socket: Int32
    /// Of the connection in the server.
    let id: UInt64

    /// Only while the connection stands: afterwards its socket's number may mean another file.
    func interrupt() {
        shutdown(socket, Int32(SHUT_RDWR))
        let (address, password, id) = (address, password, id)
        Thread.detachNewThread {
            // Where this fails the server notices the closed connection by itself, later.
            guard
                let line = try? MariaDBLine(
                    address, password: password, limits: ConnectionLimits(connect: 5, answer: 5))
            else { return }
            try? line.execute("KILL \(id)")
        }
    }
}
