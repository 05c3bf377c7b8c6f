import Foundation
import Planning

/// A JSON text read over HTTP, and where it came from.
struct JSONPage: Sendable {
    let place: String
    private let tree: JSONTree

    static func read(
        _ url: String, token: SecretReference?, clock: @Sendable () -> Int
    ) async throws(ReadingFault) -> JSONPage {
        let question = WebQuestion(url: url, token: token)
        let body = try await question.body(now: clock)
        guard let tree = JSONTree(body) else {
            throw .notUnderstood(
                question.place, expected: "JSON", found: body.isEmpty ? "nothing" : "something else",
                mend: "is the address right, or does it ask to log in?")
        }
        return JSONPage(place: question.place, tree: tree)
    }

    /// - Parameter meaning: what should stand there.
    func value(_ pointer: JSONPointer, _ meaning: String) throws(ReadingFault) -> JSONTree {
        guard let value = pointer.value(in: tree) else { throw unexpected(pointer, meaning, nil) }
        return value
    }

    /// How long ago, in ms, the time is to which a pointer leads.
    func age(
        _ pointer: JSONPointer, _ meaning: String, clock: @Sendable () -> Int
    ) throws(ReadingFault) -> Int {
        let value = try value(pointer, meaning)
        guard let time = value.time else { throw unexpected(pointer, meaning, value) }
        let age = clock() - time
        guard age >= -Timestamp.tolerance else { throw .clock(place, ahead: -age) }
        return max(0, age)
    }

    func unexpected(_ pointer: JSONPointer, _ meaning: String, _ found: JSONTree?) -> ReadingFault {
        .notUnderstood(
            place, expected: "\(meaning) at \(ShownText.plain(pointer.description, limit: 80))",
            found: found?.shown ?? "nothing",
            mend: "is the pointer right? Times need a zone, or are seconds or ms since 1970")
    }
}
