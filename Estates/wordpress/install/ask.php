<?php
// Asks for an address under the name of a host; fails when nobody answers well.
[, $address, $host] = $argv;
$request = stream_context_create(['http' => ['header' => "Host: $host", 'timeout' => 60]]);
exit(@file_get_contents($address, false, $request) === false ? 1 : 0);
