import ArgumentParser
import Conducting
import Cutover
import Foundation
import Planning

struct RunApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Sign the stage that waits for approval.",
        discussion: """
            The request lies in DIR/approvals as text; anyone can sign and verify it with ssh-keygen alone.

            Example:
              sluice run approve checkout-eu --dir run --person ada --key ~/.ssh/id_ed25519
            """)

    @OptionGroup var place: RunFolderOption

    @Argument(help: "The stage.")
    var stage: String

    @Option(help: "The person who signs, as the plan names them.")
    var person: String

    @Option(help: "The person's private key file.")
    var key: String

    func run() async throws {
        let folder = place.folder
        let state = try RunStatus.history(folder).state
        guard let waiting = state.stages.first(where: { $0.id == stage }) else {
            throw Failure("the plan has no stage `\(stage)`", .unusable)
        }
        let request = try ApprovalDesk.read(folder, stage, waiting.attempt)
        guard person != request.requester.rawValue else {
            throw PlanningError.signature(.signerIsRequester(request.requester))
        }
        let plan = try place.plan(state)
        try plan.mayApprove(Person.ID(person), Stage.ID(stage))
        let check = SignatureCheck(plan)
        let signature = try await check.sign(request, as: Person.ID(person), keyFile: key)
        // A signature that would be refused is better refused here, where the signer looks.
        try await check.verify(signature, over: request)
        let file = ApprovalDesk.signature(folder, stage, waiting.attempt, person)
        try RunFolder.write(Data(signature.armoured.utf8), to: file)
        Terminal.say("\(person) signed \(stage), attempt \(waiting.attempt)")
    }
}
