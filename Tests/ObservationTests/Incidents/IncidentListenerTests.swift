import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Observation
import Planning
import Synchronization
import Testing

/// Reports sent to a real listener.
@Suite struct IncidentListenerTests {
    /// What the run keeps, and what it was told is broken.
    private final class Keeper: Sendable {
        let kept = Mutex([[IncidentReport]]())
        let refused = Mutex([IncidentError]())
        let fails = Mutex(false)
        /// Time that keeping takes.
        let slowness = Mutex(Duration.zero)

        struct Full: Error {}

        func take(_ reports: [IncidentReport]) async throws {
            try await Task.sleep(for: slowness.withLock { $0 })
            if fails.withLock({ $0 }) { throw Full() }
            kept.withLock { $0.append(reports) }
        }
    }

    private struct Sender: Sendable {
        let port: Int
        let secret = SharedSecret("pd-s3cret")

        func post(
            _ path: String, _ body: String, _ headers: [String: String] = [:], method: String = "POST"
        ) async throws -> (status: Int, text: String) {
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/\(path)")
            request.method = .init(rawValue: method)
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            request.body = .bytes(ByteBuffer(string: body))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let text = try await response.body.collect(upTo: 1 << 20)
            return (Int(response.status.code), String(buffer: text))
        }

        func alertmanager(_ body: String, token: String = "am-s3cret") async throws -> (status: Int, text: String) {
            try await post("alertmanager", body, ["authorization": "Bearer \(token)"])
        }

        func pagerDuty(_ body: String) async throws -> (status: Int, text: String) {
            try await post("pagerduty", body, ["x-pagerduty-signature": secret.signature(of: Data(body.utf8))])
        }
    }

    private func listening(
        pagerDuty: Bool = true, _ body: (Sender, Keeper, _ folder: URL) async throws -> Void
    ) async throws {
        let folder = try ScratchFolder()
        try folder.write("am-s3cret\n", as: "alertmanager")
        try folder.write("pd-s3cret", as: "pagerduty")
        let keeper = Keeper()
        let listener = IncidentListener(
            port: 0, alertmanager: .file(folder.url.path + "/alertmanager"),
            pagerDuty: pagerDuty ? .file(folder.url.path + "/pagerduty") : nil,
            refused: { error in keeper.refused.withLock { $0.append(error) } }, take: keeper.take)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run { found.yield($0) } }
            var ready = ports.makeAsyncIterator()
            try await body(Sender(port: try #require(await ready.next())), keeper, folder.url)
            group.cancelAll()
        }
    }

    private let firing = AlertmanagerWebhookTests.group([
        AlertmanagerWebhookTests.alert("1a"), AlertmanagerWebhookTests.alert("2b"),
    ])

    @Test func whatIsHeardIsKept() async throws {
        try await listening { (sender, keeper, _) async throws in
            #expect(try await sender.alertmanager(firing) == (200, "2 kept\n"))
            #expect(try await sender.pagerDuty(PagerDutyWebhookTests.event("incident.triggered")) == (200, "1 kept\n"))
            let kept = keeper.kept.withLock { $0.map { $0.map(\.id) } }
            #expect(kept == [["alertmanager:1a", "alertmanager:2b"], ["pagerduty:PT4KHLK"]])
            // A webhook's own test is answered, and nothing is kept.
            #expect(try await sender.pagerDuty(PagerDutyWebhookTests.event("pagey.ping")).status == 200)
            #expect(keeper.kept.withLock(\.count) == 2)
        }
    }

    @Test func whoDoesNotKnowTheSecretIsRefused() async throws {
        try await listening { (sender, keeper, _) async throws in
            let event = PagerDutyWebhookTests.event("incident.triggered")
            #expect(try await sender.alertmanager(firing, token: "wrong").status == 401)
            #expect(try await sender.alertmanager(firing, token: "pd-s3cret").status == 401)
            #expect(try await sender.post("alertmanager", firing).status == 401)
            #expect(try await sender.post("pagerduty", event).status == 401)
            let foreign = SharedSecret("other").signature(of: Data(event.utf8))
            #expect(try await sender.post("pagerduty", event, ["x-pagerduty-signature": foreign]).status == 401)
            let changed = sender.secret.signature(of: Data(event.utf8))
            #expect(try await sender.post("pagerduty", event + " ", ["x-pagerduty-signature": changed]).status == 401)
            // Nothing is read for a stranger, however broken.
            #expect(try await sender.alertmanager("{", token: "wrong").status == 401)
            #expect(keeper.kept.withLock(\.isEmpty) && keeper.refused.withLock(\.isEmpty))
        }
    }

    @Test func aBrokenReportIsSaidToBothSides() async throws {
        try await listening { (sender, keeper, _) async throws in
            let (status, text) = try await sender.alertmanager(#"{"version":"4","alerts":[{}]}"#)
            #expect(status == 400)
            #expect(text.contains("alerts[0].fingerprint"))
            #expect(keeper.refused.withLock { $0.map(\.description) } == [text.trimmingCharacters(in: .newlines)])
        }
    }

    @Test func whatCannotBeKeptIsNotAcknowledged() async throws {
        try await listening { (sender, keeper, folder) async throws in
            keeper.fails.withLock { $0 = true }
            #expect(try await sender.alertmanager(firing).status == 503)
            keeper.fails.withLock { $0 = false }
            #expect(try await sender.alertmanager(firing).status == 200)
            // A secret that cannot be read is our fault, not the sender's.
            try FileManager.default.removeItem(at: folder.appendingPathComponent("alertmanager"))
            #expect(try await sender.alertmanager(firing).status == 503)
            #expect(keeper.kept.withLock(\.count) == 1)
        }
    }

    @Test func theAnswerWaitsUntilItIsKept() async throws {
        try await listening { (sender, keeper, _) async throws in
            keeper.slowness.withLock { $0 = .milliseconds(400) }
            let began = ContinuousClock.now
            #expect(try await sender.alertmanager(firing).status == 200)
            #expect(ContinuousClock.now - began >= .milliseconds(400))
            #expect(keeper.kept.withLock(\.count) == 1)
        }
    }

    @Test func onlyReportsOfSomeSizeAreTaken() async throws {
        try await listening { (sender, keeper, _) async throws in
            let padding = String(repeating: " ", count: IncidentListener.limit)
            #expect(try await sender.alertmanager(firing + padding).status == 413)
            let padded = firing + String(repeating: " ", count: IncidentListener.limit - firing.utf8.count)
            #expect(try await sender.alertmanager(padded).status == 200)
            #expect(try await sender.post("alertmanager", "", method: "GET").status != 200)
            #expect(try await sender.post("other", firing).status == 404)
            #expect(keeper.kept.withLock(\.count) == 1)
        }
    }

    @Test func whoIsNotListenedToIsNotThere() async throws {
        try await listening(pagerDuty: false) { (sender, _, _) async throws in
            #expect(try await sender.pagerDuty(PagerDutyWebhookTests.event("incident.triggered")).status == 404)
            #expect(try await sender.alertmanager(firing).status == 200)
        }
    }

    @Test func aTakenPortIsSaid() async throws {
        try await listening { (sender, _, _) async throws in
            let second = IncidentListener(port: sender.port, alertmanager: nil, pagerDuty: nil) { _ in }
            let error = await #expect(throws: IncidentError.self) { try await second.run() }
            #expect(error?.description.contains("127.0.0.1:\(sender.port) (Address already in use)") == true)
        }
    }
}
