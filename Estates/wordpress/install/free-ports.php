<?php
// Prints as many free ports of 127.0.0.1 as asked for, all different: each is held until the last is found.
$held = [];
while (count($held) < (int) $argv[1]) {
    $port = random_int(15000, 32000);
    $socket = @stream_socket_server("tcp://127.0.0.1:$port");
    if ($socket) {
        $held[$port] = $socket;
    }
}
echo implode("\n", array_keys($held)), "\n";
