extension FileManifest {
    /// Lists a folder and digests its files, as many at once as the host has processors, four at most.
    ///
    /// Reads every byte: takes as long as the disk. A folder that changes meanwhile gives a manifest of no one moment.
    /// - Parameters:
    ///   - folder: absolute; a link to a folder counts as the folder.
    ///   - pruned: folders below it, such as `mysql/cache`, that are not looked into.
    ///   - limit: bytes of the list and of the digests, about 200 for each file.
    public static func read(
        _ folder: String, on host: Host, without pruned: [String] = [], limit: Int = 1 << 30,
        within: Duration = .seconds(6 * 3600)
    ) async throws(RelocationError) -> FileManifest {
        guard folder.hasPrefix("/") else {
            throw .unusable(what: "the folder of a manifest", found: "'\(folder)'", expected: "an absolute path")
        }
        let script = #"""
            cd -- "$1" && shift && exec find . "$@" -printf '%y\0%m\0%s\0%p\0%l\0'
            """#
        // Names are taken as they are, without the signs of patterns.
        let left = pruned.flatMap { path in
            let plain = path.reduce(into: "") { $0 += "*?[]\\".contains($1) ? "\\\($1)" : "\($1)" }
            return ["-path", "./\(plain)", "-prune", "-o"]
        }
        let listing = try await host.run(
            ["sh", "-c", script, "sh", folder] + left, limit: limit, within: within
        ).succeeded(mend: "see that the folder is there and may be read by the account, then run it again")
        do {
            let names = try ManifestText.manifest(listing: listing.output, digests: [])
            let digests = try await digests(of: names, folder, host, limit, within)
            return try ManifestText.manifest(listing: listing.output, digests: digests)
        } catch let error as ManifestTrouble {
            throw .unreadable(what: "the list of files", place: "\(host):\(folder)", why: error.why)
        } catch let error as RelocationError {
            throw error
        } catch {
            throw .cancelled
        }
    }

    /// Each share of the files has a command of its own, as the lines of several in one pipe would mix.
    private static func digests(
        of manifest: FileManifest, _ folder: String, _ host: Host, _ limit: Int, _ within: Duration
    ) async throws(RelocationError) -> [UInt8] {
        let answer = try await host.run(["getconf", "_NPROCESSORS_ONLN"]).text.trimmed
        let shares = shares(manifest, count: min(4, max(1, Int(answer) ?? 1)))
        let results = await withTaskGroup(of: Result<[UInt8], RelocationError>.self) { group in
            for share in shares where !share.isEmpty {
                group.addTask {
                    do throws(RelocationError) {
                        // 123: a file that went, or may not be read. It is missing among the digests, and shows there.
                        let reply = try await host.run(
                            [
                                "sh", "-c", #"cd -- "$1" && exec xargs -0 -r sha256sum --zero --"#, "sh", folder,
                            ], input: .bytes(share), limit: limit, within: within
                        ).succeeded(also: [123], mend: "see that `xargs` and `sha256sum` are those of GNU")
                        return .success(reply.output)
                    } catch {
                        return .failure(error)
                    }
                }
            }
            var results: [Result<[UInt8], RelocationError>] = []
            for await result in group { results.append(result) }
            return results
        }
        var all: [UInt8] = []
        for result in results { all += try result.get() }
        return all
    }

    /// Files' paths, each ended by a NUL, in shares of about as many bytes to read.
    private static func shares(_ manifest: FileManifest, count: Int) -> [[UInt8]] {
        var files: [(path: Path, size: Int)] = []
        for (path, entry) in manifest.entries {
            if case .file(let size, _) = entry.kind { files.append((path, size)) }
        }
        files.sort { ($0.size, $1.path.count) > ($1.size, $0.path.count) }
        var shares = [[UInt8]](repeating: [], count: count)
        var loads = [Int](repeating: 0, count: count)
        for file in files {
            let least = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            shares[least] += Array("./".utf8) + file.path + [0]
            // Opening a file costs about as much as reading some kilobytes.
            loads[least] += file.size + 16_384
        }
        return shares
    }
}
