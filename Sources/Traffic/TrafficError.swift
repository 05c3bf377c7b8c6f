/// Everything that can go wrong between a policy and the traffic that obeys it. Each case carries what was expected,
/// what was found and where; ``description`` ends with what to do next.
public enum TrafficError: Error, Sendable, Hashable {
    /// No `haproxy` program in any of the folders searched.
    case haproxyMissing(searched: [String])
    /// The program is there, but older than this adapter drives.
    case haproxyTooOld(path: String, found: String, needed: String)
    /// HAProxy's own check refused the written configuration.
    case configurationRefused(path: String, output: String)
    /// Another program listens where the edge is to listen.
    case portInUse(address: String)
    /// The process ended, or never started, before it served.
    case startFailed(program: String, reason: String, log: String)
    /// The process did not end within the time allowed.
    case stopFailed(processID: Int32, waited: Duration)
    /// The admin socket cannot be reached.
    case socketUnreachable(path: String, reason: String)
    /// The admin socket took a command and did not answer in time.
    case socketTimeout(path: String, command: String, waited: Duration)
    /// HAProxy refused a runtime command.
    case commandRefused(command: String, reply: String)
    /// HAProxy answered something this adapter cannot read.
    case unexpectedReply(command: String, expected: String, found: String)
    /// A file operation failed.
    case fileFailed(path: String, operation: String, reason: String)
    /// A map file, or the runtime's copy of it, holds a row that is not ours.
    case rowMalformed(place: String, row: String, expected: String)
    /// The topology contradicts itself or cannot be written as a configuration.
    case topologyInvalid(part: String, found: String, expected: String)
    /// A policy carries a value outside its range, or names a unit the topology does not have.
    case policyInvalid(key: String, found: String, expected: String)
    /// Runtime and file did not both hold the policy after it was written.
    case notAcknowledged(generation: Int, drift: [EdgeDrift])
}

extension TrafficError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .haproxyMissing(let searched):
            "haproxy is not installed (searched \(searched.joined(separator: ", "))); "
                + "install it with: apt-get install haproxy"
        case .haproxyTooOld(let path, let found, let needed):
            "\(path) is version \(found), but \(needed) or later is needed; "
                + "install it with: apt-get install haproxy (from a newer suite or backports)"
        case .configurationRefused(let path, let output):
            "haproxy refuses \(path): \(output); mend the topology this file was written from"
        case .portInUse(let address):
            "\(address) is already taken by another program; stop that program or choose another port"
        case .startFailed(let program, let reason, let log):
            "\(program) did not start: \(reason); read its output in \(log)"
        case .stopFailed(let processID, let waited):
            "process \(processID) still runs \(waited) after it was told to stop; look at what it waits for, "
                + "or end it with: kill -9 \(processID)"
        case .socketUnreachable(let path, let reason):
            "the edge's admin socket \(path) cannot be reached: \(reason); is haproxy running?"
        case .socketTimeout(let path, let command, let waited):
            "the edge's admin socket \(path) did not answer `\(command)` within \(waited); "
                + "read the policy back before trusting it"
        case .commandRefused(let command, let reply):
            "haproxy refused `\(command)`: \(reply); compare file and runtime with: sluice edge drift"
        case .unexpectedReply(let command, let expected, let found):
            "haproxy answered `\(command)` with `\(found)`, expected \(expected); is this the edge this plan wrote?"
        case .fileFailed(let path, let operation, let reason):
            "\(operation) of \(path) failed: \(reason); check the disk and the folder's owner"
        case .rowMalformed(let place, let row, let expected):
            "\(place) holds `\(row)`, expected \(expected); the map was edited by hand: repair it from the journal"
        case .topologyInvalid(let part, let found, let expected):
            "topology, \(part): found \(found), expected \(expected)"
        case .policyInvalid(let key, let found, let expected):
            "policy of \(key): found \(found), expected \(expected)"
        case .notAcknowledged(let generation, let drift):
            "generation \(generation) was written but not read back: "
                + drift.map(\.description).joined(separator: "; ") + "; repair, or apply it again"
        }
    }
}
