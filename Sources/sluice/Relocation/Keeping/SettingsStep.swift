import Conducting
import Planning
import Relocation

/// The part of a transfer that is neither files nor databases: settings are carried, forgotten jobs are named.
struct SettingsStep {
    private let plan: Plan
    private let logins: PlanLogins
    private let isDry: Bool
    private let isJSON: Bool

    init(_ plan: Plan, _ logins: PlanLogins, isDry: Bool, isJSON: Bool) {
        (self.plan, self.logins, self.isDry, self.isJSON) = (plan, logins, isDry, isJSON)
    }

    func run() async throws {
        for desk in try await ConfigurationDesk.all(plan, logins) {
            for one in try await desk.carry(isRehearsed: isDry) { try say(desk.network, one) }
        }
        let forgotten = try await ForgottenJobs.find(plan, logins)
        if isJSON {
            let lines = forgotten.map { "\($0.host): \($0.job.from): \($0.job.schedule) \($0.job.command)" }
            if !lines.isEmpty { Terminal.say(try Terminal.json(["forgottenJobs": lines], pretty: false)) }
            return
        }
        for one in forgotten {
            Terminal.say(
                "\(one.host): note  nobody moved a job of \(one.job.from): \(one.job.schedule) \(one.job.command)")
        }
    }

    private func say(_ network: String, _ one: ConfigurationDesk.Outcome) throws {
        let outcome = one.outcome
        if isJSON {
            let told = Told(
                network: network, host: one.host, file: one.file, carried: outcome.carried, issued: outcome.issued,
                changed: outcome.changed, notes: outcome.notes)
            return Terminal.say(try Terminal.json(told, pretty: false))
        }
        let count = outcome.carried.count + outcome.issued.count
        Terminal.say(
            "\(network): \(count) settings \(isDry ? "to set" : "set") on \(one.host), \(outcome.changed.count) of them new "
                + "(\(outcome.carried.count) carried, \(outcome.issued.count) issued anew): \(one.file)")
        for note in outcome.notes { Terminal.say("\(network): note  \(note)") }
    }

    private struct Told: Encodable {
        let network, host, file: String
        let carried, issued, changed, notes: [String]
    }
}
