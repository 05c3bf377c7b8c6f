import Relocation
import Testing

@Suite("Verification")
struct VerificationTests {
    private func finding(_ state: VerificationFinding.State, isRequired: Bool = true) -> VerificationFinding {
        VerificationFinding(.rows, "rows", of: "shop", state, "", isRequired: isRequired)
    }

    @Test("passes only when something was looked at, nothing failed and nothing required is unseen")
    func verdict() {
        #expect(!Verification().passes)
        #expect(Verification([finding(.passed)]).passes)
        #expect(Verification([finding(.passed), finding(.notSeen, isRequired: false)]).passes)
        #expect(!Verification([finding(.passed), finding(.notSeen)]).passes)
        #expect(!Verification([finding(.passed), finding(.failed, isRequired: false)]).passes)
    }

    @Test("sums what its parts counted")
    func sums() {
        var whole = Verification([finding(.passed)], figures: ["rows": 2])
        whole.add(
            Verification(
                [finding(.failed)], exclusions: [VerificationExclusion("t", "all", because: "why")],
                figures: ["rows": 3, "files": 1]))
        #expect(whole.figures == ["rows": 5, "files": 1])
        #expect(whole.measures["checks"] == 2 && whole.measures["failed"] == 1 && whole.measures["leftOut"] == 1)
    }
}

@Suite("Form of a schema")
struct SchemaComparisonTests {
    private func form() -> SchemaForm {
        var form = SchemaForm()
        var orders = SchemaForm.Table(engine: "InnoDB", counter: 12)
        orders.columns = ["id": "bigint(20) NOT NULL", "total": "int(11) NOT NULL"]
        orders.indexes = ["PRIMARY": "UNIQUE(id)"]
        form.tables = ["orders": orders]
        form.code = [
            "trigger stock_changed": SchemaForm.Code(text: "AFTER UPDATE ON stock BEGIN END"),
            "event mark": SchemaForm.Code(text: "RECURRING 20 SECOND DO 1"),
        ]
        return form
    }

    private func failures(_ change: (inout SchemaForm) -> Void, isStaging: Bool = false) -> [String] {
        var new = form()
        new.isReadOnly = true
        new.code["event mark"]?.isEnabled = false
        change(&new)
        return SchemaComparison(database: "shop", old: form(), new: new, isStaging: isStaging).findings
            .filter { $0.state == .failed }.map { "\($0.check): \($0.subject): \($0.detail)" }
    }

    @Test("is alike, whoever defines it and however it is spaced")
    func alike() {
        let said = failures { new in new.code["trigger stock_changed"]?.text = "AFTER UPDATE  ON stock\nBEGIN END" }
        #expect(said == [])
    }

    @Test("names who may do less than on the old side, and who is not there")
    func definers() {
        let (app, job) = (DatabaseAccount(user: "app", host: "%"), DatabaseAccount(user: "job", host: "localhost"))
        var old = form()
        old.definers.rights = [app: ["INSERT", "TRIGGER"], job: ["EVENT"]]
        func said(_ rights: [DatabaseAccount: Set<String>]) -> [String] {
            var new = form()
            new.code["event mark"]?.isEnabled = false
            new.definers.rights = rights
            return SchemaComparison(database: "shop", old: old, new: new).findings.filter { $0.state == .failed }
                .map { "\($0.subject): \($0.detail)" }
        }
        #expect(said([app: ["INSERT", "SELECT", "TRIGGER"], job: ["EVENT"]]) == [])
        let lacking = said([app: ["TRIGGER"], job: ["EVENT"]])
        #expect(lacking.count == 1 && lacking[0].hasPrefix("shop.app@%: it may not INSERT (1142)"))
        let missing = said([app: ["INSERT", "TRIGGER"]])
        #expect(missing.count == 1 && missing[0].hasPrefix("shop.job@localhost: it does not exist (1449)"))
    }

    @Test("names what is gone, and what is other")
    func gone() {
        let dropped = failures { new in new.code["trigger stock_changed"] = nil }
        #expect(dropped.count == 1 && dropped[0].contains("shop.trigger stock_changed"))
        let other = failures { new in new.code["trigger stock_changed"]?.text = "other" }
        #expect(other.count == 1 && other[0].contains("something else"))
        let table = failures { new in new.tables["orders"] = nil }
        #expect(table.count == 1 && table[0].hasPrefix("tables: shop.orders"))
        let strange = failures { new in new.tables["strange"] = .init(engine: "InnoDB", counter: nil) }
        #expect(strange.count == 1)
        let index = failures { new in new.tables["orders"]?.indexes = [:] }
        #expect(index[0].contains("index PRIMARY (UNIQUE(id)) is missing"))
        let column = failures { new in new.tables["orders"]?.columns["total"] = "smallint(6)" }
        #expect(column[0].contains("column total"))
    }

    @Test("a counter may run ahead, never behind")
    func counters() {
        let ahead = failures { new in new.tables["orders"]?.counter = 40 }
        #expect(ahead == [])
        let behind = failures { new in new.tables["orders"]?.counter = 11 }
        #expect(behind[0].contains("numbers come twice"))
    }

    @Test("an event is on on one side at most, and never on staging")
    func events() {
        let twice = failures { new in new.code["event mark"]?.isEnabled = true }
        #expect(twice[0].contains("twice"))
        let staging = failures({ new in new.code["event mark"]?.isEnabled = true }, isStaging: true)
        #expect(staging[0].contains("from staging"))
    }
}

@Suite("PHP's format, to its end")
struct SerialisedFormTests {
    @Test(
        "whole values",
        arguments: [
            #"a:1:{i:0;s:5:"hello";}"#, #"s:2:"é";"#, "N;", "b:1;", #"O:3:"Foo":1:{s:1:"a";a:0:{}}"#, "a:0:{}",
            #"a:1:{s:1:"d";d:0.5;}"#,
        ])
    func whole(_ text: String) { #expect(SerialisedForm.isWhole(Array(text.utf8))) }

    @Test(
        "torn values",
        arguments: [
            #"a:1:{i:0;s:4:"hello";}"#, #"a:2:{i:0;s:5:"hello";}"#, #"s:9:"hello";"#, #"a:1:{i:0;s:5:"hello";} "#, "",
            #"s:1:"é";"#,
        ])
    func torn(_ text: String) { #expect(!SerialisedForm.isWhole(Array(text.utf8))) }

    @Test("tells the schedule of WordPress")
    func cron() {
        let text =
            #"a:3:{i:1700000100;a:1:{s:4:"late";a:1:{s:3:"abc";a:2:{s:8:"schedule";b:0;s:4:"args";a:0:{}}}}"#
            + #"i:1700000000;a:1:{s:5:"early";a:1:{s:3:"abc";a:2:{s:8:"schedule";s:5:"daily";s:4:"args";a:0:{}}}}"#
            + #"s:7:"version";i:2;}"#
        #expect(
            CronText.read(text) == [
                CronText.Waiting(at: 1_700_000_000, hook: "early"), CronText.Waiting(at: 1_700_000_100, hook: "late"),
            ])
        #expect(CronText.read(String(text.dropLast())) == nil && CronText.read("") == nil)
    }
}

@Suite("Rows in a binary log, as text")
struct RowEventTextTests {
    @Test("gives the keys of what was written, of one schema, in pieces of any size")
    func keys() {
        let text = """
            #261122  6:00:00 server id 1  end_log_pos 1 CRC32 0x0 \tUpdate_rows: table id 5
            ### UPDATE `shop`.`wp_options`
            ### WHERE
            ###   @1=12
            ###   @2='cr\\'on'
            ### SET
            ###   @1=12
            ### INSERT INTO `shop`.`wp_stock`
            ### SET
            ###   @1='TILL\\x2dROLL'
            ###   @2=-1 (4294967295)
            ### DELETE FROM `shop`.`pairs`
            ### WHERE
            ###   @1=7
            ###   @2=-1 (255)
            ### INSERT INTO `docs`.`wp_options`
            ### SET
            ###   @1=99
            # at 400
            """
        var events = RowEventText(schema: "shop", keys: ["wp_options": [1], "wp_stock": [1], "pairs": [2, 1]])
        for byte in text.utf8 { events.take([byte]) }
        events.end()
        #expect(events.rows.keys["wp_options"] == ["12"] && events.rows.keys["wp_stock"] == ["TILL-ROLL"])
        #expect(events.rows.contains(["-1", "7"], of: "pairs") && events.rows.count == 3)
    }
}
