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
    'LAST-PIECE' => ['Coin scale, the last one of its kind', 14900], // shoppers leave it alone; the ERP sets its stock
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
    return remembered("article-$sku", fn () =>
        row('SELECT sku, name, price_minor, on_hand FROM ' . shared('stock') . ' WHERE sku = %s', $sku));
}

/** What the ERP counted. */
function count_stock(string $sku, int $pieces): bool
{
    $known = row('SELECT sku FROM ' . shared('stock') . ' WHERE sku = %s', $sku) !== null;
    $done = $known && write('UPDATE ' . shared('stock') . ' SET on_hand = %d WHERE sku = %s', $pieces, $sku) !== false;
    forget("article-$sku");
    return $done;
}

function currency(): string
{
    return (string) get_option('shop_currency', 'EUR');
}
