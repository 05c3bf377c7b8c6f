/// What becomes of a request once its policy is known.
extension FrontendRules {
    var cohort: [String] {
        [
            set("y", "\(Slot.policy.fetch),field(2,:)"),
            keep("str(rest)", in: .cohort),
            keep("str(o)", in: .side),
            keep("str(ctl)", in: .cohort, if: "{ var(txn.b),sub(txn.y) ge 0 }"),
            keep("str(new)", in: .cohort, if: "in_new"),
            keep("str(n)", in: .side, if: "in_new"),
            keep("str(bot)", in: .cohort, if: "bot"),
        ]
    }

    var lease: [String] {
        [
            set("l", "str(lease),map_str(\(policyMap),0)", if: "!plain leased side_new"),
            keep("str(l)", in: .side, if: "!plain leased side_new { date,sub(txn.l) gt 0 }"),
        ]
    }

    /// A pin is `unit.side.epoch`. It holds while its epoch is not below the policy's, whatever the share is now.
    var pins: [String] {
        let pin = "{ var(txn.k),field(1,.),strcmp(txn.u) eq 0 } { var(txn.k),field(3,.),sub(txn.z) ge 0 }"
        return [
            set("k", "req.cook(__mpin)", if: "!plain pins"),
            set("u", "\(Slot.route.fetch),field(1,:)", if: "!plain pins"),
            set("z", "\(Slot.policy.fetch),field(4,:)", if: "!plain pins"),
            keep("str(N)", in: .side, if: "!plain pins { var(txn.k),field(2,.) -m str n } \(pin)"),
            keep("str(O)", in: .side, if: "!plain pins { var(txn.k),field(2,.) -m str o } \(pin)"),
            setText("np", "%[var(txn.u)].n.%[var(txn.z)]", if: "!plain pins !bot { \(Slot.side.fetch) -m str n }"),
            setText("np", "%[var(txn.u)].o.%[var(txn.z)]", if: "!plain pins !bot { \(Slot.side.fetch) -m str o l }"),
        ]
    }

    var testers: [String] {
        guard !topology.testers.isEmpty else { return [] }
        return [
            keep("var(txn.t)", in: .side, if: "tester"),
            keep("str(test)", in: .cohort, if: "tester"),
            "http-request unset-var(txn.np) if tester",
        ]
    }

    var oldOnly: [String] {
        guard !topology.oldOnly.isEmpty else { return [] }
        return [keep("str(o)", in: .side, if: "old_only"), "http-request unset-var(txn.np) if old_only"]
    }

    /// Where the policy forbids it, the request goes on to the new side's backend and is refused there, as a failure of
    /// the new side. A visitor born during a fallback is born on old, and pinned there.
    var fallback: [String] {
        let tester = topology.testers.isEmpty ? "" : " !tester"
        return [
            keep("str(f)", in: .side, if: "side_new !plain may_fall_back { nbsrv(be_new) eq 0 }\(tester)"),
            setText(
                "np", "%[var(txn.u)].o.%[var(txn.z)]",
                if: "!plain pins { \(Slot.side.fetch) -m str f } { var(txn.np) -m found }"),
        ]
    }

    var freeze: [String] {
        let retry = "%[str(retry),map_str(\\\"${MAPS}/policy.map\\\",60)]"
        return [
            keep("str(x)", in: .side, if: "!plain maintenance"),
            keep("str(x)", in: .side, if: "!plain read_only writes"),
            keep("str(x)", in: .side, if: "!plain delayed writes"),
            keep("str(x)", in: .side, if: "!plain no_starts starts"),
            keep("str(x)", in: .side, if: "!plain no_starts writes !finishes"),
            "http-request unset-var(txn.np) if side_edge",
            "http-request return status 503 content-type \"text/plain; charset=utf-8\" "
                + "string \"\(Self.frozenText)\" hdr Retry-After \"\(retry)\" hdr Cache-Control no-store if side_edge",
        ]
    }

    static let frozenText = "The shop is being moved and takes no orders for a moment. Please try again shortly."

    var forward: [String] {
        var lines: [String] = []
        if topology.tellsSides {
            lines.append(
                "http-request set-header x-sluice-route \"%[\(Slot.route.fetch),field(1,:)] %[\(Slot.side.fetch)] "
                    + "%[\(Slot.cohort.fetch)] %[var(txn.g)]/%[\(Slot.policy.fetch),field(3,:)]\"")
        }
        let visitorCookie = "__mvid=%[var(txn.nv)]; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"
        let pinCookie = "__mpin=%[var(txn.np)]; Path=/; Max-Age=\(topology.pinSeconds); HttpOnly; SameSite=Lax"
        lines += [
            "use_backend be_new if side_new",
            "default_backend be_old",
            "http-after-response add-header set-cookie \"\(visitorCookie)\" if { var(txn.nv) -m found }",
            // Nothing is born by a failed answer, so nothing is pinned by one.
            "http-after-response add-header set-cookie \"\(pinCookie)\" if { var(txn.np) -m found } { status lt 500 }",
        ]
        if !topology.testers.isEmpty {
            lines.append("http-after-response set-header x-sluice-side %[\(Slot.side.fetch)] if tester")
        }
        return lines
    }
}
