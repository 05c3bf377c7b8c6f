import Foundation
import Planning

/// The files that the tests read, found from where this source lies.
enum Cases {
    static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let package = here.deletingLastPathComponent().deletingLastPathComponent()

    static let sample = package.appendingPathComponent("Examples/regional-storefront.yaml").path

    /// The moment for which the cases are judged, unless one says otherwise.
    static let time = PlanTime("2026-11-21T12:00Z") ?? .now

    /// The folders in a folder beside this source, in order of name.
    static func folders(in name: String) -> [String] {
        let place = here.appendingPathComponent(name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.filter { $0.hasPrefix(".") == false && isFolder(place.appendingPathComponent($0)) }.sorted()
    }

    private static func isFolder(_ place: URL) -> Bool {
        (try? place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    static func path(_ parts: String...) -> String {
        parts.reduce(here) { $0.appendingPathComponent($1) }.path
    }

    static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    /// What a person would be told about the plan at `path`: by the reader, or else by the rules.
    static func findings(_ path: String, rules: [Rule] = Rule.all) -> [Finding] {
        do throws(PlanningError) {
            return PlanCheck.run(try PlanReader.read(path: path), at: time, rules: rules)
        } catch .refused(let findings) {
            return findings
        } catch {
            return []
        }
    }

    /// Why the reader refuses these bytes; nil when it does not, and then every rule has looked at the plan.
    static func refusal(_ bytes: [UInt8]) -> [Finding]? {
        do throws(PlanningError) {
            _ = PlanCheck.run(try PlanReader.read(bytes: bytes), at: time)
            return nil
        } catch .refused(let findings) {
            return findings
        } catch {
            return []
        }
    }

    /// Compares findings with `expected.txt`: one line for each, `[FILE:]LINE:COLUMN CODE part of the message`.
    static func differences(_ findings: [Finding], expected: String) -> [String] {
        let lines = expected.split(separator: "\n").map(String.init)
        var found = findings
        var missing: [String] = []
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            let match = found.firstIndex { finding in
                let place = finding.position.description
                return (place.hasSuffix("/\(parts[0])") || place.hasSuffix("yaml:\(parts[0])"))
                    && parts.count > 1 && finding.code == parts[1]
                    && (parts.count < 3 || finding.message.contains(parts[2]))
            }
            if let match { found.remove(at: match) } else { missing.append("not found: \(line)") }
        }
        return missing + found.map { "not expected: \($0.text)" }
    }
}
