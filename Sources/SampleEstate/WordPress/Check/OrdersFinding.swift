/// One thing that is wrong between what shoppers were told, what the shop holds, and what was paid.
public enum OrdersFinding: Sendable, Hashable, CustomStringConvertible {
    /// No order has the acknowledged key. `holder` is the customer who has its number now, if anybody.
    case lost(host: String, id: Int, key: String, holder: String?)
    /// The key is there, but the order is not the one that was acknowledged.
    case altered(host: String, id: Int, key: String, field: String, told: String, kept: String)
    /// The order is there more than once: by key, or as another paid order of the same shopper.
    case duplicated(host: String, key: String, customer: String, ids: [Int])
    /// Two paid orders have one number.
    case numberTwice(host: String, id: Int)
    /// A paid order of which a part is missing.
    case torn(host: String, id: Int, key: String)
    /// Money is captured, and no paid order stands for it.
    case paidWithoutOrder(authorisation: String, host: String, key: String)
    /// Money was given back, and an order is paid with it all the same.
    case voidedWithOrder(authorisation: String, host: String, id: Int)
    /// Neither captured nor voided yet.
    case undecided(authorisation: String, host: String, key: String)
    /// A paid order whose authorisation the payment sink does not know, or knows as another order's.
    case orderWithoutPayment(host: String, id: Int, key: String)

    /// True for what the word *lost* means: a shopper was told of an order, and it is not there as told.
    public var isLoss: Bool {
        switch self {
        case .lost, .altered: true
        default: false
        }
    }

    public var isDuplicate: Bool {
        switch self {
        case .duplicated, .numberTwice: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .lost(let host, let id, let key, nil):
            "\(host): order \(id) with key \(key) was acknowledged and is not there"
        case .lost(let host, let id, let key, let holder?):
            "\(host): order \(id) with key \(key) was acknowledged; the number belongs to \(holder) now"
        case .altered(let host, let id, let key, let field, let told, let kept):
            "\(host): order \(id) with key \(key): \(field) was \(told) when acknowledged, and is \(kept)"
        case .duplicated(let host, let key, let customer, let ids):
            "\(host): orders \(ids.map(String.init).joined(separator: ", ")) are one purchase of \(customer), key \(key)"
        case .numberTwice(let host, let id):
            "\(host): two orders have the number \(id)"
        case .torn(let host, let id, let key):
            "\(host): order \(id) with key \(key) is paid, and its lines are missing or do not add up to its total"
        case .paidWithoutOrder(let authorisation, let host, let key):
            "\(host): \(authorisation) is captured, and no paid order has its key \(key)"
        case .voidedWithOrder(let authorisation, let host, let id):
            "\(host): \(authorisation) was voided, and order \(id) is paid with it"
        case .undecided(let authorisation, let host, let key):
            "\(host): \(authorisation) with key \(key) is neither captured nor voided"
        case .orderWithoutPayment(let host, let id, let key):
            "\(host): order \(id) with key \(key) is paid, and no authorisation of the payment sink says so"
        }
    }
}
