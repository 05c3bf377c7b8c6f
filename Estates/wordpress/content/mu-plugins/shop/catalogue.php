<?php
// What can be bought. Shown as in stock or out of stock, never as a number.

namespace Shop;

const ARTICLES = [
    'TILL-ROLL' => ['Till roll, 80 mm, 50 pieces', 2490],
    'CASH-DRAWER' => ['Cash drawer, steel, 8 coins', 8950],
    'COIN-SORTER' => ['Coin sorter, 600 a minute', 34900],
    'NOTE-COUNTER' => ['Note counter with three checks', 52900],
    'POS-PRINTER' => ['Receipt printer, USB and network', 18900],
    'SCANNER' => ['Barcode scanner, wireless', 12500],
    'SAFE-BAG' => ['Deposit bags, 500 pieces', 6400],
    'DISPLAY' => ['Customer display, 2 × 20', 9900],
];

function stock_up(int $pieces): void
{
    foreach (ARTICLES as $sku => [$name, $price]) {
        write('INSERT IGNORE INTO ' . shared('stock') . ' (sku, name, price_minor, on_hand) VALUES (%s, %s, %d, %d)',
            $sku, $name, $price, $pieces);
    }
}

function article(string $sku)
{
    return row('SELECT sku, name, price_minor, on_hand FROM ' . shared('stock') . ' WHERE sku = %s', $sku);
}

function currency(): string
{
    return (string) get_option('shop_currency', 'EUR');
}
