CREATE TABLE `wp_options` (`id` int,`v` text);
INSERT INTO `wp_options` VALUES (1,'s:5:\"https://eu.shop.test\";'),(2,'s:20:\"https://eu.shop.test\";'),(3,'eu.shop.test');
