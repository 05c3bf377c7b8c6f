CREATE TABLE `wp_blogs` (
  `blog_id` bigint(20),
  `domain` varchar(200),
  `path` varchar(100)
);
CREATE TABLE IF NOT EXISTS `wp_site` (`id` int, `domain` varchar(200));
INSERT INTO `wp_blogs` VALUES (1,'eu.shop.test','/'),(2,'my.eu.shop.test','/'),(3,'','eu.shop.test');
INSERT INTO `wp_site` VALUES (1,'eu.shop.test');
INSERT INTO `wp_options` VALUES (1,'eu.shop.test','https://eu.shop.test/');
