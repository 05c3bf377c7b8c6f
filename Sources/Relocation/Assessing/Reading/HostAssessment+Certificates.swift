extension HostAssessment {
    func certificates(
        _ notes: Notes, _ hosts: [HostInventory.VirtualHost]
    ) async throws(RelocationError) -> [HostInventory.Certificate] {
        let places = ["/etc/letsencrypt/live"] + roots
        let search = try await notes.found(
            places, #"-maxdepth 6 \( -name "*.crt" -o -name "fullchain.pem" -o -name "cert.pem" \) -print0"#)
        let files = Set(search + hosts.compactMap(\.certificate)).sorted()
        guard !files.isEmpty else { return [] }
        guard try await notes.has("openssl") else {
            await notes.missed("\(files.count) certificates", "`openssl` is not on the host")
            return []
        }
        var found: [HostInventory.Certificate] = []
        for file in files.prefix(200) {
            let words = [
                "openssl", "x509", "-in", file, "-noout", "-subject", "-issuer", "-enddate", "-ext", "subjectAltName",
            ]
            let reply = try await host.run(words)
            if let certificate = SystemTexts.certificate(reply.text, file: file) {
                found.append(certificate)
            } else {
                await notes.missed("the certificate \(file)", reply.lastWords)
            }
        }
        if files.count > 200 { await notes.missed("\(files.count - 200) more certificates", "200 are read at most") }
        return found
    }
}
