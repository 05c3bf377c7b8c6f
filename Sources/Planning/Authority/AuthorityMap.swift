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
    /// Kept by entity, so that what is asked about one costs nothing for the others.
    private var entities: [Entity.ID: [FacetScope: At<System.ID>]] = [:]

    init(_ grants: some Sequence<AuthorityGrant>) {
        for grant in grants {
            entities[grant.entity.value, default: [:]][grant.place] = At(grant.writer.value, grant.position)
        }
    }

    /// The writer for each facet and scope that was named; a named scope goes before everywhere.
    public var writers: [FacetScope: At<System.ID>] {
        entities.values.reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
    }

    /// The writers of one entity, for each facet and scope of it that was named.
    public func writers(of entity: Entity.ID) -> [FacetScope: At<System.ID>] { entities[entity] ?? [:] }

    /// The system that writes this, and where the plan says so; nil when nobody does.
    public func writer(of place: FacetScope) -> At<System.ID>? {
        guard let writers = entities[place.entity] else { return nil }
        return writers[place]
            ?? writers[FacetScope(entity: place.entity, facet: place.facet, scope: .everywhere)]
    }

    /// The systems that a move takes its authority from, in order of name: everywhere takes it from every scope's writer.
    func losers(by move: AuthorityMove) -> [System.ID] {
        let losing =
            move.scope.value == .everywhere
            ? (entities[move.entity.value] ?? [:]).filter { $0.key.overlaps(move.place) }.values.map(\.value)
            : [writer(of: move.place)?.value].compactMap(\.self)
        return Set(losing).subtracting([move.to.value]).sorted()
    }

    mutating func apply(_ moves: some Sequence<AuthorityMove>) {
        for move in moves {
            let entity = move.entity.value
            if move.scope.value == .everywhere {
                entities[entity] = entities[entity]?.filter { !$0.key.overlaps(move.place) }
            }
            entities[entity, default: [:]][move.place] = At(move.to.value, move.position)
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

    /// Looks at each stage in turn, with who writes what just before it.
    func stagesWithAuthority(_ look: (Stage, AuthorityMap) -> Void) {
        var map = AuthorityMap(authority)
        for stage in stages {
            look(stage, map)
            map.apply(stage.authority)
        }
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
