import Foundation
import Planning
import Testing

/// Programs that know nothing of this one, asked through `scripts/check-schema`: a JSON Schema validator over values
/// that a YAML 1.2 loader read.
struct Validator {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let root = Cases.here.deletingLastPathComponent().deletingLastPathComponent()

    private let folder: Folder
    private let schema: String

    init(_ form: PlanSchema.Form) throws {
        folder = try Folder()
        schema = try folder.write("schema.json", PlanSchema.json(form))
    }

    func remove() { folder.remove() }

    /// Why each file is refused, in the order given; nil where it is valid. Throws when the schema itself is none.
    func refusals(of files: [String]) throws -> [String?] {
        let lines = try Self.run("check-schema", [schema] + files).split(separator: "\n").map(String.init)
        guard lines.count == files.count else {
            throw Failure(description: "expected \(files.count) verdicts, found \(lines.count)")
        }
        return try zip(lines, files).map { line, file in
            if line == "valid \(file)" { return nil }
            guard line.hasPrefix("invalid \(file) ") else { throw Failure(description: "no verdict: \(line)") }
            return String(line.dropFirst("invalid \(file) ".count))
        }
    }

    /// As ``refusals(of:)``, of texts.
    func refusals(ofTexts texts: [String], as ending: String = "yaml") throws -> [String?] {
        try refusals(of: texts.enumerated().map { try folder.write("\($0.offset).\(ending)", $0.element) })
    }

    func refusal(ofText text: String) throws -> String? { try refusals(ofTexts: [text])[0] }

    /// The values of a YAML file as JSON.
    static func json(of file: String) throws -> Data { Data(try run("check-schema", ["--json", file]).utf8) }

    /// What a script of the folder `scripts` prints; it may end with 0 or 1.
    static func run(_ script: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = root.appendingPathComponent("scripts/\(script)")
        process.arguments = arguments
        let output = Pipe()
        let complaint = Pipe()
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try complaint.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus <= 1 else {
            throw Failure(description: String(decoding: complained, as: UTF8.self))
        }
        return String(decoding: said, as: UTF8.self)
    }
}
