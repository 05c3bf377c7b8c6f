import Planning
import Testing

@Suite("Messages")
struct MessageTests {
    /// Found by the fuzzer: an audience is free text, and the message about it named it as it stood.
    @Test("quote a plan without steering the terminal they are shown on")
    func plain() throws {
        let text = try Cases.text(Cases.sample).replacing(
            "channel: chat, sender: cleo", with: "sender: cleo, audiences: [{ who: \"a\\u001b[2Jb\" }]")
        let findings = PlanCheck.run(try PlanReader.read(text: text), at: Cases.time)
        #expect(findings.contains { $0.code == "COM001" && $0.message.contains("a\\u{1b}[2Jb") })
        #expect(findings.allSatisfy { ($0.message + $0.mend).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
    }
}
