import Foundation
import Relocation
import Testing

/// A real handshake with a server that has one certificate.
@Suite("Certificates, looked at")
struct CertificateTests {
    @Test("good for its name until its end, refused for another, not seen where nobody speaks TLS")
    func looks() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (cert, key) = ("\(folder)/cert.pem", "\(folder)/key.pem")
        try command([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "20", "-subj", "/CN=shop.test", "-addext", "subjectAltName=DNS:shop.test", "-keyout", key, "-out", cert,
        ])
        let port = try openPort()
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/openssl")
        server.arguments = ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", cert, "-key", key, "-quiet"]
        server.standardInput = Pipe()
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        // A thread may have blocked SIGTERM for its children.
        defer { kill(server.processIdentifier, SIGKILL) }
        for _ in 0..<100 where !answers("127.0.0.1", port) { try await Task.sleep(for: .milliseconds(20)) }

        let address = try #require(IPAddress("127.0.0.1"))
        let look = CertificateLook(address, port: port, authorities: cert)
        let shop = try #require(DomainName("shop.test"))
        guard case .valid(let end?) = await look.look(for: shop) else { return #expect(Bool(false), "not good") }
        #expect((19...20.1).contains(end.timeIntervalSinceNow / 86_400))
        guard case .refused(let why) = await look.look(for: try #require(DomainName("eu.shop.test"))) else {
            return #expect(Bool(false), "not refused")
        }
        #expect(why.contains("eu.shop.test"))
        guard case .refused = await CertificateLook(address, port: port).look(for: shop) else {
            return #expect(Bool(false), "nobody knows its authority")
        }
        let nobody = CertificateLook(address, port: try openPort())
        #expect(await nobody.look(for: shop) == .notSeen("nobody listens there"))
    }
}
