extension FileManifest {
    /// Lists a folder and digests its files, two commands on the host, as many files at once as it has processors.
    ///
    /// Reads every byte: takes as long as the disk. A folder that changes meanwhile gives a manifest of no one moment.
    /// - Parameters:
    ///   - folder: absolute; a link to a folder counts as the folder.
    ///   - limit: bytes of the two lists, about 200 for each file.
    public static func read(
        _ folder: String, on host: Host, limit: Int = 1 << 30, within: Duration = .seconds(6 * 3600)
    ) async throws(RelocationError) -> FileManifest {
        guard folder.hasPrefix("/") else {
            throw .unusable(what: "the folder of a manifest", found: "'\(folder)'", expected: "an absolute path")
        }
        let listing = try await host.run(
            [
                "sh", "-c", #"cd -- "$1" && exec find . -printf '%y\0%m\0%s\0%p\0%l\0'"#, "sh", folder,
            ], limit: limit, within: within
        ).succeeded(mend: "see that the folder is there and may be read by the account, then run it again")
        // A file that goes, or may not be read, is missing among the digests, and shows there.
        let digests = try await host.run(
            [
                "sh", "-c",
                #"cd -- "$1" && find . -type f -print0 | xargs -0 -r -n 64 -P "$(nproc 2>/dev/null || echo 2)" "#
                    + #"sh -c 'sha256sum --zero -- "$@" || [ $? -eq 1 ]' sh"#,
                "sh", folder,
            ], limit: limit, within: within
        ).succeeded(mend: "see that `find`, `xargs` and `sha256sum` are those of GNU, then run it again")
        do {
            return try ManifestText.manifest(listing: listing.output, digests: digests.output)
        } catch {
            throw .unreadable(what: "the list of files", place: "\(host):\(folder)", why: error.why)
        }
    }
}
