import AccessLogs
import Fixtures
import Testing

/// `LENGTH MESSAGE`, however the network cuts the stream.
@Suite struct OctetFrameTests {
    private func cut(_ chunks: [[UInt8]], limit: Int = 65_536) throws -> [String] {
        var frames = OctetFrames(limit: limit)
        var messages: [String] = []
        for chunk in chunks {
            try chunk.withUnsafeBytes { try frames.add($0) { messages.append(String(decoding: $0, as: UTF8.self)) } }
        }
        return messages
    }

    private let stream = Array("5 hello12 hello world!3 a\nb4 end\n".utf8)
    private let messages = ["hello", "hello world!", "a\nb", "end"]

    @Test func aStreamInOnePieceIsCutIntoItsMessages() throws { #expect(try cut([stream]) == messages) }

    @Test func splitAnywhereItGivesTheSameMessages() throws {
        for at in 0...stream.count { #expect(try cut([Array(stream[..<at]), Array(stream[at...])]) == messages) }
        #expect(try cut(stream.map { [$0] }) == messages)
    }

    @Test func splitAtRandomItGivesTheSameMessages() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<200 {
            let sent = (0..<50).map { _ in String(repeating: dice.pick(["a", "7", " "]), count: dice.below(300)) + "." }
            let bytes = sent.flatMap { Array("\($0.utf8.count) \($0)".utf8) }
            var chunks: [[UInt8]] = []
            var at = 0
            while at < bytes.count {
                let end = min(bytes.count, at + 1 + dice.below(400))
                chunks.append(Array(bytes[at..<end]))
                at = end
            }
            #expect(try cut(chunks) == sent)
        }
    }

    @Test func lineEndsAndZeroBytesAtTheEndOfAMessageAreLeftOut() throws {
        #expect(try cut([Array("6 abc\n\n\n".utf8), [52, 32, 97, 10, 0, 0]]) == ["abc", "a"])
        #expect(try cut([Array("1 \n3 abc".utf8)]) == ["", "abc"])
    }

    @Test(arguments: [
        "hello", " 5 hello", "5hello", "-5 hello", "x", "\n", "GET / HTTP/1.1\r\n\r\n", "<134>1 2026", "0 ",
        "007 hello w",
    ])
    func whatIsNotOctetCountedIsRefused(_ text: String) {
        #expect(throws: OctetFrames.Malformed.self) { try cut([Array(text.utf8)]) }
        #expect(throws: OctetFrames.Malformed.self) { try cut(Array(text.utf8).map { [$0] }) }
    }

    @Test(arguments: ["101 ", "1000000", "99999999999999999999999999999999999 x"])
    func aMessageAboveTheLimitIsRefusedBeforeItsBytesCome(_ text: String) {
        #expect(throws: OctetFrames.Malformed.self) { try cut([Array(text.utf8)], limit: 100) }
        #expect(throws: OctetFrames.Malformed.self) { try cut(Array(text.utf8).map { [$0] }, limit: 100) }
    }

    @Test(arguments: [UInt8(ascii: "0"), UInt8(ascii: "9"), UInt8(ascii: " "), 0])
    func aStrangerCannotMakeItGrow(_ byte: UInt8) {
        var frames = OctetFrames(limit: 1_000)
        var refused = false
        for _ in 0..<100 where !refused {
            do {
                try Array(repeating: byte, count: 100).withUnsafeBytes { try frames.add($0) { _ in } }
            } catch { refused = true }
        }
        #expect(refused)
    }

    @Test func afterARefusalNothingIsHandedOnOrTwice() throws {
        var frames = OctetFrames()
        var messages: [String] = []
        func add(_ text: String) throws {
            try Array(text.utf8).withUnsafeBytes {
                try frames.add($0) { messages.append(String(decoding: $0, as: UTF8.self)) }
            }
        }
        try add("3 on")
        #expect(throws: OctetFrames.Malformed.self) { try add("e3 two?") }
        #expect(messages == ["one", "two"])
        #expect(throws: OctetFrames.Malformed.self) { try add("5 three") }
        #expect(messages == ["one", "two"])
    }
}
