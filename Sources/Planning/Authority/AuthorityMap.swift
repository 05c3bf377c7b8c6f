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
    /// The writer for each facet and scope that was named; a named scope goes before everywhere.
    public private(set) var writers: [FacetScope: At<System.ID>] = [:]

    init(_ grants: [AuthorityGrant]) {
        for grant in grants { writers[grant.place] = At(grant.writer.value, grant.position) }
    }

    /// The system that writes this, and where the plan says so; nil when nobody does.
    public func writer(of place: FacetScope) -> At<System.ID>? {
        writers[place] ?? writers[FacetScope(entity: place.entity, facet: place.facet, scope: .everywhere)]
    }

    mutating func apply(_ moves: [AuthorityMove]) {
        for move in moves {
            if move.scope.value == .everywhere { writers = writers.filter { !$0.key.overlaps(move.place) } }
            writers[move.place] = At(move.to.value, move.position)
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
    /// Who writes what once the stages before `stage` are done; once all are, for nil.
    public func authority(before stage: Stage.ID?) -> AuthorityMap {
        var map = AuthorityMap(authority)
        for done in stages {
            if done.id.value == stage { break }
            map.apply(done.authority)
        }
        return map
    }
}
