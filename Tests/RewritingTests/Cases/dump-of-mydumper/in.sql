/*!40101 SET NAMES binary*/;
/*!40014 SET FOREIGN_KEY_CHECKS=0*/;
/*!40103 SET TIME_ZONE='+00:00' */;
INSERT INTO `wp_options` VALUES(1,"siteurl","https://eu.shop.test","yes")
,(2,"home","it's \"eu.shop.test\"","yes")
;
INSERT INTO `wp_options` (`option_id`,`option_value`) VALUES(3,'/srv/www')
,(4,'a
raw line eu.shop.test');
