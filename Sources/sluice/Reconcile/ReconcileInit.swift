import ArgumentParser
import Conducting
import Foundation
import Planning
import Reconciliation

struct ReconcileInit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Propose a mapping from both schemas.",
        discussion: """
            Tables and columns are paired by name, type and key. What only a person can decide is marked `decide:` in the
            file, which can be read as it stands.

            Examples:
              sluice reconcile init --old mysql://shop@old.internal/shop --old-secret env:OLD_PASSWORD \\
                --new postgresql://shop@new.internal/shop --new-secret env:NEW_PASSWORD --out shop.map.yaml
              sluice reconcile init --old sqlite:///srv/old.sqlite --new csv:///srv/export
            """)

    @Option(help: "The old side's address.")
    var old: String

    @Option(help: "The new side's address.")
    var new: String

    @Option(help: "Where the old side's password is kept: env:NAME or file:PATH.")
    var oldSecret: String?

    @Option(help: "Where the new side's password is kept.")
    var newSecret: String?

    @Option(help: "The file to write; standard output when not given. A file that exists is not overwritten.")
    var out: String?

    func run() async throws {
        if let out, FileManager.default.fileExists(atPath: out) {
            throw Failure("\(out) is there already; name another file, or move it away", .refused)
        }
        let places = Sides(old: try place(old, oldSecret, "old"), new: try place(new, newSecret, "new"))
        let proposal = MappingProposal.propose(
            old: try await shapes(at: places.old), new: try await shapes(at: places.new))
        let text = proposal.text(stores: places)
        guard let out else { return Terminal.write(text) }
        do {
            try Data(text.utf8).write(to: URL(filePath: out), options: .withoutOverwriting)
        } catch {
            throw Failure("\(out) cannot be written (\(error.localizedDescription))", .world)
        }
        let open = text.components(separatedBy: "decide:").count - 2
        Terminal.say("\(out): \(proposal.tables.count) tables; \(max(open, 0)) questions are marked `decide:` in it")
    }

    private func place(_ address: String, _ secret: String?, _ side: String) throws -> StorePlace {
        guard let read = StoreAddress(address) else {
            throw Failure(
                StoreAddress.holdsSecret(address)
                    ? "--\(side) holds a password; take it out, and name its place with --\(side)-secret env:NAME"
                    : "--\(side) \(address) is no address such as mysql://shop@db.internal/shop", .unusable)
        }
        guard let secret else { return StorePlace(address: read) }
        guard let reference = SecretReference(secret) else {
            throw Failure("--\(side)-secret must be env:NAME or file:PATH", .unusable)
        }
        return StorePlace(address: read, secret: reference)
    }

    private func shapes(at place: StorePlace) async throws -> [String: TableShape] {
        let store = try await StoreOpening.open(place, secret: StoreOpening.kept)
        var shapes: [String: TableShape] = [:]
        for table in try await store.tables() { shapes[table] = try await store.describe(.table(table)) }
        await store.close()
        guard !shapes.isEmpty else {
            throw Failure("\(store.name) lists no tables; write the mapping by hand", .short)
        }
        return shapes
    }
}
