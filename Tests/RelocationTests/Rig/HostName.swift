import Relocation

/// Foundation has a `Host` too; a name of this module goes before both.
typealias Host = Relocation.Host
