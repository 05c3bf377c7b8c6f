import Fixtures

/// Makes one text out of another, as a hurried, a careless or a hostile hand would.
struct Mutator {
    let corpus: Corpus

    func mutate(_ original: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = original
        // Mostly one change: of many, the first one refused hides the others.
        let changes = dice.chance(0.6) ? 1 : 1 + dice.below(8)
        for _ in 0..<changes where bytes.count < 200_000 {
            switch dice.below(20) {
            case 0..<8: exchangeToken(&bytes, &dice)
            case 8..<11: moveTokens(&bytes, &dice)
            case 11..<15: changeLines(&bytes, &dice)
            case 15..<18: changeBytes(&bytes, &dice)
            case 18: splice(&bytes, &dice)
            default: bytes.removeSubrange(min(bytes.count, dice.below(bytes.count + 1))...)
            }
        }
        return bytes
    }

    /// One token becomes another of its sort: an odd one, or one from elsewhere.
    private func exchangeToken(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let tokens = Tokens.cut(bytes)
        guard !tokens.isEmpty else { return }
        let token = tokens[dice.below(tokens.count)]
        let sort = Tokens.sort(token)
        var other = Array(dice.pick(Tokens.odd[sort] ?? ["x"]).utf8)
        if dice.chance(0.5) {
            let alike = Tokens.cut(dice.chance(0.7) ? bytes : dice.pick(corpus.texts)).filter {
                Tokens.sort($0) == sort
            }
            if !alike.isEmpty { other = Array(dice.pick(alike)) }
        }
        bytes.replaceSubrange(token.startIndex..<token.endIndex, with: other)
    }

    /// Some tokens go, come twice, or change places with others.
    private func moveTokens(_ bytes: inout [UInt8], _ dice: inout Dice) {
        var tokens = Tokens.cut(bytes)
        guard tokens.count > 1 else { return }
        let from = dice.below(tokens.count)
        let part = tokens[from..<min(tokens.count, from + 1 + dice.below(12))]
        switch dice.below(3) {
        case 0: tokens.removeSubrange(part.startIndex..<part.endIndex)
        case 1: tokens.insert(contentsOf: part, at: dice.below(tokens.count))
        default: tokens.swapAt(from, dice.below(tokens.count))
        }
        bytes = tokens.flatMap { $0 }
    }

    /// Lines go, come twice, change places or their indentation.
    private func changeLines(_ bytes: inout [UInt8], _ dice: inout Dice) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let from = dice.below(lines.count)
        let part = lines[from..<min(lines.count, from + 1 + dice.below(6))]
        switch dice.below(5) {
        case 0: lines.removeSubrange(part.startIndex..<part.endIndex)
        case 1: lines.insert(contentsOf: part, at: dice.below(lines.count))
        case 2: lines.swapAt(from, dice.below(lines.count))
        case 3: lines[from] = [0x20, 0x20] + lines[from]
        default: lines[from] = lines[from].dropFirst(2)
        }
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    private func changeBytes(_ bytes: inout [UInt8], _ dice: inout Dice) {
        guard !bytes.isEmpty else { return }
        let place = dice.below(bytes.count)
        switch dice.below(5) {
        case 0: bytes[place] = UInt8(dice.below(256))
        case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 2: bytes.insert(UInt8(dice.below(256)), at: place)
        case 3: bytes.insert(contentsOf: dice.pick(Tokens.invalid), at: place)
        default: bytes.remove(at: place)
        }
    }

    /// A part of another text comes in.
    private func splice(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let other = dice.pick(corpus.texts)
        guard !other.isEmpty else { return }
        let from = dice.below(other.count)
        let part = other[from..<min(other.count, from + 1 + dice.below(400))]
        bytes.insert(contentsOf: part, at: dice.below(bytes.count + 1))
    }
}
