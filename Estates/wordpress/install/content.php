<?php
// What a site has gathered over the years: pages in blocks, pictures, widgets, menus, options in every form.

/** Sets up the site that is switched to. */
function furnish(string $address, string $title, string $uploads): void
{
    global $wp_rewrite;
    update_option('blogname', $title);
    update_option('blogdescription', 'Counting and keeping money, at ' . parse_url($address, PHP_URL_HOST));
    $wp_rewrite->set_permalink_structure('/%postname%/');
    switch_theme('counter');
    $picture = add_picture($uploads, 'till-front.png');
    add_pages($address, $picture);
    add_widgets($address);
    add_options($address, $uploads);
    flush_rewrite_rules(false);
}

/** A picture of one pixel, with the sizes WordPress would have cut. */
function add_picture(string $uploads, string $name): int
{
    $folder = get_current_blog_id() === 1 ? '' : 'sites/' . get_current_blog_id() . '/';
    $file = $folder . "2023/05/$name";
    wp_mkdir_p(dirname("$uploads/$file"));
    $pixel = base64_decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==');
    file_put_contents("$uploads/$file", $pixel);
    file_put_contents("$uploads/" . str_replace('.png', '-150x150.png', $file), $pixel);
    $address = home_url("/wp-content/uploads/$file");
    $attachment = wp_insert_attachment([
        'post_mime_type' => 'image/png', 'post_title' => 'Till, front', 'guid' => $address, 'post_status' => 'inherit',
    ], substr($file, strlen($folder)));
    wp_update_attachment_metadata($attachment, [
        'width' => 1200, 'height' => 800, 'file' => "2023/05/$name",
        'sizes' => ['thumbnail' => ['file' => str_replace('.png', '-150x150.png', $name), 'width' => 150, 'height' => 150,
            'mime-type' => 'image/png']],
        'image_meta' => ['caption' => "See $address", 'keywords' => ['till', 'Kasse']],
    ]);
    return $attachment;
}

function add_pages(string $address, int $picture): void
{
    $folder = get_current_blog_id() === 1 ? '' : '/sites/' . get_current_blog_id();
    $image = "$address/wp-content/uploads$folder/2023/05/till-front.png";
    $attributes = wp_json_encode(['id' => $picture, 'href' => "$address/product/TILL-ROLL", 'sizeSlug' => 'large']);
    $button = wp_json_encode(['url' => "$address/cart", 'text' => 'Über den Warenkorb']);
    wp_insert_post([
        'post_type' => 'page', 'post_status' => 'publish', 'post_author' => 1, 'post_title' => 'Where to begin',
        'post_name' => 'begin',
        'post_content' => wp_slash("<!-- wp:image $attributes -->\n<figure class=\"wp-block-image\"><a href=\"$address/product/TILL-ROLL\"><img src=\"$image\" alt=\"\"/></a></figure>\n<!-- /wp:image -->\n"
            . "<!-- wp:acf/button $button /-->\n<!-- wp:paragraph -->\n<p>Write to sales@" . parse_url($address, PHP_URL_HOST)
            . " or look at <a href=\"//" . parse_url($address, PHP_URL_HOST) . "/cart\">your cart</a>, or share "
            . 'https://social.test/?u=' . rawurlencode("$address/product/SCANNER") . ".</p>\n<!-- /wp:paragraph -->"),
    ]);
    foreach (['Opening the new depot in Łódź', 'Coin sorters: what changed', '¿Qué impresora elegir? 🧾'] as $number => $title) {
        $post = wp_insert_post([
            'post_status' => 'publish', 'post_author' => 1, 'post_title' => $title,
            'post_date' => sprintf('202%d-03-1%d 09:00:00', $number + 1, $number),
            'post_content' => "<!-- wp:paragraph --><p>$title. Read on at <a href=\"$address/begin/\">$address/begin/</a>.</p><!-- /wp:paragraph -->",
        ]);
        update_post_meta($post, '_layout', ['header' => ['image' => $image, 'ratio' => 1.5], 'flags' => [true, null, -3]]);
        update_post_meta($post, '_builder', wp_slash(wp_json_encode([['id' => 'a1', 'settings' => ['link' => ['url' => "$address/begin/"]]]])));
    }
}

function add_widgets(string $address): void
{
    update_option('widget_text', [
        2 => ['title' => 'Über uns', 'text' => "<a href=\"$address/begin/\">$address</a> – since 1987", 'filter' => true],
        '_multiwidget' => 1,
    ]);
    update_option('widget_block', [
        3 => ['content' => "<!-- wp:paragraph --><p><a href=\"$address/cart\">Cart</a></p><!-- /wp:paragraph -->"],
        '_multiwidget' => 1,
    ]);
    update_option('sidebars_widgets', [
        'wp_inactive_widgets' => [], 'side' => ['text-2', 'block-3'], 'array_version' => 3,
    ]);
    $menu = wp_create_nav_menu('Main');
    foreach (['begin' => 'Begin', 'cart' => 'Cart'] as $path => $label) {
        wp_update_nav_menu_item($menu, 0, [
            'menu-item-title' => $label, 'menu-item-url' => "$address/$path", 'menu-item-status' => 'publish',
            'menu-item-type' => 'custom',
        ]);
    }
    set_theme_mod('nav_menu_locations', ['main' => $menu]);
    set_theme_mod('header_image', "$address/wp-content/uploads/2023/05/till-front.png");
}

/** Addresses inside serialised values, objects, values serialised twice, JSON, Base64. */
function add_options(string $address, string $uploads): void
{
    $looks = new stdClass();
    $looks->logo = "$address/wp-content/uploads/2023/05/till-front.png";
    $looks->slogan = "C'est « à la caisse »\\o/";
    update_option('counter_looks', ['object' => $looks, 'palette' => ['#003355', '#ffcc00']]);
    update_option('counter_export', serialize(['from' => $address, 'again' => serialize(['to' => "$address/begin/"])]));
    update_option('counter_banner', wp_json_encode(['image' => $looks->logo, 'width' => 1200]));
    update_option('counter_embed', base64_encode("<iframe src=\"$address/begin/\"></iframe>"));
    update_option('upload_path', $uploads);
    update_option('download_folder', str_replace('uploads/shop', 'downloads', $uploads));
    // Milliseconds between the statements of a checkout: other shops take their time, and a test may ask for it.
    update_option('shop_pace_ms', 0);
    update_option('region_notice', ['text' => get_option('blogname'), 'link' => "$address/"]);
}
