/// `client:port [accepted] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes cookie cookie tsc conns queues {…} "request"`
/// with anything a syslog daemon puts in front.
func readHAProxy(
    _ cursor: inout LineCursor, _ stamps: inout StampReader, zoneSeconds: Int, _ read: inout AccessLine,
    _ who: inout Who
) throws(LineFault) {
    let accepted = try toStamp(&cursor, &stamps, &who) - Int64(zoneSeconds) * 1_000
    try cursor.byte(UInt8(ascii: " "), .server)
    _ = try cursor.token(.server)
    _ = try cursor.token(.server)
    let total = try readTimers(&cursor)
    read.durationMs = total
    read.endMs = accepted + Int64(total)
    read.status = try cursor.signedNumber(.status)
    try cursor.byte(UInt8(ascii: " "), .bytes)
    if cursor.here == UInt8(ascii: "+") { cursor.at += 1 }
    read.bytes = try cursor.numberOrDash(.bytes)
    try cursor.byte(UInt8(ascii: " "), .cookies)
    let cookie = try cursor.token(.cookies)
    if cookie.count > 1 { who.visitor = cookie }
    _ = try cursor.token(.cookies)
    let termination = try cursor.token(.termination)
    guard 2...4 ~= termination.count else { throw LineFault(at: termination.start, expected: .termination) }
    read.isFailure = isFailure(read.status, cursor.at(termination.start))
    try skipCounts(&cursor, slashes: 4)
    try skipCounts(&cursor, slashes: 1)
    try readCaptures(&cursor, &read)
    // A long line is cut at the log's length, request and closing quote with it.
    let start = cursor.at + 1
    let end = cursor.find(UInt8(ascii: "\""), from: start) ?? cursor.count
    readRequest(.init(start: start, count: end - start), cursor, &read)
}

/// As the shopper met it: 5xx, or no answer and not his own doing.
@inline(__always)
private func isFailure(_ status: Int, _ cause: UInt8) -> Bool {
    if status >= 500 { return true }
    return cause == UInt8(ascii: "S") || (status <= 0 && cause != UInt8(ascii: "C"))
}

/// Finds the accept time, whatever stands in front, and the client before it. In ms, as if the zone were UTC.
@inline(__always)
private func toStamp(
    _ cursor: inout LineCursor, _ stamps: inout StampReader, _ who: inout Who
) throws(LineFault) -> Int64 {
    while let bracket = cursor.find(UInt8(ascii: "[")) {
        cursor.at = bracket + 1
        guard let seconds = stamps.bare(cursor), bracket > 1 else { continue }
        cursor.at += StampReader.bareCount
        let fraction = try cursor.fraction(.bareStamp)
        try cursor.byte(UInt8(ascii: "]"), .bareStamp)
        // The port is of one connection only, and no part of who it is.
        var start = bracket - 1
        var colon = start
        while start > 0, cursor.at(start - 1) != UInt8(ascii: " ") {
            start -= 1
            if colon == bracket - 1, cursor.at(start) == UInt8(ascii: ":") { colon = start }
        }
        guard colon > start, cursor.at(bracket - 1) == UInt8(ascii: " ") else {
            throw LineFault(at: start, expected: .client)
        }
        who.client = .init(start: start, count: colon - start)
        return seconds * 1_000 + Int64(fraction)
    }
    throw LineFault(at: cursor.at, expected: .bareStamp)
}

/// The last of five times; `+` in front of it where the line was written early.
@inline(__always)
private func readTimers(_ cursor: inout LineCursor) throws(LineFault) -> Int {
    for _ in 0..<4 {
        _ = try cursor.signedNumber(.timers)
        try cursor.byte(UInt8(ascii: "/"), .timers)
    }
    if cursor.here == UInt8(ascii: "+") { cursor.at += 1 }
    let total = try cursor.signedNumber(.timers)
    try cursor.byte(UInt8(ascii: " "), .timers)
    return max(0, total)
}

@inline(__always)
private func skipCounts(_ cursor: inout LineCursor, slashes: Int) throws(LineFault) {
    for turn in 0...slashes {
        if cursor.here == UInt8(ascii: "+") { cursor.at += 1 }
        _ = try cursor.signedNumber(.connections)
        try cursor.byte(turn < slashes ? UInt8(ascii: "/") : UInt8(ascii: " "), .connections)
    }
}

/// Passes over `{a|b} {c}` and stops at the request's quote. HAProxy writes braces and bars of a header as `#7B`.
@inline(__always)
private func readCaptures(_ cursor: inout LineCursor, _ read: inout AccessLine) throws(LineFault) {
    var isFirst = true
    while cursor.here == UInt8(ascii: "{") {
        guard let end = cursor.find(UInt8(ascii: "}")) else { throw LineFault(at: cursor.at, expected: .captures) }
        if isFirst {
            var stop = cursor.at + 1
            while stop < end, cursor.at(stop) != UInt8(ascii: "|") { stop += 1 }
            read.agent = .init(start: cursor.at + 1, count: stop - cursor.at - 1)
            isFirst = false
        }
        cursor.at = end + 1
        try cursor.byte(UInt8(ascii: " "), .request)
    }
    guard cursor.here == UInt8(ascii: "\"") else { throw LineFault(at: cursor.at, expected: .request) }
}
