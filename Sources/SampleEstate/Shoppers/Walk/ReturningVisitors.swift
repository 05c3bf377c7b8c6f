import Synchronization

/// Cookie jars of visits that ended; some of them come back.
final class ReturningVisitors: Sendable {
    private struct Past {
        var jar: CookieJar
        var ended: ContinuousClock.Instant
    }

    private let past = Mutex<[Region: [Past]]>([:])
    /// Nobody comes back sooner, so that two visits are not taken for one.
    private let rest: Duration
    private let limit = 2_000

    init(rest: Duration = .seconds(20)) {
        self.rest = rest
    }

    /// A visit ended; its cookies stay for later.
    func leave(_ jar: CookieJar, region: Region) {
        guard jar.header != nil else { return }
        past.withLock { past in
            guard past[region, default: []].count < limit else { return }
            past[region, default: []].append(Past(jar: jar, ended: .now))
        }
    }

    /// Cookies of somebody who visited this region some while ago, or nil.
    func comeBack(region: Region) -> CookieJar? {
        past.withLock { past in
            guard let oldest = past[region]?.first, ContinuousClock.now - oldest.ended > rest else { return nil }
            past[region]?.removeFirst()
            return oldest.jar
        }
    }
}
