import CCurl
public import Foundation
import NIOPosix

/// Whether an address shows a certificate that is good for a name: a handshake with the name in it, and nothing after.
public struct CertificateLook: Sendable {
    public enum Outcome: Sendable, Hashable {
        /// Good for the name, until then; nil where its end could not be read.
        case valid(until: Date?)
        /// A certificate is shown that no browser would take, in words.
        case refused(String)
        /// Nobody speaks TLS there: nothing was seen, which is not the same as good.
        case notSeen(String)
    }

    public let address: IPAddress
    public let port: Int
    /// A file of authorities besides those of this machine.
    public let authorities: String?
    /// Seconds.
    public let patience: Int

    public init(_ address: IPAddress, port: Int = 443, authorities: String? = nil, patience: Int = 5) {
        self.address = address
        self.port = port
        self.authorities = authorities
        self.patience = patience
    }

    public func look(for name: DomainName) async -> Outcome {
        await withCheckedContinuation { done in
            NIOThreadPool.singleton.submit { state in
                done.resume(returning: state == .active ? perform(name) : .notSeen("not waited for"))
            }
        }
    }

    /// libcurl wants to be set up once, before any thread uses it.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private func perform(_ name: DomainName) -> Outcome {
        guard Self.isReady, let handle = curl_easy_init() else {
            return .notSeen("there is no memory for a connection")
        }
        defer { curl_easy_cleanup(handle) }
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE) + 1)
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE) + 1)
        defer { words.deallocate() }
        let place = address.isSix ? "[\(address)]:\(port)" : "\(address):\(port)"
        let detour = curl_slist_append(nil, "\(name):\(port):\(place)")
        defer { curl_slist_free_all(detour) }
        var code = curl_set_text(handle, CURLOPT_URL, "https://\(name):\(port)/")
        for step in [
            { curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words) },
            { curl_set_pointer(handle, CURLOPT_CONNECT_TO, detour) },
            { curl_set_number(handle, CURLOPT_CONNECT_ONLY, 1) },
            { curl_set_number(handle, CURLOPT_CERTINFO, 1) },
            { curl_set_number(handle, CURLOPT_NOSIGNAL, 1) },
            { curl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 1) },
            { curl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 2) },
            { curl_set_number(handle, CURLOPT_TIMEOUT, patience) },
            { curl_set_text(handle, CURLOPT_NOPROXY, "*") },
        ] where code == CURLE_OK { code = step() }
        if code == CURLE_OK, let authorities { code = curl_set_text(handle, CURLOPT_CAINFO, authorities) }
        if code == CURLE_OK { code = curl_easy_perform(handle) }
        if code == CURLE_OK { return .valid(until: Self.end(of: handle)) }
        let said = String(cString: words)
        return Self.outcome(code, said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
    }

    private static func outcome(_ code: CURLcode, _ why: String) -> Outcome {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ISSUER_ERROR: .refused(why)
        case CURLE_COULDNT_CONNECT: .notSeen("nobody listens there")
        case CURLE_OPERATION_TIMEDOUT: .notSeen("no handshake in the time allowed")
        case CURLE_SSL_CONNECT_ERROR, CURLE_GOT_NOTHING, CURLE_RECV_ERROR: .notSeen("it does not speak TLS: \(why)")
        default: .notSeen(why)
        }
    }

    private static func end(of handle: UnsafeMutableRawPointer) -> Date? {
        var found: UnsafeMutablePointer<curl_certinfo>?
        guard curl_get_certificates(handle, &found) == CURLE_OK, let all = found?.pointee, all.num_of_certs > 0 else {
            return nil
        }
        var line = all.certinfo[0]
        while let here = line {
            let text = String(cString: here.pointee.data)
            if let date = end(in: text) { return date }
            line = here.pointee.next
        }
        return nil
    }

    /// `Expire date:Nov 22 06:00:00 2027 GMT`
    static func end(in line: String) -> Date? {
        let mark = "Expire date:"
        guard line.hasPrefix(mark) else { return nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "MMM d HH:mm:ss yyyy zzz"
        let words = line.dropFirst(mark.count).split(separator: " ").joined(separator: " ")
        return format.date(from: words)
    }
}
