import Foundation

/// Where a secret is kept: `env:NAME` or `file:/path`. It is read when it is used, and never shown.
public enum Reference: Sendable, Hashable, CustomStringConvertible {
    case environment(String)
    case file(String)

    /// Looks a variable of the environment up.
    public typealias Environment = @Sendable (String) -> String?

    /// Nothing but a reference is taken; what is not one may be the secret itself, and is not repeated anywhere.
    public init?(_ text: String) {
        if text.hasPrefix("env:") {
            let name = text.dropFirst(4)
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 == 95 || (48...57).contains($0) || $0.isLetter })
            else { return nil }
            self = .environment(String(name))
        } else if text.hasPrefix("file:") {
            let path = text.dropFirst(5)
            guard !path.isEmpty, !path.utf8.contains(where: { $0 < 32 || $0 == 127 }) else { return nil }
            self = .file(String(path))
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        }
    }

    /// The secret, without the line end that editors leave behind it. Blocks while a file is read.
    ///
    /// - Throws: `NoticeError.unreadable`.
    func read(_ environment: Environment) throws(NoticeError) -> String {
        let found: String
        switch self {
        case .environment(let name):
            guard let value = environment(name) else { throw .unreadable(self, why: "the variable is not set") }
            found = value
        case .file(let path):
            found = try contents(path)
        }
        let secret = found.trimmingCharacters(in: .newlines)
        guard !secret.isEmpty else { throw .unreadable(self, why: "it is empty") }
        guard !secret.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw .unreadable(self, why: "it holds control characters or several lines; one line is expected")
        }
        return secret
    }

    private static let largest = 65_536

    /// Only a regular file: a pipe or a device could be waited for without end.
    private func contents(_ path: String) throws(NoticeError) -> String {
        let found: FileAttributeType?
        do {
            let real = URL(filePath: path).resolvingSymlinksInPath().path
            found = try FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType
        } catch {
            throw .unreadable(self, why: "there is no such file, or it may not be looked at")
        }
        guard found == .typeRegular else { throw .unreadable(self, why: "it is no regular file") }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(self, why: "it may not be read")
        }
        defer { try? file.close() }
        do {
            let bytes = try file.read(upToCount: Self.largest + 1) ?? Data()
            guard bytes.count <= Self.largest else { throw NoticeError.unreadable(self, why: "it is too long") }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw NoticeError.unreadable(self, why: "it is not UTF-8")
            }
            return text
        } catch let error as NoticeError {
            throw error
        } catch {
            throw .unreadable(self, why: "reading it failed")
        }
    }
}

extension Reference: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let reference = try Reference(container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a secret stands here as env:NAME or file:/path, never itself")
        }
        self = reference
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Reference: CodingKeyRepresentable {
    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public var codingKey: any CodingKey { Key(stringValue: description) }

    public init?<T: CodingKey>(codingKey: T) { self.init(codingKey.stringValue) }
}

extension UInt8 {
    var isLetter: Bool { (65...90).contains(self & 0xDF) }
}
