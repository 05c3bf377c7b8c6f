import NIOCore

/// Finds the few things a visitor needs to know in a page.
struct PageText: Sendable {
    let bytes: ByteBuffer

    /// The texts between each `before` and the next quotation mark, in the order of the page.
    func values(after before: String) -> [String] {
        bytes.withUnsafeReadableBytes { page in
            let needle = Array(before.utf8)
            var found: [String] = []
            var place = 0
            while place + needle.count <= page.count {
                guard page[place] == needle[0], needle.indices.allSatisfy({ page[place + $0] == needle[$0] }) else {
                    place += 1
                    continue
                }
                var end = place + needle.count
                let start = end
                while end < page.count, page[end] != UInt8(ascii: "\"") { end += 1 }
                found.append(String(decoding: page[start..<end], as: UTF8.self))
                place = end
            }
            return found
        }
    }

    /// The payment form's idempotency key, or nil when the page is not the form.
    var formKey: String? {
        values(after: #"name="key" value=""#).first
    }

    /// What the confirmation page says was ordered, or nil when the page is not a confirmation.
    var confirmation: (number: String, total: Int, lines: [AcknowledgedOrder.Line])? {
        guard let number = values(after: #"data-number=""#).first,
            let total = values(after: #"data-total=""#).first.flatMap({ Int($0) })
        else { return nil }
        let lines = zip(values(after: #"data-sku=""#), values(after: #"data-quantity=""#)).map {
            AcknowledgedOrder.Line(sku: $0, quantity: Int($1) ?? 0)
        }
        return (number, total, lines)
    }
}
