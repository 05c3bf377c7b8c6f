/// A migration as its people wrote it down, read and checked for shape; whether it is safe is for ``PlanCheck`` to say.
public struct Plan: Sendable {
    public let name: At<String>
    /// Marks a plan whose dwell and margins are below the defaults; it runs only against a rehearsal's own estate.
    public let rehearsal: At<Bool>?
    public let environments: [PlanEnvironment]
    public let calendar: PlanCalendar?
    public let people: [Person]
    public let teams: [Team]
    public let responsibilities: Responsibilities?
    public let systems: [System]
    /// What may run in the systems of the new side.
    public let allowedPlugins: [At<String>]
    public let integrations: [Integration]
    public let callbacks: [Callback]
    public let entities: [Entity]
    /// Who writes what before the first stage.
    public let authority: [AuthorityGrant]
    public let flows: [Flow]
    /// Who is left out of what gates count.
    public let exclude: [At<Excluded>]
    public let noise: NoiseTerms?
    public let signals: [Signal]
    public let probes: Probes?
    public let mirroring: MirrorRules?
    public let notices: NoticeTerms?
    public let risks: [Risk]
    public let notApplicable: [NotApplicable]
    public let units: [CutoverUnit]
    /// In the order in which they are carried out.
    public let stages: [Stage]
    public let milestones: [Milestone]
    public let tasks: [PlanTask]
    public let access: [AccessItem]
    public let relocation: Relocation?
    public let imports: [Import]
    public let redirects: Redirects?
    public let report: ReportTerms?
    public let decommission: Decommission?
    public let maintenance: Maintenance?
    public let suppressions: [Suppression]
    /// Where the plan begins.
    public let position: Position
    /// The files it was read from, in order.
    public internal(set) var files: [PlanFile] = []
    /// All redirects, those of the redirect file included.
    public internal(set) var redirectTable = RedirectTable.empty
    /// What the files say together, to compare plans by; nil for a plan that was not read.
    var root: YAMLNode?
    /// Where everything is, by its id; made once when the plan has been read.
    var index = PlanIndex()
    /// Where its records stand in them.
    package internal(set) var records: RecordMap = RecordMap()

    public var isRehearsal: Bool { rehearsal?.value ?? false }
}

/// Visitors who are no shoppers.
public enum Excluded: String, Sendable, CaseIterable {
    case staff, testers, bots, probes
}

extension Plan: PlanRecord {
    static let title = "plan"

    static func read(_ fields: inout Fields) -> Plan {
        _ = fields.required("sluice", .version, "The version of the plan's language; the first key of a file.")
        _ = fields.list("include", .text, "Other files of the plan, relative to the first one's folder.")
        return Plan(
            name: fields.required("name", .text, "What the migration is called."),
            rehearsal: fields.optional("rehearsal", .flag, "Whether it runs only against a rehearsal's estate."),
            environments: fields.records("environments", PlanEnvironment.self, "The places it is carried out in."),
            calendar: fields.record("calendar", PlanCalendar.self, "Time zone, freezes, peaks and windows."),
            people: fields.records("people", Person.self, "Who can be accountable."),
            teams: fields.records("teams", Team.self, "Who works together."),
            responsibilities: fields.record(
                "responsibilities", Responsibilities.self, "Who answers for what is shared."),
            systems: fields.records("systems", System.self, "What holds or serves parts of the store."),
            allowedPlugins: fields.list("allowed_plugins", .text, "What may run in the systems of the new side."),
            integrations: fields.records("integrations", Integration.self, "What goes between systems."),
            callbacks: fields.records("callbacks", Callback.self, "What outside must know the store's hosts."),
            entities: fields.records("entities", Entity.self, "What the store keeps."),
            authority: fields.records("authority", AuthorityGrant.self, "Who writes what before the first stage."),
            flows: fields.records("flows", Flow.self, "Ways through the store that matter."),
            exclude: fields.list("exclude", .choice(Excluded.self), "Visitors who are left out of what gates count."),
            noise: fields.record("noise", NoiseTerms.self, "How long old is compared with old before anything moves."),
            signals: fields.records("signals", Signal.self, "What is measured."),
            probes: fields.record("probes", Probes.self, "Scripted journeys, compared on both sides."),
            mirroring: fields.record("mirroring", MirrorRules.self, "How answers to the same read are compared."),
            notices: fields.record("notices", NoticeTerms.self, "How people are told, and hear of incidents."),
            risks: fields.records("risks", Risk.self, "What could go wrong."),
            notApplicable: fields.records(
                "not_applicable", NotApplicable.self, "High-risk domains without a part in this."),
            units: fields.records("units", CutoverUnit.self, "What is moved together."),
            stages: fields.records("stages", Stage.self, "The cutover, in order."),
            milestones: fields.records("milestones", Milestone.self, "The phases, with their teams."),
            tasks: fields.records("tasks", PlanTask.self, "What people do by hand."),
            access: fields.records("access", AccessItem.self, "Credentials and permissions that are needed."),
            relocation: fields.record("relocation", Relocation.self, "Hosts, databases, files and sites that move."),
            imports: fields.records("imports", Import.self, "Records carried over ahead of a stage."),
            redirects: fields.record("redirects", Redirects.self, "Where old addresses lead."),
            report: fields.record("report", ReportTerms.self, "Who signs the report."),
            decommission: fields.record("decommission", Decommission.self, "How the old side ends."),
            maintenance: fields.record("maintenance", Maintenance.self, "What is looked after once it has moved."),
            suppressions: fields.records("suppressions", Suppression.self, "Findings that may stand for a while."),
            position: fields.position)
    }
}
