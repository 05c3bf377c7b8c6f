import Foundation

/// Our own comparison, run as a program of its own, so that its CPU and its memory are seen as those of the others are.
///
/// The program is this one, told ``word``: it runs ``compare`` once and prints what it told as JSON.
struct OurComparison: Sendable {
    /// Compares a table of two servers, each given by its address.
    var compare: @Sendable (_ old: String, _ new: String, _ table: String, _ pace: Pace) async throws -> Told

    enum Pace: String, Sendable {
        /// As fast as it goes.
        case full
        /// As it goes on a live source when nothing is said.
        case usual
    }

    struct Told: Codable, Sendable {
        /// How many rows differ.
        var differences: Int
        /// The keys of all of them.
        var keys: [Int]
        /// `stream`, `push-down`, or why it could not be checked.
        var way: String
        /// Bytes that came from both sides.
        var bytes: Int
    }

    static let word = "compare-once"

    /// What the program does when its arguments, after ``word``, are two addresses, a table and a pace.
    func answer(_ arguments: [String]) async throws {
        guard arguments.count == 4, let pace = Pace(rawValue: arguments[3]) else {
            throw BenchTrouble("\(Self.word) takes two addresses, a table and full or usual")
        }
        let told = try await compare(arguments[0], arguments[1], arguments[2], pace)
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(told))
    }

    static func contestants(_ servers: ComparedServers) -> [Contestant] {
        Contestant.Pairing.allCases.map { pairing in
            Contestant(name: "ours", pairing: pairing) {
                let new = pairing == .same ? servers.new.fullAddress : servers.foreign.fullAddress
                return try await onThread {
                    let run = try run(servers, new, .full)
                    defer { run.remove() }
                    guard run.status == 0 else { return Contestant.Answer(.failed(run.lastWords), run) }
                    let told = try JSONDecoder().decode(Told.self, from: Data(contentsOf: run.output))
                    guard told.differences == told.keys.count else {
                        return Contestant.Answer(.failed("\(told.differences) told, \(told.keys.count) named"), run)
                    }
                    return Contestant.Answer(.keys(Set(told.keys)), run, way: told.way)
                }
            }
        }
    }

    /// One comparison against the new side at `new`; blocks the thread until it ends or is stopped.
    static func run(
        _ servers: ComparedServers, _ new: String, _ pace: Pace, isStopped: () -> Bool = { false }
    ) throws -> ChildRun {
        try ChildRun.run(
            ["/proc/self/exe", word, servers.old.fullAddress, new, OrderTable.name, pace.rawValue],
            in: servers.folder, isStopped: isStopped)
    }
}
