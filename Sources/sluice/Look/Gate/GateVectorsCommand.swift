import ArgumentParser
import Foundation
import Gating
import Planning

struct GateVectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Compare our tests and forecasts with vectors made by an independent implementation.",
        discussion: """
            Prints the greatest deviation per kind, relative to max(1, |expected|). Exit 1 above 1e-9, and where a kind
            cannot be compared.

            Example:
              sluice gate vectors Tests/GatingTests/Vectors/gate-vectors.json
            """)

    @Argument(help: "JSON file with vectors.")
    var file: String

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(filePath: file))
        } catch {
            throw Failure("\(file): cannot be read; name a vector file", .unusable)
        }
        let planned = ForecastVectors.deviations(bytes)
        let rows = try GateVectors.compare(bytes).map { row in
            VectorRow(kind: row.kind, vectors: row.vectors, deviation: row.deviation ?? planned[row.kind])
        }
        guard !rows.isEmpty else {
            throw Failure("\(file): the list `vectors` is empty, so nothing was compared; name another file", .unusable)
        }
        if json {
            Terminal.say(try Terminal.json(rows))
        } else {
            for row in rows {
                let kind = row.kind.padding(toLength: 16, withPad: " ", startingAt: 0)
                let deviation =
                    row.deviation.map { String(format: "%.2e", $0) } ?? "not compared: no test or forecast of this kind"
                Terminal.say("\(kind) \(String(format: "%3d", row.vectors)) vectors   \(deviation)")
            }
        }
        let unknown = rows.filter { $0.deviation == nil }.map(\.kind)
        if !unknown.isEmpty {
            Terminal.complain("error: not compared: \(unknown.joined(separator: ", "))")
        }
        if rows.contains(where: { !($0.deviation ?? .infinity <= 1e-9) }) {
            throw ExitCode(Failure.Code.short.rawValue)
        }
    }
}

/// One kind of vector, and the greatest deviation from it; nil where the kind is not known.
private struct VectorRow: Encodable {
    let kind: String
    let vectors: Int
    let deviation: Double?
}
