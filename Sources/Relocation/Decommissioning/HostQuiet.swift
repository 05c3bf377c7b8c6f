/// What still happens on a host by itself: a look at one moment.
public struct HostQuiet: Sendable, Hashable, Codable {
    /// A place where work waits, and how many pieces of it.
    public struct Queue: Sendable, Hashable, Codable {
        /// A folder, or `mail`.
        public var place: String
        public var count: Int

        public init(place: String, count: Int) { (self.place, self.count) = (place, count) }
    }

    public var jobs: [HostInventory.Job]
    public var queues: [Queue]
    /// Connections that the host has made, other than to itself.
    public var outgoing: [HostInventory.Outgoing]
    /// Connections that others have made to its services, other than by SSH; the port is the host's own.
    public var incoming: [HostInventory.Outgoing]
    /// Its services' ports.
    public var listening: [Int]
    public var unseen: [HostInventory.Unseen]

    public init(
        jobs: [HostInventory.Job] = [], queues: [Queue] = [], outgoing: [HostInventory.Outgoing] = [],
        incoming: [HostInventory.Outgoing] = [], listening: [Int] = [], unseen: [HostInventory.Unseen] = []
    ) {
        (self.jobs, self.queues, self.outgoing, self.incoming) = (jobs, queues, outgoing, incoming)
        (self.listening, self.unseen) = (listening, unseen)
    }

    /// Pieces of work that wait.
    public var queued: Int { queues.reduce(0) { $0 + $1.count } }
}
