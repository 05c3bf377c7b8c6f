import Foundation

/// One way to compare the table of two servers, and what it told.
struct Contestant: Sendable {
    var name: String
    /// The same table in two servers of one engine, or in servers of two engines.
    var pairing: Pairing
    var compare: @Sendable () async throws -> Answer

    enum Pairing: String, CaseIterable, Sendable {
        case same = "MariaDB ↔ MariaDB"
        case foreign = "MariaDB ↔ PostgreSQL"
    }

    /// What a comparison found, and what it cost where that is known.
    struct Answer: Sendable {
        var finding: Finding
        /// CPU seconds of the client.
        var cpu: Double?
        /// The most memory that the client held, in bytes.
        var resident: Int?
        /// How it was done, in a word.
        var way: String?

        init(_ finding: Finding, _ run: ChildRun? = nil, way: String? = nil) {
            self.finding = finding
            cpu = run?.cpu
            resident = run?.resident
            self.way = way
        }
    }

    enum Finding: Sendable, Equatable {
        /// The keys of the rows that differ.
        case keys(Set<Int>)
        /// Whether anything differs, and not what.
        case differs(Bool)
        /// A scan of one side or of both that compares nothing: what reading alone costs.
        case scan
        case failed(String)
    }
}

/// One run of one contestant over one set of data.
struct Trial: Sendable {
    var contestant: String
    var pairing: Contestant.Pairing
    var set: DataSet
    var round: Int
    var seconds: Double
    /// Bytes that the MariaDB servers sent, all together.
    var sent: Int
    var answer: Contestant.Answer
    var planted: Set<Int>

    var isRight: Bool {
        switch answer.finding {
        case .keys(let keys): keys == planted
        case .differs(let differs): differs == !planted.isEmpty
        case .scan: true
        case .failed: false
        }
    }

    /// Found and planted; what is missed and what is false where they are not the same.
    var score: String {
        switch answer.finding {
        case .keys(let keys) where keys == planted: return "\(keys.count)/\(planted.count)"
        case .keys(let keys):
            let (missed, wrong) = (planted.subtracting(keys).count, keys.subtracting(planted).count)
            return "\(keys.count)/\(planted.count): \(missed) missed, \(wrong) false"
        case .differs(let differs): return differs ? "differs" : "equal"
        case .scan: return "-"
        case .failed(let why): return "failed: \(why)"
        }
    }

    /// What it cost, for the table.
    var cost: String {
        guard case .failed = answer.finding else {
            let cpu = answer.cpu.map { String(format: ", %.1f s CPU", $0) } ?? ""
            let memory = answer.resident.map { ", \($0 / 1_048_576) MB" } ?? ""
            return String(format: "%.2f s, %@%@%@, %.1f MB sent", seconds, score, cpu, memory, Double(sent) / 1e6)
        }
        return String(format: "%@ after %.1f s", score, seconds)
    }
}
