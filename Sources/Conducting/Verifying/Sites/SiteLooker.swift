import Foundation
import Planning
import Relocation

/// Asks one site's servers what a verification wants to know.
struct SiteLooker: Sendable {
    private let site: ExpectedSite
    private let network: SiteNetwork
    private let tier: WebEndpoint
    /// Where certificates can be seen.
    private let secure: WebEndpoint?
    private let old: [WebEndpoint]
    private let terms: SitesDesk.Terms
    private let logins: PlanLogins

    init(
        _ site: ExpectedSite, network: SiteNetwork, tier: WebEndpoint, secure: WebEndpoint?, old: [WebEndpoint],
        terms: SitesDesk.Terms, logins: PlanLogins
    ) {
        (self.site, self.network, self.tier, self.secure) = (site, network, tier, secure)
        (self.old, self.terms, self.logins) = (old, terms, logins)
    }

    func look(
        _ settings: SiteSettings?, isReadOnly: Bool, root: RootLook?, wellKnown: [String], moved: [String]
    ) async -> SiteLook {
        // As its own links have it.
        let isTLS = tier.isTLS || settings?.options["home"]?.lowercased().hasPrefix("https://") == true
        let front = await walk(site.url(isTLS: isTLS))
        let path = network.login?.path?.value ?? "/wp-login.php"
        let form = await walk(site.url(String(path.drop { $0 == "/" }), isTLS: isTLS))
        var look = SiteLook(front: front, form: form, login: await login(form, isReadOnly))
        look.robots = await walk(site.url("robots.txt", isTLS: isTLS))
        for file in settings?.uploads ?? [] {
            let place = "wp-content/uploads/\(settings?.uploadFolder ?? "")\(file)"
            let url = site.url(
                place.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? place, isTLS: isTLS)
            let size = root.map { $0.sizes[place] ?? -1 }
            look.uploads.append(SiteLook.Upload(file: file, walk: await walk(url), size: size))
        }
        // Folders of one domain share what is at its top.
        if site.path == "/" {
            for file in wellKnown.prefix(5) { look.wellKnown[file] = await walk(site.url(file, isTLS: isTLS)) }
            for path in moved {
                let before = await before(path)
                // An address of another site of the network is none of this one.
                if before == .unknown { continue }
                var answered: Int?
                if case .answered(let status) = before { answered = status }
                let url = "\(isTLS ? "https" : "http")://\(site.domain)\(path)"
                look.moved.append(SiteLook.Moved(path: path, old: answered, walk: await walk(url)))
            }
        }
        if let secure {
            do throws(RelocationError) {
                look.certificate = try await WebCall(
                    site.url(isTLS: true), at: secure, authority: terms.authority
                ).certificate()
            } catch {
                look.certificate = ShownCertificate(expires: nil, trouble: error.description)
            }
        }
        return look
    }

    private func walk(_ url: String) async -> WebWalk {
        await WebWalk.from(url, at: tier, authority: terms.authority)
    }

    private enum Before: Equatable {
        case answered(Int)
        /// None of its servers knows the address.
        case unknown
        /// A server that might know it does not work, as after a hand over.
        case silent
    }

    /// What the old side answers.
    private func before(_ path: String) async -> Before {
        var isSilent = false
        for tier in old {
            let call = WebCall(
                "\(tier.isTLS ? "https" : "http")://\(site.oldDomain)\(path)", at: tier, authority: terms.authority)
            do throws(RelocationError) {
                let status = try await call.perform().status
                if status < 400 { return .answered(status) }
                if status >= 500 { isSilent = true }
            } catch {
                isSilent = true
            }
        }
        return isSilent ? .silent : .unknown
    }

    /// Logs in as a person does. On a side that only follows nobody can: who is logged in is kept in the database.
    private func login(_ form: WebWalk, _ isReadOnly: Bool) async -> SiteLook.Login {
        guard let account = network.login else {
            return .notTried("the plan names no account for it: `login`", isRequired: false)
        }
        guard form.status == 200, let place = form.hops.last?.url else {
            return .notTried("there is no login page", isRequired: false)
        }
        if isReadOnly {
            return .notTried("the new database is read only until authority moves", isRequired: false)
        }
        let password: String
        do throws(RelocationError) { password = try await logins.secret(account.access.value) } catch {
            return .notTried(error.description, isRequired: true)
        }
        var call = WebCall(place, at: tier, authority: terms.authority)
        if !tier.isTLS, place.hasPrefix("https://") {
            call.url = "http" + place.dropFirst(5)
            call.headers.append(SiteAnswer.Field("x-forwarded-proto", "https"))
        }
        call.form = [("log", account.user.value), ("pwd", password), ("wp-submit", "Log In")]
            .map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        do throws(RelocationError) {
            let answer = try await call.perform()
            let isIn = answer.values("set-cookie").contains { $0.hasPrefix("wordpress_logged_in_") }
            return isIn
                ? .works : .fails("`\(account.user.value)` is not let in: \(answer.status), and no cookie that says so")
        } catch {
            return .notTried(error.description, isRequired: true)
        }
    }

    private static func encoded(_ text: String) -> String {
        var plain = CharacterSet.alphanumerics
        plain.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
