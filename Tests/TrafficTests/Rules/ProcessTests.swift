import Glibc
import Testing
import Traffic

extension EdgeTests {
    /// Starting, adopting and stopping, and what is said when that cannot be done.
    @Suite struct Processes {
        @Test func aTakenPortIsNamed() async throws {
            try await EdgeRig.with { rig in
                let layout = EdgeLayout(root: rig.folder + "/second")
                let second = try HAProxyConfiguration(rig.topology, layout: layout)
                await #expect(throws: TrafficError.portInUse(address: "127.0.0.1:\(rig.port)")) {
                    _ = try await HAProxyProcess.start(second)
                }
            }
        }

        @Test func aMissingProgramNamesTheMend() async throws {
            do {
                _ = try await HAProxyBinary.find(in: ["/nonexistent", "/tmp"])
                Issue.record("found a program in a folder that is not there")
            } catch {
                #expect(error == .haproxyMissing(searched: ["/nonexistent", "/tmp"]))
                #expect(error.description.contains("apt-get install haproxy"))
            }
        }

        @Test func anOldProgramIsRefused() async throws {
            var template = Array("/tmp/sluice-old-XXXXXX".utf8CString)
            let folder = String(cString: mkdtemp(&template))
            let path = folder + "/haproxy"
            try "#!/bin/sh\necho 'HAProxy version 2.2.9-2+deb11u6 2023/12/01'\n".overwrite(path)
            chmod(path, 0o755)
            await #expect(throws: TrafficError.haproxyTooOld(path: path, found: "2.2.9-2+deb11u6", needed: "2.6")) {
                _ = try await HAProxyBinary.find(in: [folder])
            }
            unlink(path)
            rmdir(folder)
            #expect(["2.6.0", "2.6.12-1", "3.0", "10.1"].allSatisfy(HAProxyBinary.isEnough))
            #expect(!["2.5.9", "1.8", "2", ""].contains(where: HAProxyBinary.isEnough))
        }

        @Test func statisticsTellTheSides() async throws {
            try await EdgeRig.with { rig in
                _ = try await rig.get("/")
                let statistics = try await rig.edge.statistics()
                #expect(statistics.servers.map(\.name).sorted() == ["n1", "o1"])
                #expect(statistics.isUp(.old) && statistics.isUp(.new))
                #expect(statistics.version.hasPrefix("2.") || statistics.version.hasPrefix("3."))
                let adopted = try #require(HAProxyProcess.adopt(rig.configuration.layout))
                #expect(statistics.processID == Int(adopted.processID))
            }
        }

        @Test func anEdgeThatIsNotThereIsNamed() async throws {
            let topology = EdgeRig.topology(old: 1, new: 2, log: 3)
            let layout = EdgeLayout(root: "/tmp/sluice-nowhere")
            let edge = HAProxyEdge(try HAProxyConfiguration(topology, layout: layout))
            await #expect(
                throws: TrafficError.socketUnreachable(path: layout.socket, reason: "No such file or directory")
            ) { _ = try await edge.readBack() }
        }
    }
}
