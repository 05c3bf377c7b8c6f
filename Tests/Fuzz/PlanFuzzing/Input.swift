import Fixtures

/// One plan to be tried, and what is merged over it. Depends on nothing but the seed and its number, so that one that
/// broke the reader can be made again after the process that found it is gone.
public struct Input: Sendable {
    public let name: String
    public let plan: [UInt8]
    public let overlay: [UInt8]?

    /// - Parameters:
    ///   - number: the first numbers are the large shapes, one after the other; then come changed plans, and now and
    ///     then a large shape that was changed too.
    ///   - size: how large a large shape is, in bytes.
    public init(_ number: Int, seed: Int, from corpus: Corpus, size: Int) {
        var dice = Dice(seed: seed &* 1_000_003 &+ number)
        let mutator = Mutator(corpus: corpus)
        if number < Shapes.all.count || dice.below(3000) == 0 {
            let shape = number < Shapes.all.count ? Shapes.all[number] : dice.pick(Shapes.all)
            var bytes = shape.bytes(size: size)
            if number >= Shapes.all.count {
                for _ in 0..<dice.below(4) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
            }
            (name, plan, overlay) = (shape.name, bytes, nil)
            return
        }
        let chosen = dice.pick(corpus.seeds)
        let changesPlan = chosen.overlay == nil || dice.chance(0.4)
        name = "a changed plan"
        plan = changesPlan ? mutator.mutate(chosen.plan, &dice) : chosen.plan
        if let over = chosen.overlay {
            overlay = changesPlan && dice.chance(0.5) ? over : mutator.mutate(over, &dice)
        } else {
            overlay = dice.chance(0.1) ? mutator.mutate(dice.pick(corpus.texts), &dice) : nil
        }
    }
}
