extension RecordCatalogue {
    /// What a field holds, in words.
    ///
    /// - Parameter link: makes a record's name and title into what names it on the page.
    func words(for field: FieldShape, link: (_ name: String, _ title: String) -> String) -> String {
        if let type = field.shape.record {
            let record = link(name(of: type), type.title)
            return field.shape.isList ? "a list, each \(Self.article(type.title)) \(record)" : record
        }
        return field.shape.isList ? "a list, each \(field.expected)" : field.expected
    }

    /// Why a record is there: what the first field that holds one says of it.
    func purpose(of entry: Entry) -> String {
        guard let place = entry.places.first else { return "The whole plan." }
        return "Stands in `\(place.field.key)` of \(Self.article(place.holder.title)) \(place.holder.title). "
            + place.field.says
    }

    private static func article(_ word: String) -> String {
        word.first.map { "aeio".contains($0) } == true ? "an" : "a"
    }
}
