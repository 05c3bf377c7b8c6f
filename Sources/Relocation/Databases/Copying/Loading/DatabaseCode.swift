/// Views, routines, triggers and events on their way to the new server, and the accounts they run as.
struct DatabaseCode: Sendable {
    let old: DatabaseServer
    let new: DatabaseServer
    let oldTools: DatabaseTools
    let newTools: DatabaseTools
    let terms: TransferTerms

    /// Definers that are missing on the new server, locked: code runs as them, nobody logs in as them. One that is there
    /// and locked, as another copy left it, gets what it lacks on this schema.
    func createDefiners(_ survey: SchemaSurvey) async throws(RelocationError) {
        guard terms.createsDefiners else { return }
        let wanted = Set(survey.code.map(\.definer).map { terms.definers[$0] ?? $0 })
        let known = try await new.rights(of: wanted, on: terms.schema.replica)
        for account in known.locked.sorted() {
            let lacks = DefinerRights.ofCode.subtracting(known.rights[account] ?? [])
            if !lacks.isEmpty { try await grant(lacks, to: account) }
        }
        for account in wanted.subtracting(known.rights.keys).sorted() {
            // Unlocked by mistake, it still has no password that anybody knows.
            let password = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
            try await new.executeQuietly(
                "CREATE USER IF NOT EXISTS \(account.sql) IDENTIFIED BY '\(password)' ACCOUNT LOCK")
            try await grant(DefinerRights.ofCode, to: account)
        }
    }

    private func grant(_ rights: Set<String>, to account: DatabaseAccount) async throws(RelocationError) {
        try await new.executeQuietly(
            "GRANT \(rights.sorted().joined(separator: ", ")) ON \(SQLText.name(terms.schema.replica)).* TO \(account.sql)"
        )
    }

    /// Routines before views and triggers, which may use them; events last, switched off.
    func copy(_ survey: SchemaSurvey) async throws(RelocationError) {
        func has(_ kind: SchemaSurvey.Code.Kind) -> Bool { survey.code.contains { $0.kind == kind } }
        if has(.routine) {
            try await copy("routines", ["--no-data", "--no-create-info", "--skip-triggers", "--routines"])
        }
        if has(.view) {
            let views = survey.code.filter { $0.kind == .view }.map(\.name)
            try await copy("views", ["--no-data", "--skip-triggers"], views)
        }
        if has(.trigger) {
            try await copy("triggers", ["--no-data", "--no-create-info", "--triggers", "--add-drop-trigger"])
        }
        if has(.event) { try await copy("events", ["--no-data", "--no-create-info", "--skip-triggers", "--events"]) }
    }

    private func copy(_ what: String, _ options: [String], _ names: [String] = []) async throws(RelocationError) {
        let reply = try await oldTools.host.run(
            oldTools.words(
                "mariadb-dump",
                ["--skip-lock-tables", "--skip-dump-date", "--default-character-set=utf8mb4"] + options
                    + [terms.schema.source] + names), secrets: oldTools.secrets, limit: 256 << 20, within: .seconds(600)
        ).succeeded()
        var text = CodeText.withDefiners(CodeText.withEventsOff(reply.output), terms.definers)
        if let filter = terms.filter?("") { text = try filter(text, true) }
        let whole = text
        try await newTools.load(what, into: terms.schema.replica, logged: terms.logsOnTarget) {
            writer async throws(RelocationError) in
            try await writer.write(whole)
        }
    }
}
