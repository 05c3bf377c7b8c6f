import Foundation
import Relocation
import Testing

/// A link that chooses a database, on this machine and over SSH.
@Suite("A link that chooses")
struct LinkSwitchTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "link-\(UUID().uuidString.prefix(8))")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for side in ["old", "new"] {
            try "\(side)\n".write(to: folder.appending(path: "shop on \(side)"), atomically: true, encoding: .utf8)
        }
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "shop on old")
    }

    var path: String { folder.appending(path: "shop's link").path }

    @Test("leads elsewhere in one step, there and back, and a second time does nothing")
    func leads() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try SSHServer()
        for host in [Host.local, server.host] {
            let link = LinkSwitch(path, on: host)
            #expect(try await link.read(targets: ["shop on old", "shop on new"]) == "shop on old")
            for target in ["shop on new", "shop on new", "shop on old"] {
                try await link.lead(to: target)
                #expect(try await link.read() == target)
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    }

    @Test("no link, a file in its place and a target that is not there are refused, and nothing is changed")
    func refusals() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let link = LinkSwitch(path, on: .local)
        await #expect(throws: RelocationError.self) { try await link.lead(to: "nowhere") }
        await #expect(throws: RelocationError.self) { try await link.read(targets: ["nowhere"]) }
        #expect(try await link.read() == "shop on old")
        for other in ["shop on old", "none"] {
            let odd = LinkSwitch(folder.appending(path: other).path, on: .local)
            await #expect(throws: RelocationError.self) { try await odd.lead(to: "shop on new") }
        }
    }
}
