import Conducting
import Foundation
import Planning
import Traffic

/// The rehearsal's people: keys made for them, and their signatures when they are asked.
struct RehearsalPeople: Sendable {
    static let names = ["ada", "ben", "cleo", "dan"]
    let folder: RehearsalFolder

    func keyFile(_ person: String) -> String { "\(folder.keys)/\(person)" }

    /// Makes a key for everyone who has none.
    func makeKeys() async throws {
        for person in Self.names where !FileManager.default.fileExists(atPath: keyFile(person)) {
            let made = try await Shell.run(
                "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", keyFile(person)])
            guard made.status == 0 else { throw Failure("ssh-keygen made no key: \(made.output)", .world) }
        }
    }

    func publicKey(_ person: String) throws -> String {
        try String(contentsOfFile: keyFile(person) + ".pub", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Signs for a stage that waits, as those who may approve it, the requester excepted, and have not signed.
    func sign(stage: String, attempt: Int, needed: Int, plan: Plan) async throws -> [String] {
        let request = try ApprovalDesk.read(folder.run, stage, attempt)
        let check = SignatureCheck(plan)
        var signed: [String] = []
        let able = Self.names.filter { name in
            name != request.requester.rawValue && (try? plan.mayApprove(Person.ID(name), Stage.ID(stage))) != nil
        }
        for person in able.prefix(needed) {
            let file = ApprovalDesk.signature(folder.run, stage, attempt, person)
            if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) { continue }
            let signature = try await check.sign(request, as: Person.ID(person), keyFile: keyFile(person))
            try RunFolder.write(Data(signature.armoured.utf8), to: file)
            signed.append(person)
        }
        return signed
    }
}
