import Conducting
import Foundation
import Planning
import SampleEstate

/// Keeps a plan with a rehearsal's margins away from anything that is no rehearsal.
enum RehearsalGuard {
    static func check(_ plan: RunPlan, estate path: String?) throws(ConductingError) {
        guard let path else { throw .notARehearsal(why: "no --estate was named") }
        if let shops = WordPressTiers.read(path) {
            try shops.check(plan)
        } else {
            try checkShops(plan, path)
        }
    }

    private static func checkShops(_ plan: RunPlan, _ path: String) throws(ConductingError) {
        let estate: EstateDescription
        do {
            estate = try EstateDescription.read(path)
        } catch {
            throw .notARehearsal(why: error.description)
        }
        for (side, endpoint) in [(ShopSide.old, plan.oldEndpoint), (.new, plan.newEndpoint)] {
            guard estate[side].address == endpoint else {
                throw .notARehearsal(
                    why: "the plan's \(side.rawValue) shop is \(endpoint), the estate's is \(estate[side].address)")
            }
            guard EstateProcesses.isAlive(estate[side]) else {
                throw .notARehearsal(why: "the estate's \(side.rawValue) shop does not run")
            }
        }
    }
}

/// The web servers of a WordPress estate, as its estate.json tells them.
private struct WordPressTiers: Decodable {
    struct Tier: Decodable {
        let address: String
        let pidFiles: [String: String]

        var runs: Bool {
            pidFiles.values.allSatisfy { file in
                let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
                return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)).map {
                    EstateProcesses.isAlive(pid: $0)
                }
                    ?? false
            }
        }
    }

    let web: [String: Tier]

    /// Nil where the file describes another estate, or none.
    static func read(_ path: String) -> WordPressTiers? {
        (try? Data(contentsOf: URL(filePath: path))).flatMap {
            try? JSONDecoder().decode(WordPressTiers.self, from: $0)
        }
    }

    func check(_ plan: RunPlan) throws(ConductingError) {
        for storefront in plan.plan.systems where storefront.kind.value == .storefront {
            for endpoint in storefront.endpoints.map(\.value) {
                guard let tier = web.first(where: { $0.value.address == endpoint }) else {
                    throw .notARehearsal(why: "\(endpoint) of `\(storefront.id.value)` is no web server of the estate")
                }
                guard tier.value.runs else { throw .notARehearsal(why: "the estate's \(tier.key) does not run") }
            }
        }
    }
}
