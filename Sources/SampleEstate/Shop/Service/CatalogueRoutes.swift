import Hummingbird

/// The pages that are the same for every visitor.
struct CatalogueRoutes: Sendable {
    let pages: ShopPages
    let shelf: PageShelf
    let faults: FaultSwitch

    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { request, _ in
            let visitor = visitor(request)
            return visitor.answer(shelf.page("/", visitor.setting) { pages.home(visitor.setting) })
        }
        router.get("/category/{slug}") { request, context in
            let visitor = visitor(request)
            guard let category = Catalogue.standard.category(context.parameters.get("slug") ?? "") else {
                return missing(visitor)
            }
            return visitor.answer(
                shelf.page("/category/" + category.slug, visitor.setting) {
                    pages.category(category, visitor.setting)
                })
        }
        router.get("/product/{sku}") { request, context in
            let visitor = visitor(request)
            guard let product = Catalogue.standard.product(context.parameters.get("sku") ?? "") else {
                return missing(visitor)
            }
            return visitor.answer(
                shelf.page("/product/" + product.sku, visitor.setting) { pages.product(product, visitor.setting) })
        }
        router.get("/search") { request, _ in
            let visitor = visitor(request)
            // Control characters have no place in a search, and one of them marks the content in a frame.
            let asked = FormFields(request.uri.query ?? "")["q"].lowercased().unicodeScalars.filter { $0.value >= 32 }
            let query = String(String.UnicodeScalarView(asked.prefix(100)))
            return visitor.answer(
                shelf.page("/search?" + query, visitor.setting) { pages.search(query, visitor.setting) })
        }
        router.get("/robots.txt") { request, _ in
            let visitor = visitor(request)
            return visitor.answer(pages.robots(visitor.setting), type: "text/plain; charset=utf-8")
        }
        router.get("/sitemap.xml") { request, _ in
            let visitor = visitor(request)
            return visitor.answer(
                shelf.page("/sitemap.xml", visitor.setting) { pages.sitemap(visitor.setting) },
                type: "application/xml")
        }
    }

    private func visitor(_ request: Request) -> Visitor {
        Visitor(request, noindex: faults.faults.noindex == true)
    }

    private func missing(_ visitor: Visitor) -> Response {
        visitor.answer(pages.message("There is no such page.", visitor.setting), status: .notFound)
    }
}
