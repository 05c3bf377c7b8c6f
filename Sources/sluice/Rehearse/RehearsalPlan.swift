import Foundation
import SampleEstate

/// The plan of a rehearsal: the sample plan with this estate's addresses and keys put in.
enum RehearsalPlan {
    /// The addresses that stand in the sample plan.
    private static let sampleAddresses = (
        old: "http://127.0.0.1:8081", new: "http://127.0.0.1:8082", stock: "http://127.0.0.1:8083",
        edge: "http://127.0.0.1:8080"
    )

    /// - Parameter text: a plan over the sample estate; the embedded one unless the user named another.
    static func render(_ text: String, estate: EstateDescription, edgePort: Int, people: RehearsalPeople) throws
        -> String
    {
        var text = text
        for (sample, real) in [
            (sampleAddresses.old, estate.old.address), (sampleAddresses.new, estate.new.address),
            (sampleAddresses.stock, estate.stock.address), (sampleAddresses.edge, "http://127.0.0.1:\(edgePort)"),
        ] {
            guard text.contains(sample) else {
                throw Failure(
                    "the plan does not speak of \(sample); a rehearsal's plan uses the sample plan's addresses",
                    .unusable)
            }
            text = text.replacingOccurrences(of: sample, with: real)
        }
        for person in RehearsalPeople.names {
            let pattern = "ssh-ed25519 [A-Za-z0-9+/=]+ \(person)\""
            text = text.replacingOccurrences(
                of: pattern, with: try people.publicKey(person) + "\"", options: .regularExpression)
        }
        return text
    }
}
