/// Why bytes are no message of the domain name system.
public struct MalformedMessage: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Reads the bytes of one message from the front; nothing is read past their end, and nothing takes more steps than the
/// message has bytes.
struct MessageBytes {
    let bytes: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func byte() throws(MalformedMessage) -> UInt8 {
        guard place < bytes.count else { throw MalformedMessage("it ends in the middle, after \(bytes.count) bytes") }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func short() throws(MalformedMessage) -> UInt16 {
        let high = try byte()
        return UInt16(high) << 8 | UInt16(try byte())
    }

    mutating func long() throws(MalformedMessage) -> UInt32 {
        let high = try short()
        return UInt32(high) << 16 | UInt32(try short())
    }

    mutating func take(_ count: Int) throws(MalformedMessage) -> [UInt8] {
        guard place + count <= bytes.count else {
            throw MalformedMessage("it ends in the middle, after \(bytes.count) bytes")
        }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    /// Moves on to a place that is not before the present one.
    mutating func go(to end: Int) throws(MalformedMessage) {
        guard end >= place, end <= bytes.count else {
            throw MalformedMessage("a record is longer than its length says")
        }
        place = end
    }

    /// A name, whose end may stand earlier in the message.
    ///
    /// A pointer must lead to before where the part that holds it began. So each step goes nearer to the front, and no
    /// ring of pointers can be walked.
    mutating func name() throws(MalformedMessage) -> DomainName {
        var labels: [[UInt8]] = []
        var length = 1
        var at = place
        var start = place
        var end: Int?
        while true {
            guard at < bytes.count else { throw MalformedMessage("a name ends in the middle") }
            let count = Int(bytes[at])
            switch count {
            case 0:
                place = end ?? at + 1
                guard let name = DomainName(labels: labels) else { throw MalformedMessage("a name is too long") }
                return name
            case 1...DomainName.labelLimit:
                guard at + 1 + count <= bytes.count else { throw MalformedMessage("a name ends in the middle") }
                length += count + 1
                guard length <= DomainName.wireLimit else { throw MalformedMessage("a name is too long") }
                labels.append(Array(bytes[at + 1..<at + 1 + count]))
                at += count + 1
            case 0xC0...:
                guard at + 1 < bytes.count else { throw MalformedMessage("a name ends in the middle") }
                let target = (count & 0x3F) << 8 | Int(bytes[at + 1])
                guard target < start else { throw MalformedMessage("a name leads forward or in a ring") }
                end = end ?? at + 2
                (at, start) = (target, target)
            default: throw MalformedMessage("a name has a label of an unknown form")
            }
        }
    }
}
