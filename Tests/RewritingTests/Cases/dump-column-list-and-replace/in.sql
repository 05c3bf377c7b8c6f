REPLACE INTO `x`.`wp_3_posts` (`guid`, `post_content`) VALUES ('eu.shop.test','eu.shop.test');
insert ignore into wp_posts(ID,guid) values (1,'eu.shop.test') , ( 2 , 'eu.shop.test' ) ;
INSERT INTO wp_blogs VALUES (1,'eu.shop.test');
