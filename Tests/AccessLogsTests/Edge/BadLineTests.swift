import AccessLogs
import Fixtures
import Testing

/// What is not a line of ours is refused as a whole; nothing in it is guessed.
@Suite struct BadLineTests {
    @Test func aLineThatEndsTooEarlyIsRefused() {
        let fields = EdgeText().fields
        for count in 0..<fields.count { #expect(read(fields.prefix(count).joined(separator: " ")) == nil) }
    }

    @Test func aLineWithAnEmptyFieldIsRefused() {
        for empty in EdgeText().fields.indices {
            var fields = EdgeText().fields
            fields[empty] = ""
            #expect(read(fields.joined(separator: " ")) == nil, "field \(empty)")
        }
    }

    @Test(arguments: [
        (0, "now"), (0, "12x"), (0, "-"), (0, "1234567890123456789"), (0, "99999999999999999999999999"), (0, "1.5"),
        (1, "-1"), (1, "seq"), (1, "0x10"), (1, "18446744073709551616"),
        (2, "abc"), (2, "42"), (2, "-1"), (2, "99999999999-1"), (2, "x42-1"), (2, "4294967296-1"),
        (5, "old"), (5, "n"), (5, "newer"), (5, "nox"), (5, "cat"), (5, "tent"), (5, "NEW"),
        (6, "new"), (6, "q"), (6, "-"),
        (8, "65536"), (8, "-1"), (8, "b"),
        (9, "visitor"), (9, "00000000000000000"), (9, "0x1"),
        (11, "1000"), (11, "-2"), (11, "OK"),
        (12, "many"),
        (13, "0/0/1/20/"), (13, "soon"), (13, "0/0/1/20/x21"), (13, "0/0/1/20/99999999999999999999"),
    ])
    func aFieldOfAnotherShapeIsRefused(_ index: Int, _ value: String) {
        var fields = EdgeText().fields
        fields[index] = value
        #expect(read(fields.joined(separator: " ")) == nil, "field \(index) = \(value)")
    }

    @Test(arguments: [
        "", " ", "\n", "-", String(repeating: " ", count: 64), String(repeating: "7 ", count: 40),
        "GET / HTTP/1.1", "<134>Nov 21 11:43:02 haproxy[1]: Proxy started.",
        #"127.0.0.1 - - [21/Nov/2026:11:43:02 +0000] "GET / HTTP/1.1" 200 512 "-" "curl/8""#,
    ])
    func somebodyElsesLineIsRefused(_ line: String) { #expect(read(line) == nil) }
}
