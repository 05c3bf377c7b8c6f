/// What the payment sink knows, without a disk or a clock of its own.
package struct PaymentLedger: Sendable {
    package enum Capture: Sendable, Equatable {
        /// Captured now; or before, for the same order.
        case captured(changed: Bool)
        case unknown
        /// Voided, another order's, or another amount.
        case refused(String)
    }

    package private(set) var authorisations: [Authorisation] = []
    private var places: [String: Int] = [:]
    private var placesByOrder: [String: Int] = [:]

    package init() {}

    /// Takes a state that was kept, or that came about; of two with one id the later counts.
    package mutating func keep(_ authorisation: Authorisation) {
        if let place = places[authorisation.id] {
            authorisations[place] = authorisation
        } else {
            places[authorisation.id] = authorisations.count
            placesByOrder[Self.order(authorisation.host, authorisation.key)] = authorisations.count
            authorisations.append(authorisation)
        }
    }

    package subscript(id: String) -> Authorisation? {
        places[id].map { authorisations[$0] }
    }

    /// The authorisation of an order, whoever asks again: a page that is reloaded does not promise money twice.
    package func authorisation(host: String, key: String) -> Authorisation? {
        placesByOrder[Self.order(host, key)].map { authorisations[$0] }
    }

    package mutating func capture(_ id: String, for asked: CaptureRequest, now: Int64) -> Capture {
        guard var found = self[id] else { return .unknown }
        guard found.host == asked.host, found.key == asked.key else { return .refused("it is another order's") }
        guard found.amount == asked.amount else { return .refused("it is of \(found.amount)") }
        switch found.state {
        case .voided:
            return .refused("it was voided")
        case .captured:
            return found.order == asked.order ? .captured(changed: false) : .refused("another order has it")
        case .open:
            found.state = .captured
            found.order = asked.order
            found.changedMs = now
            keep(found)
            return .captured(changed: true)
        }
    }

    /// Voids what is open for longer than the limit.
    /// - Returns: what was voided.
    package mutating func voidAbandoned(now: Int64, limitMs: Int64) -> [Authorisation] {
        var voided: [Authorisation] = []
        for var found in authorisations where found.state == .open && now - found.authorisedMs >= limitMs {
            found.state = .voided
            found.changedMs = now
            keep(found)
            voided.append(found)
        }
        return voided
    }

    /// Marks that the shop took the notice.
    /// - Returns: the authorisation as it is now.
    package mutating func noticed(_ id: String) -> Authorisation? {
        guard var found = self[id] else { return nil }
        found.noticed = true
        keep(found)
        return found
    }

    /// Whose notice the shop has not taken yet although the delay is over.
    package func owedNotices(now: Int64, delayMs: Int64) -> [Authorisation] {
        authorisations.filter { !$0.noticed && $0.state != .voided && now - $0.authorisedMs >= delayMs }
    }

    package func page(after: Int, limit: Int) -> AuthorisationPage {
        let page = Array(authorisations.dropFirst(after).prefix(limit))
        let end = after + page.count
        return AuthorisationPage(authorisations: page, next: end < authorisations.count ? end : nil)
    }

    private static func order(_ host: String, _ key: String) -> String { host + " " + key }
}

/// What a shop says when it asks for the money.
package struct CaptureRequest: Codable, Sendable {
    package var order: Int
    package var key: String
    package var host: String
    package var amount: Int

    package init(order: Int, key: String, host: String, amount: Int) {
        self.order = order
        self.key = key
        self.host = host
        self.amount = amount
    }
}
