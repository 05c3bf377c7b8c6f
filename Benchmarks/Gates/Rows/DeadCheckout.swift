import Foundation
import Gating

/// A checkout that is dead on the new side from the step's opening: how soon it is seen, and what it costs.
///
/// An outcome is final after thirty minutes; ours judges it at 3, 10 and 30 with a third of α each, the peers when it
/// is final. Nine tenths of the orders are there at the first milestone; what a slower shop costs, where it is only
/// half, stands beside it, with the fewest orders that any test at this α could lose there.
func deadCheckoutRows(_ runs: Runs) async -> [BenchRow] {
    let quick = await runs.map(row: 600) { late(.quick, exposure: 0.05, &$0) }
    let slow = await runs.map(row: 601) { late(.slow, exposure: 0.05, &$0) }
    let minutes = quick[0].indices.map { rule in Mean(quick.map { Double($0[rule].second) / 60 }) }
    let slowMinutes = Mean(slow.map { Double($0[0].second) / 60 })
    let atOnce = await runs.map(row: 610) { ordersLostAtOnce(&$0) }
    let lost = atOnce[0].indices.map { rule in Mean(atOnce.map { $0[rule] }) }
    let quickLost = await ordersLost(.quick, row: 620, runs)
    let slowLost = await ordersLost(.slow, row: 621, runs)
    let waiting = usualCompletion * 0.01 * 10 * Double(Maturing.milestones[0])
    return [
        BenchRow(
            area: "gates",
            what: "dead checkout, outcome final after 30 minutes, 5 % of 10 sessions/s: minutes until found",
            ours: "\(minutes[0].text); half of the orders later than 3 minutes: \(slowMinutes.text)",
            beside: "without milestones: ours \(minutes[1].text), mSPRT \(minutes[2].text), "
                + "repeated z \(minutes[3].text), Flagger-like \(minutes[4].text)",
            ratio: "×\(decimal(minutes[1].value / minutes[0].value))", target: "≤ 4 min",
            met: max(minutes[0].value, slowMinutes.value) <= 4),
        BenchRow(
            area: "gates", what: "orders lost to a dead checkout, 1 → 100 % at 10 sessions/s, outcomes seen at once",
            ours: lost[0].text,
            beside: "Flagger-like \(lost[1].text); repeated z \(lost[2].text); mSPRT \(lost[3].text)",
            ratio: "×\(decimal(min(lost[1].value, lost[2].value, lost[3].value) / lost[0].value))", target: "≤ 6",
            met: lost[0].value <= 6),
        BenchRow(
            area: "gates", what: "the same, outcomes seen at milestones of 3, 10 and 30 minutes",
            ours: quickLost.text,
            beside: "half of the orders later than 3 minutes: \(slowLost.text), where no test could lose fewer than "
                + decimal(waiting + Maturing.slow.fewestOrders(exposure: 0.01)),
            ratio: "—", target: "≤ \(decimal(8 + waiting))", met: quickLost.value <= 8 + waiting),
    ]
}

private func ordersLost(_ shop: Maturing, row: Int, _ runs: Runs) async -> Mean {
    Mean(await runs.map(row: row) { Double(late(shop, exposure: 0.01, &$0)[0].units) * usualCompletion })
}

/// How a shop's orders come in.
private struct Maturing: Sendable {
    /// Seconds after a session's start.
    static let milestones = [180, 600, 1_800]
    /// The share of the final orders that are there at each milestone.
    let done: [Double]

    static let quick = Maturing(done: [0.9, 0.97, 1])
    static let slow = Maturing(done: [0.5, 0.85, 1])

    /// Orders lost at the lower bound of a single test at α = 1 % that looks at the first milestone, without the wait.
    func fewestOrders(exposure: Double) -> Double {
        usualCompletion
            * Information.bound(
                alpha: 0.01,
                Information.regression(old: usualCompletion * done[0], new: 0, exposure: exposure))
    }
}

/// When each rule found it, and how many new-side sessions had begun by then: first ours at milestones, then, at the
/// final outcome alone, ours, mSPRT, repeated z and the Flagger-like rule.
private func late(_ shop: Maturing, exposure: Double, _ dice: inout RunDice) -> [Alarm] {
    let traffic = Traffic(rate: 10, exposure: exposure)
    let alpha = exp(
        -ErrorBudget.thresholds(share: 0.01, milestones: Maturing.milestones.count, segmented: false).whole)
    // As the product's judge does it: one prior, the signal's baseline, for every milestone.
    var ours = Maturing.milestones.map { _ in OurRule(alpha: alpha, priorRate: usualCompletion) }
    var final = Watch([
        OurRule(alpha: 0.01, priorRate: usualCompletion), MixtureSPRT(alpha: 0.01), RepeatedZ(),
        FlaggerLike(expected: usualCompletion),
    ])
    var cohorts: [[Block]] = []
    var begun: [Int] = []  // new-side sessions begun by the end of each look
    var found: Alarm?
    while found == nil || !final.allAlarmed {
        let arrived = traffic.arrivals(&dice)
        cohorts.append(cohort(arrived, shop, &dice))
        begun.append((begun.last ?? 0) + arrived.new)
        let second = cohorts.count * lookSeconds
        for (i, milestone) in Maturing.milestones.enumerated() where second > milestone {
            let mature = cohorts[cohorts.count - 1 - milestone / lookSeconds][i]
            if ours[i].alarms(mature, at: second), found == nil {
                found = Alarm(second: second, units: begun[begun.count - 1])
            }
            if i == Maturing.milestones.count - 1 { final.look(mature) }
        }
    }
    let delay = Maturing.milestones.last ?? 0
    let finals = final.alarms.compactMap { $0 }.map { alarm in
        let second = alarm.second + delay
        return Alarm(second: second, units: begun[second / lookSeconds - 1])
    }
    return [found].compactMap { $0 } + finals
}

/// What each milestone will count of the sessions that arrived in one look; the new side's never complete.
private func cohort(_ arrived: (old: Int, new: Int), _ shop: Maturing, _ dice: inout RunDice) -> [Block] {
    var completed = 0
    var before = 0.0
    return shop.done.map { done in
        let share = usualCompletion * done
        completed += dice.events(in: arrived.old - completed, (share - before) / (1 - before))
        before = share
        return Block(oldUnits: arrived.old, oldEvents: completed, newUnits: arrived.new, newEvents: 0)
    }
}

/// Orders lost until ours, the Flagger-like rule, repeated z and mSPRT roll back at 1 %, outcomes seen at once.
private func ordersLostAtOnce(_ dice: inout RunDice) -> [Double] {
    let traffic = Traffic(rate: 10, exposure: 0.01)
    var watch = Watch([
        OurRule(alpha: 0.01), FlaggerLike(expected: usualCompletion), RepeatedZ(), MixtureSPRT(alpha: 0.01),
    ])
    while !watch.allAlarmed { watch.look(traffic.look(&dice, old: usualCompletion, new: 0)) }
    return watch.alarms.map { Double($0?.units ?? watch.units) * usualCompletion }
}
