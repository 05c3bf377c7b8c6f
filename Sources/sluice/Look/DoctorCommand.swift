import ArgumentParser
import Foundation
import Planning
import SampleEstate
import Traffic

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "What is installed, reachable or too old, and the command that mends it.",
        discussion: """
            With a plan, its endpoints are asked too. Exit 3 when something that is needed is missing.

            Examples:
              sluice doctor
              sluice doctor --plan plan.yaml
            """)

    @Option(help: "A plan whose endpoints are asked.")
    var plan: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        var checks = [await haproxy(), tool("ssh-keygen", package: "openssh-client"), estate(), room()]
        if let plan { checks += try await endpoints(of: PlanReader.read(path: plan)) }
        if json {
            Terminal.say(try Terminal.json(checks))
        } else {
            for check in checks {
                let mark = check.isGood ? Terminal.good("ok     ") : Terminal.alarm("missing")
                Terminal.say("\(mark) \(check.what): \(check.found)\(check.mend.map { "\n        mend: \($0)" } ?? "")")
            }
        }
        if checks.contains(where: { !$0.isGood }) { throw ExitCode(Failure.Code.world.rawValue) }
    }

    struct Check: Encodable {
        let what: String
        let found: String
        let isGood: Bool
        let mend: String?
    }

    private func haproxy() async -> Check {
        do {
            let binary = try await HAProxyBinary.find()
            return Check(what: "haproxy", found: "\(binary.version) at \(binary.path)", isGood: true, mend: nil)
        } catch {
            return Check(what: "haproxy", found: "\(error)", isGood: false, mend: "apt-get install haproxy")
        }
    }

    private func tool(_ name: String, package: String) -> Check {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let path = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return Check(
            what: name, found: path ?? "not on the path", isGood: path != nil,
            mend: path == nil ? "apt-get install \(package)" : nil)
    }

    private func estate() -> Check {
        do {
            return Check(what: "sample-estate", found: try EstateProcesses.besideThisProgram(), isGood: true, mend: nil)
        } catch {
            return Check(
                what: "sample-estate", found: "\(error)", isGood: false,
                mend: "swift build -c release --product sample-estate")
        }
    }

    private func room() -> Check {
        let path = FileManager.default.currentDirectoryPath
        let free = (try? FileManager.default.attributesOfFileSystem(forPath: path)[.systemFreeSize] as? Int) ?? nil
        let megabytes = (free ?? 0) / 1_000_000
        return Check(
            what: "room for journals", found: "\(megabytes) MB free in \(path)", isGood: megabytes >= 200,
            mend: megabytes >= 200 ? nil : "free some space, or work in another folder")
    }

    private func endpoints(of plan: Plan) async throws -> [Check] {
        var checks: [Check] = []
        for system in plan.systems {
            for endpoint in system.endpoints.map(\.value) {
                let address = endpoint.split(separator: "/").last.flatMap { EdgeAddress(String($0)) }
                let answers = address.map { Reach.answers($0.host, $0.port) } ?? false
                checks.append(
                    Check(
                        what: system.id.value.rawValue, found: "\(endpoint) \(answers ? "answers" : "does not answer")",
                        isGood: answers, mend: answers ? nil : "start it, or correct \(system.id.position)"))
            }
        }
        return checks
    }
}
