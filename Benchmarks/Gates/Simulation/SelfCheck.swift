import Gating

/// Ends the program if the simulation itself is wrong: moments of the dice, and each peer's rule on a case worked out
/// by hand. A table from crooked dice is worse than none.
func checkSimulation() {
    checkDice()
    checkPeers()
    checkBounds()
}

private func checkDice() {
    var dice = RunDice(row: 1, run: 1)
    let draws = 40_000
    for (units, share) in [(5, 0.62), (95, 0.62), (200, 0.003)] {
        moments(
            (0..<draws).map { _ in Double(dice.events(in: units, share)) }, mean: Double(units) * share,
            variance: Double(units) * share * (1 - share), "binomial(\(units), \(share))")
    }
    for mean in [0.1, 5, 95.0] {
        let table = PoissonTable(mean: mean)
        moments((0..<draws).map { _ in Double(table.draw(&dice)) }, mean: mean, variance: mean, "Poisson(\(mean))")
    }
    precondition(dice.events(in: 77, 0) == 0 && dice.events(in: 77, 1) == 77, "certain events are not certain")
}

/// Five deviations are let pass: the dice are seeded, so what passes once passes always.
private func moments(_ values: [Double], mean: Double, variance: Double, _ name: String) {
    let n = Double(values.count)
    let seen = values.reduce(0, +) / n
    let spread = values.reduce(0) { $0 + ($1 - seen) * ($1 - seen) } / (n - 1)
    let fourth = values.reduce(0) { $0 + ($1 - seen) * ($1 - seen) * ($1 - seen) * ($1 - seen) } / n
    precondition(abs(seen - mean) < 5 * (variance / n).squareRoot(), "\(name): mean \(seen), expected \(mean)")
    precondition(
        abs(spread - variance) < 5 * ((fourth - spread * spread) / n).squareRoot(),
        "\(name): variance \(spread), expected \(variance)")
}

private func checkPeers() {
    let even = Block(oldUnits: 1_000, oldEvents: 620, newUnits: 1_000, newEvents: 620)
    let dead = Block(oldUnits: 1_000, oldEvents: 620, newUnits: 1_000, newEvents: 0)
    let rules: [any LookRule] = [
        RepeatedZ(), MixtureSPRT(alpha: 0.01), GeneralisedInference(alpha: 0.01), OurRule(alpha: 0.01),
    ]
    for var rule in rules {
        precondition(!rule.alarms(even, at: 10), "\(type(of: rule)) alarms although both sides are equal")
        precondition(rule.alarms(dead, at: 20), "\(type(of: rule)) does not see a dead side")
    }
    // Pooled share ½, deviation of the difference √(¼ · 2/50) = 0.1: z is −1.6, then −2.
    var z = RepeatedZ()
    precondition(!z.alarms(Block(oldUnits: 50, oldEvents: 29, newUnits: 50, newEvents: 21), at: 10))
    z = RepeatedZ()
    precondition(z.alarms(Block(oldUnits: 50, oldEvents: 30, newUnits: 50, newEvents: 20), at: 10))
    // The fifth bad minute rolls back, not the fourth; a minute without sessions passes.
    var flagger = FlaggerLike(expected: 0.62)
    let bad = Block(oldUnits: 10, oldEvents: 6, newUnits: 10, newEvents: 5)
    let minutes = [bad, bad, Block(), bad, bad, bad]
    let answers = minutes.enumerated().map { flagger.alarms($1, at: 60 * ($0 + 1)) }
    precondition(answers == [false, false, false, false, false, true], "Flagger-like: \(answers)")
    // {1, 2} against {2, 3}: the new side lies lower in 3½ of 4 pairs; variance 4/12 · (5 − 6/12) = 1.5.
    var kayenta = KayentaLike(every: 60)
    for point in [2.0, 3] { kayenta.addOld(point) }
    for point in [1.0, 2] { kayenta.addNew(point) }
    precondition(abs(kayenta.z - 1 / 1.5.squareRoot()) < 1e-12, "Kayenta-like: z \(kayenta.z)")
}

private func checkBounds() {
    // From the independent oracle (vector 49).
    let regression = Information.regression(old: 0.62, new: 0.589, exposure: 0.25)
    let health = Information.health(old: 0.62, new: 0.62, margin: 0.02, exposure: 0.25)
    precondition(abs(regression - 0.0015111224997161376) < 1e-12, "information \(regression)")
    precondition(abs(health - 0.0006325922695445668) < 1e-12, "information \(health)")
}
