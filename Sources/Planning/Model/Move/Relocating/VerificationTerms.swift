/// An account of a network that is logged in to see that logging in works.
public struct NetworkLogin: Sendable {
    /// The page with the form; `/wp-login.php` when absent.
    public let path: At<String>?
    public let user: At<String>
    public let access: At<AccessItem.ID>
}

/// Rows of a database that a verification leaves out, which it always says.
public struct RowsNotCompared: Sendable {
    /// A table's name; `*` stands for anything.
    public let table: At<String>
    /// A condition in the database's own language; the whole table when absent.
    public let rows: At<String>?
    public let why: At<String>
}

/// What keeps a staging site from customers, their cards and the systems that production works with.
public struct StagingTerms: Sendable {
    /// What its hosts must not be able to reach.
    public let forbidden: [ForbiddenPlace]
    public let settings: [StagingSetting]
    public let mail: MailSink?
    public let position: Position
}

/// A place that staging must not reach, such as the payment provider's or the ERP's.
public struct ForbiddenPlace: Sendable {
    /// `host:port`.
    public let address: At<String>
    public let what: At<String>?
    /// The host it is tried from; every host of the new side when absent.
    public let host: At<RelocatedHost.ID>?
}

/// A setting of staging's sites.
public struct StagingSetting: Sendable {
    public enum Place: String, Sendable, CaseIterable {
        /// Of `wp-config.php`, as PHP sees it.
        case constant
        /// In the options of every site.
        case option
    }

    public let name: At<String>
    public let place: At<Place>?
    /// What it must be, `empty` for nothing; other than on the old side when absent.
    public let value: At<String>?
}

/// Where staging's mail ends up instead of with customers: a file of settings on a host, and what must stand in it.
public struct MailSink: Sendable {
    public let host: At<RelocatedHost.ID>
    public let file: At<String>
    public let holds: At<String>
}

extension NetworkLogin: PlanRecord {
    static let title = "login to a network"

    static func read(_ fields: inout Fields) -> NetworkLogin {
        NetworkLogin(
            path: fields.optional("path", .path, "The page with the form; /wp-login.php if absent."),
            user: fields.required("user", .text, "Who is logged in."),
            access: fields.required("access", .identifier(), "The access item with the password."))
    }
}

extension RowsNotCompared: PlanRecord {
    static let title = "rows that are not compared"

    static func read(_ fields: inout Fields) -> RowsNotCompared {
        RowsNotCompared(
            table: fields.required("table", .text, "The table; `*` stands for anything."),
            rows: fields.optional("rows", .text, "Which of its rows, as a condition in SQL; all if absent."),
            why: fields.required("why", .text, "Why nothing is lost by that."))
    }
}

extension StagingTerms: PlanRecord {
    static let title = "safety of staging"

    static func read(_ fields: inout Fields) -> StagingTerms {
        StagingTerms(
            forbidden: fields.records("forbidden", ForbiddenPlace.self, "What staging must not be able to reach."),
            settings: fields.records("settings", StagingSetting.self, "What its sites must be set to."),
            mail: fields.record("mail", MailSink.self, "Where its mail ends up."),
            position: fields.position)
    }
}

extension ForbiddenPlace: PlanRecord {
    static let title = "forbidden place"

    static func read(_ fields: inout Fields) -> ForbiddenPlace {
        ForbiddenPlace(
            address: fields.required("address", .text, "host:port."),
            what: fields.optional("what", .text, "What answers there: the payment provider, the ERP."),
            host: fields.optional("host", .identifier(), "The host it is tried from; every new host if absent."))
    }
}

extension StagingSetting: PlanRecord {
    static let title = "setting of staging"

    static func read(_ fields: inout Fields) -> StagingSetting {
        StagingSetting(
            name: fields.required("name", .text, "The constant's or the option's name."),
            place: fields.optional("place", .choice(Place.self), "Constant or option; a constant if absent."),
            value: fields.optional("value", .text, "What it must be, or empty; other than on the old side if absent."))
    }
}

extension MailSink: PlanRecord {
    static let title = "mail sink"

    static func read(_ fields: inout Fields) -> MailSink {
        MailSink(
            host: fields.required("host", .identifier(), "The host the file lies on."),
            file: fields.required("file", .path, "The file that says where mail goes: PHP's or the mailer's."),
            holds: fields.required("holds", .text, "What must stand in it: the sink's address or program."))
    }
}
