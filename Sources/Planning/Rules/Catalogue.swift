extension Rule {
    /// Every rule, by family and code. A family's list stands in its own folder, beside its rules.
    public static let all: [Rule] = [
        accessRules, authorityRules, communicationRules, dataRules, decommissionRules, edgeRules, exposureRules,
        flowRules, gateRules, integrationRules, mapRules, ownerRules, pluginRules, riskRules, rollbackRules,
        searchRules, stageRules, suppressionRules,
    ].flatMap(\.self)
}
