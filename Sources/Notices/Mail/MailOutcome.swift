import CCurl
import Foundation

extension MailTransfer {
    /// Nothing of these may be read in what is handed on.
    var redaction: Redaction {
        guard let login else { return Redaction([]) }
        // A very short user name is part of too many words.
        let user = login.user.utf8.count > 3 ? login.user : ""
        return Redaction([login.password, "\0\(login.user)\0\(login.password)", user])
    }

    /// What a transfer's end means to those who were to be told.
    func outcome(of trace: Trace) throws(NoticeError) -> Delivery {
        let host = room.server.description
        let dialogue = trace.dialogue
        let refused = dialogue.refusedRecipients.filter { message.to.indices.contains($0.index) }.map {
            Refusal(recipient: message.to[$0.index], reply: clean($0.reply))
        }
        // What the server answered to the mail itself counts; a farewell that fails takes nothing back.
        if let reply = dialogue.reply(to: .body), reply.code / 100 == 2 {
            return Delivery(said: clean(reply).description, refused: refused, took: trace.took)
        }
        switch trace.code {
        case CURLE_ABORTED_BY_CALLBACK: throw .cancelled(host: host)
        case CURLE_OPERATION_TIMEDOUT where dialogue.replies.isEmpty:
            throw .unreachable(
                host: host, why: "it did not greet within \(Plainly.seconds(min(trace.took, limits.mail)))")
        case CURLE_OPERATION_TIMEDOUT:
            throw .timedOut(host: host, doing: dialogue.reached.words, after: min(trace.took, limits.mail))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OUT_OF_MEMORY:
            throw .unreachable(host: host, why: trace.why)
        case CURLE_USE_SSL_FAILED where dialogue.reply(to: .encryption)?.isTemporary != true:
            throw .insecure(
                host: host, why: "because it offers no encryption (STARTTLS); see that it does, or use smtps://")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            throw .untrusted(host: host, why: trace.why)
        case CURLE_LOGIN_DENIED:
            throw .loginRefused(host: host, reply: dialogue.reply(to: .login).map(clean))
        default: break
        }
        if !refused.isEmpty, refused.count == message.to.count { throw .recipientsRefused(host: host, refused) }
        if let (step, reply) = dialogue.last, reply.isRefusal, step == dialogue.reached {
            throw .mailRefused(host: host, doing: step.words, reply: clean(reply))
        }
        throw .cutOff(host: host, doing: dialogue.reached.words, why: trace.why)
    }

    private func clean(_ reply: MailReply) -> MailReply {
        MailReply(code: reply.code, text: redaction.clean(reply.text))
    }
}
