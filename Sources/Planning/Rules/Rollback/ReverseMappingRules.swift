extension Rule {
    static let rbk005 = Rule(
        "RBK005",
        catches: "a reverse hand over of an entity whose new values the old side may not be able to hold",
        why: """
            Writes are carried back row by row, until one of them holds a value for which the old side has no room. \
            Then the way back stops, or quietly cuts the value off.
            """,
        incident: """
            gh-ost's notes on reverting give the case: a VARCHAR column is widened, longer values come in, and the old \
            column cannot take them back.
            """,
        mend: "list the entity's `fields`, and say with `reverse` what becomes of values that the old side cannot hold"
    ) { check in
        let plan = check.plan
        var seen: Set<Entity.ID> = []
        return plan.stages.flatMap { stage in
            stage.authority.flatMap { move -> [Violation] in
                guard let reverse = move.reverse, reverse.value != .none, seen.insert(move.entity.value).inserted,
                    let entity = plan.entity(move.entity.value)
                else { return [] }
                guard !entity.fields.isEmpty else {
                    return [
                        Violation(
                            "stage \(stage.id.value) carries \(entity.id.value) back (\(reverse.value.rawValue)), but "
                                + "what each side can hold is not said (`fields`)", entity.id.position)
                    ]
                }
                return entity.fields.filter { $0.reverse == nil }.compactMap { partial($0, of: entity, stage) }
            }
        }
    }

    private static func partial(_ field: FieldMapping, of entity: Entity, _ stage: Stage) -> Violation? {
        let title = "stage \(stage.id.value) carries \(entity.id.value).\(field.name.value) back"
        switch FieldType.fit(of: field.new.value, in: field.old.value) {
        case .whole: return nil
        case .partial(let lost):
            return Violation("\(title), but \(field.old.value) cannot hold \(lost)", field.new.position)
        case .unknown(let type):
            return Violation(
                "\(title), and whether \(field.old.value) holds every \(field.new.value) cannot be told: `\(type)` is "
                    + "no type that is known", field.new.position)
        }
    }
}
