start_payments() { :; }
