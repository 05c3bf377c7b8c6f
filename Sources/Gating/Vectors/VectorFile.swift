/// The file of vectors, in its own key names, so that no mapping can go wrong. What a kind does not use is missing.
struct VectorFile: Decodable {
    let vectors: [Vector]

    struct Vector: Decodable {
        let kind: String
        let args: Arguments
        let expect: Expected
    }

    struct Arguments: Decodable {
        let ticks: [[Int]]?
        let direction: Direction?
        let tol: Double?
        let portfolio: Bool?
        let restarts: [Int]?
        let margin: Double?
        let cfg: Settings?
        let grid: [Double]?
        let s: Int?
        let n: Int?
        let p: Double?
        let tau: Double?
        let alpha: Double?
        let ratios: [Double]?
        let weights: [Double]?
        let r0: Double?
        let events: [Event]?
        let rows: [Row]?
        let fracs: [Double]?
        let B: Double?
        let log_es: [Double]?
    }

    struct Settings: Decodable { let prior_p: Double? }

    /// [exposure, is new]
    struct Event: Decodable {
        let exposure: Double
        let isNew: Bool

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            exposure = try list.decode(Double.self)
            isNew = try list.decode(Bool.self)
        }
    }

    /// [exposure, is new, value, baseline]
    struct Row: Decodable {
        let exposure: Double
        let isNew: Bool
        let value: Double
        let baseline: Double

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            exposure = try list.decode(Double.self)
            isNew = try list.decode(Bool.self)
            value = try list.decode(Double.self)
            baseline = try list.decode(Double.self)
        }
    }

    struct Expected: Decodable {
        let blocks: Int?
        let log_e_path: [Double]?
        let log_e: Double?
        let lower: Double?
        let upper: Double?
        let log_e_up: [Double]?
        let log_e_lo: [Double]?
        let log_avg: Double?
        let ebh: [Int]?
        let lo: Double?
        let hi: Double?
    }
}
