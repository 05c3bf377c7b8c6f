import Relocation

/// WordPress installations and their sites, as an inventory shows them.
enum WordPressFacts {
    static func installation(_ site: WordPressInventory) -> YAMLText {
        var said: [YAMLText.Said] = [
            ("root", .text(site.root)), ("version", .text(site.version)), ("network", .flag(site.isNetwork)),
            ("table_prefix", .text(site.tablePrefix)), ("salts_present", .words(site.salts)),
            ("object_cache", .flag(site.hasObjectCache)), ("sunrise", site.constants["SUNRISE"].map { .text($0) }),
            ("constants", .texts(site.constants)),
        ]
        let extensions = YAMLText.rows(site.extensions) {
            [
                ("kind", .text($0.kind)), ("slug", .text($0.slug)), ("name", .text($0.name)),
                ("version", .text($0.version)),
            ]
        }
        said.append(("extensions", extensions))
        let uploads = YAMLText.rows(site.uploads.sorted { $0.key < $1.key }) {
            [("path", .text($0.key)), ("bytes", .number($0.value))]
        }
        said.append(("uploads", uploads))
        let links = YAMLText.rows(site.links.sorted { $0.path < $1.path }) {
            [("path", .text($0.path)), ("target", .text($0.target))]
        }
        said.append(("links", links))
        said.append(("hidden", .words(site.hidden)))
        said.append(("absolute_paths", .words(site.absolutePaths)))
        return .map(said)
    }

    static func network(_ network: NetworkInventory) -> YAMLText {
        let mappings = YAMLText.rows(network.mappings) {
            [("domain", .text($0.domain)), ("site", .number($0.site)), ("active", .flag($0.isActive))]
        }
        return .map([
            ("domains", .words(network.domains)), ("network_plugins", .words(network.networkPlugins)),
            ("mappings", mappings), ("sites", .list(network.sites.map(site))),
        ])
    }

    private static func site(_ site: NetworkInventory.Site) -> YAMLText {
        .map([
            ("id", .number(site.id)), ("domain", .text(site.domain)), ("path", .text(site.path)),
            ("siteurl", .text(site.siteURL)), ("home", .text(site.home)), ("blog_public", .text(site.blogPublic)),
            ("upload_path", .text(site.uploadPath)), ("theme", .text(site.theme)),
            ("plugins", .words(site.activePlugins)), ("scheduled", .number(site.scheduled)),
            ("hooks", .words(site.hooks)),
        ])
    }
}
