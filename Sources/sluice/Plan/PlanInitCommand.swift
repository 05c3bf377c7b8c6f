import ArgumentParser
import Foundation
import Planning

struct PlanInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Begin a plan: ask what must be known, and write the rest down to be corrected.",
        discussion: """
            What no option says is asked on the terminal. Without one, every option without a default is needed. The
            plan that is written reads at once; `plan check` then names the questions that are open.

            With --inventory the plan includes what `sluice relocation assess` found (hosts and volumes, databases,
            files, networks of sites with their plugins) and asks for the access and the certificates that it takes.

            Examples:
              sluice plan init
              sluice plan init --out plan.yaml --name "the shop moves" --host shop.test --old https://old.shop.test \\
                --new https://new.shop.test --sessions 3600 --owner "Ada Novak <ada@shop.test>" \\
                --deputy "Ben Okafor <ben@shop.test>" --approver "Cleo Martin <cleo@shop.test>"
              sluice plan init --inventory inventory.yaml
            """)

    @Option(help: "Where the plan is written; an existing file is never overwritten.")
    var out = "plan.yaml"

    @Option(help: "What the migration is called.")
    var name: String?

    @Option(help: "A host name that shoppers use; may be given again.")
    var host: [String] = []

    @Option(help: "Where the present store answers: https://….")
    var old: String?

    @Option(help: "Where the store to come answers: https://….")
    var new: String?

    @Option(help: "Sessions per hour on an ordinary day.")
    var sessions: Int?

    @Option(help: "The time zone in which the plan's hours are meant.")
    var zone: String?

    @Option(help: "Who is accountable: Ada Novak <ada@shop.test>.")
    var owner: String?

    @Option(help: "Who stands in for the owner.")
    var deputy: String?

    @Option(help: "Who releases stages; must be another person than the owner.")
    var approver: String?

    @Option(help: "What `sluice relocation assess --out` wrote; it must lie beside the plan.")
    var inventory: String?

    func run() throws {
        guard !FileManager.default.fileExists(atPath: out) else {
            throw Failure("\(out) exists already; name another file with --out, or move it away", .unusable)
        }
        let found = try inventory.map(beside)
        var interview = Interview()
        let answers = ScaffoldAnswers(
            name: interview.answer(name, "name", "What is the migration called?"),
            hosts: try hosts(&interview, found?.domains ?? []),
            old: try interview.address(old, "old", "Where does the present store answer?"),
            new: try interview.address(new, "new", "Where does the store to come answer?"),
            sessions: try interview.number(sessions, "sessions", "How many sessions an hour on an ordinary day?"),
            zone: try interview.zone(zone, "zone", "In which time zone are hours meant?"),
            owner: try interview.person(owner, "owner", "Who is accountable?"),
            deputy: try interview.person(deputy, "deputy", "Who stands in for the owner?"),
            approver: try interview.person(approver, "approver", "Who releases stages?"))
        try interview.refuseMissing()
        let text = PlanScaffold.text(answers, inventory: found)
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
        } catch {
            throw Failure("\(out) cannot be written: \(error.localizedDescription)", .world)
        }
        let plan: Plan
        do {
            plan = try PlanReader.read(path: out)
        } catch {
            try? FileManager.default.removeItem(atPath: out)
            throw error
        }
        let open = PlanCheck.run(plan, at: .now).count
        Terminal.say("\(out): written; \(open) question\(open == 1 ? "" : "s") open. Next: sluice plan check \(out)")
    }

    /// A plan includes only files of its own folder.
    private func beside(_ path: String) throws -> ScaffoldInventory {
        let folders = [path, out].map { URL(fileURLWithPath: $0).deletingLastPathComponent().resolvingSymlinksInPath() }
        guard folders[0].path == folders[1].path else {
            throw Failure(
                "\(path) lies in \(folders[0].path), the plan in \(folders[1].path); a plan includes only files of its own "
                    + "folder: put one beside the other", .unusable)
        }
        return try ScaffoldInventory.read(path)
    }

    private func hosts(_ interview: inout Interview, _ found: [String]) throws -> [String] {
        let all = host.isEmpty ? found : host
        let given = all.isEmpty ? nil : all.joined(separator: ",")
        let text = interview.answer(given, "host", "Which host names do shoppers use? (with commas between)")
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

/// Asks for what no option said; notes what nobody can be asked about.
private struct Interview {
    private let canAsk = isatty(STDIN_FILENO) == 1
    private var missing: [String] = []

    mutating func answer(_ given: String?, _ option: String, _ question: String, usually: String? = nil) -> String {
        if let given, !given.isEmpty { return given }
        guard canAsk else {
            if usually == nil { missing.append("--\(option)") }
            return usually ?? "?"
        }
        while true {
            Terminal.write(question + (usually.map { " [\($0)]" } ?? "") + " ")
            guard let line = readLine() else {
                missing.append("--\(option)")
                return "?"
            }
            let text = line.trimmingCharacters(in: .whitespaces)
            if !text.isEmpty { return text }
            if let usually { return usually }
        }
    }

    mutating func address(_ given: String?, _ option: String, _ question: String) throws -> String {
        let text = answer(given, option, question + " (https://…)")
        guard text == "?" || text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw Failure("--\(option) is `\(text)`; write an address that begins with https://", .unusable)
        }
        return text
    }

    mutating func number(_ given: Int?, _ option: String, _ question: String) throws -> Int {
        let text = answer(given.map(String.init), option, question)
        guard text != "?" else { return 1 }
        guard let number = Int(text), (1...1_000_000_000).contains(number) else {
            throw Failure("--\(option) is `\(text)`; write a whole number from 1", .unusable)
        }
        return number
    }

    mutating func zone(_ given: String?, _ option: String, _ question: String) throws -> String {
        let text = answer(given, option, question, usually: TimeZone.current.identifier)
        guard TimeZone(identifier: text) != nil else {
            throw Failure("--\(option) is `\(text)`; write a time zone such as Europe/Berlin", .unusable)
        }
        return text
    }

    mutating func person(_ given: String?, _ option: String, _ question: String) throws -> ScaffoldAnswers.Contact {
        let text = answer(given, option, question + " (Name <contact>)")
        guard text != "?" else { return ScaffoldAnswers.Contact(name: "?", contact: "?") }
        guard let person = ScaffoldAnswers.Contact(text) else {
            throw Failure("--\(option) is `\(text)`; write it as: Ada Novak <ada@shop.test>", .unusable)
        }
        return person
    }

    func refuseMissing() throws {
        guard !missing.isEmpty else { return }
        throw Failure("there is nobody to ask: give \(missing.joined(separator: ", "))", .unusable)
    }
}
