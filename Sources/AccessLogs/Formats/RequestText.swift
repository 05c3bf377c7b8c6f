/// Takes `METHOD target PROTOCOL` apart; leaves method and path empty where it is something else.
@inline(__always)
func readRequest(_ request: AccessLine.Field, _ cursor: LineCursor, _ read: inout AccessLine) {
    let end = request.start + request.count
    var at = request.start
    while at < end, 65...90 ~= cursor.at(at) { at += 1 }
    guard at > request.start, at - request.start <= 24, at < end, cursor.at(at) == UInt8(ascii: " ") else { return }
    let method = AccessLine.Field(start: request.start, count: at - request.start)
    at += 1
    // A target may hold spaces where a client sent them: the protocol is what follows the last one.
    var stop = end
    var i = end - 1
    while i > at, cursor.at(i) != UInt8(ascii: " "), end - i < 12 { i -= 1 }
    if i > at, cursor.at(i) == UInt8(ascii: " "), cursor.at(i + 1) == UInt8(ascii: "H") { stop = i }
    // HTTP/2 is logged with scheme and host by some: `https://shop.example/cart`.
    if at < stop, cursor.at(at) != UInt8(ascii: "/") {
        guard let path = afterAuthority(cursor, at, stop) else { return }
        at = path
    }
    var tail = at
    while tail < stop, cursor.at(tail) != UInt8(ascii: "?"), cursor.at(tail) != UInt8(ascii: "#") { tail += 1 }
    guard tail > at else { return }
    read.method = method
    read.path = .init(start: at, count: tail - at)
}

private func afterAuthority(_ cursor: LineCursor, _ from: Int, _ stop: Int) -> Int? {
    var at = from
    while at < stop, cursor.at(at) != UInt8(ascii: ":") { at += 1 }
    guard stop - at > 3, cursor.at(at + 1) == UInt8(ascii: "/"), cursor.at(at + 2) == UInt8(ascii: "/") else {
        return nil
    }
    at += 3
    while at < stop, cursor.at(at) != UInt8(ascii: "/") { at += 1 }
    return at < stop ? at : nil
}
