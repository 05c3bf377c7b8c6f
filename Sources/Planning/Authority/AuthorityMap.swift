/// A facet of an entity in a scope: what an authority is over.
public struct FacetScope: Sendable, Hashable, CustomStringConvertible {
    public let entity: Entity.ID
    public let facet: String
    public let scope: Scope

    public init(entity: Entity.ID, facet: String, scope: Scope) {
        self.entity = entity
        self.facet = facet
        self.scope = scope
    }

    public var description: String { "\(entity).\(facet) \(scope)" }

    public func overlaps(_ other: FacetScope) -> Bool {
        entity == other.entity && facet == other.facet && scope.overlaps(other.scope)
    }
}

/// Which system writes what at one moment of the cutover, and which line of the plan says so.
public struct AuthorityMap: Sendable {
    private struct Facet: Hashable {
        let entity: Entity.ID
        let facet: String
    }

    /// The writer for each facet and scope that was named; a named scope goes before everywhere.
    public private(set) var writers: [FacetScope: At<System.ID>] = [:]
    /// The scopes of each facet in ``writers``, so that a move everywhere finds what it replaces.
    private var scopes: [Facet: [Scope]] = [:]

    init(_ grants: some Sequence<AuthorityGrant>) {
        for grant in grants { set(grant.place, At(grant.writer.value, grant.position)) }
    }

    /// The system that writes this, and where the plan says so; nil when nobody does.
    public func writer(of place: FacetScope) -> At<System.ID>? {
        writers[place] ?? writers[FacetScope(entity: place.entity, facet: place.facet, scope: .everywhere)]
    }

    mutating func apply(_ moves: some Sequence<AuthorityMove>) {
        for move in moves {
            let place = move.place
            if place.scope == .everywhere {
                let facet = Facet(entity: place.entity, facet: place.facet)
                for scope in scopes.removeValue(forKey: facet) ?? [] {
                    writers[FacetScope(entity: place.entity, facet: place.facet, scope: scope)] = nil
                }
            }
            set(place, At(move.to.value, move.position))
        }
    }

    private mutating func set(_ place: FacetScope, _ writer: At<System.ID>) {
        if writers.updateValue(writer, forKey: place) == nil {
            scopes[Facet(entity: place.entity, facet: place.facet), default: []].append(place.scope)
        }
    }
}

extension AuthorityGrant {
    public var place: FacetScope {
        FacetScope(entity: entity.value, facet: facet.value, scope: scope.value)
    }
}

extension AuthorityMove {
    public var place: FacetScope {
        FacetScope(entity: entity.value, facet: facet.value, scope: scope.value)
    }
}

extension Plan {
    /// Who writes what once the stages before `stage` are done; once all are, for nil. It goes through all of them: for
    /// one entity ask ``authority(of:before:)``.
    public func authority(before stage: Stage.ID?) -> AuthorityMap {
        var map = AuthorityMap(authority)
        for done in stages {
            if done.id.value == stage { break }
            map.apply(done.authority)
        }
        return map
    }

    /// Who writes one entity once the stages before `stage` are done; once all are, for nil. It costs no more than the
    /// plan says about that entity.
    public func authority(of entity: Entity.ID, before stage: Stage.ID?) -> AuthorityMap {
        var map = AuthorityMap(grants(of: entity))
        let end = stage.flatMap { place(of: $0) } ?? stages.count
        map.apply(moves(of: entity).prefix { $0.stage < end }.map(\.move))
        return map
    }

    /// The grants that name an entity, in the order of the plan.
    public func grants(of entity: Entity.ID) -> [AuthorityGrant] {
        index.grants[entity, default: []].map { authority[$0] }
    }

    /// The moves that name an entity, each with its stage's place, in the order of the cutover.
    public func moves(of entity: Entity.ID) -> [(stage: Int, move: AuthorityMove)] {
        index.moves[entity, default: []].map { ($0.stage, stages[$0.stage].authority[$0.move]) }
    }
}
