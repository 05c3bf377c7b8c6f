import CYaml
import Yams

extension YAMLComposer {
    /// What libyaml reports, copied out of its memory.
    enum Event {
        case scalar(String, anchor: String?, tagged: Bool, Position)
        case sequence(anchor: String?, tagged: Bool, Position)
        case mapping(anchor: String?, tagged: Bool, Position)
        case alias(String, Position)
        /// The end of a list or a mapping.
        case end(Position)
        case streamEnd(Position)
        /// The beginning of the stream, the beginning or end of a document.
        case other(Position)

        init(_ event: yaml_event_t, file: String) {
            let mark = event.start_mark
            let place = Position(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
            switch event.type {
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
                self = .scalar(
                    String(decoding: bytes, as: UTF8.self), anchor: Self.text(scalar.anchor),
                    tagged: scalar.tag != nil, place)
            case YAML_SEQUENCE_START_EVENT:
                let start = event.data.sequence_start
                self = .sequence(anchor: Self.text(start.anchor), tagged: start.tag != nil, place)
            case YAML_MAPPING_START_EVENT:
                let start = event.data.mapping_start
                self = .mapping(anchor: Self.text(start.anchor), tagged: start.tag != nil, place)
            case YAML_ALIAS_EVENT:
                self = .alias(Self.text(event.data.alias.anchor) ?? "", place)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
                self = .end(place)
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
                self = .streamEnd(place)
            default:
                self = .other(place)
            }
        }

        private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
            pointer.map { String(cString: $0) }
        }

        var place: Position {
            switch self {
            case .scalar(_, _, _, let place), .sequence(_, _, let place), .mapping(_, _, let place),
                .alias(_, let place), .end(let place), .streamEnd(let place), .other(let place):
                place
            }
        }

        var anchor: String? {
            switch self {
            case .scalar(_, let anchor, _, _), .sequence(let anchor, _, _), .mapping(let anchor, _, _): anchor
            case .alias, .end, .streamEnd, .other: nil
            }
        }

        var hasTag: Bool {
            switch self {
            case .scalar(_, _, let tagged, _), .sequence(_, let tagged, _), .mapping(_, let tagged, _): tagged
            case .alias, .end, .streamEnd, .other: false
            }
        }
    }
}
