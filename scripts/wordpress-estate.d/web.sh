start_web_tiers() { :; }
