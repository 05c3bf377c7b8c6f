extension Plan {
    func subject(of position: Position) -> String? { nil }
}
