import Databases
import Foundation

/// A MariaDB server on this machine that lives as long as something is proven on it: no port, no log, no events, and
/// nobody's databases. Its programs are those of this machine; its release should be that of the server moved.
public struct OwnServer: Sendable {
    private let folder: String

    private let socket: String

    /// - Parameter folder: absolute; made, and taken away again.
    public init(folder: String) throws(RelocationError) {
        self.folder = folder
        socket = "\(try ShortFolder.path())/proof-\(getpid())"
    }

    /// Runs `body` with the server.
    ///
    /// However this program ends, the server ends with it: it is held by a shell that reads from us.
    public func with<Value: Sendable>(
        _ body: @Sendable (ProvingServer) async throws(RelocationError) -> Value
    ) async throws(RelocationError) -> Value {
        try await lay()
        let (alive, end) = AsyncStream.makeStream(of: Void.self)
        let running = Task { () -> Result<Void, RelocationError> in
            do throws(RelocationError) {
                try await run(until: alive)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        let result: Result<Value, RelocationError>
        do throws(RelocationError) {
            let server = try await answering(running)
            result = .success(try await body(server))
        } catch {
            result = .failure(error)
        }
        end.finish()
        _ = await running.value
        _ = try? await Host.local.run(["rm", "-rf", "--", folder], within: .seconds(600))
        return try result.get()
    }

    private func lay() async throws(RelocationError) {
        let script = #"""
            rm -rf -- "$1" && mkdir -p -m 700 -- "$1/tmp" || exit 1
            exec mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$1/data" --tmpdir="$1/tmp" \
                --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --skip-test-db \
                --skip-name-resolve >"$1/install.log" 2>&1
            """#
        try await Host.local.run(["sh", "-c", script, "sh", folder], within: .seconds(300))
            .succeeded(mend: "see \(folder)/install.log, or name a server to prove databases on: `prove_at`")
    }

    private func run(until alive: AsyncStream<Void>) async throws(RelocationError) {
        let script = #"""
            PATH="$PATH:/usr/sbin:/sbin"
            mariadbd --no-defaults --user="$(id -un)" --datadir="$1/data" --tmpdir="$1/tmp" --socket="$2" \
                --pid-file="$1/pid" --log-error="$1/log" --skip-networking --skip-log-bin --event-scheduler=OFF \
                --character-set-server=utf8mb4 --max-allowed-packet=1G --innodb-buffer-pool-size=256M \
                --innodb-flush-log-at-trx-commit=0 --innodb-log-file-size=256M --performance-schema=OFF &
            server=$!
            cat >/dev/null
            kill "$server" 2>/dev/null
            wait "$server"
            true
            """#
        try await Host.local.run(
            ["sh", "-c", script, "sh", folder, socket],
            input: .writing { _ throws(RelocationError) in for await _ in alive {} },
            within: .seconds(7 * 24 * 3600)
        ).succeeded()
    }

    private func answering(_ running: Task<Result<Void, RelocationError>, Never>) async throws(RelocationError)
        -> ProvingServer
    {
        let user = try await Host.local.run(["id", "-un"]).succeeded().text.trimmed
        let server = ProvingServer(
            DatabaseAddress(engine: .mariadb, user: user, database: "mysql", socket: socket), password: "",
            isOwn: true)
        for _ in 0..<600 {
            let words = ["mariadb-admin", "--no-defaults"] + BackupPart.client(server.address) + ["ping"]
            if try await Host.local.run(words).status == 0 { return server }
            do { try await Task.sleep(for: .milliseconds(100)) } catch { throw .cancelled }
        }
        let log = try? await Host.local.run(["tail", "-n", "3", "\(folder)/log"])
        throw .noDatabase(
            server: "the server started for the proof",
            why: (log?.text ?? "").split(whereSeparator: \.isNewline).joined(separator: " / "))
    }
}
