import DatabaseRig
import Databases
import Foundation
import Testing

@Suite struct EncryptionTests {
    @Test("the way is encrypted as the address asks, and a certificate of somebody else is refused")
    func tls() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (right, other) = (try certificate(in: folder, "right"), try certificate(in: folder, "other"))
        let server = try await MariaDBServer(settings: ["--ssl-cert=\(right.file)", "--ssl-key=\(right.key)"])
        let postgres = try await PostgreSQLServer()
        try postgres.run("ALTER SYSTEM SET ssl_cert_file = '\(right.file)'")
        try postgres.run("ALTER SYSTEM SET ssl_key_file = '\(right.key)'")
        try postgres.run("ALTER SYSTEM SET ssl = on; SELECT pg_reload_conf()")
        try await Task.sleep(for: .milliseconds(500))
        for (text, password) in [(server.address, server.password), (postgres.address, postgres.password)] {
            // The certificate is for the name and not for the number.
            let text = text.replacing("127.0.0.1", with: "localhost")
            func isEncrypted(_ parameters: String) async throws -> Bool {
                let address = try DatabaseAddress(parsing: text + parameters)
                if address.engine == .mariadb {
                    let connection = MariaDBConnection(address, password: password)
                    let told = try await connection.rows("SHOW STATUS LIKE 'Ssl_cipher'").texts(of: 0)[1]
                    return told?.isEmpty == false
                }
                let connection = PostgreSQLConnection(address, password: password)
                let told = try await connection.rows(
                    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                return told.texts(of: 0)[0] == "t"
            }
            #expect(try await !isEncrypted("?tls=off"), "\(text)")
            #expect(try await isEncrypted("?tls=preferred"), "\(text)")
            #expect(try await isEncrypted("?tls=required"), "\(text)")
            #expect(try await isEncrypted("?tls=verified&ca=\(right.file)"), "\(text)")
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await isEncrypted("?tls=verified&ca=\(other.file)")
            }
            #expect(!"\(String(describing: error))".contains(password))
        }
    }

    /// A certificate for localhost that is its own authority.
    private func certificate(in folder: URL, _ name: String) throws -> (file: String, key: String) {
        let (file, key) = ("\(folder.path)/\(name).pem", "\(folder.path)/\(name).key")
        try run([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", file,
        ])
        try run(["chmod", "600", key])
        // PostgreSQL reads only a key of its own account, MariaDB here runs as this one.
        if getuid() == 0 { try run(["chown", "postgres", key]) }
        return (file, key)
    }

    private func run(_ command: [String]) throws {
        let child = Process()
        child.executableURL = URL(filePath: "/usr/bin/env")
        child.arguments = command
        child.standardError = FileHandle.nullDevice
        child.standardOutput = FileHandle.nullDevice
        try child.run()
        child.waitUntilExit()
        #expect(child.terminationStatus == 0, "\(command)")
    }
}
