package import Planning
package import Relocation

/// Something that was looked for: found, or nobody could tell. Not to have looked is never good news.
package enum Sighting<Value: Sendable & Hashable>: Sendable, Hashable {
    case seen(Value)
    case unseen(String)
}

/// What was seen of the old side's end, at one moment.
package struct DecommissionSeen: Sendable {
    /// The report, and who stands behind it.
    package enum Report: Sendable, Hashable {
        case missing(String)
        /// What of it does not hold.
        case unsound([String])
        /// It holds, and is signed; the digest is that of the plan it speaks of.
        case sound(plan: String, accepted: [String])
    }

    package struct HostLook: Sendable, Hashable {
        /// Nil where the plan names no access log.
        package var requests: Sighting<RequestCount>?
        package var quiet: Sighting<HostQuiet>

        package init(requests: Sighting<RequestCount>?, quiet: Sighting<HostQuiet>) {
            (self.requests, self.quiet) = (requests, quiet)
        }
    }

    /// Something that may lead to an old host.
    package struct Reference: Sendable, Hashable {
        /// `DNS eu.shop.test`, `allow-list erp`.
        package var what: String
        /// By host: the names found there.
        package var leads: Sighting<[String: [String]]>

        package init(what: String, leads: Sighting<[String: [String]]>) { (self.what, self.leads) = (what, leads) }
    }

    /// How a database could still go back.
    package struct WayBack: Sendable, Hashable {
        /// A hand over that has begun and not ended.
        package var isUnderWay: Bool
        package var writer: PlanSide
        /// Whether the old side still follows, and how.
        package var follows: Sighting<String?>
        /// When the last hand over ended.
        package var handedOver: PlanTime?

        package init(isUnderWay: Bool, writer: PlanSide, follows: Sighting<String?>, handedOver: PlanTime?) {
            (self.isUnderWay, self.writer, self.follows) = (isUnderWay, writer, follows)
            self.handedOver = handedOver
        }
    }

    package var report: Report
    /// By the host's id.
    package var hosts: [String: HostLook] = [:]
    package var references: [Reference] = []
    /// What came of trying each old credential; `works` where it was refused.
    package var logins: [String: AccessState] = [:]
    /// By the database's id.
    package var wayBacks: [String: WayBack] = [:]

    package init(report: Report) { self.report = report }
}
