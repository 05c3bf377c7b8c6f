/// SHA-256 of bytes that stream by, computed by `sha256sum` beside them.
actor StreamDigest {
    private let line = ByteLine()
    private var work: Task<Result<String, RelocationError>, Never>?
    private(set) var bytes = 0

    func add(_ more: [UInt8]) async throws(RelocationError) {
        start()
        bytes += more.count
        guard await line.send(more) else {
            throw .lost(host: "this machine", command: "sha256sum", why: "it ended while bytes were still to come")
        }
    }

    /// 64 lower-case hexadecimal digits.
    func finish() async throws(RelocationError) -> String {
        start()
        await line.close()
        guard let work else { throw .cancelled }
        return try await work.value.get()
    }

    /// When nobody wants it any more.
    func abandon() async {
        work?.cancel()
        await line.close()
    }

    private func start() {
        guard work == nil else { return }
        let line = line
        work = Task {
            do throws(RelocationError) {
                let reply = try await Host.local.run(
                    ["sha256sum"],
                    input: .writing { writer throws(RelocationError) in
                        while let chunks = await line.next() { for chunk in chunks { try await writer.write(chunk) } }
                    }, within: .seconds(7 * 24 * 3600)
                ).succeeded()
                return .success(String(reply.text.prefix(64)))
            } catch {
                await line.close()
                return .failure(error)
            }
        }
    }
}
