import Foundation

/// The ledger and the file it is kept in. What it answers is on the disk first.
actor PaymentDesk {
    private var ledger = PaymentLedger()
    private var settings: PaymentSettings
    private let settingsFile: String
    private let journal: DurableLines
    private var underWay: [String: Int64] = [:]

    /// - Parameters:
    ///   - folder: made when missing; holds `authorisations.jsonl` and `settings.json`.
    ///   - settings: count when the folder holds none.
    init(folder: String, settings: PaymentSettings) throws(SampleEstateError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .fileUnusable(path: folder, reason: "\(error)")
        }
        let file = folder + "/authorisations.jsonl"
        journal = try DurableLines(file)
        for kept in try Self.read(file) { ledger.keep(kept) }
        settingsFile = folder + "/settings.json"
        self.settings = PaymentSettings.read(settingsFile) ?? settings
        try AtomicFile.write(self.settings, to: settingsFile)
    }

    var currentSettings: PaymentSettings { settings }

    func change(_ settings: PaymentSettings) throws(SampleEstateError) {
        try settings.check()
        try AtomicFile.write(settings, to: settingsFile)
        self.settings = settings
    }

    func page(after: Int, limit: Int) -> AuthorisationPage {
        ledger.page(after: after, limit: limit)
    }

    /// The order's authorisation: the one it has, or a new one.
    func authorise(host: String, key: String, amount: Int, currency: String, notice: String) async throws
        -> Authorisation
    {
        if let known = ledger.authorisation(host: host, key: key) {
            // The first request may still be on its way to the disk.
            try await write(known)
            return known
        }
        let now = WallClock.milliseconds
        let made = Authorisation(
            id: "A-\(UUID().uuidString.lowercased())", host: host, key: key, amount: amount, currency: currency,
            notice: notice, authorisedMs: now)
        ledger.keep(made)
        try await write(made)
        return made
    }

    func capture(_ id: String, for asked: CaptureRequest) async throws -> PaymentLedger.Capture {
        let outcome = ledger.capture(id, for: asked, now: WallClock.milliseconds)
        if case .captured = outcome, let captured = ledger[id] { try await write(captured) }
        return outcome
    }

    /// Voids what was abandoned.
    func voidAbandoned() async throws {
        for voided in ledger.voidAbandoned(now: WallClock.milliseconds, limitMs: settings.voidAfterMs) {
            try await write(voided)
        }
    }

    /// Notices to send now; none of them is given out again before it was reported or its pause is over.
    func takeNotices() -> [Authorisation] {
        let now = WallClock.milliseconds
        let owed = ledger.owedNotices(now: now, delayMs: settings.noticeDelayMs).filter {
            (underWay[$0.id] ?? 0) <= now
        }
        for one in owed { underWay[one.id] = .max }
        return owed
    }

    func report(_ id: String, taken: Bool) async throws {
        underWay[id] = taken ? nil : WallClock.milliseconds + settings.retryMs
        if taken, let now = ledger.noticed(id) { try await write(now) }
    }

    private func write(_ authorisation: Authorisation) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = String(decoding: try encoder.encode(authorisation), as: UTF8.self) + "\n"
        guard await journal.append(line) else {
            throw SampleEstateError.fileUnusable(path: "authorisations.jsonl", reason: "the disk refused a line")
        }
    }

    private static func read(_ path: String) throws(SampleEstateError) -> [Authorisation] {
        do {
            let decoder = JSONDecoder()
            return try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")).map {
                try decoder.decode(Authorisation.self, from: Data($0))
            }
        } catch {
            throw .fileUnusable(path: path, reason: "\(error)")
        }
    }
}
