<?php
// What was read already, kept in the tier's own Redis for an hour: as object caches do, it trusts that every write comes
// by here, and forgets what that writes.

namespace Shop;

const REMEMBERED_FOR = 3600;

/** Remembered, or asked for and remembered. Without a cache, or with one that is away, only asked for. */
function remembered(string $name, callable $ask)
{
    try {
        $kept = cache()?->get("shop:$name");
        if (is_string($kept)) {
            return json_decode($kept);
        }
        $found = $ask();
        if ($found) {
            cache()?->setex("shop:$name", REMEMBERED_FOR, wp_json_encode($found));
        }
        return $found;
    } catch (\RedisException $gone) {
        return $ask();
    }
}

function forget(string $name): void
{
    try {
        cache()?->del("shop:$name");
    } catch (\RedisException $gone) {
        // What cannot be reached is asked by nobody.
    }
}

function cache(): ?\Redis
{
    static $cache = false;
    if ($cache === false) {
        $cache = null;
        if (defined('SHOP_CACHE') && class_exists('Redis')) {
            [$address, $port, $database] = explode(':', SHOP_CACHE);
            $opened = new \Redis();
            $opened->connect($address, (int) $port, 0.5);
            $opened->select((int) $database);
            $cache = $opened;
        }
    }
    return $cache;
}
