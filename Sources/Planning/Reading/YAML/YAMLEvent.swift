import CYaml
import Yams

extension YAMLComposer {
    /// What libyaml reports, copied out of its memory.
    struct Event {
        enum Kind {
            case scalar(String)
            /// A bare `~`.
            case nothing
            case sequence
            case mapping
            case alias(String)
            /// The end of a list or a mapping.
            case end
            case streamEnd
            /// The beginning of the stream, the beginning or end of a document.
            case other
        }

        let kind: Kind
        let place: Position
        /// Where the text that was read for it ends; nil where no text was, as at the end of an indented block.
        let end: RecordSpan.Place?
        let anchor: String?
        let hasTag: Bool

        init(_ event: yaml_event_t, file: String) {
            let (start, end) = (event.start_mark, event.end_mark)
            place = Position(file: file, line: Int(start.line) + 1, column: Int(start.column) + 1)
            self.end = end.index > start.index ? RecordSpan.Place(Int(end.line) + 1, Int(end.column) + 1) : nil
            var anchor: UnsafeMutablePointer<UInt8>?
            var tag: UnsafeMutablePointer<UInt8>?
            switch event.type {
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
                let isBare = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
                kind =
                    isBare && bytes.elementsEqual("~".utf8) ? .nothing : .scalar(String(decoding: bytes, as: UTF8.self))
                (anchor, tag) = (scalar.anchor, scalar.tag)
            case YAML_SEQUENCE_START_EVENT:
                kind = .sequence
                (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
            case YAML_MAPPING_START_EVENT:
                kind = .mapping
                (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
            case YAML_ALIAS_EVENT:
                kind = .alias(Self.text(event.data.alias.anchor) ?? "")
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                kind = .end
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
                kind = .streamEnd
            default:
                kind = .other
            }
            self.anchor = Self.text(anchor)
            hasTag = tag != nil
        }

        private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
            pointer.map { String(cString: $0) }
        }
    }
}
