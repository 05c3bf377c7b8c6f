#!/bin/sh
# Takes stock files of the ERP (SKU;PIECES a line) into the shop, under an account of its own.
# stock-feed --from FOLDER
for file in "$2"/*.csv; do
    [ -e "$file" ] || continue
    while IFS=';' read -r sku pieces; do
        printf "UPDATE wp_shop_stock SET on_hand = %d WHERE sku = '%s';\n" "$pieces" "$sku"
    done <"$file" | mariadb --defaults-file=@ROOT@/home/operator/.my.cnf shop && mv "$file" "$file.done"
done
