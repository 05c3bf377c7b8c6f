import Relocation
import Testing

@Suite struct GTIDPositionTests {
    @Test func positionsReadAndCompare() throws {
        let one = try #require(GTIDPosition(parsing: "7-2-3, 0-1-12"))
        #expect("\(one)" == "0-1-12,7-2-3")
        #expect(GTIDPosition(parsing: "")?.isEmpty == true)
        #expect(GTIDPosition(parsing: "0-1") == nil && GTIDPosition(parsing: "a-1-2") == nil)
        let other = try #require(GTIDPosition(parsing: "0-1-14"))
        #expect(!one.covers(other) && !other.covers(one) && one.covers(GTIDPosition()))
        #expect(one.behind(other) == 2 && other.behind(one) == 3)
    }

    @Test func followingStartsWhereBothStand() throws {
        func position(_ text: String) throws -> GTIDPosition { try #require(GTIDPosition(parsing: text)) }
        // The new side logs only what it writes itself, and has history of its own in a domain both have used.
        let plain = GTIDPosition.start(own: try position("0-1-7"), source: try position("0-2-4,9-2-1"))
        #expect("\(plain)" == "0-1-7,9-2-1")
        // The new side logs what it applies too.
        let chained = GTIDPosition.start(own: try position("0-1-7"), source: try position("0-1-7,9-2-1"))
        #expect("\(chained)" == "0-1-7,9-2-1")
        // The first time: the copy holds what the source had, the new side's own domains are its own.
        let first = GTIDPosition.start(own: try position("0-2-4,9-2-1"), source: try position("0-1-7"))
        #expect("\(first)" == "0-1-7,9-2-1")
        // A way back: the domain of the one that follows now has gone on.
        let back = GTIDPosition.start(own: try position("0-1-7,9-2-50"), source: try position("0-1-8,9-2-40"))
        #expect("\(back)" == "0-1-8,9-2-50")
    }
}
