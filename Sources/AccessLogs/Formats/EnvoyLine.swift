/// `[started] "METHOD path PROTOCOL" code flags received sent duration upstream "xff" "agent" "id" "authority" "host"`.
func readEnvoy(
    _ cursor: inout LineCursor, _ stamps: inout StampReader, _ read: inout AccessLine, _ who: inout Who
) throws(LineFault) {
    try cursor.byte(UInt8(ascii: "["), .isoStamp)
    let started = try stamps.iso(&cursor)
    try cursor.byte(UInt8(ascii: "]"), .isoStamp)
    try cursor.byte(UInt8(ascii: " "), .request)
    readRequest(try cursor.quoted(.request), cursor, &read)
    try cursor.byte(UInt8(ascii: " "), .status)
    read.status = try cursor.numberOrDash(.status)
    guard read.status <= 999 else { throw LineFault(at: cursor.at, expected: .status) }
    try cursor.byte(UInt8(ascii: " "), .flags)
    let flags = try cursor.token(.flags)
    _ = try cursor.numberOrDash(.bytes)
    try cursor.byte(UInt8(ascii: " "), .bytes)
    read.bytes = try cursor.numberOrDash(.bytes)
    try cursor.byte(UInt8(ascii: " "), .duration)
    let duration = try cursor.numberOrDash(.duration)
    try cursor.byte(UInt8(ascii: " "), .duration)
    _ = try cursor.numberOrDash(.duration)
    read.durationMs = duration
    read.endMs = started + Int64(duration)
    read.isFailure = read.status >= 500 || (read.status == 0 && !clientLeft(flags, cursor))
    try cursor.byte(UInt8(ascii: " "), .forwarded)
    takeForwarded(try cursor.quoted(.forwarded), cursor, &who)
    try cursor.byte(UInt8(ascii: " "), .agent)
    read.agent = try cursor.quoted(.agent)
    try readExtras(&cursor, bare: .none, &read, &who)
}

/// `DC`: the client broke off before an answer.
private func clientLeft(_ flags: AccessLine.Field, _ cursor: LineCursor) -> Bool {
    var at = flags.start
    let end = flags.start + flags.count
    while at + 1 < end {
        if cursor.at(at) == UInt8(ascii: "D"), cursor.at(at + 1) == UInt8(ascii: "C") { return true }
        while at < end, cursor.at(at) != UInt8(ascii: ",") { at += 1 }
        at += 1
    }
    return false
}
