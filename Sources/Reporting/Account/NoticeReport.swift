public import Cutover
import Foundation

/// Something that people were to be told, and whether they were.
public struct NoticeReport: Sendable, Hashable, Codable {
    public enum Standing: String, Sendable, Hashable, Codable {
        /// Not told yet; it is tried again.
        case pending
        case told
        /// Given up.
        case untold = "not-told"
    }

    /// The effect's number: a receiver tells a repeat by it.
    public var effect: Int
    public var occasion: Notice.Occasion
    public var stage: String
    public var receiver: String
    /// The person in whose name it is said.
    public var sender: String
    public var text: String
    /// The run decided to tell them.
    public var asked: Mark
    public var standing = Standing.pending
    /// What was answered, or why they were not told; nil before the first try.
    public var words: String?
    /// The last outcome of a try.
    public var ended: Mark?

    init(_ notice: Notice, effect: Int, _ mark: Mark) {
        (self.effect, occasion, stage, sender) = (effect, notice.occasion, notice.stage, notice.sender)
        (receiver, text, asked) = (notice.receiver.words, notice.text, mark)
    }

    mutating func follow(_ result: Outcome.Result, _ mark: Mark) {
        switch result {
        case .told(let how): (standing, words) = (Self.standing(how, occasion), how)
        case .failed(let why): words = why
        case .exposed, .compared, .asked, .carriedOut, .refused: return
        }
        ended = mark
    }

    /// An outcome says in words whether people were told: `ben told (go): …`, `ben not told (go): …`.
    private static func standing(_ how: String, _ occasion: Notice.Occasion) -> Standing {
        how.contains(" not told (\(occasion.rawValue)): ") || how.hasPrefix("nobody is told") ? .untold : .told
    }

    /// The outcome without what stands in the other fields already.
    package var answer: String {
        guard let words else { return "" }
        let cut = words.range(of: "told (\(occasion.rawValue)): ")
        return cut.map { String(words[$0.upperBound...]) } ?? words
    }
}
