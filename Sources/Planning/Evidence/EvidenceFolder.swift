public import Foundation

/// A record as it lies in its folder.
public struct FiledRecord: Sendable, Hashable {
    /// The file's name.
    public let name: String
    public let bytes: Data
    public let record: EvidenceRecord

    /// SHA-256 of the file, in hex.
    public var digest: String { Hex.sha256(Array(bytes)) }
}

/// A folder of evidence records: JSON files, one record each, named by what is in them.
public enum EvidenceFolder {
    /// Bytes of one record.
    static let recordBytes = 65_536
    /// Records in one folder.
    static let records = 10_000

    /// Reads every `*.json` of the folder; hidden files and other names are left alone.
    ///
    /// - Throws: ``PlanningError/refused(_:)`` with a PLN008 for each file that is no record, or no longer the one that
    ///   was written, and for a folder that cannot be read.
    public static func read(_ path: String) throws(PlanningError) -> EvidenceRecords {
        EvidenceRecords(try filed(path).map(\.record))
    }

    /// The same, each with the file it lies in; sorted by the files' names.
    public static func filed(_ path: String) throws(PlanningError) -> [FiledRecord] {
        let reading = Reading()
        let place = Position(file: path, line: 1, column: 1)
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            reading.note(.evidence, "this is no folder that can be read", place, mend: "name the folder of the records")
            throw .refused(reading.findings)
        }
        let names = all.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
        guard names.count <= records else {
            reading.note(
                .evidence, "\(names.count) records, more than \(records)", place,
                mend: "keep old records in another folder")
            throw .refused(reading.findings)
        }
        var read: [FiledRecord] = []
        for name in names where !reading.isFull {
            let file = (path as NSString).appendingPathComponent(name)
            do throws(PlanFolder.Refusal) {
                read.append(try record(file, named: name))
            } catch {
                reading.note(.evidence, error.why, Position(file: file, line: 1, column: 1), mend: error.mend)
            }
        }
        guard reading.findings.isEmpty else { throw .refused(reading.findings) }
        return read
    }

    private static func record(_ path: String, named name: String) throws(PlanFolder.Refusal) -> FiledRecord {
        let bytes = try PlanFolder.bytes(at: path, room: recordBytes)
        let again = "measure again with the command that wrote it, and remove this file"
        let record: EvidenceRecord
        do {
            record = try JSONDecoder().decode(EvidenceRecord.self, from: Data(bytes))
        } catch {
            throw PlanFolder.Refusal(why: "this is no record: \(Self.reason(error))", mend: again)
        }
        let expected = Self.name(record.kind, bytes)
        guard name == expected else {
            throw PlanFolder.Refusal(
                why: "what is in this record belongs to `\(expected)`: it was changed", mend: again)
        }
        return FiledRecord(name: name, bytes: Data(bytes), record: record)
    }

    /// The name of a file with these bytes: `KIND-<first 16 hex digits of its SHA-256>.json`.
    static func name(_ kind: EvidenceKind, _ bytes: [UInt8]) -> String {
        "\(kind.rawValue)-\(Hex.sha256(bytes).prefix(16)).json"
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "`\(key.stringValue)` is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of the wrong type"
        case let error as NotARecord: error.why
        default: "it is not JSON"
        }
    }
}

extension PlanTime {
    /// `2026-11-20T10:00:00Z`, rounded down to the second; ``init(_:)`` reads it.
    package var seconds: String {
        let whole = PlanTime(milliseconds: milliseconds - (milliseconds % 1000 + 1000) % 1000)
        return whole.date.formatted(.iso8601)
    }
}
