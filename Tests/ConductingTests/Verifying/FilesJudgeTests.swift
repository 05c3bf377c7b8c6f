import Conducting
import Relocation
import Testing

@Suite("Files of both sides")
struct FilesJudgeTests {
    private func manifest(_ files: [String: String]) -> FileManifest {
        FileManifest(
            entries: Dictionary(
                uniqueKeysWithValues: files.map {
                    (Array($0.key.utf8), .init(kind: .file(size: $0.value.utf8.count, digest: $0.value), mode: 0o644))
                }))
    }

    private func look(_ id: String, _ from: [String: String], _ to: [String: String]) -> FilesJudge.Look {
        FilesJudge.Look(
            id: id, destination: "managed:/srv", found: ManifestComparison(from: manifest(from), to: manifest(to)),
            trouble: nil)
    }

    @Test("missing, different and extra are named")
    func named() {
        let found = FilesJudge.judge([look("content", ["a": "1", "b": "2"], ["b": "3", "c": "4"])])
        #expect(found.findings[0].state == .failed && found.findings[0].lines.count == 3)
        #expect(found.figures["filesMissing"] == 1 && found.figures["filesExtra"] == 1)
    }

    @Test("what another folder brings to the same place is not too much")
    func shared() {
        let both = ["a": "1", "b": "2"]
        #expect(FilesJudge.judge([look("eu", ["a": "1"], both), look("us", ["b": "2"], both)]).passes)
        let more = ["a": "1", "b": "2", "c": "3"]
        #expect(!FilesJudge.judge([look("eu", ["a": "1"], more), look("us", ["b": "2"], more)]).passes)
    }

    @Test("a folder that could not be read was not seen")
    func unseen() {
        let look = FilesJudge.Look(id: "eu", destination: "d", found: nil, trouble: "no way there")
        #expect(FilesJudge.judge([look]).findings[0].state == .notSeen)
    }

    @Test("only what stands in two comparisons counts")
    func standing() {
        let first = ManifestComparison(from: manifest(["a": "1", "b": "2"]), to: manifest([:]))
        let second = ManifestComparison(from: manifest(["b": "2", "c": "3"]), to: manifest([:]))
        #expect(FilesJudge.standing(first, second).missing == [Array("b".utf8)])
    }
}
