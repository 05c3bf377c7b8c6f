public import AccessLogs

/// What to look for in the access logs of the two sides.
public struct FileSignals: Sendable, Hashable {
    public var old: LogPlace
    public var new: LogPlace
    public var steps: [StepMatch]
    public var signals: [ObservedSignal]

    public init(old: LogPlace, new: LogPlace, steps: [StepMatch], signals: [ObservedSignal]) {
        self.old = old
        self.new = new
        self.steps = steps
        self.signals = signals
    }
}

/// Where one side writes its access log.
public struct LogPlace: Sendable, Hashable {
    public var path: String
    /// Nil: told by the log's first lines.
    public var format: LogFormatName?

    public init(path: String, format: LogFormatName? = nil) {
        self.path = path
        self.format = format
    }
}

/// A step of a flow, by the path of its requests.
public struct StepMatch: Sendable, Hashable {
    public var step: String
    /// Without a query. `/pay` holds `/pay`, `/pay/` and `/pay/card`, not `/payment`.
    public var path: String
    /// Whether only the path itself is meant.
    public var isExact: Bool
    /// Whether the last word of a longer path is the step's variant: `card` of `/pay/card`.
    public var hasVariant: Bool

    public init(step: String, path: String, isExact: Bool = false, hasVariant: Bool = false) {
        self.step = step
        self.path = path
        self.isExact = isExact
        self.hasVariant = hasVariant
    }
}
