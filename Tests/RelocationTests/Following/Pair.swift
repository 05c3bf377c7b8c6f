import DatabaseRig
import Databases
import Foundation
import Relocation

/// Two servers with a shop that moves from one to the other.
struct Pair: Sendable {
    let sides: Sides
    let attempt: UInt32
    let folder = Scratch()

    var oldServer: MariaDBServer { sides.oldServer }
    var newServer: MariaDBServer { sides.newServer }

    static let shop = """
        CREATE DATABASE store CHARACTER SET utf8mb4; USE store;
        CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, customer VARCHAR(40) NOT NULL, total INT NOT NULL,
            at TIMESTAMP(6) NOT NULL DEFAULT NOW(6));
        CREATE TABLE orderlines (order_id INT NOT NULL, line INT NOT NULL, sku VARCHAR(20), PRIMARY KEY (order_id, \
        line));
        CREATE TABLE ticks (id INT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP(6) NOT NULL DEFAULT NOW(6));
        CREATE DEFINER=root@localhost EVENT tick ON SCHEDULE EVERY 1 HOUR DO INSERT INTO ticks () VALUES ();
        INSERT INTO orders (customer, total) SELECT CONCAT('c', seq), seq FROM seq_1_to_500;
        INSERT INTO orderlines SELECT seq, 1, CONCAT('sku-', seq) FROM seq_1_to_500;
        """

    /// Old and new, with the shop's accounts on both: `app` writes, `deploy` writes past `read_only`, `seer` reads.
    static func start(old: [String] = [], new: [String] = []) async throws -> Pair {
        let sides = try await Sides.start(old: old, new: new)
        try sides.oldServer.run(shop)
        for server in [sides.oldServer, sides.newServer] {
            try server.run(
                """
                SET SESSION sql_log_bin = 0;
                CREATE USER app@'127.0.0.1' IDENTIFIED BY 'app-secret';
                GRANT SELECT, INSERT, UPDATE, DELETE ON store.* TO app@'127.0.0.1';
                CREATE ROLE deployer; GRANT ALL ON store.* TO deployer;
                CREATE USER deploy@'127.0.0.1' IDENTIFIED BY 'deploy-secret';
                GRANT deployer TO deploy@'127.0.0.1'; GRANT READ_ONLY ADMIN ON *.* TO deploy@'127.0.0.1';
                SET DEFAULT ROLE deployer FOR deploy@'127.0.0.1';
                CREATE USER seer@'127.0.0.1' IDENTIFIED BY 'seer-secret'; GRANT SELECT ON store.* TO seer@'127.0.0.1';
                """)
        }
        let attempt = try await Following.freshDomain(sides.old, sides.new)
        return Pair(sides: sides, attempt: attempt)
    }

    static let credentials = [
        WriterCredential(user: "app", password: "app-secret"),
        WriterCredential(user: "deploy", password: "deploy-secret"),
    ]

    func side(_ rig: MariaDBServer, domain: UInt32?) -> DatabaseSide {
        DatabaseSide(
            server: Sides.server(rig), settings: .on(.local, path: rig.settingsPath),
            way: ReplicationWay(
                host: "127.0.0.1", port: rig.port, account: DatabaseAccount(user: "follower", host: "127.0.0.1"),
                password: "it's \"secret\""), domain: domain)
    }

    var following: Following {
        Following(
            from: side(oldServer, domain: nil), to: side(newServer, domain: attempt),
            schemas: [FollowedSchema("store")], attempt: attempt)
    }

    /// Prepares, copies and follows.
    @discardableResult
    func follow() async throws -> TransferResult {
        let following = following
        try await following.createAccount()
        try await following.reversed.createAccount()
        try await following.prepare()
        let result = try await sides.transfer(TransferTerms(schema: FollowedSchema("store")), folder: folder).run()
        try await following.begin(at: result.position)
        return result
    }

    /// Accounts of the machine's own administrators, which the plan spares.
    static let spared: Set<DatabaseAccount> = Set(
        ["localhost", "127.0.0.1", "::1", ProcessInfo.processInfo.hostName].map {
            DatabaseAccount(user: "root", host: $0)
        })

    static var fence: FencePlan { FencePlan(schema: "store", spared: spared) }
    static var terms: HandOverTerms { HandOverTerms(fence: fence, credentials: credentials) }

    func handOver(
        _ states: StateBox = StateBox(), told: @escaping @Sendable (HandOverStep, Duration) async -> Void = { _, _ in }
    ) -> HandOver {
        HandOver(
            following, terms: Self.terms, save: { state throws(RelocationError) in try await states.keep(state) },
            told: told)
    }
}

/// What a hand over keeps, as a file would.
actor StateBox {
    private(set) var state = HandOverState()
    /// Ends the run after so many times keeping, as a kill would.
    private var left: Int?

    init(failingAfter left: Int? = nil) { self.left = left }

    func keep(_ new: HandOverState) throws(RelocationError) {
        state = new
        guard let count = left else { return }
        if count == 0 { throw .cancelled }
        left = count - 1
    }
}
