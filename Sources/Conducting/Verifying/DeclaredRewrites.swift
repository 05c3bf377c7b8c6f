package import Planning
package import Rewriting

extension Plan {
    /// What the plan changes inside of what is moved, as one map: its rewrites, and the domains that its sites get; nil
    /// where it changes nothing.
    package func declaredRewrites() throws(RewritingError) -> RewriteMap? {
        let written = relocation?.rewrites.map { RewriteMap.Entry(from: $0.from.value, to: $0.to.value) } ?? []
        let mapped = (relocation?.networks ?? []).flatMap(\.sites).compactMap { site -> RewriteMap.Entry? in
            guard let mapped = site.mapped?.value, mapped != site.domain.value else { return nil }
            return RewriteMap.Entry(from: site.domain.value, to: mapped)
        }
        // Sites of one domain, in folders of it, name it once each.
        var seen: Set<RewriteMap.Entry> = []
        let entries = (written + mapped).filter { seen.insert($0).inserted }
        return entries.isEmpty ? nil : try RewriteMap(entries)
    }
}
