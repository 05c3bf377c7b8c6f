/// How a shop looks. The two shops sell the same things and look different.
struct Theme: Sendable {
    let brand: String
    let claim: String
    let style: String

    init(_ side: ShopSide) {
        switch side {
        case .old:
            brand = "Mercato"
            claim = "Good things since 2009"
            style = """
                body{font:16px/1.5 Georgia,serif;margin:0;background:#f6f1e7;color:#3a2f24}\
                header,footer{background:#5b3a29;color:#f6f1e7;padding:.7rem 1rem}\
                a{color:#8a3b12}header a{color:#fbe9c6;margin-right:.8rem}\
                main{max-width:60rem;margin:0 auto;padding:1rem}\
                ul.goods{list-style:square;padding-left:1.2rem}ul.goods li{margin:.35rem 0}\
                table{border-collapse:collapse;width:100%}td,th{border:1px solid #cbb994;padding:.35rem;text-align:left}
                """
        case .new:
            brand = "mercato."
            claim = "Find it, like it, have it"
            style = """
                body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#fff;color:#14213d}\
                header,footer{background:#14213d;color:#fff;padding:1rem}\
                a{color:#0a6cbd}header a{color:#fff;margin-right:1rem;text-decoration:none}\
                main{max-width:72rem;margin:0 auto;padding:1rem}\
                ul.goods{list-style:none;padding:0;display:grid;gap:.8rem;\
                grid-template-columns:repeat(auto-fill,minmax(10rem,1fr))}\
                ul.goods li{border:1px solid #d9e2ec;border-radius:.6rem;padding:.8rem}\
                table{width:100%;border-spacing:0}td,th{border-bottom:1px solid #d9e2ec;padding:.5rem;text-align:left}
                """
        }
    }

    /// What every size of screen needs, whatever the look.
    static let shared = """
        input,button,select{font:inherit;padding:.6rem;margin:.2rem 0;max-width:100%;box-sizing:border-box}\
        button{min-height:44px;min-width:44px}label{display:block;margin-top:.6rem}\
        .notice{border-left:4px solid #b00020;padding:.5rem 1rem;background:#fdecea;color:#5f0010}\
        .price{font-weight:bold}nav{overflow-x:auto;white-space:nowrap}
        """
}
