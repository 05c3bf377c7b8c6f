import Testing
import Traffic

/// Policies written as map rows and read back.
@Suite struct EncodingTests {
    @Test func anyPolicySurvivesItsText() throws {
        var numbers = SeededNumbers(seed: 3)
        for _ in 0..<2000 {
            let policy = Self.draw(&numbers)
            for segmented in [false, true] {
                let text = PolicyText(policy, segmented: segmented).text
                #expect(try PolicyText.read(text, key: "k", place: "test") == policy)
                #expect(!text.contains(" "))
            }
        }
        #expect(try PolicyText.read(PolicyText(nil, segmented: true).text, key: "k", place: "test") == nil)
        #expect(PolicyText(.allOld, segmented: false).text == "0:10000:none:0:-")
        #expect(PolicyText(nil, segmented: true).text == "0:10000:-:0:S")
    }

    @Test(arguments: ["", "1:2:d:0", "a:2:d:0:-", "1:b:d:0:-", "1:2:d:c:-", "1:2:d:0:Z", "1:2:d:0:-:x"])
    func textThatIsNotOursIsRefused(_ text: String) {
        #expect(throws: TrafficError.self) { try PolicyText.read(text, key: "catalog|1", place: "test") }
    }

    @Test func anyTableSurvivesItsText() throws {
        var numbers = SeededNumbers(seed: 8)
        for generation in 1...200 {
            var units: [String: UnitPolicy] = [:]
            for unit in ["catalog", "search", "checkout-eu"] where numbers.next() % 3 != 0 {
                units[unit] = Self.draw(&numbers)
                if numbers.next() % 2 == 0 { units["\(unit)|EU.mobile"] = Self.draw(&numbers) }
            }
            if numbers.next() % 4 == 0 { units["orphan|US.desktop"] = Self.draw(&numbers) }
            let policy = EdgePolicy(generation: generation, units: units)
            var table = PolicyTable.initial
            table.pointer = generation
            table.generations[generation] = try PolicyTable.rows(policy, generation: generation)
            let read = PolicyTable(reading: table.text)
            #expect(read.text == table.text)
            #expect(try read.policy(place: "test") == policy)
        }
    }

    /// Whatever the edge holds and whatever it is to hold: the commands lead there, and only one of them, the pointer
    /// or a single value, touches what requests are decided by.
    @Test func everyChangeHasOneDecidingCommand() throws {
        var numbers = SeededNumbers(seed: 21)
        var current = PolicyTable.initial
        var generation = 0
        for _ in 0..<1000 {
            var units: [String: UnitPolicy] = try current.policy(place: "test").units
            for key in ["catalog", "search", "search|EU.mobile", "checkout-eu"] {
                switch numbers.next() % 4 {
                case 0: units[key] = Self.draw(&numbers)
                case 1 where numbers.next() % 3 == 0: units[key] = nil
                default: break
                }
            }
            generation = max(1, current.pointer + Int(numbers.next() % 3) - 1)
            let wanted = EdgePolicy(generation: generation, units: units)
            let change = try PolicyChange(from: current, to: wanted)
            #expect(try change.target.policy(place: "test").units == units)
            let inForce = Set((current.generations[current.pointer] ?? [:]).keys)
            let commands = PolicyChange.commands(from: current, to: change.target, map: "m").map(\.line)
            let flips = commands.filter { $0.hasPrefix("set map m gen ") }
            let touching = commands.filter { line in
                line.hasPrefix("set map m ") && inForce.contains(String(line.split(separator: " ")[3]))
            }
            #expect(flips.count + touching.count == (change.means == .nothingToDo ? 0 : 1))
            #expect(change.target.generations.count <= 2)
            current = change.target
        }
    }

    private static func draw(_ numbers: inout SeededNumbers) -> UnitPolicy {
        let newBelow = Int(numbers.next() % 10_001)
        return UnitPolicy(
            newBelow: newBelow, controlFrom: newBelow + Int(numbers.next() % UInt64(10_001 - newBelow)),
            mode: UnitPolicy.Mode.allCases[Int(numbers.next() % UInt64(UnitPolicy.Mode.allCases.count))],
            leased: numbers.next() % 2 == 0, pinsFrom: Int(numbers.next() % 4), fallback: numbers.next() % 2 == 0,
            decision: "d\(numbers.next() % 1000).x-Y_z")
    }
}
