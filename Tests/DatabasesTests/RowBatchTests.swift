import Databases
import Testing

@Suite struct RowBatchTests {
    @Test("cells come back as they went in, and NULL is not empty")
    func roundTrip() {
        var batch = RowBatch(columns: 3)
        batch.append("a")
        batch.append(nil as String?)
        batch.append("")
        batch.endRow()
        batch.append("")
        batch.append("")
        batch.append("déjà")
        batch.endRow()
        #expect(batch.count == 2)
        #expect(batch.texts(of: 0) == ["a", nil, ""])
        #expect(batch.texts(of: 1) == ["", "", "déjà"])
        #expect(batch.row(0) != batch.row(1))
    }
}
