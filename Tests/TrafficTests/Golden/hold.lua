-- Written by sluice. Holds a request while its unit's policy says so (flag D), at most `hold` milliseconds; the
-- rules that follow then read the policy afresh, so that a released request goes where the policy now sends it.
local policies = Map.new("/var/lib/sluice/edge/maps/policy.map", Map._str)

local function delayed(unit, segment)
    local generation = policies:lookup("gen") or "0"
    local value = policies:lookup(unit .. "|" .. generation)
    if value and string.find(value, ":[^:]*S[^:]*$") then
        value = policies:lookup(unit .. "|" .. generation .. "|" .. segment) or value
    end
    return value ~= nil and string.find(value, ":[^:]*D[^:]*$") ~= nil
end

core.register_action("hold", { "http-req" }, function(txn)
    local unit, segment = txn:get_var("txn.u"), txn:get_var("txn.sg")
    local most = tonumber(policies:lookup("hold") or "") or 2000
    local began = core.now()
    txn:set_var("txn.held", "1")
    while delayed(unit, segment) do
        local now = core.now()
        if (now.sec - began.sec) * 1000 + (now.usec - began.usec) / 1000 >= most then return end
        core.msleep(5)
    end
end, 0)
