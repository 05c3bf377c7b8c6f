import Glibc

/// Starts, watches and ends the processes of an estate. They live on when the program that started them ends; the
/// `EstateDescription` is how a later program finds them again.
///
/// ```swift
/// let processes = try EstateProcesses(executable: EstateProcesses.besideThisProgram())
/// var estate = try await processes.startEstate(folder: "/tmp/estate", seed: 1, rate: 200)
/// estate = try await processes.startShoppers(estate, edge: 8080)
/// ```
public struct EstateProcesses: Sendable {
    /// Absolute path of `sample-estate`.
    public let executable: String
    /// How long a process may take until it serves.
    public let patience: Duration

    /// - Parameter executable: absolute path of the program `sample-estate`.
    public init(executable: String, patience: Duration = .seconds(15)) throws(SampleEstateError) {
        guard access(executable, X_OK) == 0 else { throw .executableMissing(path: executable) }
        self.executable = executable
        self.patience = patience
    }

    /// The program `sample-estate` in the folder of the running program, where the build puts both.
    public static func besideThisProgram() throws(SampleEstateError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        guard length > 0 else { throw .executableMissing(path: "/proc/self/exe") }
        let own = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = own.prefix(through: own.lastIndex(of: "/") ?? own.startIndex) + "sample-estate"
        guard access(String(path), X_OK) == 0 else { throw .executableMissing(path: String(path)) }
        return String(path)
    }

    /// Starts stock and both shops on free ports, with all files in `folder`.
    /// - Parameters:
    ///   - folder: absolute path of a folder that exists.
    ///   - token: nil draws a new one.
    ///   - versions: what the shops say they are.
    public func startEstate(
        folder: String, token: String? = nil, seed: UInt64, rate: Double,
        versions: (old: String, new: String) = ("1", "2")
    ) async throws(SampleEstateError) -> EstateDescription {
        var estate = EstateDescription(
            token: token ?? StableHash.randomIdentifier(), folder: folder,
            stock: .init(port: 0, database: folder + "/stock.db", log: folder + "/stock.log"),
            old: .init(port: 0, database: folder + "/old.db", log: folder + "/old.log", version: versions.old),
            new: .init(port: 0, database: folder + "/new.db", log: folder + "/new.log", version: versions.new),
            acknowledged: folder + "/acknowledged.jsonl", statistics: folder + "/shoppers.json", seed: seed,
            rate: rate)
        do {
            estate.stock = try await startStock(estate)
            estate.old = try await startShop(.old, estate)
            estate.new = try await startShop(.new, estate)
        } catch {
            for entry in [estate.stock, estate.old, estate.new] where Self.isAlive(entry) {
                try await Self.stop(entry)
            }
            throw error
        }
        return estate
    }

    /// Starts the stock allocator as the description says (port 0 picks a free one).
    /// - Returns: its entry, with pid and port.
    public func startStock(_ estate: EstateDescription) async throws(SampleEstateError) -> EstateDescription.Entry {
        try await start("stock", estate.stock, ["stock", "--port", "\(estate.stock.port)"])
    }

    /// Starts a shop as the description says (port 0 picks a free one).
    /// - Parameter version: nil keeps the version of the description.
    /// - Returns: its entry, with pid, port and version.
    public func startShop(
        _ side: ShopSide, _ estate: EstateDescription, version: String? = nil
    ) async throws(SampleEstateError) -> EstateDescription.Entry {
        var entry = estate[side]
        entry.version = version ?? entry.version ?? "1"
        return try await start(
            "shop \(side.rawValue)", entry,
            [
                "shop", "--side", side.rawValue, "--port", "\(entry.port)", "--stock", estate.stock.address,
                "--token-file", try TokenFile.write(estate), "--version", entry.version ?? "1",
            ])
    }

    /// Ends a shop and starts it again on the same port with another version; its store stays, its faults are gone.
    public func restartShop(
        _ side: ShopSide, _ estate: EstateDescription, version: String
    ) async throws(SampleEstateError) -> EstateDescription.Entry {
        try await Self.stop(estate[side])
        return try await startShop(side, estate, version: version)
    }

    /// Starts the shoppers at the description's seed and rate.
    /// - Parameters:
    ///   - edge: port on 127.0.0.1 they shop at.
    ///   - duration: nil lets them come until they are stopped.
    public func startShoppers(
        _ estate: EstateDescription, edge: Int, mix: ShopperMix = ShopperMix(), duration: Duration? = nil
    ) async throws(SampleEstateError) -> EstateDescription.Entry {
        let log = estate.shoppers?.log ?? estate.folder + "/shoppers.log"
        var arguments = [
            "shoppers", "--edge", "127.0.0.1:\(edge)", "--rate", "\(estate.rate)", "--seed", "\(estate.seed)",
            "--acknowledged", estate.acknowledged, "--statistics", estate.statistics, "--bots", "\(mix.bots)",
            "--eu-share", "\(mix.euShare)",
        ]
        if let duration { arguments += ["--duration", "\(duration / .seconds(1))"] }
        return try await start("shoppers", .init(port: 0, log: log), arguments)
    }

    private func start(
        _ name: String, _ entry: EstateDescription.Entry, _ arguments: [String]
    ) async throws(SampleEstateError) -> EstateDescription.Entry {
        let log = entry.log ?? "/dev/null"
        let before = LogTail.length(log)
        let database = entry.database.map { ["--db", $0] } ?? []
        let pid = try DetachedProcess.spawn(executable, arguments + database, log: log)
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            // Asked first, so that what a process that just died wrote last is still read below.
            let started = DetachedProcess.started(pid)
            if let said = LogTail.announcement(in: LogTail.read(log, from: before)) {
                var running = entry
                running.pid = pid
                running.started = started
                running.port = said.port ?? entry.port
                return running
            }
            if started == nil { break }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { break }
        }
        Glibc.kill(pid, SIGKILL)
        _ = DetachedProcess.started(pid)
        throw .didNotServe(name: name, log: log, tail: String(LogTail.read(log, from: before).suffix(400)))
    }
}
