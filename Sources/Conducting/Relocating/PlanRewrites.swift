package import Planning
package import Rewriting

extension Plan {
    /// What the plan changes inside of what is moved: its rewrites, and the domains its sites get.
    package var rewriteEntries: [RewriteMap.Entry] {
        let written = relocation?.rewrites.map { RewriteMap.Entry(from: $0.from.value, to: $0.to.value) } ?? []
        let mapped = (relocation?.networks ?? []).flatMap(\.sites).compactMap { site -> RewriteMap.Entry? in
            guard let mapped = site.mapped?.value, mapped != site.domain.value else { return nil }
            return .init(from: site.domain.value, to: mapped)
        }
        // Sites of a network of folders share a domain.
        var seen: Set<RewriteMap.Entry> = []
        return (written + mapped).filter { seen.insert($0).inserted }
    }
}
