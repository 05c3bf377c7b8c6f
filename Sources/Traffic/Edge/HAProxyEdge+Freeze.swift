import Glibc

extension HAProxyEdge {
    /// Lets leased units give births to the new side for so many seconds more. Renew well before they pass. The file is
    /// not written: a restart begins with a lapsed lease, which is the safe side.
    public func renewLease(seconds: Int) throws(TrafficError) {
        try set(.lease, to: Int(time(nil)) + seconds)
    }

    /// Freezes units, all in one step.
    /// - Parameters:
    ///   - mode: how; ``UnitPolicy/Mode/open`` releases, and held writes go on to where the policy then sends them.
    ///   - decision: logged with every request from now on.
    ///   - pause: longest hold of a delayed write; kept as it is without one.
    ///   - retryAfter: seconds told to refused clients; kept as it is without one.
    public func setMode(
        _ mode: UnitPolicy.Mode, of units: [String], decision: String, pause: Duration? = nil, retryAfter: Int? = nil
    ) throws(TrafficError) -> EdgeAcknowledgement {
        if let pause {
            let milliseconds =
                pause.components.seconds * 1000 + pause.components.attoseconds / 1_000_000_000_000_000
            try set(.hold, to: Int(milliseconds))
        }
        if let retryAfter { try set(.retry, to: retryAfter) }
        var policy = try readBack()
        for key in Array(policy.units.keys) + units {
            let unit = try PolicyKey(key).unit
            guard units.contains(unit) else { continue }
            var next = policy.units[key] ?? .allOld
            next.mode = mode
            next.decision = decision
            policy.units[key] = next
        }
        if policy.generation == 0 { policy.generation = 1 }
        return try apply(policy, mode == .open ? .forward : .back)
    }
}
