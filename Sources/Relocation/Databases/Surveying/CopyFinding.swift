/// Something about a schema or the two servers that a copy meets. Those that stop it are named before anything is done.
public struct CopyFinding: Sendable, Hashable, CustomStringConvertible {
    public enum Matter: String, Sendable, Hashable, Codable {
        case outsideSnapshot
        case missingDefiner
        /// People log in as it on the new server, so its rights are theirs to give.
        case definerMayNot
        case functionsRefused
        case definersRefused
        case zeroDates
        case shortRowFormat
        case mixedCollations
        case unknownCollation
        case noKey
        case caseRules
        case sqlModes
        case targetHolds
        case noBinaryLog
        case logFormat
        case sameServerID
        case domainCollides
    }

    public var matter: Matter
    public var what: String
    public var mend: String
    /// The copy, or following afterwards, would fail or lose something.
    public var stops: Bool

    public var description: String { "\(what); \(mend)" }
}

/// The pure heart of the look before a copy.
enum CopyFindings {
    static func all(
        _ survey: SchemaSurvey, from old: ServerFacts, to new: ServerFacts, terms: TransferTerms,
        missing: [DatabaseAccount], lacking: [DefinerRights.Lack], targetTables: Int, isOwnTarget: Bool
    ) -> [CopyFinding] {
        var found = code(survey, new, terms, missing) + tables(survey, old, new, terms)
        found += lacking.map { lack in
            CopyFinding(
                matter: .definerMayNot, what: "on the new server \(lack.text(terms.schema.replica))",
                mend: "without it the new side refuses the statements that fire it", stops: true)
        }
        // What following needs is no matter of a copy that nobody follows, but for the log that names its moment.
        found += replication(old, new).filter { terms.isFollowed || ($0.matter == .noBinaryLog && !old.hasBinaryLog) }
        if targetTables > 0 && !isOwnTarget {
            found.append(
                CopyFinding(
                    matter: .targetHolds,
                    what:
                        "the schema \(terms.schema.replica) already holds \(targetTables) tables that no transfer of "
                        + "ours wrote",
                    mend: "name another schema, or empty this one by hand", stops: true))
        }
        return found
    }

    private static func code(
        _ survey: SchemaSurvey, _ new: ServerFacts, _ terms: TransferTerms, _ missing: [DatabaseAccount]
    ) -> [CopyFinding] {
        var found: [CopyFinding] = []
        for account in missing where terms.definers[account] == nil {
            let used = survey.code.filter { $0.definer == account }.map { "\($0.kind.rawValue) \($0.name)" }
            found.append(
                CopyFinding(
                    matter: .missingDefiner,
                    what:
                        "the account \(account) is DEFINER of \(list(used)) and does not exist on the new server "
                        + "(1449)",
                    mend: terms.createsDefiners
                        ? "it is created there, locked" : "let the transfer create it, or map it to another account",
                    stops: !terms.createsDefiners))
        }
        let hasFunctions = survey.code.contains { $0.kind == .trigger || $0.kind == .routine }
        if hasFunctions && new.hasBinaryLog && !new.trustsFunctionCreators && new.lacks("SUPER") {
            found.append(
                CopyFinding(
                    matter: .functionsRefused,
                    what:
                        "the new server keeps a binary log and the account lacks SUPER: triggers and functions would "
                        + "be refused (1419)",
                    mend:
                        "SET GLOBAL log_bin_trust_function_creators = 1 there for the time of the import, or grant "
                        + "SUPER",
                    stops: true))
        }
        let unpromising = survey.code.filter(\.isUnpromising).map(\.name)
        if !unpromising.isEmpty && new.hasBinaryLog && !new.trustsFunctionCreators {
            found.append(
                CopyFinding(
                    matter: .functionsRefused,
                    what:
                        "the functions \(list(unpromising)) are declared neither DETERMINISTIC, NO SQL nor READS SQL "
                        + "DATA and would be refused, whatever the account may do (1418)",
                    mend: "SET GLOBAL log_bin_trust_function_creators = 1 on the new server, and in its settings",
                    stops: true))
        }
        if !survey.code.isEmpty && new.lacks("SET USER") && new.lacks("SUPER") {
            found.append(
                CopyFinding(
                    matter: .definersRefused,
                    what: "the account on the new server may not create code for another DEFINER (1227)",
                    mend: "GRANT SET USER ON *.* to it", stops: true))
        }
        return found
    }

    private static func tables(
        _ survey: SchemaSurvey, _ old: ServerFacts, _ new: ServerFacts, _ terms: TransferTerms
    ) -> [CopyFinding] {
        var found: [CopyFinding] = []
        func add(_ matter: CopyFinding.Matter, _ what: String, _ mend: String, stops: Bool = false) {
            found.append(CopyFinding(matter: matter, what: what, mend: mend, stops: stops))
        }
        let outside = survey.outsideSnapshot
        if !outside.isEmpty {
            add(
                .outsideSnapshot,
                "\(list(outside.map { "\($0.name) (\($0.engine))" })) take no part in a snapshot",
                terms.locksOutsiders
                    ? "they are locked against writing while they are copied"
                    : terms.isFollowed
                        ? "ALTER TABLE … ENGINE=InnoDB on the old side, or have them locked while they are copied: `lock: true` in the plan, or `--lock`"
                        : "they are copied as they stand when their turn comes",
                stops: !terms.locksOutsiders && terms.isFollowed)
        }
        if !survey.zeroDateColumns.isEmpty {
            let isStrict = !new.sqlMode.isDisjoint(with: ["NO_ZERO_DATE", "NO_ZERO_IN_DATE", "TRADITIONAL"])
            add(
                .zeroDates, "\(list(survey.zeroDateColumns)) have a default of zeros (1067)",
                "they are copied as they are"
                    + (isStrict ? "; the new server's sql_mode would refuse a later ALTER TABLE" : ""))
        }
        let short = survey.longIndexes.filter { ["COMPACT", "REDUNDANT"].contains($0.rowFormat.uppercased()) }
        if !short.isEmpty {
            add(
                .shortRowFormat,
                "\(list(short.map { "\($0.table).\($0.index)" })) would be \(short.map(\.wideBytes).max() ?? 0) "
                    + "bytes in utf8mb4 where the row format \(short[0].rowFormat) holds 767 (1709)",
                terms.makesRowsDynamic
                    ? "the new tables get ROW_FORMAT=DYNAMIC"
                    : "ALTER TABLE … ROW_FORMAT=DYNAMIC before any change to utf8mb4, or let the transfer do so",
                stops: !terms.makesRowsDynamic && short.contains { $0.bytes > 767 })
        }
        let long = survey.longIndexes.filter { $0.bytes > 767 && $0.rowFormat.uppercased() == "DYNAMIC" }
        if !long.isEmpty && new.defaultRowFormat.lowercased() != "dynamic" {
            add(
                .shortRowFormat,
                "\(list(long.map { "\($0.table).\($0.index)" })) need DYNAMIC rows and the new server makes "
                    + "\(new.defaultRowFormat) ones where a table does not say (1709)",
                "SET GLOBAL innodb_default_row_format = dynamic there, and in its settings", stops: true)
        }
        let texts = survey.collations.filter { !$0.key.hasSuffix("_bin") }
        if texts.count > 1 {
            add(
                .mixedCollations,
                "columns have different collations: "
                    + "\(list(texts.sorted { $0.key < $1.key }.map { "\($0.key) × \($0.value)" }))",
                "joins between them fail (1267) unless each says COLLATE; they are copied as they are")
        }
        let unknown = survey.collations.keys.filter { !new.collations.contains($0) }.sorted()
        if !unknown.isEmpty {
            add(
                .unknownCollation, "the new server does not know \(list(unknown))",
                "use a newer server, or convert on the old side", stops: true)
        }
        let keyless = survey.tables.filter { !$0.hasKey }.map(\.name)
        if !keyless.isEmpty {
            add(
                .noKey, "\(list(keyless)) have no primary key",
                "following them is slow and their tail is compared as a whole")
        }
        if old.caseRule != new.caseRule {
            add(
                .caseRules, "lower_case_table_names is \(old.caseRule) on the old side and \(new.caseRule) on the new",
                "set up the new server with the old one's value", stops: true)
        }
        if old.sqlMode != new.sqlMode {
            add(
                .sqlModes,
                "sql_mode differs: only old has \(list(old.sqlMode.subtracting(new.sqlMode).sorted())), only new has "
                    + list(new.sqlMode.subtracting(old.sqlMode).sorted()),
                "set the old value on the new server, or test the shop with the new one")
        }
        return found
    }

    private static func replication(_ old: ServerFacts, _ new: ServerFacts) -> [CopyFinding] {
        var found: [CopyFinding] = []
        func add(_ matter: CopyFinding.Matter, _ what: String, _ mend: String, stops: Bool = true) {
            found.append(CopyFinding(matter: matter, what: what, mend: mend, stops: stops))
        }
        for (side, facts) in [("old", old), ("new", new)] where !facts.hasBinaryLog {
            add(.noBinaryLog, "the \(side) server keeps no binary log", "set log_bin there and restart it")
        }
        for (side, facts) in [("old", old), ("new", new)] where facts.hasBinaryLog {
            if facts.logFormat != "ROW" {
                add(
                    .logFormat, "binlog_format of the \(side) server is \(facts.logFormat)",
                    "SET GLOBAL binlog_format = 'ROW', and in its settings")
            } else if !["FULL", "FULL_NODUP"].contains(facts.rowImage) {
                add(
                    .logFormat, "binlog_row_image of the \(side) server is \(facts.rowImage)",
                    "SET GLOBAL binlog_row_image = 'FULL', and in its settings")
            }
        }
        if old.serverID == new.serverID {
            add(.sameServerID, "both servers have server_id \(old.serverID)", "give each its own")
        }
        // Positions are compared by their numbers in a domain: the new server's own, higher number would make whatever
        // the old one still writes look known, and a strict server refuses it (1950).
        for id in new.logState where id.server == new.serverID {
            let others = old.logState.filter { $0.domain == id.domain && $0.server == old.serverID }
            guard let other = others.max(by: { $0.sequence < $1.sequence }), id.sequence > other.sequence else {
                continue
            }
            add(
                .domainCollides,
                "the new server's own log is at \(id) in a domain that the old one writes (\(other)) (1950)",
                "FLUSH BINARY LOGS, PURGE BINARY LOGS TO the newest, FLUSH BINARY LOGS DELETE_DOMAIN_ID = "
                    + "(\(id.domain)) on the new server, if nobody follows it")
        }
        return found
    }

    /// A few of many.
    static func list(_ names: [String]) -> String {
        names.isEmpty
            ? "nothing"
            : names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }
}
