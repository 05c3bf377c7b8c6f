/// One request of a visitor in the experiment, whatever log told of it. Its texts are valid while its line is.
package struct SessionLine {
    /// When the response was sent, in ms since 1970.
    package var endMs: Int64
    package var visitor: UInt64
    /// Whether the visitor is of the new cohort, by this line.
    package var isNew: Bool
    package var isFailure: Bool
    /// 0 or less where there was no answer.
    package var status: Int
    /// Nil where the log does not say.
    package var durationMs: Int?
    /// `REGION.device`; `-` for a part that is not known.
    package var segment: UnsafeRawBufferPointer
    package var step: UnsafeRawBufferPointer
    package var variant: UnsafeRawBufferPointer?

    package init(
        endMs: Int64, visitor: UInt64, isNew: Bool, isFailure: Bool, status: Int, durationMs: Int?,
        segment: UnsafeRawBufferPointer, step: UnsafeRawBufferPointer, variant: UnsafeRawBufferPointer?
    ) {
        self.endMs = endMs
        self.visitor = visitor
        self.isNew = isNew
        self.isFailure = isFailure
        self.status = status
        self.durationMs = durationMs
        self.segment = segment
        self.step = step
        self.variant = variant
    }

    /// Whether it is an answer that takes the shopper on.
    @inline(__always)
    var isGood: Bool { !isFailure && 200..<400 ~= status }
}

@inline(__always)
func equal(_ bytes: UnsafeRawBufferPointer, _ text: [UInt8]) -> Bool {
    guard bytes.count == text.count else { return false }
    for i in 0..<bytes.count where bytes[i] != text[i] { return false }
    return true
}
