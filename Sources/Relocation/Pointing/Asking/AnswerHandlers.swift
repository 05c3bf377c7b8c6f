import NIOCore

/// Sends a question in one datagram and waits for the one that answers it.
final class DatagramExchange: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let question: DNSAsker.Question
    private let address: SocketAddress
    private let answer: EventLoopPromise<DNSReply>

    init(_ question: DNSAsker.Question, _ address: SocketAddress, _ answer: EventLoopPromise<DNSReply>) {
        (self.question, self.address, self.answer) = (question, address, answer)
    }

    func channelActive(context: ChannelHandlerContext) {
        let envelope = AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: question.bytes))
        context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        // A stranger's datagram says nothing about the server, and must not end the waiting for its own.
        guard envelope.remoteAddress == address else { return }
        let bytes = Array(envelope.data.readableBytesView)
        do throws(MalformedMessage) {
            let message = try DNSMessage(reading: bytes)
            if question.isAnswered(by: message) { answer.succeed(.message(message)) }
        } catch {
            // Only what carries the question's number is the server's own nonsense.
            if bytes.prefix(2) == [UInt8(question.id >> 8), UInt8(question.id & 255)] {
                answer.succeed(.malformed(error.description))
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.succeed(.silent(DNSAsker.reason(error)))
        context.close(promise: nil)
    }
}

/// Sends a question over a connection: each message behind its length.
final class StreamExchange: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let question: DNSAsker.Question
    private let answer: EventLoopPromise<DNSReply>
    private var bytes: [UInt8] = []

    init(_ question: DNSAsker.Question, _ answer: EventLoopPromise<DNSReply>) {
        (self.question, self.answer) = (question, answer)
    }

    func channelActive(context: ChannelHandlerContext) {
        let body = question.bytes
        var buffer = ByteBuffer()
        buffer.writeInteger(UInt16(body.count))
        buffer.writeBytes(body)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        guard bytes.count >= 2 else { return }
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        guard bytes.count >= length + 2 else { return }
        do throws(MalformedMessage) {
            let message = try DNSMessage(reading: Array(bytes[2..<length + 2]))
            answer.succeed(
                question.isAnswered(by: message) && !message.isTruncated
                    ? .message(message) : .malformed("over a connection it answers something else"))
        } catch {
            answer.succeed(.malformed(error.description))
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.succeed(.silent("it closed the connection without an answer"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.succeed(.silent(DNSAsker.reason(error)))
        context.close(promise: nil)
    }
}
