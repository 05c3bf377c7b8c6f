<?php
// What must never be done, done: the replica is promoted although it lags, and the edge is led to it past Sluice.
//   promote-by-hand.php DIR stand     the replica applies nothing more
//   promote-by-hand.php DIR promote   it is written from now on
[, $folder, $what] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$replica = $estate['databases']['managed'];
$database = mysqli_connect('localhost', $replica['socketUser'], '', '', 0, $replica['socket']);
if ($what === 'stand') {
    $database->query('STOP SLAVE SQL_THREAD');
    exit(0);
}
foreach (['STOP SLAVE', 'RESET SLAVE ALL', 'SET GLOBAL read_only = 0'] as $statement) {
    $database->query($statement);
}
$edge = stream_socket_client("unix://$folder/edge/run/admin.sock");
$port = $estate['web']['production']['port'];
$orders = array_map(fn ($server) => "set server be_old/o$server addr 127.0.0.1 port $port", [1, 2]);
fwrite($edge, implode('; ', $orders) . "\n");
echo trim(stream_get_contents($edge)), "\n";
