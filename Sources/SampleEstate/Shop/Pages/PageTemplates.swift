import Mustache

/// The pages of a shop as templates; held in the program, so that it needs no folder beside it.
struct PageTemplates: Sendable {
    enum Name: String, CaseIterable {
        case frame, home, listing, product, cart, checkout, confirmation, account, message
    }

    private let library: MustacheLibrary

    init() throws(SampleEstateError) {
        var library = MustacheLibrary()
        do {
            try library.register(Self.goods, named: "goods")
            try library.register(Self.notice, named: "notice")
            for name in Name.allCases {
                try library.register(Self.text(of: name), named: name.rawValue)
            }
        } catch {
            throw .badArgument(name: "template", found: "\(error)", expected: "templates that parse")
        }
        self.library = library
    }

    /// Fills a template. Every name was registered, so there is always a text.
    func render(_ name: Name, _ values: [String: Any]) -> String {
        library.render(values, withTemplate: name.rawValue) ?? ""
    }

    /// Where the content of a page stands in its frame.
    static let contentMark = "\u{1}"

    private static let frame = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{{title}} – {{brand}}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {{#noindex}}<meta name="robots" content="noindex, nofollow">{{/noindex}}
        {{#canonical}}<link rel="canonical" href="http://{{host}}{{canonical}}">{{/canonical}}
        <style>{{{style}}}</style></head><body>
        <header><strong><a href="/">{{brand}}</a></strong> <small>{{claim}}</small>
        <nav>{{#categories}}<a href="/category/{{slug}}">{{name}}</a>{{/categories}}
        <a href="/cart">Cart</a><a href="/account">Account</a></nav>
        <form action="/search" role="search"><input name="q" type="search" aria-label="Search" value="{{query}}">
        <button>Search</button></form></header><main>
        <h1>{{title}}</h1>
        \(contentMark)</main><footer>{{brand}} · {{region}} · version {{version}}</footer></body></html>

        """

    private static let goods = """
        <ul class="goods">{{#goods}}<li><a href="/product/{{sku}}">{{name}}</a>
        <span class="price">{{currency}}{{price}}</span></li>{{/goods}}</ul>

        """

    private static let notice = """
        {{#notice}}<p class="notice" role="alert">{{notice}}</p>{{/notice}}
        """

    private static func text(of name: Name) -> String {
        switch name {
        case .frame:
            frame
        case .home:
            "<p>Our favourites this week:</p>{{> goods}}"
        case .listing:
            "{{#empty}}<p>Nothing found.</p>{{/empty}}{{> goods}}"
        case .product:
            """
            <p>{{summary}}</p><p class="price">{{currency}}{{price}}</p>
            <form method="post" action="/cart/add"><input type="hidden" name="sku" value="{{sku}}">
            <label>Pieces <input name="quantity" type="number" min="1" max="99" value="1"></label>
            <button>Add to cart</button></form>
            """
        case .cart:
            """
            {{> notice}}{{#empty}}<p>Your cart is empty.</p>{{/empty}}
            <table>{{#lines}}<tr><td><a href="/product/{{sku}}">{{name}}</a></td><td>{{quantity}}</td>
            <td>{{currency}}{{price}}</td></tr>{{/lines}}</table>
            <p class="price">Total {{currency}}{{total}}</p><p><a href="/checkout">To the checkout</a></p>
            """
        case .checkout:
            """
            {{> notice}}<p class="price">Total {{currency}}{{total}}</p>
            <form method="post" action="/checkout/pay/card"><input type="hidden" name="key" value="{{key}}">
            <label>E-mail <input name="email" type="email" required value="{{email}}"></label>
            <label>Promotion code <input name="promotion" value="{{promotion}}"></label>
            <p><button formaction="/checkout/pay/card">Pay by card</button>
            <button formaction="/checkout/pay/wallet">Pay by wallet</button></p></form>
            """
        case .confirmation:
            """
            <p>Your order <strong>{{number}}</strong> is placed. We wrote to {{email}}.</p>
            <ul id="order" data-number="{{number}}" data-total="{{cents}}">{{#lines}}
            <li data-sku="{{sku}}" data-quantity="{{quantity}}">{{quantity}} × {{name}}</li>{{/lines}}</ul>
            <p class="price">Total {{currency}}{{total}}</p>
            """
        case .account:
            """
            {{#empty}}<p>No orders yet.</p>{{/empty}}<ul>{{#orders}}
            <li><a href="/confirmation/{{number}}">{{number}}</a> {{currency}}{{total}}</li>{{/orders}}</ul>
            """
        case .message:
            "{{> notice}}<p><a href=\"/\">Go on shopping</a></p>"
        }
    }
}
