import Conducting
import Foundation
import Observation
import Planning
import Testing
import Traffic

/// What both sides are asked for, and what their answers come to; nobody is asked.
@Suite("A look before a hand over")
struct LookTests {
    static let page = LookPage(host: "shop.test", path: "/cart")

    static func landing(_ status: Int, at path: String = "/cart", of host: String = "shop.test") -> PageLanding {
        PageLanding(.answered(status: status), host: host, path: path)
    }

    static func judgement(
        _ losing: PageLanding, _ gaining: PageLanding, page: LookPage = page, renamed: [String: String] = [:],
        isBack: Bool = false, isFenced: Bool = false
    ) -> LookJudgement {
        LookJudgement(
            page, losing: losing, gaining: gaining, renamed: renamed, isBack: isBack, isFenced: isFenced)
    }

    private func differs(_ judgement: LookJudgement) -> Bool { if case .differs = judgement { true } else { false } }

    @Test("pages of one sort at one place are alike; one that is not there, or elsewhere, is an obstacle that says so")
    func sorts() {
        #expect(Self.judgement(Self.landing(200), Self.landing(204)) == .alike)
        #expect(Self.judgement(Self.landing(409), Self.landing(403)) == .alike)
        #expect(
            Self.judgement(Self.landing(200), Self.landing(404))
                == .differs("shop.test/cart: the old side answers 200, the new side 404"))
        #expect(differs(Self.judgement(Self.landing(409), Self.landing(404))))
        let blank = PageLanding(.answered(status: 200), host: "shop.test", path: "/cart", isBlank: true)
        #expect(differs(Self.judgement(Self.landing(200), blank)) && Self.judgement(blank, blank) == .alike)
        #expect(differs(Self.judgement(Self.landing(200), Self.landing(200, at: "/wp-login.php"))))
        #expect(differs(Self.judgement(Self.landing(200), PageLanding(.ring, host: "shop.test", path: "/cart"))))
        let silent = PageLanding(.failed(.timeUp(.seconds(8))), host: "shop.test", path: "/cart")
        #expect(differs(Self.judgement(Self.landing(200), silent)))
        #expect(differs(Self.judgement(silent, Self.landing(200))))
        #expect(Self.judgement(Self.landing(503), Self.landing(500)) == .unserved)
    }

    @Test("a fenced database hides its side's pages, not that they are missing")
    func fenced() {
        guard case .unseen = Self.judgement(Self.landing(200), Self.landing(500), isBack: true, isFenced: true) else {
            return #expect(Bool(false))
        }
        #expect(differs(Self.judgement(Self.landing(200), Self.landing(404), isBack: true, isFenced: true)))
        // The new side is no longer there: that is what a way back is for.
        let silent = PageLanding(.failed(.unreachable("refused")), host: "shop.test", path: "/cart")
        #expect(Self.judgement(silent, Self.landing(200), isBack: true) == .unserved)
    }

    @Test("a redirect of the plan is met on the new side, and a host may have another name there")
    func targets() {
        let moved = LookPage(host: "shop.test", path: "/old", target: "/new")
        let (old, new) = (Self.landing(200, at: "/old"), Self.landing(200, at: "/new"))
        #expect(Self.judgement(old, new, page: moved) == .alike)
        #expect(differs(Self.judgement(old, old, page: moved)))
        #expect(Self.judgement(new, old, page: moved, isBack: true) == .alike)
        #expect(
            Self.judgement(Self.landing(200), Self.landing(200, of: "shop.new"), renamed: ["shop.test": "shop.new"])
                == .alike)
        #expect(differs(Self.judgement(Self.landing(200), Self.landing(200, of: "shop.new"))))
    }

    @Test("pages come from flows, sites, landing pages and redirects, bounded, less what the plan never repeats")
    func list() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "look-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "plan.yaml")
        let redirects = (0..<200).map { "    - { from: /old-\($0), to: /new-\($0) }" }.joined(separator: "\n")
        try """
        sluice: 1
        name: a look
        flows:
          - { id: buy, steps: [{ id: cart, path: /cart }, { id: pay, path: /pay, freeze: finishes }], success: pay }
        units:
          - { id: shop, domain: checkout, match: { hosts: ["Shop.test"], paths: ["/"] } }
        mirroring: { never: [/pay] }
        redirects:
          landing: [{ path: /till, target: /register, visits: 90/h }]
          entries:
        \(redirects)
        relocation:
          networks:
            - { id: shop, kind: subdirectories, sites: [{ domain: shop.test }, { domain: shop.test, path: /de/, mapped: shop.new }] }
        """.write(to: file, atomically: true, encoding: .utf8)
        let plan = try PlanReader.read(path: file.path, environment: nil, overlays: [])
        let list = LookList(plan, units: ["shop"])
        #expect(list.pages.prefix(4).map(\.path) == ["/", "/de/", "/cart", "/till"])
        #expect(list.pages[3].target == "/register" && !list.pages.contains { $0.path.hasPrefix("/pay") })
        #expect(list.pages.count == LookList.pathLimit && list.left > 0)
        #expect(list.hosts == ["shop.test", "shop.new"] && list.renamed == ["shop.test": "shop.new"])
    }

    @Test("web servers that follow their database stay; others go with it")
    func exposure() {
        func moves(_ unit: UnitPolicy?, to side: EdgeTopology.Side, tiers: Set<EdgeTopology.Side> = []) -> Bool {
            HandOverEdge.movesExposure(
                EdgePolicy(generation: 1, units: unit.map { ["shop": $0] } ?? [:]), units: ["shop"], to: side,
                tiers: tiers)
        }
        let allNew = UnitPolicy(newBelow: 10_000, controlFrom: 10_000)
        #expect(moves(nil, to: .new) && moves(.allOld, to: .new) && !moves(allNew, to: .new))
        // Without links the way back leads web servers back too; with them they stay.
        #expect(moves(allNew, to: .old) && !moves(allNew, to: .old, tiers: [.new]))
        #expect(moves(.allOld, to: .new, tiers: [.new]) && !moves(.allOld, to: .new, tiers: [.old]))
        #expect(moves(UnitPolicy(newBelow: 10_000, controlFrom: 10_000, pinsFrom: 1), to: .new))
    }
}
