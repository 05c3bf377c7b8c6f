import AccessLogs
import Fixtures
import Observation
import Testing

@Suite struct MirrorQueueTests {
    @Test(arguments: [
        "/?add-to-cart=12", "/?Add-To-Cart=12", "/?%61dd-to-cart=12", "/?%2561dd-to-cart=12", "/cart", "/cart/",
        "/cart?x",
        "/cart/add", "/de/cart", "//cart", "/x/../cart", "/./cart;jsessionid=1", "/%63art", "/CART",
        "/checkout/pay/card",
        "/wp-login.php?action=logout", "/cart/../x", "/index.php?route=checkout/cart", "/cart?x=..", "/cart?/../..",
        "/a%2F..%2Fcart", "/my-account/orders", "/?wc-ajax=get", "/x\\cart",
        "/confirmation/N-1", "cart", "", "*", "http://h/", "/a b", "/a\u{0}b", "/\r\nx", "/basket",
    ])
    func neverAskedAgain(_ path: String) {
        #expect(ReadScreen(denied: ["/basket"]).read(method: "GET", host: "h", path: path) == nil)
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "get", "OPTIONS", ""])
    func onlyReads(_ method: String) {
        #expect(ReadScreen().read(method: method, host: "h", path: "/") == nil)
    }

    @Test(arguments: [
        ("/", "/"), ("/cartoons", "/cartoons"), ("/product/cart-cover", "/product/cart-cover"),
        ("/search?q=oak&sid=1&Token=2", "/search?q=oak"), ("/search?to%6ben=2", "/search"), ("/x?a=1#b", "/x?a=1"),
        ("/x?token[]=1&b[]=2", "/x?b[]=2"), ("/é", "/%C3%A9"), ("/x?q=%20", "/x?q=%20"),
    ])
    func whatIsAsked(_ path: String, _ asked: String) {
        #expect(ReadScreen().read(method: "GET", host: "H", path: path)?.path == asked)
        #expect(ReadScreen().read(method: "HEAD", host: "H", path: path)?.host == "h")
    }

    @Test func theNewestAreKept() {
        let queue = MirrorQueue(share: 1, capacity: 3)
        for number in 1...5 { queue.offer(method: "GET", host: "h", path: "/\(number)") }
        queue.offer(method: "GET", host: "h", path: "/5")
        queue.offer(method: "GET", host: "h", path: "/cart")
        #expect(queue.counts.dropped == 2)
        #expect(queue.counts.denied == 1)
        #expect(queue.counts.repeated == 1)
        #expect(queue.counts.waiting == 3)
        #expect(queue.take(2).map(\.path) == ["/3", "/4"])
        queue.offer(method: "GET", host: "h", path: "/3")
        #expect(queue.take(9).map(\.path) == ["/5", "/3"])
        #expect(queue.take(9).isEmpty)
    }

    @Test(arguments: [0, 0.01, 0.3, 1])
    func aShareIsDrawn(_ share: Double) {
        let queue = MirrorQueue(share: share, capacity: 10)
        let count = 100_000
        for _ in 0..<count {
            "GET".withBytes { method in
                "/a".withBytes { path in queue.offer(method: method, path: path, host: "h") }
            }
        }
        let spread = (share * (1 - share) * Double(count)).squareRoot()
        #expect(abs(Double(queue.counts.sampled) - share * Double(count)) <= 4 * spread)
        #expect(queue.counts.offered == count)
    }

    @Test func linesOfTheEdgeAreReads() {
        let queue = MirrorQueue(share: 1)
        let tap = MirrorTap(queue: queue, hosts: ["eu.shop.test"], steps: ["product", "category"])
        func offer(_ change: (inout EdgeText) -> Void) {
            var text = EdgeText()
            change(&text)
            text.text.withBytes { bytes in
                if let line = EdgeLine(bytes) { tap.offer(line, bytes) }
            }
        }
        offer { ($0.path, $0.step) = ("/product/A-1?x=1", "product") }
        offer { ($0.path, $0.step) = ("/category/tea", "category") }
        offer { ($0.path, $0.step, $0.method) = ("/category/oil", "category", "POST") }
        offer { ($0.path, $0.step) = ("/search", "search") }
        let reads = queue.take(9)
        #expect(reads.map(\.path) == ["/product/A-1?x=1", "/category/tea"])
        #expect(reads.allSatisfy { $0.host == "eu.shop.test" })
    }

    @Test func manyProducersAndOneConsumer() async {
        let queue = MirrorQueue(share: 1, capacity: 100)
        let taken = await withTaskGroup(of: Int.self) { group in
            for producer in 0..<4 {
                group.addTask {
                    for number in 0..<5_000 { queue.offer(method: "GET", host: "h", path: "/\(producer)-\(number)") }
                    return 0
                }
            }
            group.addTask {
                var count = 0
                for _ in 0..<500 {
                    count += queue.take(20).count
                    await Task.yield()
                }
                return count
            }
            return await group.reduce(0, +)
        }
        let counts = queue.counts
        #expect(taken + counts.dropped + counts.waiting == 20_000)
        #expect(counts.waiting <= 100)
    }
}

extension String {
    fileprivate func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        Array(utf8).withUnsafeBytes(body)
    }
}
