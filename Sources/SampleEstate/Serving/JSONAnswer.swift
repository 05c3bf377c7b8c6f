import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers of the JSON interfaces.
enum JSONAnswer {
    static func response(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }

    static func problem(_ text: String, status: HTTPResponse.Status) throws -> Response {
        try response(["error": text], status: status)
    }

    /// Decodes a small body; nil when it is not of this form.
    static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.readableBytesView))
    }
}
