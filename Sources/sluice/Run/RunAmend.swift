import ArgumentParser
import Conducting
import Cutover
import Foundation
import Planning

struct RunAmend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: "Show what a changed plan changes, and sign that the run may go on with it.",
        discussion: """
            `sluice run start` refuses a plan that is not the run's, and asks for the signatures of two people other than
            the one who asked; their keys are those of the plan that is in force. Once both are there, start again.
            The request lies in DIR/amendments as text; anyone can sign and verify it with ssh-keygen alone.

            Examples:
              sluice run amend --dir run
              sluice run amend --dir run --person ada --key ~/.ssh/id_ed25519
            """)

    @OptionGroup var place: RunFolderOption

    @Option(help: "The person who signs, as the plan in force names them; without one the change is shown only.")
    var person: String?

    @Option(help: "The person's private key file.")
    var key: String?

    @Option(help: "How the digest of the changed plan begins, where several wait.")
    var digest: String?

    func validate() throws {
        if (person == nil) != (key == nil) { throw ValidationError("to sign, name both --person and --key") }
    }

    func run() async throws {
        let state = try RunStatus.history(place.folder).state
        let plan = try place.plan(state)
        let desk = AmendmentDesk(place.folder, state: state, inForce: plan)
        let request = try chosen(desk.waiting())
        Terminal.say(desk.difference(request))
        guard let person, let key else { return }
        guard person != request.requester.rawValue else {
            throw PlanningError.signature(.signerIsRequester(request.requester))
        }
        guard PlanTime.now < request.expires else {
            throw PlanningError.signature(.expired(request.expires, now: .now))
        }
        let check = SignatureCheck(plan)
        let signature = try await check.sign(request, as: Person.ID(person), keyFile: key)
        // A signature that would be refused is better refused here, where the signer looks.
        try await check.verify(signature, over: request)
        try RunFolder.write(Data(signature.armoured.utf8), to: desk.signature(request, person))
        Terminal.say("\(person) signed the change to \((request.successor ?? "").prefix(12))")
    }

    private func chosen(_ waiting: [SigningRequest]) throws -> SigningRequest {
        let fitting = waiting.filter { ($0.successor ?? "").hasPrefix(digest ?? "") }
        guard let first = fitting.first else {
            throw Failure(
                "no changed plan waits in \(place.path); start the run with it first: sluice run start --dir \(place.path)",
                .unusable)
        }
        guard fitting.count == 1 else {
            let digests = fitting.compactMap(\.successor).map { String($0.prefix(12)) }.joined(separator: ", ")
            throw Failure("several changed plans wait: \(digests); choose one with --digest", .unusable)
        }
        return first
    }
}
