import CCurl

/// Hands one mail in. Blocks its thread, for no longer than the limits say.
struct MailTransfer: Sendable {
    let room: PostRoom.Mail
    let login: (user: String, password: String)?
    let message: MailMessage
    let limits: PostRoom.Limits
    let stop: StopSign

    /// How it went, as libcurl and the server tell it.
    struct Trace {
        let code: CURLcode
        /// libcurl's words, with nothing of a secret.
        let why: String
        let dialogue: MailDialogue
        /// ms
        let took: Int
    }

    /// libcurl wants to be set up once, before any thread uses it.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// What the callbacks of one transfer work on, all on its thread.
    private final class Exchange {
        let bytes: [UInt8]
        var sent = 0
        var dialogue = MailDialogue()
        let stop: StopSign
        /// When the transfer has to be over, ms after its beginning.
        let most: Int
        let begin = ContinuousClock.now
        private var leave: ContinuousClock.Instant?

        init(bytes: [UInt8], stop: StopSign, most: Int) {
            self.bytes = bytes
            self.stop = stop
            self.most = most
        }

        /// libcurl's own limit does not count while it waits for the answer to its farewell, which nobody needs.
        var mayGoOn: Bool {
            if dialogue.step == .farewell, leave == nil { leave = .now }
            return !stop.isRaised && begin.elapsed <= most && leave.map { $0.elapsed < 500 } ?? true
        }

        static func at(_ context: UnsafeMutableRawPointer) -> Exchange {
            Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        }
    }

    func perform() throws(NoticeError) -> Delivery {
        let host = room.server.description
        guard Self.isReady, let handle = curl_easy_init() else {
            throw .unreachable(host: host, why: "there is no memory for a connection")
        }
        defer { curl_easy_cleanup(handle) }
        var recipients: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(recipients) }
        for address in message.to { recipients = curl_slist_append(recipients, "<\(address)>") }
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE) + 1)
        words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE) + 1)
        defer { words.deallocate() }

        let exchange = Exchange(bytes: Array(message.text.utf8), stop: stop, most: limits.mail + 500)
        let context = Unmanaged.passRetained(exchange)
        defer { context.release() }
        var code = configure(handle, recipients: recipients)
        if code == CURLE_OK { code = curl_set_pointer(handle, CURLOPT_ERRORBUFFER, words) }
        if code == CURLE_OK { code = listen(handle, context.toOpaque()) }
        if code == CURLE_OK { code = curl_easy_perform(handle) }
        let said = String(cString: words)
        let trace = Trace(
            code: code, why: redaction.clean(said.isEmpty ? String(cString: curl_easy_strerror(code)) : said),
            dialogue: exchange.dialogue, took: exchange.begin.elapsed)
        return try outcome(of: trace)
    }

    /// - Returns: the first refusal of an option, which would mean a libcurl without mail or TLS.
    private func configure(_ handle: UnsafeMutableRawPointer, recipients: UnsafeMutablePointer<curl_slist>?) -> CURLcode
    {
        let texts: [(CURLoption, String?)] = [
            (CURLOPT_URL, room.server.description),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // A proxy named in the environment is meant for the web.
            (CURLOPT_PROXY, ""),
            (CURLOPT_MAIL_FROM, "<\(message.from)>"),
            (CURLOPT_CAINFO, room.authorities),
            (CURLOPT_USERNAME, login?.user),
            (CURLOPT_PASSWORD, login?.password),
        ]
        let usesTLS = room.isEncrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_UPLOAD, 1),
            (CURLOPT_NOSIGNAL, 1),
            // Said farewell to at once, where the watch looks on; a kept connection would be closed where it does not.
            (CURLOPT_FORBID_REUSE, 1),
            (CURLOPT_USE_SSL, Int(usesTLS.rawValue)),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_CONNECTTIMEOUT_MS, limits.connect),
            (CURLOPT_TIMEOUT_MS, limits.mail),
            // A name server that does not answer must not hold the thread after the time is over.
            (CURLOPT_QUICK_EXIT, 1),
            (CURLOPT_INFILESIZE, message.text.utf8.count),
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
        let code = curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        return code == CURLE_OK ? curl_allow_refused_recipients(handle) : code
    }

    private func listen(_ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer) -> CURLcode {
        var code = curl_set_pointer(handle, CURLOPT_READDATA, context)
        if code == CURLE_OK {
            code = curl_set_transfer(handle, CURLOPT_READFUNCTION) { target, size, count, context in
                guard let target, let context else { return Int(CURL_READFUNC_ABORT) }
                let exchange = Exchange.at(context)
                let part = exchange.bytes[exchange.sent...].prefix(size * count)
                part.withUnsafeBytes { bytes in
                    UnsafeMutableRawBufferPointer(start: target, count: size * count).copyMemory(from: bytes)
                }
                exchange.sent += part.count
                return part.count
            }
        }
        if code == CURLE_OK {
            code = curl_set_listener(
                handle,
                { _, kind, bytes, size, context in
                    guard let bytes, let context else { return 0 }
                    let exchange = Exchange.at(context)
                    let line = UnsafeRawBufferPointer(start: bytes, count: size)
                    if kind == CURLINFO_HEADER_OUT { exchange.dialogue.sent(line) }
                    if kind == CURLINFO_HEADER_IN { exchange.dialogue.received(line) }
                    return 0
                }, context)
        }
        if code == CURLE_OK {
            code = curl_set_watch(
                handle, { context, _, _, _, _ in context.map { Exchange.at($0).mayGoOn } == true ? 0 : 1 },
                context)
        }
        return code
    }
}
