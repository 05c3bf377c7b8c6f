import Foundation
import Relocation
import Testing

@Suite("What a host still does by itself")
struct QuietTests {
    @Test("a real host: a queue that fills, and a connection of its own that is seen from outside only")
    func realHost() async throws {
        let server = try SSHServer()
        let queue = server.folder.appending(path: "queue").path
        try FileManager.default.createDirectory(atPath: queue, withIntermediateDirectories: true)
        let empty = try await QuietReading(host: server.host, queues: [queue]).read()
        #expect(empty.queues.first == HostQuiet.Queue(place: queue, count: 0))
        #expect(empty.listening.contains(server.port))
        // We came by SSH: nobody else is there.
        #expect(!empty.incoming.contains { $0.port == server.port })
        try "work".write(toFile: queue + "/1", atomically: true, encoding: .utf8)
        let full = try await QuietReading(host: server.host, queues: [queue, "/no/such"]).read()
        #expect(full.queues.first?.count == 1)
        #expect(full.unseen.contains { $0.what == "the queue /no/such" })
        server.kill()
        await #expect(throws: RelocationError.self) {
            try await QuietReading(host: .ssh(server.way()), queues: []).read()
        }
    }

    @Test("letters that wait, as three mailers tell it")
    func letters() {
        #expect(QuietReading.letters("Mail queue is empty\n") == 0)
        #expect(QuietReading.letters("") == 0)
        #expect(QuietReading.letters("-Queue ID- --Size--\nA1B2*  500 Mon\n-- 5 Kbytes in 12 Requests.\n") == 12)
        #expect(QuietReading.letters("/var/spool/mqueue\n\t\tTotal requests: 3\n") == 3)
        let exim = "25m  2.9K 0t5C6f-0000c8-00 <alice@shop.test>\n          brutus@shop.test\n"
        #expect(QuietReading.letters(exim) == 1)
        #expect(QuietReading.letters("mailq: cannot open\n") == nil)
    }
}
