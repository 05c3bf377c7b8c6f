/// What a side answered to one request.
public struct SideAnswer: Sendable, Hashable {
    public var status: Int
    /// As they came, in order.
    public var headers: [ProbeField]
    public var body: [UInt8]

    public init(status: Int, headers: [ProbeField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// All values of one header.
    func values(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
}

/// Why there is no whole answer.
public enum SideFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case timeUp(Duration)
    case unreachable(String)
    case tooLarge(limit: Int)
    /// In a coding that was not asked for: what it says cannot be compared.
    case encoded(String)
    case calledOff

    public var description: String {
        switch self {
        case .timeUp(let limit): "did not answer within \(ShownText.span(limit.milliseconds))"
        case .unreachable(let why): "did not answer (\(why))"
        case .tooLarge(let limit): "answered with more than \(limit) bytes"
        case .encoded(let coding): "answered in the coding `\(coding)`, which was not asked for"
        case .calledOff: "was not waited for"
        }
    }
}
