/// What one visitor is going to do, drawn before the visit: the same seed and number give the same visit.
public struct ShopperPlan: Sendable, Hashable {
    /// One thing a visitor does.
    public enum Step: Sendable, Hashable {
        /// Opens this path.
        case open(String)
        /// Puts pieces of an article into the cart and looks at the cart.
        case addToCart(sku: String, quantity: Int)
        /// Opens the checkout form.
        case checkout
        /// Sends the form, and looks at the confirmation.
        case pay(PaymentMethod, promotion: String)
    }

    public enum Device: String, Sendable, Hashable, CaseIterable {
        case desktop, mobile, bot
    }

    public let number: UInt64
    public let region: Region
    /// Two letters, as a delivery network would tell it.
    public let country: String
    public let device: Device
    public let userAgent: String
    public let returning: Bool
    public let email: String
    public let steps: [Step]
    /// Milliseconds of thought before each step but the first; as many as steps.
    public let thoughts: [Int]

    /// True when the visit ends with a payment.
    public var pays: Bool {
        steps.contains { if case .pay = $0 { true } else { false } }
    }

    /// Draws visit `number` of the crowd with this seed.
    public init(number: UInt64, seed: UInt64, mix: ShopperMix = ShopperMix()) {
        var dice = SeededGenerator(seed: seed, stream: number)
        self.number = number
        let isBot = dice.chance(mix.bots)
        region = dice.chance(mix.euShare) ? .eu : dice.chance(0.6) ? .us : .apac
        country = dice.pick(Self.countries(of: region))
        device = isBot ? .bot : dice.chance(0.55) ? .mobile : .desktop
        userAgent = dice.pick(Self.userAgents(of: device))
        returning = !isBot && dice.chance(mix.returning)
        email = "shopper-\(seed)-\(number)@mail.test"
        steps =
            isBot
            ? Self.crawl(&dice)
            // The paying share is of all sessions, and bots do not pay.
            : Self.visit(&dice, paying: mix.bots < 1 ? min(1, mix.paying / (1 - mix.bots)) : 0)
        thoughts = steps.map { _ in 50 + Int(dice.unit() * 350) }
    }

    /// A bot reads robots.txt, the sitemap and a few pages.
    private static func crawl(_ dice: inout SeededGenerator) -> [Step] {
        var steps: [Step] = [.open("/robots.txt"), .open("/sitemap.xml"), .open("/")]
        for _ in 0..<(2 + Int(dice.unit() * 4)) {
            steps.append(.open("/product/" + dice.pick(Catalogue.standard.products).sku))
        }
        return steps
    }

    /// A person's visit. About 85 % begin at home, 65 % open a category, 35 % search; of those who open a category some
    /// 97 % reach a product.
    private static func visit(_ dice: inout SeededGenerator, paying: Double) -> [Step] {
        let catalogue = Catalogue.standard
        let buys = dice.chance(paying)
        // Some fill a cart and leave.
        let leavesCart = !buys && dice.chance(0.1)
        var steps: [Step] = []
        if dice.chance(0.85) { steps.append(.open("/")) }
        let searches = dice.chance(0.35)
        if searches { steps.append(.open("/search?q=" + searchWord(&dice))) }
        let category = dice.pick(catalogue.categories)
        let browses = dice.chance(0.65) || steps.isEmpty
        if browses { steps.append(.open("/category/" + category.slug)) }
        let product = dice.pick(category.products)
        let reaches = buys || leavesCart || dice.chance(browses ? 0.955 : 0.8)
        guard reaches else { return steps }
        steps.append(.open("/product/" + product.sku))
        if dice.chance(0.25) { steps.append(.open("/product/" + dice.pick(category.products).sku)) }
        guard buys || leavesCart else { return steps }
        steps.append(.addToCart(sku: product.sku, quantity: dice.chance(0.8) ? 1 : 2))
        if dice.chance(0.2) {
            steps.append(.addToCart(sku: dice.pick(catalogue.products).sku, quantity: 1))
        }
        guard buys else {
            if dice.chance(0.3) { steps.append(.checkout) }
            return steps
        }
        steps.append(.checkout)
        steps.append(
            .pay(dice.chance(0.4) ? .card : .wallet, promotion: dice.chance(0.15) ? Pricing.promotion : ""))
        if dice.chance(0.2) { steps.append(.open("/account")) }
        return steps
    }

    private static func searchWord(_ dice: inout SeededGenerator) -> String {
        let words = dice.pick(Catalogue.standard.products).name.lowercased().split(separator: " ")
        return String(words[words.count - 1])
    }

    private static func countries(of region: Region) -> [String] {
        switch region {
        case .eu: ["DE", "DE", "DE", "FR", "FR", "GB", "NL", "ES", "IT", "PL"]
        case .us: ["US", "US", "US", "US", "CA"]
        case .apac: ["JP", "JP", "AU", "AU", "SG", "KR"]
        }
    }

    private static func userAgents(of device: Device) -> [String] {
        switch device {
        case .desktop:
            [
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 "
                    + "Safari/537.36",
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.1 Safari/605.1.15",
            ]
        case .mobile:
            [
                "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 "
                    + "Mobile Safari/537.36",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/18.1 Mobile/15E148 Safari/604.1",
            ]
        case .bot:
            [
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            ]
        }
    }
}
