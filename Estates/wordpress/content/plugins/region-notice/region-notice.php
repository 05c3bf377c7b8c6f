<?php
/**
 * Plugin Name: Region notice
 * Description: A line at the end of each page that says which region this store serves.
 * Version: 1.2.0
 */
add_action('wp_footer', function () {
    $notice = get_option('region_notice');
    if (is_array($notice)) {
        printf('<p class="region"><a href="%s">%s</a></p>', esc_url($notice['link']), esc_html($notice['text']));
    }
});
