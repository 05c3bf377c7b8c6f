import AccessLogs
import Fixtures
import Testing

/// Whatever bytes arrive, reading ends, and what it returns lies inside the line.
@Suite struct HostileLineTests {
    private func staysInside(_ bytes: [UInt8]) -> Bool {
        guard let line = read(bytes) else { return true }
        let fields = [
            line.unit, line.segment, line.decision, line.method, line.termination, line.step, line.server, line.path,
        ]
        _ = bytes.withUnsafeBytes { line.isFailure(in: $0) }
        return fields.allSatisfy { $0.count > 0 && $0.start >= 0 && $0.start + $0.count <= bytes.count }
    }

    @Test func randomBytesAreSurvived() {
        var dice = Dice(seed: 1)
        for _ in 0..<10_000 {
            let bytes = (0..<dice.below(300)).map { _ in dice.chance(0.3) ? 32 : UInt8(dice.below(256)) }
            #expect(staysInside(bytes))
        }
    }

    @Test func mutatedLinesAreSurvived() {
        var dice = Dice(seed: 2)
        for _ in 0..<20_000 {
            var bytes = Array(EdgeText().text.utf8)
            for _ in 0...dice.below(4) where !bytes.isEmpty {
                let at = dice.below(bytes.count)
                switch dice.below(5) {
                case 0: bytes[at] = UInt8(dice.below(256))
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(dice.pick([32, 45, 47, 48, 57, 0, 255]), at: at)
                case 3: bytes.insert(contentsOf: repeatElement(57, count: dice.below(40)), at: at)
                default: bytes.removeLast(bytes.count - at)
                }
            }
            #expect(staysInside(bytes))
        }
    }
}
