<?php
// Prints the eight keys and salts of a network as its configuration defines them.
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    foreach (['KEY', 'SALT'] as $kind) {
        printf("define('%s_%s', '%s');\n", $name, $kind, bin2hex(random_bytes(32)));
    }
}
