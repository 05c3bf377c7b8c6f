import Databases
import Fixtures
import Foundation
import Reconciliation
import Testing

@Suite("CSV store")
struct CSVStoreTests {
    @Test func readsWhatRFC4180Allows() async throws {
        let folder = try StoreFolder()
        try folder.write(
            "a.csv",
            "\u{FEFF}id,name,note\r\n2,\"a \"\"b\"\"\",\"two\r\nlines\"\r\n1,,\"\"\n10,\\N,\"\\N\"\n3,ünï,x")
        let store = try CSVStore(path: folder.path, form: CSVForm(null: "\\N"))
        let shape = try await store.describe(.table("a.csv"))
        #expect(shape.columns.map(\.name) == ["id", "name", "note"])
        #expect(shape.columns.map(\.family) == [.integer, .text, .text])
        #expect(shape.columns.map(\.isNullable) == [false, true, false])
        #expect(shape.rows == 4)
        let reading = try await store.reading(.table("a.csv"), key: ["id"])
        let rows = try await store.texts(RowPage(reading))
        #expect(
            rows == [["1", "", ""], ["2", "a \"b\"", "two\r\nlines"], ["3", "ünï", "x"], ["10", nil, "\\N"]])
    }

    @Test func otherFormsAreDeclared() async throws {
        let folder = try StoreFolder()
        let file = try folder.write("a.txt", "7;'x;y'\n5;'it''s'\n")
        let form = CSVForm(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'"), hasHeader: false, infersTypes: false)
        let store = try CSVStore(path: file, form: form)
        let reading = try await store.reading(.table("a"), key: ["1"])
        #expect(reading.columns.map(\.family) == [.text, .text])
        #expect(try await store.texts(RowPage(reading)) == [["5", "it's"], ["7", "x;y"]])
    }

    private static let malformed: [(text: String, place: String)] = [
        ("a,b\n1\n", "line 2"), ("a,b\n1,2\n1,2,3\n", "line 3"), ("a,b\n\"x\n\ny,2\n", "line 2"),
        ("a,b\n1,x\"y\n", "line 2"), ("a,b\n1,\"x\"y\n", "line 2"), ("a,a\n", "line 1"), ("", "empty"),
        ("a,b\n1,2\r3,4\n", "line 2"), ("a,b\n\n1,2\n", "line 2"),
    ]

    @Test(arguments: malformed)
    func whatIsMalformedIsNotGuessed(text: String, place: String) async throws {
        let folder = try StoreFolder()
        let store = try CSVStore(path: try folder.write("a.csv", text))
        do {
            _ = try await store.describe(.table("a.csv"))
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(place), "\(error)")
        }
    }

    @Test func bytesThatAreNoTextAreRefused() async throws {
        let folder = try StoreFolder()
        let store = try CSVStore(path: try folder.write("a.csv", Array("a\n".utf8) + [0xFF, 0xFE, 10]))
        await #expect(throws: CouldNotCheck.self) { try await store.describe(.table("a")) }
    }

    @Test func whatLeavesTheFolderOrAsksAQuestionIsRefused() async throws {
        let folder = try StoreFolder()
        try folder.write("a.csv", "id\n1\n")
        let store = try CSVStore(path: folder.path)
        for source in [RowSource.table("../a.csv"), .table("/etc/passwd"), .query("select 1"), .table("b.csv")] {
            await #expect(throws: CouldNotCheck.self) { try await store.describe(source) }
        }
        var reading = try await store.reading(.table("a.csv"), key: ["id"])
        reading.condition = "id > 1"
        let asked = reading
        await #expect(throws: CouldNotCheck.self) { _ = try await store.rows(RowPage(asked)) }
    }

    /// More than several runs of the sorter hold, in any order, with keys of every sort.
    @Test func sortsMoreThanItKeepsInMemory() async throws {
        let folder = try StoreFolder()
        var text = "part,number,filler\n"
        var numbers: [(String, Int)] = []
        var random = SystemRandomNumberGenerator()
        for number in 0..<250_000 {
            let signed = number % 3 == 0 ? -number : number
            numbers.append((["b", "a\u{1}", "a", "ä"][number % 4], signed))
        }
        numbers.shuffle(using: &random)
        for (part, number) in numbers {
            text += "\(part),\(number),\(String(repeating: "filler ", count: 10))\(number)\n"
        }
        let store = try CSVStore(path: try folder.write("big.csv", text))
        #expect(text.utf8.count > 20_000_000)
        let reading = try await store.reading(.table("big.csv"), key: ["part", "number"])
        #expect(reading.columns[1].family == .integer)
        let stream = try await store.rows(RowPage(reading))
        var last: (String, Int)?
        var count = 0
        while let batch = try await stream.next() {
            #expect(batch.bytes.count < 2 << 20)
            for index in 0..<batch.count {
                let row = batch.texts(of: index)
                let key = (try #require(row[0]), try #require(row[1].flatMap { Int($0) }))
                if let last {
                    let isLater =
                        Array(last.0.utf8) == Array(key.0.utf8)
                        ? last.1 < key.1 : Array(last.0.utf8).lexicographicallyPrecedes(Array(key.0.utf8))
                    if !isLater { Issue.record("\(last) before \(key)") }
                }
                last = key
                count += 1
            }
        }
        #expect(count == 250_000)
        let wanted = numbers.prefix(500).map { RowKey($0.0, "\($0.1)") } + [RowKey("c", "1"), RowKey("a", "2.5")]
        #expect(try await store.rows(of: reading, with: wanted).count == 500)
        let middle = try await store.key(125_000, after: nil, of: reading)
        let rest = try await store.texts(RowPage(reading, in: KeyRange(after: middle)))
        #expect(rest.count == 125_000)
        #expect(try await store.texts(RowPage(reading, in: KeyRange(through: middle), limit: 200_000)).count == 125_000)
    }

    @Test func aFileThatWasWrittenIsReadAnewAndHasAnotherPosition() async throws {
        let folder = try StoreFolder()
        let file = try folder.write("a.csv", "id,v\n1,x\n")
        let store = try CSVStore(path: file)
        let reading = try await store.reading(.table("a.csv"), key: ["id"])
        let before = try await store.position()
        #expect(try await store.texts(RowPage(reading)) == [["1", "x"]])
        try folder.write("a.csv", "id,v\n1,y\n2,z\n")
        #expect(try await store.rows(of: reading, with: [RowKey("1")]).texts(of: 0) == ["1", "y"])
        #expect(try await store.position()?.at != before?.at)
        try folder.write("a.csv", "id,v\n1,x\n")
        #expect(try await store.position()?.at == before?.at)
    }

    @Test func numbersSortByValueAndTextsByBytes() async throws {
        let folder = try StoreFolder()
        let file = try folder.write("a.csv", "n\n10\n9.5\n-1\n-10\n0\n0.05\n9.50001\n100000000000000000000\n-0.5\n")
        let store = try CSVStore(path: file)
        let reading = try await store.reading(.table("a.csv"), key: ["n"])
        #expect(reading.columns[0].family == .decimal(scale: 5))
        let sorted = ["-10", "-1", "-0.5", "0", "0.05", "9.5", "9.50001", "10", "100000000000000000000"]
        #expect(try await store.texts(RowPage(reading)).map { $0[0] } == sorted)
        #expect(try await store.rows(of: reading, with: [RowKey("10.0"), RowKey("9.500")]).count == 2)
    }
}
