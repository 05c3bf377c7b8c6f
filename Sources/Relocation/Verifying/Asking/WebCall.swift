import CCurl
import Foundation

/// One request to a server for a site of any name: the name goes into the request and, over TLS, into the greeting; the
/// connection goes where it is told to. Redirects are not followed.
public struct WebCall: Sendable {
    /// `http://eu.shop.test/cart`, as a visitor would write it, whatever port the server listens on.
    public var url: String
    public var tier: WebEndpoint
    public var headers: [SiteAnswer.Field] = []
    /// A form, encoded; nil asks for a page.
    public var form: String?
    /// Bytes of the body that are kept.
    public var kept = 256 << 10
    /// For everything.
    public var patience = Duration.seconds(20)
    /// A file of certificates that are trusted instead of the system's.
    public var authority: String?

    public init(_ url: String, at tier: WebEndpoint, authority: String? = nil) {
        (self.url, self.tier, self.authority) = (url, tier, authority)
    }

    /// - Throws: ``RelocationError/unreachable(host:why:)``
    public func perform() async throws(RelocationError) -> SiteAnswer {
        try await onThread { call in call.exchange(isChecked: false).answer }.get()
    }

    /// The certificate shown for the name, valid or not.
    public func certificate() async throws(RelocationError) -> ShownCertificate {
        try await onThread { call -> Result<ShownCertificate, RelocationError> in
            let told = call.exchange(isChecked: false)
            if case .failure(let error) = told.answer { return .failure(error) }
            let checked = call.exchange(isChecked: true)
            return .success(ShownCertificate(expires: told.expires, trouble: checked.distrust))
        }.get()
    }

    private func onThread<Answer: Sendable>(
        _ body: @escaping @Sendable (WebCall) -> Result<Answer, RelocationError>
    ) async -> Result<Answer, RelocationError> {
        await withCheckedContinuation { continuation in
            // libcurl blocks: not on the pool that everything else runs on.
            Thread.detachNewThread { continuation.resume(returning: body(self)) }
        }
    }

    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private struct Told {
        var answer: Result<SiteAnswer, RelocationError>
        var expires: String?
        var distrust: String?
    }

    /// What the callbacks of one transfer work on, all on its thread.
    private final class Exchange {
        var headers: [SiteAnswer.Field] = []
        var body: [UInt8] = []
        var size = 0
        let kept: Int

        init(kept: Int) { self.kept = kept }

        static func at(_ context: UnsafeMutableRawPointer) -> Exchange {
            Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        }

        func take(header line: String) {
            // Only the last answer's: one that says "go on" comes before it.
            if line.hasPrefix("HTTP/") { return headers = [] }
            guard let colon = line.firstIndex(of: ":") else { return }
            headers.append(
                SiteAnswer.Field(
                    line[..<colon].lowercased(),
                    line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }

    /// - Parameter isChecked: whether a certificate that is not trusted ends it; a site that answers with a wrong one
    ///   is two things to know.
    private func exchange(isChecked: Bool) -> Told {
        let place = "\(tier)"
        guard Self.isReady, let handle = curl_easy_init() else {
            return Told(answer: .failure(.unreachable(host: place, why: "there is no memory for a connection")))
        }
        defer { curl_easy_cleanup(handle) }
        var lines: UnsafeMutablePointer<curl_slist>?
        for field in headers { lines = curl_slist_append(lines, "\(field.name): \(field.value)") }
        // An answer kept on the way would be an old one.
        for line in ["cache-control: no-cache", "accept: */*"] { lines = curl_slist_append(lines, line) }
        defer { curl_slist_free_all(lines) }
        let way = curl_slist_append(nil, "::\(tier.host):\(tier.port)")
        defer { curl_slist_free_all(way) }
        let exchange = Exchange(kept: kept)
        let context = Unmanaged.passRetained(exchange)
        defer { context.release() }
        var code = configure(handle, isChecked: isChecked)
        if code == CURLE_OK { code = curl_set_pointer(handle, CURLOPT_HTTPHEADER, lines) }
        if code == CURLE_OK { code = curl_set_pointer(handle, CURLOPT_CONNECT_TO, way) }
        if code == CURLE_OK { code = listen(handle, context.toOpaque()) }
        if code == CURLE_OK { code = curl_easy_perform(handle) }
        guard code == CURLE_OK else {
            let why = String(cString: curl_easy_strerror(code))
            let isDistrust = code == CURLE_PEER_FAILED_VERIFICATION
            return Told(answer: .failure(.unreachable(host: place, why: why)), distrust: isDistrust ? why : nil)
        }
        var status = 0
        _ = curl_get_number(handle, CURLINFO_RESPONSE_CODE, &status)
        return Told(
            answer: .success(
                SiteAnswer(status: status, headers: exchange.headers, body: exchange.body, size: exchange.size)),
            expires: Self.expiry(handle))
    }

    private func configure(_ handle: UnsafeMutableRawPointer, isChecked: Bool) -> CURLcode {
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, url), (CURLOPT_PROTOCOLS_STR, "http,https"),
            // A proxy named in the environment leads past the server that is asked.
            (CURLOPT_PROXY, ""), (CURLOPT_USERAGENT, "Mozilla/5.0 (compatible; Sluice)"),
            (CURLOPT_CAINFO, authority), (CURLOPT_COPYPOSTFIELDS, form),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FORBID_REUSE, 1), (CURLOPT_CERTINFO, 1),
            (CURLOPT_SSL_VERIFYPEER, isChecked ? 1 : 0), (CURLOPT_SSL_VERIFYHOST, isChecked ? 2 : 0),
            (CURLOPT_CONNECTTIMEOUT_MS, 5_000), (CURLOPT_TIMEOUT_MS, Int(patience / .milliseconds(1))),
        ]
        for (option, text) in texts {
            guard let text else { continue }
            let code = curl_set_text(handle, option, text)
            guard code == CURLE_OK else { return code }
        }
        for (option, number) in numbers {
            let code = curl_set_number(handle, option, number)
            guard code == CURLE_OK else { return code }
        }
        return CURLE_OK
    }

    private func listen(_ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer) -> CURLcode {
        var code = curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        if code == CURLE_OK { code = curl_set_pointer(handle, CURLOPT_HEADERDATA, context) }
        if code == CURLE_OK {
            code = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let exchange = Exchange.at(context)
                let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
                exchange.body += part.prefix(max(0, exchange.kept - exchange.body.count))
                exchange.size += part.count
                return part.count
            }
        }
        if code == CURLE_OK {
            code = curl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                Exchange.at(context).take(header: String(decoding: line, as: UTF8.self))
                return line.count
            }
        }
        return code
    }

    private static func expiry(_ handle: UnsafeMutableRawPointer) -> String? {
        var chain: UnsafeMutablePointer<curl_certinfo>?
        guard curl_get_certificates(handle, &chain) == CURLE_OK, let chain, chain.pointee.num_of_certs > 0 else {
            return nil
        }
        var line = chain.pointee.certinfo?[0]
        while let entry = line?.pointee {
            let text = entry.data.map { String(cString: $0) } ?? ""
            if text.hasPrefix("Expire date:") { return String(text.dropFirst(12)) }
            line = entry.next
        }
        return nil
    }
}
