import Conducting
import Planning
import Relocation
import Testing

/// A plan whose old side may end, and everything seen that it asks for; each test takes one thing of it away.
struct EndingStore {
    static let text = """
        sluice: 1
        name: three servers to none
        people:
          - { id: nadia, name: Nadia, contact: nadia@agency.test }
          - { id: rosa, name: Rosa, contact: rosa@client.test }
        systems:
          - { id: shop-old, kind: storefront, side: old, endpoints: ["http://10.0.0.1"] }
          - { id: shop-new, kind: storefront, side: new, endpoints: ["http://10.0.0.9"] }
          - { id: db-old, kind: database, side: old }
          - { id: db-new, kind: database, side: new }
        access:
          - { id: key, kind: key, from: client, reference: "file:key" }
          - { id: admin, kind: database, from: client, reference: "env:ADMIN" }
          - { id: app, kind: database, from: client, reference: "env:APP" }
        report: { signers: [nadia, rosa], client: [rosa] }
        decommission:
          owner: nadia
          systems: [shop-old, db-old]
          idle: 7d
          wipe_after: 30d
          exports: [{ what: orders, keep: 3650d, where: the archive }]
          hosts:
            - { host: web, logs: [/var/log/access.log], queues: [/srv/queue], system_jobs: [logrotate] }
            - { host: data, known_as: ["db.shop.test"] }
        relocation:
          hosts:
            - { id: web, side: old, system: shop-old, address: "shop@10.0.0.1", access: key }
            - { id: data, side: old, system: db-old, address: "shop@10.0.0.2", access: key }
            - { id: managed, side: new, system: shop-new, address: "shop@10.0.0.9", access: key }
          files:
            - { id: uploads, from: web, path: /srv/uploads, to: managed }
          databases:
            - id: shop
              engine: mariadb
              name: shop
              from: db-old
              to: db-new
              source: "mysql://admin@10.0.0.2/shop"
              access: admin
              target: "mysql://admin@10.0.0.9/shop"
              writers: [{ side: old, account: "app@%", access: app }]
        """
    static let now = PlanTime("2027-06-20T12:00Z")!
    static let moved = PlanTime("2027-06-01T12:00Z")!

    var plan: Plan
    var seen: DecommissionSeen
    var records: [EvidenceRecord]

    init(_ change: (String) -> String = { $0 }) throws {
        plan = try PlanReader.read(text: change(Self.text))
        seen = DecommissionSeen(report: .sound(plan: plan.digest, accepted: ["nadia", "rosa"]))
        var count = RequestCount()
        (count.bots, count.own, count.oldest) = (12, 1, (Self.now - .seconds(9 * 86_400)).milliseconds)
        seen.hosts["web"] = .init(
            requests: .seen(count),
            quiet: .seen(
                HostQuiet(
                    jobs: [.init(from: "/etc/cron.daily", schedule: "daily", command: "/etc/cron.daily/logrotate")],
                    queues: [.init(place: "/srv/queue", count: 0), .init(place: "mail", count: 0)], listening: [22, 80])
            ))
        seen.hosts["data"] = .init(requests: nil, quiet: .seen(HostQuiet(listening: [22, 3306])))
        seen.references = [.init(what: "DNS shop.test", leads: .seen(["web": [], "data": []]))]
        seen.logins = ["admin": .works("refused, as it must be"), "app": .works("refused, as it must be")]
        seen.wayBacks["shop"] = .init(
            isUnderWay: false, writer: .new, follows: .seen(nil), handedOver: Self.moved)
        records = ["shop", "uploads"].map { Self.record(.backupRestored, $0, at: Self.now - .seconds(3_600)) }
        // Looked every half day, and never anybody connected to the database.
        for half in 0..<20 {
            records.append(
                Self.record(.idle, "data", at: Self.now - .seconds(half * 43_200), figures: ["incoming": 0]))
        }
    }

    static func record(
        _ kind: EvidenceKind, _ subject: String, at time: PlanTime, passed: Bool = true,
        figures: [String: Double] = [:]
    ) -> EvidenceRecord {
        EvidenceRecord(kind, of: subject, at: time, by: "test", passed: passed, figures: figures)
    }

    var board: DecommissionBoard {
        DecommissionBoard(plan, seen: seen, records: EvidenceRecords(records), at: Self.now)
    }

    /// `web: LACKS requests`, for each item that is not met.
    var lacking: [String] {
        board.rows.flatMap { row in row.lacking.map { "\(row.host): \($0.state.word) \($0.name)" } }
    }

    mutating func quiet(_ host: String, _ change: (inout HostQuiet) -> Void) {
        guard let look = seen.hosts[host], case .seen(var quiet) = look.quiet else { return }
        change(&quiet)
        seen.hosts[host]?.quiet = .seen(quiet)
    }

    mutating func requests(_ change: (inout RequestCount) -> Void) {
        guard case .seen(var count)? = seen.hosts["web"]?.requests else { return }
        change(&count)
        seen.hosts["web"]?.requests = .seen(count)
    }
}

@Suite("Decommission board")
struct DecommissionBoardTests {
    @Test("nothing lacks when everything was seen")
    func whole() throws {
        let store = try EndingStore()
        #expect(store.lacking.isEmpty)
        #expect(store.board.isWhole && store.board.total == 2 && store.board.left == 2)
    }

    @Test("a report that is missing, unsound, of another plan, or not accepted by the client")
    func report() throws {
        var store = try EndingStore()
        for report in [
            DecommissionSeen.Report.missing("there is none"), .unsound(["file evidence/x.json: it was changed"]),
            .sound(plan: "0123", accepted: ["rosa"]), .sound(plan: store.plan.digest, accepted: ["nadia"]),
        ] {
            store.seen.report = report
            #expect(store.lacking == ["web: LACKS report", "data: LACKS report"])
        }
    }

    @Test("requests that no bot made, by whatever name they came")
    func requests() throws {
        var store = try EndingStore()
        store.requests { ($0.people, $0.lastPath, $0.lastAt) = (3, "/cart", EndingStore.now.milliseconds) }
        #expect(store.lacking == ["web: LACKS requests"])
        #expect(store.board.rows[0].lacking[0].state.why.contains("/cart"))
    }

    @Test("a log that is not written, begins too late, or cannot be read, is no good news")
    func logs() throws {
        var store = try EndingStore()
        store.requests { $0.own = 0 }
        #expect(store.lacking == ["web: NOT SEEN requests"])
        store = try EndingStore()
        store.requests { $0.oldest = (EndingStore.now - .seconds(86_400)).milliseconds }
        #expect(store.lacking == ["web: NOT SEEN requests"])
        store = try EndingStore()
        store.requests { $0.unread = 1 }
        #expect(store.lacking == ["web: NOT SEEN requests"])
        store.seen.hosts["web"]?.requests = .unseen("permission denied")
        #expect(store.lacking == ["web: NOT SEEN requests"])
        store.seen.hosts["web"]?.requests = nil
        // Port 80 listens: nobody connected is not enough.
        #expect(store.lacking == ["web: NOT SEEN requests"])
    }

    @Test("a host without web server must have been seen unvisited for long enough")
    func visits() throws {
        var store = try EndingStore()
        store.quiet("data") { $0.incoming = [.init(address: "10.0.0.7", port: 3306, program: "")] }
        #expect(store.lacking == ["data: LACKS requests"])
        store = try EndingStore()
        store.records.removeAll { $0.kind == .idle && $0.at < EndingStore.now - .seconds(3 * 86_400) }
        #expect(store.lacking == ["data: NOT SEEN requests"])
        // Somebody was there two days ago: the time begins anew.
        store = try EndingStore()
        store.records.append(
            EndingStore.record(
                .idle, "data", at: EndingStore.now - .seconds(2 * 86_400 + 60), passed: false,
                figures: ["incoming": 1]))
        #expect(store.lacking == ["data: NOT SEEN requests"])
    }

    @Test("what leads to a host, and what could not be looked at")
    func references() throws {
        var store = try EndingStore()
        store.seen.references.append(.init(what: "allow-list erp", leads: .seen(["web": ["10.0.0.1"], "data": []])))
        #expect(store.lacking == ["web: LACKS references"])
        store.seen.references = [.init(what: "DNS shop.test", leads: .unseen("no answer"))]
        #expect(store.lacking == ["web: NOT SEEN references", "data: NOT SEEN references"])
        store.seen.references = []
        #expect(store.lacking == ["web: NOT SEEN references", "data: NOT SEEN references"])
    }

    @Test("timed jobs, queues and connections; what the account may not see is not empty")
    func quiet() throws {
        var store = try EndingStore()
        store.quiet("web") {
            $0.jobs.append(.init(from: "crontab of shop", schedule: "*/5 * * * *", command: "push-stock"))
        }
        #expect(store.lacking == ["web: LACKS timed jobs"])
        store = try EndingStore()
        store.quiet("web") { $0.queues[1].count = 2 }
        #expect(store.lacking == ["web: LACKS queues"])
        store = try EndingStore()
        store.quiet("data") { $0.outgoing = [.init(address: "10.0.0.9", port: 3306, program: "mariadbd")] }
        #expect(store.lacking == ["data: LACKS connections"])
        store = try EndingStore()
        store.quiet("web") { $0.unseen = [.init(what: "crontabs of other accounts", why: "only root may read them")] }
        #expect(store.lacking == ["web: NOT SEEN timed jobs"])
        store = try EndingStore()
        store.seen.hosts["web"]?.quiet = .unseen("no route")
        #expect(
            store.lacking == ["web: NOT SEEN timed jobs", "web: NOT SEEN queues", "web: NOT SEEN connections"])
    }

    @Test("a backup that was not restored, failed, or is older than the last hand over")
    func backup() throws {
        var store = try EndingStore()
        store.records.removeAll { $0.kind == .backupRestored && $0.subject == "shop" }
        #expect(store.lacking == ["data: LACKS final backup"])
        store.records.append(EndingStore.record(.backupRestored, "shop", at: EndingStore.now, passed: false))
        #expect(store.lacking == ["data: LACKS final backup"])
        store.records[store.records.count - 1] = EndingStore.record(
            .backupRestored, "shop", at: EndingStore.moved - .seconds(60))
        #expect(store.lacking == ["data: LACKS final backup"])
    }

    @Test("retention that nobody has written down, and a time without use that nobody has set")
    func said() throws {
        let kept = try EndingStore {
            $0.replacing("exports: [{ what: orders, keep: 3650d, where: the archive }]", with: "exports: []")
        }
        #expect(kept.lacking == ["web: LACKS retention", "data: LACKS retention"])
        let idle = try EndingStore { $0.replacing("idle: 7d", with: "removes: []") }
        #expect(idle.lacking == ["web: LACKS requests", "data: LACKS requests"])
    }

    @Test("a login that still works, and one that only could not be tried")
    func credentials() throws {
        var store = try EndingStore()
        store.seen.logins["app"] = .fails("it still opens app@10.0.0.2")
        #expect(store.lacking == ["data: LACKS credential app"])
        // Down is not refused.
        store.seen.logins["app"] = .unclear("connection refused")
        #expect(store.lacking == ["data: NOT SEEN credential app"])
        // Seen refused an hour ago, while it still ran.
        store.records.append(EndingStore.record(.revoked, "app", at: EndingStore.now - .seconds(3_600)))
        #expect(store.lacking.isEmpty)
        // Seen refused long ago says nothing about now.
        store.records[store.records.count - 1] = EndingStore.record(
            .revoked, "app", at: EndingStore.now - .seconds(9 * 86_400))
        #expect(store.lacking == ["data: NOT SEEN credential app"])
        store.seen.logins["app"] = .missing("APP is not set")
        #expect(store.lacking == ["data: NOT SEEN credential app"])
    }

    @Test("ways back: a hand over under way, an old side that writes or follows, a window that is open")
    func wayBacks() throws {
        var store = try EndingStore()
        store.seen.wayBacks["shop"]?.isUnderWay = true
        #expect(store.lacking == ["data: LACKS way back shop"])
        store = try EndingStore()
        store.seen.wayBacks["shop"]?.writer = .old
        #expect(store.lacking == ["data: LACKS way back shop"])
        store = try EndingStore()
        store.seen.wayBacks["shop"]?.follows = .seen("follows, 0 transactions behind")
        #expect(store.lacking == ["data: LACKS way back shop"])
        store.seen.wayBacks["shop"]?.follows = .unseen("no answer")
        #expect(store.lacking == ["data: NOT SEEN way back shop"])
        let open = try EndingStore {
            $0
                + "\nunits: [{ id: all, domain: checkout, match: { paths: [/] } }]\nstages: [{ id: move, unit: all, starts: "
                + "2027-06-20T11:00Z, exposure: { steps: [100%], dwell: 1h }, rollback: { window: 14d } }]\n"
        }
        #expect(open.lacking == ["web: LACKS way back windows", "data: LACKS way back windows"])
    }

    @Test("a host that is off asks for nothing; servers go down, and up again with one that answers")
    func phases() throws {
        var store = try EndingStore()
        store.records.append(EndingStore.record(.poweredOff, "data", at: EndingStore.now - .seconds(60)))
        store.seen.hosts["data"] = nil
        #expect(store.board.left == 1 && store.board.isWhole)
        guard case .off(_, let wipe?) = store.board.rows[1].phase else {
            Issue.record("\(store.board.rows[1].phase)")
            return
        }
        #expect(wipe == EndingStore.now - .seconds(60) + .seconds(30 * 86_400))
        store.records.append(EndingStore.record(.poweredOff, "data", at: EndingStore.now, passed: false))
        #expect(store.board.left == 2)
    }

    @Test("what was seen while a server ran holds once it is off for good")
    func proofsOutliveTheirServer() throws {
        var store = try EndingStore {
            $0.replacing(
                "system: shop-old, address: \"shop@10.0.0.1\"", with: "system: db-old, address: \"shop@10.0.0.1\"")
        }
        store.seen.logins = ["admin": .unclear("no route"), "app": .unclear("no route")]
        store.seen.wayBacks["shop"]?.follows = .unseen("no route")
        for item in ["admin", "app"] {
            store.records.append(EndingStore.record(.revoked, item, at: EndingStore.now - .seconds(40 * 86_400)))
        }
        let still = store.lacking.filter { $0.hasPrefix("web: ") }
        #expect(
            still == ["web: NOT SEEN credential admin", "web: NOT SEEN credential app", "web: NOT SEEN way back shop"])
    }
}
