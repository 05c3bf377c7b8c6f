import Reconciliation
import Testing

@Suite struct PaceTests {
    private static func load(
        running: Int? = 1, lag: Double? = nil, answer: Double = 0.001
    ) -> StoreLoad { StoreLoad(running: running, lag: lag, answer: answer) }

    private static func rows(_ next: Pace.Next) -> Int? {
        if case .ask(let rows, _) = next { rows } else { nil }
    }

    @Test("pages grow towards the time that a page should take, and shrink when the store slows down")
    func sizes() throws {
        var pace = Pace(.unbounded)
        var (now, size) = (0.0, 0)
        for _ in 0..<30 {
            size = try #require(Self.rows(pace.next(load: nil, at: now)))
            let took = Double(size) / 100_000
            now += took
            pace.read(rows: size, in: took, at: now)
        }
        #expect((80_000...120_000).contains(size))
        for _ in 0..<10 {
            let asked = try #require(Self.rows(pace.next(load: nil, at: now)))
            pace.read(rows: asked, in: Double(asked) / 1_000, at: now)
            size = asked
        }
        #expect(size < 3_000)
    }

    @Test("no more rows a second than allowed, whatever the store could give")
    func rate() {
        var terms = PaceTerms.gentle
        terms.rowsPerSecond = 2_000
        var pace = Pace(terms)
        var (now, rows) = (0.0, 0)
        while now < 20 {
            guard case .ask(let asked, let after) = pace.next(load: Self.load(), at: now) else { return }
            now += after + 0.001
            pace.read(rows: asked, in: 0.001, at: now)
            rows += asked
        }
        #expect((36_000...42_000).contains(rows))
    }

    @Test("waits longer and longer while the store is in trouble, and goes on when it is not")
    func waits() {
        var pace = Pace(.gentle)
        var waited: [Double] = []
        for step in 0..<4 {
            guard case .wait(let seconds, let why) = pace.next(load: Self.load(running: 40), at: Double(step)) else {
                Issue.record("it asked on")
                return
            }
            #expect(why.contains("40 statements"))
            waited.append(seconds)
        }
        #expect(waited == waited.sorted() && waited[0] < waited[3])
        #expect(Self.rows(pace.next(load: Self.load(), at: 5)) != nil)
    }

    @Test("a replica that is behind, and an answer much slower than the best, are trouble", arguments: [true, false])
    func signals(isLag: Bool) {
        var pace = Pace(.gentle)
        #expect(Self.rows(pace.next(load: Self.load(), at: 0)) != nil)
        let load = isLag ? Self.load(lag: 9) : Self.load(answer: 0.2)
        guard case .wait(_, let why) = pace.next(load: load, at: 1) else {
            Issue.record("it asked on")
            return
        }
        #expect(why.contains(isLag ? "behind" : "at its best"))
    }

    @Test("gives up when the trouble lasts longer than patience, and forgets trouble that has passed")
    func patience() {
        var terms = PaceTerms.gentle
        terms.patience = 60
        var pace = Pace(terms)
        let busy = Self.load(running: 99)
        _ = pace.next(load: busy, at: 0)
        #expect(Self.rows(pace.next(load: Self.load(), at: 50)) != nil)
        _ = pace.next(load: busy, at: 61)
        guard case .wait = pace.next(load: busy, at: 121) else {
            Issue.record("it gave up too early")
            return
        }
        #expect(pace.next(load: busy, at: 122) == .giveUp("99 statements at once, 16 allowed"))
    }
}
