public import Gating
public import Reporting

/// What a person needs beside a signal's verdict: what it is held against, how old its last result is, how long it may
/// still take.
public struct SignalOutlook: Sendable, Hashable, Codable {
    public var signal: String
    public var kind: SignalSpec.Kind
    /// What it is held against, in words.
    public var bound: String
    /// The difference of the shares, new less old, that the present step must rule out: below 0 where a drop is bad.
    public var margin: Double?
    public var toDecide: TimeToDecide?
    /// When its last result came in, ms since 1970; nil where the signal is counted, or nothing came yet.
    public var seenAt: Int?

    /// Whether both sides are compared by their shares.
    var isCompared: Bool { kind != .exact && kind != .rate }

    /// - Parameters:
    ///   - margin: what the judge asks for in the present step, in shares.
    ///   - openFor: ms since the step opened; nil where none is open.
    init(_ verdict: SignalVerdict, _ spec: SignalSpec, margin: Double, openFor: Int?, seenAt: Int?) {
        (signal, kind, self.seenAt) = (spec.id, spec.kind, seenAt)
        bound = spec.bound(margin: margin)
        self.margin = kind == .exact || kind == .rate ? nil : spec.direction == .drop ? -margin : margin
        toDecide = openFor.flatMap { TimeToDecide(verdict, openFor: $0, maturing: spec.milestones.last ?? 0) }
    }
}
