# The payment sink: promises money, and tells the shop late. Its notices go to the first old web tier until an edge
# stands before the tiers: PUT ADDRESS/settings with another deliverTo.
# shellcheck shell=bash disable=SC2154

sample_estate() {
    local program="${SAMPLE_ESTATE:-$repository/.build/release/sample-estate}"
    [ -x "$program" ] || fail "no program $program; build it: swift build -c release --product sample-estate"
    echo "$program"
}

start_payments() {
    local program
    program="$(sample_estate)"
    runs payments ||
        become_as payments "$estate/log/payments.log" "$program" payments --port "$(port payments)" \
            --folder "$estate/payments" --deliver-to "http://127.0.0.1:$(port nginx-web-eu)" &
    until_true 20 answers payments || fail "the payment sink does not answer; see $estate/log/payments.log"
}
