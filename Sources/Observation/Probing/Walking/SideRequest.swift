import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request to one side, past the edge.
struct SideRequest: Sendable {
    var method: String
    /// Path and query.
    var path: String
    /// The Host header.
    var host: String
    var headers: [ProbeField]
    /// A form, encoded; nil where nothing is sent.
    var form: String?

    // Lives as long as the program. A connection serves one request: a kept one that the other side is just closing
    // would look like a side that does not answer.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Sends it and reads the whole answer.
    ///
    /// - Parameters:
    ///   - limit: for everything, the last byte of the body included.
    ///   - size: the largest body that is read, in bytes.
    func send(to endpoint: String, within limit: Duration, size: Int) async -> Result<SideAnswer, SideFailure> {
        guard limit > .zero, !Task.isCancelled else { return .failure(.calledOff) }
        return await withTaskGroup(of: Result<SideAnswer, SideFailure>?.self) { group in
            group.addTask { await exchange(with: endpoint, size: size) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if Task.isCancelled { return .failure(.calledOff) }
            return first ?? .failure(.timeUp(limit))
        }
    }

    private func exchange(with endpoint: String, size: Int) async -> Result<SideAnswer, SideFailure> {
        var request = HTTPClientRequest(url: endpoint + path)
        request.method = HTTPMethod(rawValue: method)
        for header in headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        request.headers.replaceOrAdd(name: "host", value: host)
        request.headers.replaceOrAdd(name: "connection", value: "close")
        if let form {
            request.headers.replaceOrAdd(name: "content-type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: form))
        }
        do {
            let response = try await Self.client.execute(request, deadline: .distantFuture)
            if let coding = response.headers.first(name: "content-encoding"), coding.lowercased() != "identity" {
                return .failure(.encoded(PlainText.visible(coding, limit: 40)))
            }
            var body: [UInt8] = []
            for try await part in response.body {
                guard body.count + part.readableBytes <= size else { return .failure(.tooLarge(limit: size)) }
                body.append(contentsOf: part.readableBytesView)
            }
            if Task.isCancelled { return .failure(.calledOff) }
            return .success(
                SideAnswer(
                    status: Int(response.status.code), headers: response.headers.map { ProbeField($0.name, $0.value) },
                    body: body))
        } catch {
            return .failure(.unreachable(Self.reason(error)))
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case let error as IOError: PlainText.visible(error.description, limit: 120)
        case is ChannelError: "the connection could not be made or broke"
        default: "\(type(of: error)): " + PlainText.visible("\(error)", limit: 120)
        }
    }
}
