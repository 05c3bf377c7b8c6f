import Foundation
import Observation
import Testing

@Suite struct AlertmanagerWebhookTests {
    static func alert(
        _ fingerprint: String, _ status: String = "firing", start: String = "2026-11-21T18:24:51.828Z",
        end: String = "0001-01-01T00:00:00Z"
    ) -> String {
        """
        {"status": "\(status)", "labels": {"alertname": "ErpQueueFull", "severity": "critical", "job": "erp"},
         "annotations": {"summary": "ERP queue\\u001b[31m is full"}, "startsAt": "\(start)", "endsAt": "\(end)",
         "generatorURL": "http://prometheus.test:9090/graph?g0.expr=up", "fingerprint": "\(fingerprint)"}
        """
    }

    static func group(_ alerts: [String]) -> String {
        """
        {"version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0, "status": "firing", "receiver": "sluice",
         "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://a.test", "new": [1],
         "alerts": [\(alerts.joined(separator: ","))]}
        """
    }

    private func read(_ text: String) throws -> [IncidentReport] { try .alertmanager(text) }

    @Test func everyAlertOfAGroupIsAReport() throws {
        let reports = try read(
            Self.group([Self.alert("1a30ba71"), Self.alert("2b", "resolved", end: "2026-11-21T19:30:00+01:00")]))
        #expect(
            reports == [
                IncidentReport(
                    id: "alertmanager:1a30ba71", source: "alertmanager", title: "ERP queue [31m is full",
                    severity: "critical", status: .opened, at: 1_795_285_491_828,
                    link: "http://prometheus.test:9090/graph?g0.expr=up"),
                IncidentReport(
                    id: "alertmanager:2b", source: "alertmanager", title: "ERP queue [31m is full",
                    severity: "critical", status: .closed, at: 1_795_285_800_000,
                    link: "http://prometheus.test:9090/graph?g0.expr=up"),
            ])
        #expect(try read(Self.group([])).isEmpty)
    }

    @Test func whatMayBeMissingMayBe() throws {
        let bare = """
            {"version":"4","alerts":[{"status":"firing","labels":{"alertname":"X"},"startsAt":"2026-11-21T18:24:51Z",
            "fingerprint":"f","generatorURL":"javascript:alert(1)"}]}
            """
        let report = try #require(try read(bare).first)
        #expect(report.title == "X" && report.severity.isEmpty && report.link == nil)
    }

    private static let wrong: [(String, String, String)] = [
        ("\"version\": \"4\"", "\"version\": \"3\"", "version, found \"3\""),
        ("\"version\": \"4\",", "", "version, found nothing"),
        ("\"alerts\": [", "\"alerts\": [7,", "alerts[0], found 7"),
        ("\"alerts\": ", "\"alerts\": null, \"x\": ", "alerts, found null"),
        ("\"fingerprint\": \"1a\"", "\"fingerprint\": 1", "alerts[0].fingerprint, found 1"),
        ("\"fingerprint\": \"1a\"", "\"fingerprint\": \"a\\nb\"", "alerts[0].fingerprint"),
        ("\"status\": \"firing\", \"labels\"", "\"status\": \"on\", \"labels\"", "\"firing\" or \"resolved\""),
        ("\"labels\": {\"alertname\"", "\"labels\": 0, \"x\": {\"alertname\"", "alerts[0].labels"),
        ("2026-11-21T18:24:51.828Z", "0001-01-01T00:00:00Z", "alerts[0].startsAt"),
        ("2026-11-21T18:24:51.828Z", "now", "alerts[0].startsAt"),
    ]

    @Test(arguments: wrong.indices)
    func whatIsWrongIsPointedAt(_ index: Int) {
        let (text, other, words) = Self.wrong[index]
        let body = Self.group([Self.alert("1a")]).replacingOccurrences(of: text, with: other)
        let error = #expect(throws: IncidentError.self) { try read(body) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(arguments: ["", "[]", "{", "7", "<html>"])
    func whatIsNoObjectIsSaidSo(_ body: String) {
        #expect(throws: IncidentError.notJSON(source: "Alertmanager")) { try read(body) }
        #expect(throws: IncidentError.notJSON(source: "PagerDuty")) { try IncidentReport.pagerDuty(Data(body.utf8)) }
    }
}

extension [IncidentReport] {
    static func alertmanager(_ text: String) throws -> [IncidentReport] {
        try IncidentReport.alertmanager(Data(text.utf8))
    }
}

@Suite struct PagerDutyWebhookTests {
    static func event(
        _ type: String, id: String = "PT4KHLK", at: String = "2026-11-21T18:24:51.169Z", priority: String = "null"
    ) -> String {
        """
        {"event": {"id": "5ac64822", "event_type": "\(type)", "resource_type": "incident", "occurred_at": "\(at)",
         "agent": {"id": "PX"}, "client": null, "data": {"id": "\(id)", "type": "incident", "number": 1234,
         "html_url": "https://shop.pagerduty.test/incidents/PT4KHLK", "status": "triggered", "title": "Checkout is down",
         "service": {"id": "PF9KMXH"}, "priority": \(priority), "urgency": "high", "new": {"x": [1]}}}}
        """
    }

    private func read(_ text: String) throws -> [IncidentReport] { try IncidentReport.pagerDuty(Data(text.utf8)) }

    @Test(arguments: [
        ("incident.triggered", IncidentReport.Status.opened), ("incident.acknowledged", .opened),
        ("incident.reopened", .opened), ("incident.resolved", .closed),
    ])
    func eventsAreReports(_ type: String, _ status: IncidentReport.Status) throws {
        #expect(
            try read(Self.event(type)) == [
                IncidentReport(
                    id: "pagerduty:PT4KHLK", source: "pagerduty", title: "Checkout is down", severity: "high",
                    status: status, at: 1_795_285_491_169, link: "https://shop.pagerduty.test/incidents/PT4KHLK")
            ])
        #expect(try read(Self.event(type, priority: #"{"id":"P53","summary":"P1"}"#)).first?.severity == "P1")
    }

    @Test(arguments: ["pagey.ping", "incident.annotated", "incident.priority_updated", "service.created"])
    func otherEventsAreNone(_ type: String) throws {
        #expect(try read(Self.event(type)).isEmpty)
        #expect(try read(#"{"event":{"event_type":"\#(type)","data":{"message":"hello"}}}"#).isEmpty)
    }

    @Test(arguments: [
        (#"{"messages":[]}"#, "event, found nothing"), (#"{"event":{}}"#, "event.event_type"),
        (#"{"event":{"event_type":"incident.triggered"}}"#, "event.data, found nothing"),
        (#"{"event":{"event_type":"incident.triggered","data":{"id":7}}}"#, "event.data.id, found 7"),
        (#"{"event":{"event_type":"incident.triggered","data":{"id":"P"}}}"#, "event.occurred_at, found nothing"),
        (#"{"event":{"event_type":"incident.triggered","data":{"id":"P"},"occurred_at":"today"}}"#, "found \"today\""),
    ])
    func whatIsWrongIsPointedAt(_ body: String, _ words: String) {
        let error = #expect(throws: IncidentError.self) { try read(body) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
}

@Suite struct SharedSecretTests {
    private let secret = SharedSecret("key")
    private let body = Data("The quick brown fox jumps over the lazy dog".utf8)
    private let code = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"

    @Test func aSignatureIsHMACOfTheBody() {
        #expect(secret.signature(of: body) == "v1=\(code)")
        #expect(secret.admits(signatures: "v1=\(code)", of: body))
        #expect(secret.admits(signatures: "v1=\(code.uppercased())", of: body))
        #expect(secret.admits(signatures: "v2=00, v1=\(String(repeating: "0", count: 64)), v1=\(code)", of: body))
    }

    @Test func anyOtherIsRefused() {
        let wrong: [String?] = [
            nil, "", "v1=", code, "v2=\(code)", "v1=\(code)0", "v1=\(code.dropLast())", "v1=\(code.dropLast())g",
            "v1=\(String(repeating: "é", count: 32))", "v1=\(String(repeating: "0", count: 64))",
            Array(repeating: "v1=00", count: 9).joined(separator: ",") + ",v1=\(code)",
        ]
        for signature in wrong { #expect(!secret.admits(signatures: signature, of: body), "\(signature ?? "none")") }
        #expect(!secret.admits(signatures: "v1=\(code)", of: body + Data([0])))
        #expect(!SharedSecret("other").admits(signatures: "v1=\(code)", of: body))
    }

    @Test func aBearerIsTheSecretItself() {
        #expect(secret.admits(authorization: "Bearer key") && secret.admits(authorization: "bearer key"))
        for wrong in [nil, "", "key", "Bearer", "Bearer ", "Bearer ke", "Bearer keys", "Basic key", "Bearer  key"] {
            #expect(!secret.admits(authorization: wrong), "\(wrong ?? "none")")
        }
    }
}
