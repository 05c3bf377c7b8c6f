import Foundation
import Planning

// Runs the rules' cases once for each edit of a mutated copy of Planning and says which case shows it.
//
//     Runner TABLE FIRST      TABLE: lines `id<TAB>CODE<TAB>CODE,CODE`, the rule that is edited, if it is one alone, and
//                             the rules that stand near it
//
// Prints `unsound CASE` for what fails without any edit and is left out; then `start ID`, and `killed ID CASE,CASE` or
// `survived ID`, for each edit from FIRST on. An edit may crash the program or keep it busy for ever: whoever started it
// sees that by what is missing, and begins again behind it.

/// One side of one case, read once; nil material when the reader refuses it, which an edit may change.
struct Side {
    let rule: RuleCase
    let name: RuleCase.Side
    let material: RuleCase.Material?

    init(_ rule: RuleCase, _ name: RuleCase.Side) {
        self.rule = rule
        self.name = name
        material = try? rule.material(name)
    }

    /// Whether the findings are not those that the case expects.
    func differs(_ rules: [Rule]) -> Bool {
        let findings = material.map { $0.findings(rules) } ?? rule.findings(name, rules: rules)
        guard name == .bad else { return !findings.isEmpty }
        let expected = rule.expected.split(separator: "\n").filter { line in
            rules.contains { line.contains(" \($0.code) ") || line.hasSuffix(" \($0.code)") }
        }
        return !Cases.differences(findings, expected: expected.joined(separator: "\n")).isEmpty
    }
}

/// At once, for whoever reads must know how far this came when it ends.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let arguments = CommandLine.arguments
let table = try String(contentsOfFile: arguments[1], encoding: .utf8).split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false)
}
let first = Int(arguments[2]) ?? 0
let all = RuleCase.all.flatMap { [Side($0, .good), Side($0, .bad)] }
let sides = all.filter { side in
    // A case that fails without any edit shows nothing.
    guard side.differs(Rule.all) else { return true }
    say("unsound \(side.rule.code)/\(side.name)")
    return false
}
for row in table {
    guard let id = Int(row[0]), id >= first else { continue }
    say("start \(id)")
    Mutants.selected = id
    let near = Set(row[2].split(separator: ",").map(String.init))
    let rules = Rule.all.filter { near.contains($0.code) }
    let own = sides.first { $0.rule.code == row[1] && $0.differs(rules) }.map { [$0] }
    // What several rules share is seen by the cases of all of them.
    let dead = own ?? sides.filter { near.contains($0.rule.code) && $0.differs(rules) }
    let dies = dead.isEmpty ? sides.first { $0.differs(Rule.all) }.map { [$0] } ?? [] : dead
    Mutants.selected = -1
    let names = dies.map { "\($0.rule.code)/\($0.name)" }.joined(separator: ",")
    say(names.isEmpty ? "survived \(id)" : "killed \(id) \(names)")
}
