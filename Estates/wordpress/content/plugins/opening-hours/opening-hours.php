<?php
/**
 * Plugin Name: Opening hours
 * Description: Shows when the sales desk is there.
 * Version: 0.9.3
 */
add_shortcode('opening_hours', fn () => esc_html((string) get_option('opening_hours', 'Monday to Friday, 8 to 17')));
