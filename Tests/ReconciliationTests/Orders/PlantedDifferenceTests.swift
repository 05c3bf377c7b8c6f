import Fixtures
import Reconciliation
import Testing

/// Planted differences are found, each one, and nothing else.
@Suite struct PlantedDifferenceTests {
    @Test(arguments: 0..<150)
    func exactlyThePlantedDifferencesAreFound(_ seed: Int) {
        var dice = Dice(seed: seed)
        var shops = Shops(20 + dice.below(200))
        var (lost, duplicated, unauthorised) = (Set<String>(), Set<String>(), Set<String>())
        let victims = shops.acknowledged.shuffled(using: &dice).prefix(dice.below(12))
        for (i, victim) in victims.enumerated() {
            let number = victim.number
            switch dice.below(9) {
            case 0:
                shops.old.removeAll { $0.number == number }
                shops.new.removeAll { $0.number == number }
                lost.insert(number)
            case 1:
                shops.change(number) { $0.number += "-moved" }
                lost.insert(number)
            case 2:
                shops.change(number) { ($0.key, $0.customer) = ("another-\(i)", "x@y.test") }
                lost.insert(number)
            case 3:
                shops.change(number) { $0.customer = "x@y.test" }
                lost.insert(number)
            case 4:
                shops.change(number) { $0.total += dice.pick([-1, 1, 100]) }
                lost.insert(number)
            case 5:
                shops.change(number) { $0.lines[0].quantity += 1 }
                lost.insert(number)
            case 6:
                shops.change(number) { $0.placed = false }
                lost.insert(number)
            case 7:
                var twin = FoundOrder(victim, rowid: 9_000 + i)
                twin.number = "O-twin-\(i)"
                shops.old.append(twin)
                duplicated.insert([number, twin.number].sorted().joined(separator: " and "))
            default:
                var ghost = FoundOrder(victim, rowid: 9_000 + i)
                (ghost.number, ghost.key, ghost.region) = ("N-ghost-\(i)", "ghost-\(i)", "APAC")
                shops.new.append(ghost)
                unauthorised.insert("N-ghost-\(i) in APAC")
            }
        }
        shops.old.shuffle(using: &dice)
        shops.new.shuffle(using: &dice)
        shops.acknowledged.shuffle(using: &dice)
        let found = shops.comparison
        #expect(Set(found.lost.compactMap { $0.split(separator: " ").first.map(String.init) }) == lost)
        #expect(Set(found.duplicated) == duplicated)
        #expect(Set(found.unauthorised) == unauthorised)
        #expect(found.mismatches == lost.count + duplicated.count + unauthorised.count)
    }
}
