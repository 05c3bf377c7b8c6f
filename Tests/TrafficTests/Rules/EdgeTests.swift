import Testing

/// The rules of exposure, each against a real HAProxy between two real servers.
@Suite(.serialized) struct EdgeTests {}
