/// One line as the edge writes it, field by field; tests change the field they are about.
public struct EdgeText: Sendable {
    public var end = 1_700_000_000_000
    public var sequence = 1
    public var id = "4242-1"
    public var unit = "catalog"
    public var segment = "EU.mobile"
    public var cohort = "new"
    public var side = "n"
    public var decision = "1/d1"
    public var bucket = 17
    public var visitor: UInt64 = 0xDEAD_BEEF_0000_0001
    public var method = "GET"
    public var status = 200
    public var bytes = 5_120
    public var timers = "0/0/1/20/21"
    public var termination = "--"
    public var agent = "mobile"
    public var step = "-"
    public var server = "new/s1"
    public var path = "/category/tea"

    public init() {}

    public var fields: [String] {
        [
            "\(end)", "\(sequence)", id, unit, segment, cohort, side, decision, "\(bucket)",
            String(visitor, radix: 16, uppercase: false), method, "\(status)", "\(bytes)", timers, termination, agent,
            step, server, path,
        ]
    }

    public var text: String { fields.joined(separator: " ") }

    /// With its length in front, as the edge's ring sends it over TCP.
    public var framed: String { "\(text.utf8.count + 1) \(text)\n" }
}
