public import Gating

/// Shoppers who are not there: as many as the plan expects, who do as well as it says, and worse on the new side from a
/// moment on. Volumes do not follow the day; every outcome is known at a unit's first milestone.
public struct InventedTraffic: Sendable, Hashable {
    /// Of the stage's unit, on both sides together.
    public var sessionsPerHour: Double
    public var signals: [InventedSignal]
    /// Nil for a new side that is as good as the old one.
    public var drop: InventedDrop?

    public init(sessionsPerHour: Double, signals: [InventedSignal], drop: InventedDrop? = nil) {
        self.sessionsPerHour = sessionsPerHour
        self.signals = signals
        self.drop = drop
    }
}

/// One signal as shoppers make it.
public struct InventedSignal: Sendable, Hashable {
    /// The part of the units that is in one segment.
    public struct Part: Sendable, Hashable {
        /// `region=EU`
        public var name: String
        /// 0…1; those of a dimension add up to 1.
        public var share: Double

        public init(_ name: String, _ share: Double) {
            self.name = name
            self.share = share
        }
    }

    public var spec: SignalSpec
    /// The share of the sessions that begin a unit of it, 0…1.
    public var share: Double
    /// The segments, dimension by dimension.
    public var dimensions: [[Part]]
    /// Orders lost with each unit that goes wrong, 0…1.
    public var ordersPerUnit: Double

    public init(_ spec: SignalSpec, share: Double, dimensions: [[Part]] = [], ordersPerUnit: Double = 0) {
        self.spec = spec
        self.share = share
        self.dimensions = dimensions
        self.ordersPerUnit = ordersPerUnit
    }
}

/// What goes wrong on the new side.
public struct InventedDrop: Sendable, Hashable {
    public var signal: String
    /// The part, 0…1, of the units that would have gone well and now does not.
    public var loss: Double
    /// ms after the stage's first step opened.
    public var from: Int
    /// Nil where it meets everybody.
    public var segment: String?

    public init(signal: String, loss: Double, from: Int, segment: String? = nil) {
        self.signal = signal
        self.loss = loss
        self.from = from
        self.segment = segment
    }
}
