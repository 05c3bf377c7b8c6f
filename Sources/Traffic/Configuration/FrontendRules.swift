/// The rules every request passes, in order. Strings a request carries along stand in capture slots, which cost an
/// array index; only what arithmetic or `concat` needs stands in variables, which cost a list, a lock and a heap block
/// each.
struct FrontendRules {
    let topology: EdgeTopology
    let routes: RouteTable

    /// Capture slots, with their length in bytes.
    enum Slot: Int, CaseIterable {
        case route, device, region, visitor, policy, cohort, side

        var length: Int {
            switch self {
            case .route: 192
            case .device: 8
            case .region: 64
            case .visitor: 64
            case .policy: 128
            case .cohort: 4
            case .side: 1
            }
        }

        var fetch: String { "capture.req.hdr(\(rawValue))" }
    }

    let policyMap = "\"${MAPS}/policy.map\""

    var text: String {
        var lines = ["frontend edge"]
        lines += listeners
        lines += conditions
        for (title, rules) in chapters where !rules.isEmpty {
            lines.append("# \(title)")
            lines += rules
        }
        return lines.map { $0.hasPrefix("frontend") ? $0 : "    " + $0 }.joined(separator: "\n") + "\n"
    }

    private var chapters: [(String, [String])] {
        [
            ("Nothing internal comes from outside.", strip),
            ("Unit, flags and step: one look-up of class of host and path.", route),
            ("Visitor and bucket.", visitor),
            ("The policy: one value, under the one pointer, so one atomic decision.", policy),
            ("Writes held while a hand over pauses; the policy is then read afresh.", hold),
            ("Cohort as assigned, which nothing below changes, and side.", cohort),
            ("A lapsed lease sends births to old; a pin holds through it.", lease + pins),
            ("Testers, and paths only the old side can serve.", testers + oldOnly),
            ("No live server on the new side.", fallback),
            ("Freeze.", freeze),
            ("On the way.", forward),
        ]
    }
}

extension FrontendRules {
    private var listeners: [String] {
        var lines = ["bind \(topology.listeners.http)"]
        if let proxied = topology.listeners.acceptProxy { lines.append("bind \(proxied) accept-proxy") }
        if let clear = topology.listeners.clearHTTP2 { lines.append("bind \(clear) proto h2") }
        if topology.log != nil {
            lines.append("log ring@feed len 1024 format raw local0 info")
            lines.append("log-format \"\(logFormat)\"")
            lines.append("tcp-request connection track-sc0 int(1) table lines")
        }
        lines += ["option dontlognull", "option forwardfor"]
        lines += Slot.allCases.map { "declare capture request len \($0.length)" }
        return lines
    }

    /// `end_ms seq id unit segment cohort side generation/decision bucket visitor method status bytes TR/Tw/Tc/Tr/Ta
    /// term ua step backend/server path`
    ///
    /// The sequence is a counter of the stick table `lines`, raised under its lock, from 1. HAProxy's own `%lc` is
    /// raised by one step and read by another: two threads now and then log the same number and skip one, which a
    /// reader would take for lines lost.
    private var logFormat: String {
        [
            "%[date(0,ms)]", "%[sc0_inc_gpc0]", "%pid-%{+X}Ts-%{+X}rt", "%[\(Slot.route.fetch),field(1,:)]",
            "%[\(Slot.region.fetch)].%[\(Slot.device.fetch)]", "%[\(Slot.cohort.fetch)]", "%[\(Slot.side.fetch)]",
            "%[var(txn.g)]/%[\(Slot.policy.fetch),field(3,:)]", "%[var(txn.b)]",
            "%[\(Slot.visitor.fetch),xxh64(97),hex]", "%[method]", "%ST", "%B", "%TR/%Tw/%Tc/%Tr/%Ta", "%ts",
            "%[\(Slot.device.fetch)]", "%[\(Slot.route.fetch),field(3,:)]", "%b/%s", "%[var(txn.p)]",
        ].joined(separator: " ")
    }

    private var conditions: [String] {
        let flags = "\(Slot.policy.fetch),field(5,:) -m sub"
        let marks = "\(Slot.route.fetch),field(2,:) -m sub"
        var lines = [
            "acl known \(Slot.visitor.fetch) -m len 36",
            "acl bot \(Slot.device.fetch) -m str bot",
            "acl in_new \(Slot.policy.fetch),sub(txn.b) gt 0",
            // Most policies carry no flag: one look at the end of the value spares all of what follows.
            "acl plain \(Slot.policy.fetch) -m end :-",
            "acl read_only \(flags) R",
            "acl maintenance \(flags) M",
            "acl delayed \(flags) D",
            "acl no_starts \(flags) N",
            "acl leased \(flags) L",
            "acl pins \(flags) P",
            "acl may_fall_back \(flags) F",
            "acl segmented \(flags) S",
            "acl side_new \(Slot.side.fetch) -m str n N",
            "acl side_edge \(Slot.side.fetch) -m str x",
            "acl writes method POST PUT PATCH DELETE",
            "acl writes \(marks) \(RouteTable.Flag.writes.rawValue) \(RouteTable.Flag.finishes.rawValue)",
            "acl starts \(marks) \(RouteTable.Flag.starts.rawValue)",
            "acl finishes \(marks) \(RouteTable.Flag.finishes.rawValue)",
        ]
        lines += topology.writeParameters.map { "acl writes url_param(\($0)) -m found" }
        if hasVariants { lines.append("acl variant \(marks) \(RouteTable.Flag.variant.rawValue)") }
        if !topology.oldOnly.isEmpty { lines.append("acl old_only \(marks) \(RouteTable.Flag.oldOnly.rawValue)") }
        if !topology.testers.isEmpty { lines.append("acl tester var(txn.t) -m found") }
        return lines
    }

    private var hasVariants: Bool { topology.steps.contains { $0.variant && !$0.exact } }

    func keep(_ sample: String, in slot: Slot, if condition: String? = nil) -> String {
        "http-request capture \(sample) id \(slot.rawValue)" + (condition.map { " if \($0)" } ?? "")
    }

    func set(_ name: String, _ sample: String, if condition: String? = nil) -> String {
        "http-request set-var(txn.\(name)) \(sample)" + (condition.map { " if \($0)" } ?? "")
    }

    func setText(_ name: String, _ format: String, if condition: String) -> String {
        "http-request set-var-fmt(txn.\(name)) \"\(format)\" if \(condition)"
    }

    private var strip: [String] {
        var lines: [String] = []
        if !topology.testers.isEmpty {
            lines += [
                set("t", "req.fhdr(x-store-preview,1),map_str(\"${MAPS}/testers.map\")"),
                set("t", "req.cook(__mprev),map_str(\"${MAPS}/testers.map\")", if: "!tester"),
                "http-request del-header x-store-preview",
            ]
        }
        lines.append("http-request del-header x-sluice- -m beg")
        if !topology.trustsForwardedFor { lines.append("http-request del-header x-forwarded-for") }
        return lines
    }

    private var route: [String] {
        var lines = [
            keep("req.fhdr(user-agent,1),map_sub(\"${MAPS}/devices.map\",desktop)", in: .device),
            keep(
                "req.fhdr(\(topology.countryHeader),1),map_str(\"${MAPS}/regions.map\",\(topology.defaultRegion))",
                in: .region),
            // A request without the header makes no sample, so no default either.
            keep("str(desktop)", in: .device, if: "!{ \(Slot.device.fetch) -m found }"),
            keep("str(\(topology.defaultRegion))", in: .region, if: "!{ \(Slot.region.fetch) -m found }"),
            set("p", "path"),
        ]
        if routes.byRegion { lines.append(set("r", Slot.region.fetch)) }
        let byRegion = routes.byRegion ? ",concat(~,txn.r)" : ""
        let lookUp = "\(byRegion),concat(,txn.p,/?),url_dec,map_beg(\"${MAPS}/routes.map\",\"\(RouteTable.nothing)\")"
        if routes.hosts.isEmpty {
            lines.append(keep("str(0)\(lookUp)", in: .route))
        } else {
            let host = "req.fhdr(host,1),host_only,lower,map_str(\"${MAPS}/hosts.map\",0)"
            lines.append(keep("\(host)\(lookUp)", in: .route))
            lines.append(keep("str(0)\(lookUp)", in: .route, if: "!{ \(Slot.route.fetch) -m found }"))
        }
        if hasVariants {
            lines.append(set("w", "path,word(-1,/)", if: "variant"))
            lines.append(keep("\(Slot.route.fetch),concat(.,txn.w)", in: .route, if: "variant"))
        }
        return lines
    }

    private var visitor: [String] {
        // A bot keeps no cookie: its address stands for it, so that it sees one side.
        let address = topology.trustsForwardedFor ? "req.hdr_ip(x-forwarded-for,1)" : "src"
        return [
            keep("req.cook(__mvid)", in: .visitor),
            set("nv", "uuid()", if: "!known !bot"),
            keep("var(txn.nv)", in: .visitor, if: "!known !bot"),
            keep("src,concat(|bot)", in: .visitor, if: "!known bot"),
            topology.trustsForwardedFor ? keep("\(address),concat(|bot)", in: .visitor, if: "!known bot") : nil,
            set("b", "\(Slot.visitor.fetch),xxh32(\(topology.bucketSeed)),mod(10000)"),
        ].compactMap(\.self)
    }

    private func readPolicy(if condition: String?) -> [String] {
        let unit = "\(Slot.route.fetch),field(1,:)"
        let extra = condition.map { "\($0) " } ?? ""
        return [
            set("g", "str(gen),map_str(\(policyMap),0)", if: condition),
            keep("\(unit),concat(|,txn.g),map_str(\(policyMap),\"0:10000:none:0:-\")", in: .policy, if: condition),
            setText("sg", "%[\(Slot.region.fetch)].%[\(Slot.device.fetch)]", if: "\(extra)!plain segmented"),
            keep(
                "\(unit),concat(|,txn.g),concat(|,txn.sg),map_str(\(policyMap))", in: .policy,
                if: "\(extra)!plain segmented"),
        ]
    }

    private var policy: [String] { readPolicy(if: nil) }

    /// Where steps are marked as finishing a checkout only those wait; a plan without marks holds every write.
    private var held: String {
        topology.steps.contains { $0.role == .finishes } ? "!plain delayed finishes" : "!plain delayed writes"
    }

    private var hold: [String] {
        [
            set("u", "\(Slot.route.fetch),field(1,:)", if: held),
            setText("sg", "%[\(Slot.region.fetch)].%[\(Slot.device.fetch)]", if: held),
            "http-request lua.hold if \(held)",
        ] + readPolicy(if: "{ var(txn.held) -m found }")
    }
}
