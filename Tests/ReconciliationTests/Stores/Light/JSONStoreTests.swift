import Databases
import Foundation
import Planning
import Reconciliation
import Testing

@Suite("JSON store", .serialized)
struct JSONStoreTests {
    private static let forms: [(table: String, form: JSONForm)] = [
        ("all", JSONForm(paging: .none)),
        ("link", JSONForm()),
        ("member", JSONForm(items: ["data", "orders"], paging: .link(path: ["paging", "next"]))),
        ("number", JSONForm(paging: .number(parameter: "page", first: 1))),
        ("cursor", JSONForm(items: ["rows"], paging: .cursor(parameter: "c", path: ["meta", "cursor"]))),
        ("since", JSONForm(paging: .after(parameter: "since", column: "id"))),
    ]

    @Test(arguments: forms.indices)
    func readsEveryPageOnceInKeyOrder(_ index: Int) async throws {
        let (table, form) = Self.forms[index]
        let api = try await RowsAPI()
        defer { api.stop() }
        let store = try JSONStore("http://127.0.0.1:\(api.port)/v1", form: form, secret: "hunter2")
        let shape = try await store.describe(.table(table))
        #expect(shape.key == ["id"])
        #expect(
            shape.columns.map(\.name) == [
                "id", "total", "paid", "note", "customer.name", "customer.address.city", "lines",
            ])
        #expect(
            shape.columns.map(\.family) == [.integer, .decimal(scale: 2), .boolean, .text, .text, .text, .json])
        let reading = try await store.reading(.table(table), key: ["id"])
        let rows = try await store.texts(RowPage(reading))
        #expect(rows.map { $0[0] } == (1...25).map { "\($0)" })
        #expect(rows[1] == ["2", "2.10", "1", nil, "Näme 2", "😀", "[{\"sku\":\"a\"}]"])
        let some = try await store.rows(of: reading, with: [RowKey("7"), RowKey("99"), RowKey("25")])
        #expect((0..<some.count).map { some.texts(of: $0)[0] } == ["7", "25"])
        #expect(try await store.key(10, after: RowKey("3"), of: reading) == RowKey("13"))
        #expect(await api.calls.tokens == ["Bearer hunter2"])
        #expect(!store.name.contains("hunter2"))
        await store.close()
    }

    @Test func rowsAreAskedForByTheirOwnAddress() async throws {
        let api = try await RowsAPI()
        defer { api.stop() }
        let form = JSONForm(paging: .none, one: "/v1/one/{id}", oneItem: ["order"])
        let store = try JSONStore("http://127.0.0.1:\(api.port)/v1", form: form)
        let reading = try await store.reading(.table("all"), key: ["id"])
        let before = await api.calls.paths.count
        let rows = try await store.rows(of: reading, with: [RowKey("7"), RowKey("99"), RowKey("1")])
        #expect((0..<rows.count).map { rows.texts(of: $0)[0] } == ["1", "7"])
        #expect(await Array(api.calls.paths.dropFirst(before)) == ["/v1/one/7", "/v1/one/99", "/v1/one/1"])
        await store.close()
    }

    private static let wrong: [(table: String, form: JSONForm, says: String)] = [
        ("circle", JSONForm(items: ["rows"]), "before"),
        ("same", JSONForm(paging: .number(parameter: "page", first: 1)), "again"),
        ("away", JSONForm(items: ["rows"]), "another server"),
        ("garbage", JSONForm(items: ["rows"]), "no JSON"),
        ("all", JSONForm(items: ["rows"]), "is no list"),
        ("moved", JSONForm(), "302"),
        ("secret", JSONForm(), "403"),
        ("nowhere", JSONForm(), "404"),
        ("long", JSONForm(), "longer than"),
        ("busy", JSONForm(), "left alone"),
        ("broken", JSONForm(), "500"),
        ("slow", JSONForm(), "does not answer"),
    ]

    @Test(arguments: wrong.indices)
    func whatGoesWrongCouldNotBeChecked(_ index: Int) async throws {
        let (table, form, says) = Self.wrong[index]
        let api = try await RowsAPI()
        defer { api.stop() }
        let limits = JSONLimits(answer: .seconds(1), bytes: 1 << 20, tries: 2)
        let store = try JSONStore("http://127.0.0.1:\(api.port)/v1", form: form, secret: "hunter2", limits: limits)
        let column = ReadColumn(name: "id", family: .integer)
        let reading = TableReading(source: .table(table), columns: [column], keyCount: 1, order: .bytes, isUnique: true)
        do {
            _ = try await store.texts(RowPage(reading))
            Issue.record("it was read")
        } catch let error as CouldNotCheck {
            #expect("\(error)".contains(says), "\(error)")
            #expect(!"\(error)".contains("hunter2"))
        }
        await store.close()
    }

    @Test func aBusyServerIsAskedAgain() async throws {
        let api = try await RowsAPI()
        defer { api.stop() }
        await api.calls.fail(3)
        let store = try JSONStore("http://127.0.0.1:\(api.port)/v1", form: JSONForm(paging: .none))
        #expect(try await store.describe(.table("flaky")).columns.count == 7)
        #expect(await api.calls.paths.count == 4)
        await store.close()
    }

    @Test func questionsKeepToTheirRate() async throws {
        let api = try await RowsAPI()
        defer { api.stop() }
        let form = JSONForm(paging: .number(parameter: "page", first: 1), rate: 20)
        let store = try JSONStore("http://127.0.0.1:\(api.port)/v1", form: form)
        let reading = try await store.reading(.table("number"), key: ["id"])
        let began = ContinuousClock.now
        #expect(try await store.texts(RowPage(reading)).count == 25)
        #expect(ContinuousClock.now - began >= .milliseconds(150))
        await store.close()
    }

    @Test func anAddressSaysHowAnAPIIsRead() async throws {
        let api = try await RowsAPI()
        defer { api.stop() }
        let text = "http+json://127.0.0.1:\(api.port)/v1#items=rows&cursor=meta.cursor&after=c"
        let address = try #require(StoreAddress(text))
        let store = try #require(try LightStores.open(address, secret: nil))
        var reading = try await store.reading(.table("cursor"), key: ["id"])
        #expect(try await store.texts(RowPage(reading)).count == 25)
        reading.condition = "status=paid&x=a b"
        _ = try await store.texts(RowPage(reading))
        #expect(await api.calls.paths.last?.contains("status=paid&x=a%20b") == true)
        let mistaken = try #require(StoreAddress("https+json://host/v1#itmes=rows"))
        #expect(throws: CouldNotCheck.self) { try LightStores.open(mistaken, secret: nil) }
        let csv = try #require(StoreAddress("csv:///etc/passwd?delimiter=::"))
        #expect(throws: CouldNotCheck.self) { try LightStores.open(csv, secret: nil) }
        await store.close()
    }
}
