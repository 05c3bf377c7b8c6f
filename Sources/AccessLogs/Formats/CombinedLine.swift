/// `client - user [time] "request" status bytes "referer" "agent"` and what may follow: nginx's and Apache's.
func readCombined(
    _ cursor: inout LineCursor, _ stamps: inout StampReader, isApache: Bool, _ read: inout AccessLine, _ who: inout Who
) throws(LineFault) {
    who.client = try cursor.token(.client)
    // Nobody runs identd; another text here means that something stands before the client's address.
    try cursor.byte(UInt8(ascii: "-"), .ident)
    try cursor.byte(UInt8(ascii: " "), .ident)
    try toStamp(&cursor, &stamps, &read)
    try cursor.byte(UInt8(ascii: " "), .request)
    readRequest(try cursor.quoted(.request), cursor, &read)
    try cursor.byte(UInt8(ascii: " "), .status)
    read.status = try cursor.status(.status)
    read.isFailure = read.status >= 500
    try cursor.byte(UInt8(ascii: " "), .bytes)
    read.bytes = try cursor.numberOrDash(.bytes)
    try cursor.byte(UInt8(ascii: " "), .referer)
    _ = try cursor.quoted(.referer)
    try cursor.byte(UInt8(ascii: " "), .agent)
    read.agent = try cursor.quoted(.agent)
    try readExtras(&cursor, bare: isApache ? .microseconds : .seconds, &read, &who)
    // Apache's time is the request's arrival; nginx's is the end.
    if isApache { read.endMs += Int64(read.durationMs ?? 0) }
}

/// The user may hold spaces and brackets, so the first bracket that a time follows is the right one.
@inline(__always)
private func toStamp(
    _ cursor: inout LineCursor, _ stamps: inout StampReader, _ read: inout AccessLine
) throws(LineFault) {
    var first: Int?
    while let bracket = cursor.find(UInt8(ascii: "[")) {
        cursor.at = bracket + 1
        if let seconds = stamps.zoned(cursor) {
            cursor.at += StampReader.zonedCount
            read.endMs = seconds * 1_000
            return try cursor.byte(UInt8(ascii: "]"), .stamp)
        }
        first = first ?? cursor.at
    }
    throw LineFault(at: first ?? cursor.at, expected: first == nil ? .user : .stamp)
}

/// What the bare number at the end of a line means.
enum BareNumber { case seconds, microseconds, none }

/// Fields after the last of the format, separated by spaces: bare, in quotes, or with a name.
@inline(__always)
func readExtras(
    _ cursor: inout LineCursor, bare: BareNumber, _ read: inout AccessLine, _ who: inout Who
) throws(LineFault) {
    var hasTime = false
    var hasForwarded = false
    while cursor.at < cursor.count {
        if cursor.here == UInt8(ascii: " ") {
            cursor.at += 1
            continue
        }
        if cursor.here == UInt8(ascii: "\"") {
            let text = try cursor.quoted(.closing)
            if !hasForwarded, bare != .none { takeForwarded(text, cursor, &who) }
            hasForwarded = true
            continue
        }
        let start = cursor.at
        guard let name = cursor.name() else {
            cursor.skipToken()
            guard !hasTime, bare != .none else { continue }
            hasTime = true
            try takeTime(cursor, start, bare, &read)
            continue
        }
        let value: AccessLine.Field
        if cursor.here == UInt8(ascii: "\"") {
            value = try cursor.quoted(.closing)
        } else {
            let from = cursor.at
            cursor.skipToken()
            value = .init(start: from, count: cursor.at - from)
        }
        guard value.count > 0, value.count > 1 || cursor.at(value.start) != UInt8(ascii: "-") else { continue }
        switch cursor.word(name) {
        case LineCursor.word("rt"): try takeTime(cursor, value, .seconds, &read)
        case LineCursor.word("D"): try takeTime(cursor, value, .microseconds, &read)
        case LineCursor.word("msec"):
            guard let ms = cursor.milliseconds(value) else { throw LineFault(at: value.start, expected: .seconds) }
            read.endMs = Int64(ms)
        case LineCursor.word("xff"): takeForwarded(value, cursor, &who)
        case LineCursor.word("visitor"): who.visitor = value
        default: break
        }
    }
}

private func takeTime(
    _ cursor: LineCursor, _ start: Int, _ bare: BareNumber, _ read: inout AccessLine
) throws(LineFault) {
    let field = AccessLine.Field(start: start, count: cursor.at - start)
    if field.count == 1, cursor.at(start) == UInt8(ascii: "-") { return }
    try takeTime(cursor, field, bare, &read)
}

private func takeTime(
    _ cursor: LineCursor, _ field: AccessLine.Field, _ bare: BareNumber, _ read: inout AccessLine
) throws(LineFault) {
    if bare == .microseconds {
        guard let value = cursor.whole(field) else { throw LineFault(at: field.start, expected: .microseconds) }
        read.durationMs = value / 1_000
    } else {
        guard let value = cursor.milliseconds(field) else { throw LineFault(at: field.start, expected: .seconds) }
        read.durationMs = value
    }
}

/// The first address of `X-Forwarded-For` is the client's; what the proxies between appended differs from node to node.
func takeForwarded(_ field: AccessLine.Field, _ cursor: LineCursor, _ who: inout Who) {
    guard field.count > 0, field.count > 1 || cursor.at(field.start) != UInt8(ascii: "-") else { return }
    var end = field.start
    while end < field.start + field.count, cursor.at(end) != UInt8(ascii: ",") { end += 1 }
    if end > field.start { who.client = .init(start: field.start, count: end - field.start) }
}
