<?php
// Gives the new shop the old one's salts: with others every cart would be lost at the hand over.
[, $folder] = $argv;
$estate = json_decode(file_get_contents("$folder/estate.json"), true, 32, JSON_THROW_ON_ERROR);
$file = $estate['web']['production']['networks']['shop']['settings'];
$settings = json_decode(file_get_contents($file), true, 16, JSON_THROW_ON_ERROR);
preg_match_all("/define\('(\w+)', '(\w+)'\)/", file_get_contents("$folder/secrets/salts-old-shop"), $salts);
if (count($salts[1]) !== 8) {
    fwrite(STDERR, "$folder/secrets/salts-old-shop does not hold eight salts\n");
    exit(1);
}
$settings['salts'] = array_combine($salts[1], $salts[2]);
umask(0077);
file_put_contents("$file.new", json_encode($settings, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
rename("$file.new", $file);
