BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
CREATE TABLE appearance (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	attribution VARCHAR(24) NOT NULL, 
	source_id INTEGER, 
	terms VARCHAR(24) NOT NULL, 
	channel VARCHAR(24) NOT NULL, 
	occasion TEXT, 
	capacity VARCHAR(24) NOT NULL, 
	proximity VARCHAR(24) NOT NULL, 
	stance VARCHAR(24) NOT NULL, 
	treatment VARCHAR(24) NOT NULL, 
	placement VARCHAR(24), 
	likelihood VARCHAR(24), 
	likelihood_basis VARCHAR(24), 
	said DATE, 
	excerpt TEXT, 
	prefix TEXT, 
	suffix TEXT, 
	wording VARCHAR(24), 
	anonymity_reason TEXT, 
	relays_id INTEGER, 
	relay_basis VARCHAR(24), 
	credibility VARCHAR(24), 
	note TEXT, 
	private_note TEXT, 
	CONSTRAINT pk_appearance PRIMARY KEY (id), 
	CONSTRAINT ck_appearance_relay_has_basis CHECK ((relays_id IS NULL) = (relay_basis IS NULL)), 
	CONSTRAINT ck_appearance_relays_another_article CHECK (relays_id <> article_id), 
	CONSTRAINT fk_appearance_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_appearance_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_appearance_relays_id_article FOREIGN KEY(relays_id) REFERENCES article (id), 
	CONSTRAINT fk_appearance_source_id_source FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_appearance_uid UNIQUE (uid), 
	CONSTRAINT ck_appearance_attribution CHECK (attribution IN ('named', 'institution', 'unnamed', 'collective', 'document', 'outlet', 'witnessed', 'own_voice', 'unattributed')), 
	CONSTRAINT ck_appearance_terms CHECK (terms IN ('on_record', 'background', 'deep_background', 'off_record', 'not_stated')), 
	CONSTRAINT ck_appearance_channel CHECK (channel IN ('interview', 'press_conference', 'briefing', 'statement', 'speech', 'social_post', 'broadcast', 'not_stated')), 
	CONSTRAINT ck_appearance_capacity CHECK (capacity IN ('official', 'spokesperson', 'witness', 'expert', 'media', 'private', 'not_stated')), 
	CONSTRAINT ck_appearance_proximity CHECK (proximity IN ('first_hand', 'second_hand', 'not_stated')), 
	CONSTRAINT ck_appearance_stance CHECK (stance IN ('asserts', 'denies', 'questions', 'declines')), 
	CONSTRAINT ck_appearance_treatment CHECK (treatment IN ('endorses', 'reports', 'doubts', 'rejects')), 
	CONSTRAINT ck_appearance_placement CHECK (placement IN ('headline', 'lead', 'body')), 
	CONSTRAINT ck_appearance_likelihood CHECK (likelihood IN ('almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even', 'likely', 'very_likely', 'almost_certain', 'possible')), 
	CONSTRAINT ck_appearance_likelihood_basis CHECK (likelihood_basis IN ('stated', 'mapped', 'editor')), 
	CONSTRAINT ck_appearance_wording CHECK (wording IN ('direct', 'partial', 'paraphrase', 'translated')), 
	CONSTRAINT ck_appearance_relay_basis CHECK (relay_basis IN ('stated', 'inferred', 'suspected')), 
	CONSTRAINT ck_appearance_credibility CHECK (credibility IN ('1', '2', '3', '4', '5', '6'))
);
INSERT INTO "appearance" VALUES(1,'01a20534-4794-7a56-83f1-dbb36457a802','eee58ba6cfdc3f36f3a761ec109c187a','2026-11-22 21:40:41.938880','mori',1,1,'unnamed',1,'not_stated','not_stated',NULL,'not_stated','not_stated','asserts','reports',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "appearance" VALUES(2,'01a20534-4ad6-733d-afe1-c29474a16ae9','fb8b618103808297f905ab3efddacddc','2026-11-22 21:40:42.792298','mori',1,2,'outlet',NULL,'not_stated','not_stated',NULL,'not_stated','not_stated','asserts','reports',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'stated',NULL,NULL,NULL);
INSERT INTO "appearance" VALUES(3,'01a20534-4de8-78a9-b9c6-a5e6023a19c5','bbda254f3a38dc0897699edd3ca035f4','2026-11-22 21:40:43.574912','mori',2,3,'named',3,'not_stated','not_stated',NULL,'not_stated','not_stated','asserts','reports',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE arrival (
	uid VARCHAR(36) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_arrival PRIMARY KEY (uid)
);
CREATE TABLE article (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	slug VARCHAR, 
	outlet_id INTEGER, 
	outlet_basis VARCHAR(24) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	title TEXT, 
	url TEXT, 
	url_key TEXT, 
	url_basis VARCHAR(24) NOT NULL, 
	published VARCHAR, 
	published_earliest DATE, 
	published_latest DATE, 
	published_basis VARCHAR(24) NOT NULL, 
	language VARCHAR, 
	seen BOOLEAN NOT NULL, 
	reprint_of_id INTEGER, 
	reprint_extent VARCHAR(24), 
	note TEXT, 
	CONSTRAINT pk_article PRIMARY KEY (id), 
	CONSTRAINT fk_article_outlet_id_outlet FOREIGN KEY(outlet_id) REFERENCES outlet (id), 
	CONSTRAINT fk_article_reprint_of_id_article FOREIGN KEY(reprint_of_id) REFERENCES article (id), 
	CONSTRAINT uq_article_uid UNIQUE (uid), 
	CONSTRAINT ck_article_outlet_basis CHECK (outlet_basis IN ('stated', 'inferred')), 
	CONSTRAINT ck_article_kind CHECK (kind IN ('article', 'editorial', 'opinion', 'newsletter', 'broadcast', 'transcript', 'statement', 'post', 'unpublished')), 
	CONSTRAINT ck_article_url_basis CHECK (url_basis IN ('stated', 'inferred')), 
	CONSTRAINT ck_article_published_basis CHECK (published_basis IN ('stated', 'inferred')), 
	CONSTRAINT ck_article_reprint_extent CHECK (reprint_extent IN ('whole', 'part'))
);
INSERT INTO "article" VALUES(1,'01a20534-4784-7b64-81bf-2a7eabaff05f','273cc7019e50a981bf83ca293934f616','2026-11-22 21:40:41.938880','mori',NULL,1,'stated','article',NULL,NULL,NULL,'stated','2024-03-19','2024-03-19','2024-03-19','stated',NULL,1,NULL,NULL,NULL);
INSERT INTO "article" VALUES(2,'01a20534-4aca-740c-beb2-494187c77da2','f4f2b028d2eef8cae01848839ee38657','2026-11-22 21:40:42.792298','mori',NULL,2,'stated','article',NULL,NULL,NULL,'stated','2024-03-20','2024-03-20','2024-03-20','stated',NULL,1,NULL,NULL,NULL);
INSERT INTO "article" VALUES(3,'01a20534-4ddc-709c-bca2-5858a15f8f68','5b2eb9fa65a60605d4285b65139ab6e9','2026-11-22 21:40:43.574912','mori',NULL,3,'stated','article',NULL,NULL,NULL,'stated','2024-04','2024-04-01','2024-04-30','stated',NULL,1,NULL,NULL,NULL);
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	reviewer VARCHAR NOT NULL, 
	taken BOOLEAN NOT NULL, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT uq_assignment_uid UNIQUE (uid)
);
CREATE TABLE byline (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	article_id INTEGER NOT NULL, 
	reporter_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_byline PRIMARY KEY (id), 
	CONSTRAINT fk_byline_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_byline_reporter_id_reporter FOREIGN KEY(reporter_id) REFERENCES reporter (id), 
	CONSTRAINT uq_byline_uid UNIQUE (uid)
);
INSERT INTO "byline" VALUES(1,'01a20534-478e-798d-a024-43e267d1d458','7f069180442eed4069eb61455075c0a1','2026-11-22 21:40:41.938880','mori',1,1,1,0);
CREATE TABLE chain (
	id INTEGER NOT NULL, 
	replica VARCHAR(36) NOT NULL, 
	ours BOOLEAN NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME, 
	hash VARCHAR(64) NOT NULL, place VARCHAR(64), 
	CONSTRAINT pk_chain PRIMARY KEY (id), 
	CONSTRAINT uq_chain_replica UNIQUE (replica)
);
INSERT INTO "chain" VALUES(1,'9828c432-da2e-417b-b4ff-964e8638dee9',1,10,'2026-11-22 21:40:48.348890','5b6bab73e892dbf1e222847577c47c3422d4870e5f64e6d7e64e04c2d612022c',NULL);
CREATE TABLE claim (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	statement TEXT, 
	match_key TEXT, 
	kind VARCHAR(24) NOT NULL, 
	weight VARCHAR(24) NOT NULL, 
	condition TEXT, 
	condition_claim_id INTEGER, 
	note TEXT, 
	CONSTRAINT pk_claim PRIMARY KEY (id), 
	CONSTRAINT fk_claim_condition_claim_id_claim FOREIGN KEY(condition_claim_id) REFERENCES claim (id), 
	CONSTRAINT uq_claim_uid UNIQUE (uid), 
	CONSTRAINT ck_claim_kind CHECK (kind IN ('fact', 'prediction', 'intention', 'conditional', 'position', 'opinion')), 
	CONSTRAINT ck_claim_weight CHECK (weight IN ('key', 'supporting', 'background'))
);
INSERT INTO "claim" VALUES(1,'01a20534-4765-782c-b277-7b788a65f721','8dfa722a9502165efea15eac30efbd52','2026-11-22 21:40:41.938880','mori','Japan is in line to join AUKUS Pillar 2 by the end of 2024 or early 2025.','japan is in line to join aukus pillar 2 by the end of 2024 or early 2025','prediction','key',NULL,NULL,NULL);
INSERT INTO "claim" VALUES(2,'01a20534-4dc9-7dd4-9dc0-b5f5256ff329','952c9ff98587a9f28c1394464ed4d03c','2026-11-22 21:40:43.574912','mori','Japan''s part has not been decided.','japan s part has not been decided','fact','key',NULL,NULL,NULL);
CREATE TABLE claim_now (
	claim_id INTEGER NOT NULL, 
	stands_for_id INTEGER NOT NULL, 
	told_as_id INTEGER, 
	confided BOOLEAN NOT NULL, 
	background BOOLEAN NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	outcome VARCHAR(24), 
	people_at_least INTEGER NOT NULL, 
	people_at_most INTEGER, 
	institutions_at_least INTEGER NOT NULL, 
	institutions_at_most INTEGER, 
	independent_at_least INTEGER NOT NULL, 
	independent_at_most INTEGER, 
	two_sources VARCHAR(24) NOT NULL, 
	rests_on VARCHAR(24), 
	due_from DATE, 
	due_by DATE, 
	look_again_on DATE, 
	reviewed_at DATETIME, 
	reply_by DATETIME, 
	first_published_on DATE, 
	corrected_at DATETIME, 
	contested_at DATETIME, 
	reworded_at DATETIME, 
	made_apart_at DATETIME, 
	stale_at DATETIME, 
	proposed_at DATETIME, 
	unreviewed_at DATETIME, first_published VARCHAR(10), appearances INTEGER DEFAULT '0' NOT NULL, outlets INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_claim_now PRIMARY KEY (claim_id), 
	CONSTRAINT status CHECK (status IN ('unverified', 'in_review', 'corroborated', 'disputed', 'unproven', 'not_checkable', 'confirmed', 'partly_confirmed', 'misleading', 'refuted', 'outdated')), 
	CONSTRAINT outcome CHECK (outcome IN ('pending', 'occurred', 'occurred_early', 'occurred_late', 'partly_occurred', 'did_not_occur', 'void')), 
	CONSTRAINT rule CHECK (two_sources IN ('met', 'possible', 'unknown', 'not met')), 
	CONSTRAINT rests_on CHECK (rests_on IN ('one_origin', 'unnamed_only', 'nobody'))
);
INSERT INTO "claim_now" VALUES(1,1,1,0,0,'disputed','pending',1,1,1,1,1,1,'not met','unnamed_only','2024-03-19','2025-03-31',NULL,'2026-11-22 21:40:45.141638',NULL,'2024-03-19','2026-11-22 21:40:46.765901','2026-11-22 21:40:44.348022',NULL,NULL,NULL,NULL,NULL,'2024-03-19',2,1);
INSERT INTO "claim_now" VALUES(2,2,2,0,0,'unverified',NULL,1,1,1,1,1,1,'not met','one_origin',NULL,NULL,NULL,NULL,NULL,'2024-04-01',NULL,'2026-11-22 21:40:44.348022',NULL,NULL,NULL,NULL,'2026-11-22 21:40:43.574912','2024-04',1,1);
CREATE TABLE claim_story (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_claim_story PRIMARY KEY (id), 
	CONSTRAINT fk_claim_story_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_claim_story_story_id_story FOREIGN KEY(story_id) REFERENCES story (id), 
	CONSTRAINT uq_claim_story_uid UNIQUE (uid)
);
INSERT INTO "claim_story" VALUES(1,'01a20534-4769-7c08-add0-a6dfe395dffd','50622054707bbcdb34868895b3ce884f','2026-11-22 21:40:41.938880','mori',1,1,0);
INSERT INTO "claim_story" VALUES(2,'01a20534-4dce-7b32-b3d4-478ce483c4a8','00b29f6186baea490f07d1ce12ca7fbe','2026-11-22 21:40:43.574912','mori',2,1,0);
CREATE TABLE claim_word (
	word VARCHAR(40) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	CONSTRAINT pk_claim_word PRIMARY KEY (word, claim_id), 
	CONSTRAINT fk_claim_word_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id)
);
INSERT INTO "claim_word" VALUES('2',1);
INSERT INTO "claim_word" VALUES('2024',1);
INSERT INTO "claim_word" VALUES('2025',1);
INSERT INTO "claim_word" VALUES('aukus',1);
INSERT INTO "claim_word" VALUES('by',1);
INSERT INTO "claim_word" VALUES('early',1);
INSERT INTO "claim_word" VALUES('end',1);
INSERT INTO "claim_word" VALUES('in',1);
INSERT INTO "claim_word" VALUES('is',1);
INSERT INTO "claim_word" VALUES('japan',1);
INSERT INTO "claim_word" VALUES('join',1);
INSERT INTO "claim_word" VALUES('line',1);
INSERT INTO "claim_word" VALUES('of',1);
INSERT INTO "claim_word" VALUES('or',1);
INSERT INTO "claim_word" VALUES('pillar',1);
INSERT INTO "claim_word" VALUES('the',1);
INSERT INTO "claim_word" VALUES('to',1);
INSERT INTO "claim_word" VALUES('been',2);
INSERT INTO "claim_word" VALUES('decided',2);
INSERT INTO "claim_word" VALUES('has',2);
INSERT INTO "claim_word" VALUES('japan',2);
INSERT INTO "claim_word" VALUES('not',2);
INSERT INTO "claim_word" VALUES('part',2);
INSERT INTO "claim_word" VALUES('s',2);
CREATE TABLE copy (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	path TEXT, 
	complete BOOLEAN NOT NULL, subject VARCHAR, row_uid VARCHAR(36), 
	CONSTRAINT pk_copy PRIMARY KEY (id), 
	CONSTRAINT uq_copy_uid UNIQUE (uid)
);
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	appearance_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	note TEXT, 
	successor_id INTEGER, 
	CONSTRAINT pk_correction PRIMARY KEY (id), 
	CONSTRAINT fk_correction_appearance_id_appearance FOREIGN KEY(appearance_id) REFERENCES appearance (id), 
	CONSTRAINT fk_correction_successor_id_appearance FOREIGN KEY(successor_id) REFERENCES appearance (id), 
	CONSTRAINT uq_correction_uid UNIQUE (uid), 
	CONSTRAINT ck_correction_kind CHECK (kind IN ('retracted', 'edited', 'wrong'))
);
INSERT INTO "correction" VALUES(1,'01a20534-5a45-79d6-a161-45c5a54763bb','43ebf6061f39e2561321386245821cc4','2026-11-22 21:40:46.765901','mori',2,'retracted','withdrawn',NULL);
CREATE TABLE departure (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	path TEXT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	CONSTRAINT pk_departure PRIMARY KEY (id)
);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	replica VARCHAR(36) NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	rows TEXT NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT uq_event_replica_seq UNIQUE (replica, seq)
);
INSERT INTO "event" VALUES(1,'9828c432-da2e-417b-b4ff-964e8638dee9',1,'2026-11-22 21:40:41.133160','mori','story add','[["story","01a20534-4440-791a-a0e7-4f9ad31ab0ba","7c9e43b36576da1d593c8bd87cfd411bfbfdef73c43e0b81782f8112767f9ac2"]]','0000000000000000000000000000000000000000000000000000000000000000','0b00fe6e9c738a210e0cde7d07b7ccb029dd03bcd70158733b6a10084829bd85');
INSERT INTO "event" VALUES(2,'9828c432-da2e-417b-b4ff-964e8638dee9',2,'2026-11-22 21:40:41.938880','mori','log','[["claim","01a20534-4765-782c-b277-7b788a65f721","f5706fa509c07d1146b6d1e79fbf0e76fcecfa74121513bbc4f34a4d98f49fa3"],["claim_story","01a20534-4769-7c08-add0-a6dfe395dffd","792eb2b12e556b97e69442b6facc106672aaee6a343deb40823f0ce0560f4305"],["outlet","01a20534-476d-77b7-84c3-65ad3cc69526","6637ecfec7514dea3de9652b62fe1f5177c4680bdd8fb1a2db27b07fc7063f9b"],["article","01a20534-4784-7b64-81bf-2a7eabaff05f","e9f2abeca8c875808436469facfea066fc499f915ca7205b2b15c11a96492d36"],["reporter","01a20534-478c-7f81-98bc-2fc59bd73e3c","67a1ba050cad7cf330d0e9b2df9e70fffd372459d6d550f9d70693d88438f3fd"],["byline","01a20534-478e-798d-a024-43e267d1d458","a48e8b5f386feaac27c8b1f4d237f40c245a77fb246a11f6cc4befba65b9614c"],["source","01a20534-4792-7b40-a8ca-008834324de2","3413e79b62d09b5d3341a936b5c9c4e21adcb4e88ef078727294164092e26c0e"],["appearance","01a20534-4794-7a56-83f1-dbb36457a802","bd49ae2d2a13cd5de1065addc235417e8eddc84ad4031fc336878404880332f7"],["hedge","01a20534-479c-7585-8a72-dda99e3a5a2a","bf292566ee093dc1d15b4d1da99f8d4511e195287f465c973bbf7200026b5619"],["window","01a20534-47ae-7da5-b561-f8a86db8860e","1d2bd7df2deaa930fafcffeaeb3de21471f22cc20e7eb737814d6fd76ac4ee17"]]','0b00fe6e9c738a210e0cde7d07b7ccb029dd03bcd70158733b6a10084829bd85','ad3c361a9015d87be8d0bc63c2143ee69afe1c40fd65147617708dd0ac8dc45e');
INSERT INTO "event" VALUES(3,'9828c432-da2e-417b-b4ff-964e8638dee9',3,'2026-11-22 21:40:42.792298','mori','appear','[["outlet","01a20534-4abe-76a6-acaf-32991c042664","005d644ec45ddbaa5dab95486f68ab11041f86ed2b6126f8b7aad0a5147ad77b"],["article","01a20534-4aca-740c-beb2-494187c77da2","cc1f5e7d6b0b3116bd852d8c6dba83e113d6aa36769b19375fbe4be6b4d0aae8"],["appearance","01a20534-4ad6-733d-afe1-c29474a16ae9","c85659d0004759799577d74795d9a78401e85bf84d9c9e6870da2933c3acdd38"]]','ad3c361a9015d87be8d0bc63c2143ee69afe1c40fd65147617708dd0ac8dc45e','ea998b9ff75c2285d230b2c87f8edd7e0a71dd85b754f86a5a4be63f2f5c0968');
INSERT INTO "event" VALUES(4,'9828c432-da2e-417b-b4ff-964e8638dee9',4,'2026-11-22 21:40:43.574912','mori','log','[["claim","01a20534-4dc9-7dd4-9dc0-b5f5256ff329","da0d85aaf1289c10be19cc56ac60fd5c1700946b17a32143b5f2f94cd46e4e55"],["claim_story","01a20534-4dce-7b32-b3d4-478ce483c4a8","fc8abb2eacdaf33c1028a640bd79d2dbf17a6f8e0a0cde2ad52aeeae1d1d6313"],["outlet","01a20534-4dd1-72e1-89ec-88c275bf2217","ef04d9147fbd2fb819adb83b67aff04704b76b11e9bbc494bdbcee840d644286"],["article","01a20534-4ddc-709c-bca2-5858a15f8f68","a92c9d9fbe20b1570a2d3cc8f04c06cbd6f20d1c1825836322700cfac0d375d5"],["source","01a20534-4de5-7542-a6de-6eb2c328ab04","b9d25405119fef4c25a24f0fb1becc42f8fd950db4f03ea4aa83c636d3eb38fc"],["source","01a20534-4de4-7ca8-8ab0-b9dd622f0564","d4ca5ae63456c36ef5ce7dd0acb3528a2bc8c9304edfaf06503922a0a747f10f"],["appearance","01a20534-4de8-78a9-b9c6-a5e6023a19c5","29439e9aadc8b65160b35a3f0d2cebd2c20a78c699ae2b8d647695673b97c7ae"]]','ea998b9ff75c2285d230b2c87f8edd7e0a71dd85b754f86a5a4be63f2f5c0968','04561d9cdc85f31d38eade7cc6c38182218573799320bb00d900c3faf2ee9d20');
INSERT INTO "event" VALUES(5,'9828c432-da2e-417b-b4ff-964e8638dee9',5,'2026-11-22 21:40:44.348022','mori','relate','[["relation","01a20534-50d1-77d7-9714-a49e34329b57","b3deb03adb8de1c440630587b58fb6d7567fb556925794e5c0556ca42a79881a"]]','04561d9cdc85f31d38eade7cc6c38182218573799320bb00d900c3faf2ee9d20','fe67e9c7d28a27fbb3cfd9aa24561f085fbc4e2d2a8cd31e152728a3527a0422');
INSERT INTO "event" VALUES(6,'9828c432-da2e-417b-b4ff-964e8638dee9',6,'2026-11-22 21:40:45.141638','okafor','review','[["review","01a20534-5400-74ba-9488-18ec51e3f5f5","17deb6c152a64a1bf227c1511e69d6e1f14af874b34c9180608aaa509ba7e8f8"]]','fe67e9c7d28a27fbb3cfd9aa24561f085fbc4e2d2a8cd31e152728a3527a0422','bf29581e4af6da42ada47196f1eaa3db38ce23faa23dd3d66a62b4abe52586ca');
INSERT INTO "event" VALUES(7,'9828c432-da2e-417b-b4ff-964e8638dee9',7,'2026-11-22 21:40:45.938577','mori','edit','[["revision","01a20534-570a-73bb-8780-70368f3cf65e","f8e0b1ab8307996d6ba8ef967a54e0c0a8b9f9f3a82fa5439f762b3e656a52d0"],["revision","01a20534-570b-7bc7-87a0-eca2bcce38ca","15980b343c915929f7a573b6229fb474205f31c56160e0f815263306c761cd34"]]','bf29581e4af6da42ada47196f1eaa3db38ce23faa23dd3d66a62b4abe52586ca','b55c7cd29780123d72a7d8e886a7ea95cb22d0fcf196fe0f380e0c626b9317b9');
INSERT INTO "event" VALUES(8,'9828c432-da2e-417b-b4ff-964e8638dee9',8,'2026-11-22 21:40:46.765901','mori','correct','[["correction","01a20534-5a45-79d6-a161-45c5a54763bb","6cfaa9f652418e8925e33c1cbc940b635ba2e76f4962cb77af095138f68e8659"]]','b55c7cd29780123d72a7d8e886a7ea95cb22d0fcf196fe0f380e0c626b9317b9','7b3e44b1e60958172be44427f483ee04e857627624a037971e63deb67472fd05');
INSERT INTO "event" VALUES(9,'9828c432-da2e-417b-b4ff-964e8638dee9',9,'2026-11-22 21:40:47.584205','mori','outlet add','[["outlet","01a20534-5d76-778c-ba1f-92871b22d757","1667a83d3f7d5b4a9d1e873d94284588566303d452bb4022cd4cb7cff9b133f1"]]','7b3e44b1e60958172be44427f483ee04e857627624a037971e63deb67472fd05','7c27f58dfe13ac33e9ccaeeede67e1eff63030069ccfbc782d53af4d590e1ece');
INSERT INTO "event" VALUES(10,'9828c432-da2e-417b-b4ff-964e8638dee9',10,'2026-11-22 21:40:48.348890','mori','outlet merge','[["judgement","01a20534-6071-7306-8cef-37ab3df30e02","5f76a9362a8f324e3532c57f8a25bd0ff245bbdf0524a5f21e4d901ab6209560"]]','7c27f58dfe13ac33e9ccaeeede67e1eff63030069ccfbc782d53af4d590e1ece','5b6bab73e892dbf1e222847577c47c3422d4870e5f64e6d7e64e04c2d612022c');
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	review_id INTEGER, 
	correction_id INTEGER, 
	kind VARCHAR(24) NOT NULL, 
	title TEXT, 
	url TEXT, 
	article_id INTEGER, 
	file_name TEXT, 
	sha256 VARCHAR(64), 
	published VARCHAR, 
	note TEXT, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_evidence_correction_id_correction FOREIGN KEY(correction_id) REFERENCES correction (id), 
	CONSTRAINT fk_evidence_review_id_review FOREIGN KEY(review_id) REFERENCES review (id), 
	CONSTRAINT uq_evidence_uid UNIQUE (uid), 
	CONSTRAINT ck_evidence_kind CHECK (kind IN ('primary_record', 'data', 'observation', 'party_statement', 'report'))
);
CREATE TABLE gist (
	claim_id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_gist PRIMARY KEY (claim_id)
);
INSERT INTO "gist" VALUES(1,'japan line join aukus pillar 2 end 2024 early 2025');
INSERT INTO "gist" VALUES(2,'japan part not decided');
CREATE TABLE gist_count (
	stem VARCHAR(40) NOT NULL, 
	claims INTEGER NOT NULL, 
	CONSTRAINT pk_gist_count PRIMARY KEY (stem)
)
 WITHOUT ROWID

;
INSERT INTO "gist_count" VALUES('',2);
INSERT INTO "gist_count" VALUES('2',1);
INSERT INTO "gist_count" VALUES('2024',1);
INSERT INTO "gist_count" VALUES('2025',1);
INSERT INTO "gist_count" VALUES('aukus',1);
INSERT INTO "gist_count" VALUES('decid',1);
INSERT INTO "gist_count" VALUES('earli',1);
INSERT INTO "gist_count" VALUES('end',1);
INSERT INTO "gist_count" VALUES('japan',2);
INSERT INTO "gist_count" VALUES('join',1);
INSERT INTO "gist_count" VALUES('line',1);
INSERT INTO "gist_count" VALUES('not',1);
INSERT INTO "gist_count" VALUES('part',1);
INSERT INTO "gist_count" VALUES('pillar',1);
CREATE TABLE gist_stem (
	stem VARCHAR(40) NOT NULL, 
	claim_id INTEGER NOT NULL, 
	CONSTRAINT pk_gist_stem PRIMARY KEY (stem, claim_id)
)
 WITHOUT ROWID

;
INSERT INTO "gist_stem" VALUES('2',1);
INSERT INTO "gist_stem" VALUES('2024',1);
INSERT INTO "gist_stem" VALUES('2025',1);
INSERT INTO "gist_stem" VALUES('aukus',1);
INSERT INTO "gist_stem" VALUES('decid',2);
INSERT INTO "gist_stem" VALUES('earli',1);
INSERT INTO "gist_stem" VALUES('end',1);
INSERT INTO "gist_stem" VALUES('japan',1);
INSERT INTO "gist_stem" VALUES('japan',2);
INSERT INTO "gist_stem" VALUES('join',1);
INSERT INTO "gist_stem" VALUES('line',1);
INSERT INTO "gist_stem" VALUES('not',2);
INSERT INTO "gist_stem" VALUES('part',2);
INSERT INTO "gist_stem" VALUES('pillar',1);
CREATE TABLE hedge (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	appearance_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	words TEXT, 
	CONSTRAINT pk_hedge PRIMARY KEY (id), 
	CONSTRAINT fk_hedge_appearance_id_appearance FOREIGN KEY(appearance_id) REFERENCES appearance (id), 
	CONSTRAINT uq_hedge_uid UNIQUE (uid), 
	CONSTRAINT ck_hedge_kind CHECK (kind IN ('evidential', 'likelihood', 'intention', 'conditional'))
);
INSERT INTO "hedge" VALUES(1,'01a20534-479c-7585-8a72-dda99e3a5a2a','7f5fed5772923bd9855df610ac93b792','2026-11-22 21:40:41.938880','mori',1,'likelihood','in line');
CREATE TABLE inquiry (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	source_id INTEGER, 
	whom TEXT, 
	how VARCHAR(24) NOT NULL, 
	asked_at DATETIME, 
	reply_by DATETIME, 
	question TEXT, 
	CONSTRAINT pk_inquiry PRIMARY KEY (id), 
	CONSTRAINT fk_inquiry_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_inquiry_source_id_source FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_inquiry_uid UNIQUE (uid), 
	CONSTRAINT ck_inquiry_how CHECK (how IN ('email', 'phone', 'message', 'in_person', 'letter', 'form', 'other'))
);
CREATE TABLE inquiry_reply (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	inquiry_id INTEGER NOT NULL, 
	reply VARCHAR(24) NOT NULL, 
	replied_at DATETIME, 
	note TEXT, appearance_id INTEGER CONSTRAINT fk_inquiry_reply_appearance_id_appearance REFERENCES appearance (id), 
	CONSTRAINT pk_inquiry_reply PRIMARY KEY (id), 
	CONSTRAINT fk_inquiry_reply_inquiry_id_inquiry FOREIGN KEY(inquiry_id) REFERENCES inquiry (id), 
	CONSTRAINT uq_inquiry_reply_uid UNIQUE (uid), 
	CONSTRAINT ck_inquiry_reply_reply CHECK (reply IN ('answered', 'declined', 'no_answer'))
);
CREATE TABLE judgement (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	a_uid VARCHAR(36) NOT NULL, 
	b_uid VARCHAR(36) NOT NULL, 
	reason TEXT, 
	replaces_id INTEGER, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_judgement PRIMARY KEY (id), 
	CONSTRAINT fk_judgement_replaces_id_judgement FOREIGN KEY(replaces_id) REFERENCES judgement (id), 
	CONSTRAINT uq_judgement_uid UNIQUE (uid), 
	CONSTRAINT ck_judgement_kind CHECK (kind IN ('same', 'distinct', 'independent', 'duplicate', 'not_duplicate'))
);
INSERT INTO "judgement" VALUES(1,'01a20534-6071-7306-8cef-37ab3df30e02','fd0b2d0b27d7bd4eae3c965ffbeb40e6','2026-11-22 21:40:48.348890','mori','outlet','same','01a20534-476d-77b7-84c3-65ad3cc69526','01a20534-5d76-778c-ba1f-92871b22d757','one paper',NULL,0);
CREATE TABLE outlet (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	name TEXT, 
	match_key VARCHAR, 
	country VARCHAR, 
	language VARCHAR, 
	ours BOOLEAN NOT NULL, 
	reliability VARCHAR(24), 
	note TEXT, 
	CONSTRAINT pk_outlet PRIMARY KEY (id), 
	CONSTRAINT uq_outlet_uid UNIQUE (uid), 
	CONSTRAINT ck_outlet_reliability CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F'))
);
INSERT INTO "outlet" VALUES(1,'01a20534-476d-77b7-84c3-65ad3cc69526','fefb04663ac5141e796a5484e5c1aa32','2026-11-22 21:40:41.938880','mori','politico','POLITICO','politico',NULL,NULL,0,NULL,NULL);
INSERT INTO "outlet" VALUES(2,'01a20534-4abe-76a6-acaf-32991c042664','5db754e4a545b834a6e6c45bad6dc03b','2026-11-22 21:40:42.792298','mori','taiwan-news','Taiwan News','taiwan news',NULL,NULL,0,NULL,NULL);
INSERT INTO "outlet" VALUES(3,'01a20534-4dd1-72e1-89ec-88c275bf2217','c116fefbf7f79e85a7de08f89d542f7a','2026-11-22 21:40:43.574912','mori','the-japan-news','The Japan News','the japan news',NULL,NULL,0,NULL,NULL);
INSERT INTO "outlet" VALUES(4,'01a20534-5d76-778c-ba1f-92871b22d757','88ca09e3635d2c76463e922d4e16f53e','2026-11-22 21:40:47.584205','mori','the-politico-europe','The Politico Europe','the politico europe',NULL,NULL,0,NULL,NULL);
CREATE TABLE outlet_alias (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	outlet_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	value TEXT, 
	match_key VARCHAR, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_outlet_alias PRIMARY KEY (id), 
	CONSTRAINT fk_outlet_alias_outlet_id_outlet FOREIGN KEY(outlet_id) REFERENCES outlet (id), 
	CONSTRAINT uq_outlet_alias_uid UNIQUE (uid), 
	CONSTRAINT ck_outlet_alias_kind CHECK (kind IN ('alias', 'host'))
);
CREATE TABLE policy (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_policy PRIMARY KEY (id), 
	CONSTRAINT uq_policy_uid UNIQUE (uid)
);
CREATE TABLE proposal_decision (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	snapshot_id INTEGER NOT NULL, 
	proposal VARCHAR(64) NOT NULL, 
	decision VARCHAR(24) NOT NULL, 
	appearance_id INTEGER, 
	CONSTRAINT pk_proposal_decision PRIMARY KEY (id), 
	CONSTRAINT fk_proposal_decision_snapshot_id_snapshot FOREIGN KEY(snapshot_id) REFERENCES snapshot (id), 
	CONSTRAINT fk_proposal_decision_appearance_id_appearance FOREIGN KEY(appearance_id) REFERENCES appearance (id), 
	CONSTRAINT uq_proposal_decision_uid UNIQUE (uid), 
	CONSTRAINT decision CHECK (decision IN ('accepted', 'same', 'skipped'))
);
CREATE TABLE redaction (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	row_uid VARCHAR(36) NOT NULL, 
	field VARCHAR NOT NULL, 
	reason TEXT, 
	CONSTRAINT pk_redaction PRIMARY KEY (id), 
	CONSTRAINT uq_redaction_uid UNIQUE (uid)
);
CREATE TABLE relation (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	other_id INTEGER NOT NULL, 
	note TEXT, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_relation PRIMARY KEY (id), 
	CONSTRAINT ck_relation_relates_two_claims CHECK (claim_id <> other_id), 
	CONSTRAINT fk_relation_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_relation_other_id_claim FOREIGN KEY(other_id) REFERENCES claim (id), 
	CONSTRAINT uq_relation_uid UNIQUE (uid), 
	CONSTRAINT ck_relation_kind CHECK (kind IN ('contradicts', 'supports', 'refines', 'part_of', 'supersedes'))
);
INSERT INTO "relation" VALUES(1,'01a20534-50d1-77d7-9714-a49e34329b57','d15d7c50a0ec11f7e2ccef64d8357742','2026-11-22 21:40:44.348022','mori',1,'contradicts',2,'both cannot be so',0);
CREATE TABLE remainder (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	row_uid VARCHAR(36) NOT NULL, 
	without VARCHAR NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_remainder PRIMARY KEY (id), 
	CONSTRAINT uq_remainder_uid UNIQUE (uid)
);
CREATE TABLE reporter (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	name TEXT, 
	match_key VARCHAR, 
	outlet_id INTEGER, 
	note TEXT, 
	CONSTRAINT pk_reporter PRIMARY KEY (id), 
	CONSTRAINT fk_reporter_outlet_id_outlet FOREIGN KEY(outlet_id) REFERENCES outlet (id), 
	CONSTRAINT uq_reporter_uid UNIQUE (uid)
);
INSERT INTO "reporter" VALUES(1,'01a20534-478c-7f81-98bc-2fc59bd73e3c','7f9f1bb79c1ea433cdbc79348c2d19ab','2026-11-22 21:40:41.938880','mori','stuart-lau','Stuart Lau','stuart lau',1,NULL);
CREATE TABLE review (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	outcome VARCHAR(24), 
	note TEXT, 
	proposed BOOLEAN NOT NULL, 
	agrees_with_id INTEGER, 
	replaces_id INTEGER, rating TEXT, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_agrees_with_id_review FOREIGN KEY(agrees_with_id) REFERENCES review (id), 
	CONSTRAINT fk_review_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_review_replaces_id_review FOREIGN KEY(replaces_id) REFERENCES review (id), 
	CONSTRAINT uq_review_uid UNIQUE (uid), 
	CONSTRAINT ck_review_status CHECK (status IN ('unverified', 'in_review', 'corroborated', 'disputed', 'unproven', 'not_checkable', 'confirmed', 'partly_confirmed', 'misleading', 'refuted', 'outdated')), 
	CONSTRAINT ck_review_outcome CHECK (outcome IN ('pending', 'occurred', 'occurred_early', 'occurred_late', 'partly_occurred', 'did_not_occur', 'void'))
);
INSERT INTO "review" VALUES(1,'01a20534-5400-74ba-9488-18ec51e3f5f5','071de48e4c3ce0328c08cd68e0b518ee','2026-11-22 21:40:45.141638','okafor',1,'disputed',NULL,'the prime minister says otherwise',0,NULL,NULL,NULL);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	row_uid VARCHAR(36) NOT NULL, 
	field VARCHAR NOT NULL, 
	old TEXT, 
	new TEXT, 
	reason TEXT, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT uq_revision_uid UNIQUE (uid)
);
INSERT INTO "revision" VALUES(1,'01a20534-570a-73bb-8780-70368f3cf65e','2653953c61b144a8977b9224af3709cc','2026-11-22 21:40:45.938577','mori','claim','01a20534-4dc9-7dd4-9dc0-b5f5256ff329','statement','"日本の参加は決まっていない"','"Japan''s part has not been decided."','translated');
INSERT INTO "revision" VALUES(2,'01a20534-570b-7bc7-87a0-eca2bcce38ca','b88c970950c5c5476ca1e9438686f68a','2026-11-22 21:40:45.938577','mori','claim','01a20534-4dc9-7dd4-9dc0-b5f5256ff329','match_key','"日本の参加は決まっていない"','"japan s part has not been decided"','translated');
CREATE TABLE sealed (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	row_uid VARCHAR(36) NOT NULL, 
	recipients TEXT, 
	ciphertext TEXT, 
	CONSTRAINT pk_sealed PRIMARY KEY (id), 
	CONSTRAINT uq_sealed_uid UNIQUE (uid)
);
CREATE TABLE search_fts_document (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	subject VARCHAR(24) NOT NULL, 
	row_id INTEGER NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	tokens TEXT NOT NULL, 
	CONSTRAINT pk_search_fts_document PRIMARY KEY (id), 
	CONSTRAINT fk_search_fts_document_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT uq_search_fts_document_subject_row_id UNIQUE (subject, row_id)
);
INSERT INTO "search_fts_document" VALUES(1,1,'claim',1,0,'japan is in line to join aukus pillar 2 by the end of 2024 or early 2025');
INSERT INTO "search_fts_document" VALUES(2,2,'claim',2,0,'japan s part has not been decided');
INSERT INTO "search_fts_document" VALUES(3,1,'appearance',1,0,'japan is in line to join aukus pillar 2 by the end of 2024 or early 2025 � one senior diplomat involved in the talks');
INSERT INTO "search_fts_document" VALUES(4,1,'appearance',2,0,'japan is in line to join aukus pillar 2 by the end of 2024 or early 2025');
INSERT INTO "search_fts_document" VALUES(5,2,'appearance',3,0,'japan s part has not been decided � kishida fumio');
INSERT INTO "search_fts_document" VALUES(6,1,'review',1,0,'japan is in line to join aukus pillar 2 by the end of 2024 or early 2025 � the prime minister says otherwise');
CREATE TABLE snapshot (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	article_id INTEGER NOT NULL, 
	story_id INTEGER, 
	media VARCHAR(24) NOT NULL, 
	sha256 VARCHAR(64), 
	kept_as VARCHAR(64), 
	reader VARCHAR NOT NULL, 
	language VARCHAR, 
	stated TEXT, 
	text TEXT, 
	confidential BOOLEAN NOT NULL, 
	CONSTRAINT pk_snapshot PRIMARY KEY (id), 
	CONSTRAINT fk_snapshot_article_id_article FOREIGN KEY(article_id) REFERENCES article (id), 
	CONSTRAINT fk_snapshot_story_id_story FOREIGN KEY(story_id) REFERENCES story (id), 
	CONSTRAINT uq_snapshot_uid UNIQUE (uid), 
	CONSTRAINT media CHECK (media IN ('page', 'mail', 'pdf', 'word', 'text'))
);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	named BOOLEAN NOT NULL, 
	name TEXT, 
	described TEXT, 
	match_key VARCHAR, 
	role TEXT, 
	institution_id INTEGER, 
	part_of_id INTEGER, 
	issuer_id INTEGER, 
	stated_count INTEGER, 
	note TEXT, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT fk_source_institution_id_source FOREIGN KEY(institution_id) REFERENCES source (id), 
	CONSTRAINT fk_source_issuer_id_source FOREIGN KEY(issuer_id) REFERENCES source (id), 
	CONSTRAINT fk_source_part_of_id_source FOREIGN KEY(part_of_id) REFERENCES source (id), 
	CONSTRAINT uq_source_uid UNIQUE (uid), 
	CONSTRAINT ck_source_kind CHECK (kind IN ('person', 'institution', 'document'))
);
INSERT INTO "source" VALUES(1,'01a20534-4792-7b40-a8ca-008834324de2','e4742dde3b8628bfe9a36d078e12773e','2026-11-22 21:40:41.938880','mori','one-senior-diplomat-involved-in-the-talks','person',0,NULL,'one senior diplomat involved in the talks',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(2,'01a20534-4de5-7542-a6de-6eb2c328ab04','00e87f7bff108d3186a2fc879d41b72f','2026-11-22 21:40:43.574912','mori','government-of-japan','institution',1,'Government of Japan',NULL,'government of japan',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "source" VALUES(3,'01a20534-4de4-7ca8-8ab0-b9dd622f0564','d4d856edd65aeb70bd8122284a4c55d4','2026-11-22 21:40:43.574912','mori','kishida-fumio','person',1,'Kishida Fumio',NULL,'kishida fumio',NULL,2,NULL,NULL,NULL,NULL);
CREATE TABLE story (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	title TEXT, 
	publishing_on DATE, 
	note TEXT, 
	CONSTRAINT pk_story PRIMARY KEY (id), 
	CONSTRAINT uq_story_uid UNIQUE (uid)
);
INSERT INTO "story" VALUES(1,'01a20534-4440-791a-a0e7-4f9ad31ab0ba','2bfcaba465a4de5a7af1a80ce9de1986','2026-11-22 21:40:41.133160','mori','aukus','AUKUS',NULL,NULL);
CREATE TABLE window (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	salt VARCHAR(32), 
	entered_at DATETIME NOT NULL, 
	entered_by VARCHAR NOT NULL, 
	claim_id INTEGER NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	words TEXT, 
	said DATE, 
	earliest DATE, 
	latest DATE, 
	edtf VARCHAR, 
	precision VARCHAR(24) NOT NULL, 
	basis VARCHAR(24) NOT NULL, 
	review_on DATE, 
	understood TEXT, 
	CONSTRAINT pk_window PRIMARY KEY (id), 
	CONSTRAINT ck_window_begins_before_it_ends CHECK (earliest <= latest), 
	CONSTRAINT fk_window_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT uq_window_uid UNIQUE (uid), 
	CONSTRAINT ck_window_role CHECK (role IN ('due', 'happened', 'holds')), 
	CONSTRAINT ck_window_precision CHECK (precision IN ('day', 'week', 'month', 'quarter', 'season', 'year', 'vague')), 
	CONSTRAINT ck_window_basis CHECK (basis IN ('stated', 'convention', 'editor'))
);
INSERT INTO "window" VALUES(1,'01a20534-47ae-7da5-b561-f8a86db8860e','c63fda6e296865833a67c5473565b761','2026-11-22 21:40:41.938880','mori',1,'due','by the end of 2024 or early 2025','2024-03-19','2024-03-19','2025-03-31','2024-03-19/2025-03~','year','convention',NULL,'from 19 March 2024 until 31 March 2025; early in a year is read as its first quarter');
CREATE VIRTUAL TABLE search_fts USING fts5(tokens, content='search_fts_document', content_rowid='id', tokenize='ascii');
INSERT INTO "search_fts" ("search_fts") VALUES('rebuild');
CREATE INDEX ix_claim_condition_claim_id ON claim (condition_claim_id);
CREATE INDEX ix_claim_match_key ON claim (match_key);
CREATE INDEX ix_judgement_a_uid ON judgement (a_uid);
CREATE INDEX ix_judgement_b_uid ON judgement (b_uid);
CREATE INDEX ix_judgement_replaces_id ON judgement (replaces_id);
CREATE INDEX ix_outlet_match_key ON outlet (match_key);
CREATE INDEX ix_outlet_slug ON outlet (slug);
CREATE INDEX ix_redaction_row_uid ON redaction (row_uid);
CREATE INDEX ix_revision_subject_row_uid ON revision (subject, row_uid);
CREATE INDEX ix_sealed_row_uid ON sealed (row_uid);
CREATE INDEX ix_source_institution_id ON source (institution_id);
CREATE INDEX ix_source_issuer_id ON source (issuer_id);
CREATE INDEX ix_source_match_key ON source (match_key);
CREATE INDEX ix_source_part_of_id ON source (part_of_id);
CREATE INDEX ix_source_slug ON source (slug);
CREATE INDEX ix_story_slug ON story (slug);
CREATE INDEX ix_article_outlet_id ON article (outlet_id);
CREATE INDEX ix_article_published_earliest ON article (published_earliest);
CREATE INDEX ix_article_reprint_of_id ON article (reprint_of_id);
CREATE INDEX ix_article_slug ON article (slug);
CREATE INDEX ix_article_url_key ON article (url_key);
CREATE INDEX ix_assignment_claim_id ON assignment (claim_id);
CREATE INDEX ix_claim_story_claim_id ON claim_story (claim_id);
CREATE INDEX ix_claim_story_story_id ON claim_story (story_id);
CREATE INDEX ix_inquiry_claim_id ON inquiry (claim_id);
CREATE INDEX ix_inquiry_source_id ON inquiry (source_id);
CREATE INDEX ix_outlet_alias_match_key ON outlet_alias (match_key);
CREATE INDEX ix_outlet_alias_outlet_id ON outlet_alias (outlet_id);
CREATE INDEX ix_relation_claim_id ON relation (claim_id);
CREATE INDEX ix_relation_other_id ON relation (other_id);
CREATE INDEX ix_reporter_match_key ON reporter (match_key);
CREATE INDEX ix_reporter_outlet_id ON reporter (outlet_id);
CREATE INDEX ix_reporter_slug ON reporter (slug);
CREATE INDEX ix_review_agrees_with_id ON review (agrees_with_id);
CREATE INDEX ix_review_claim_id ON review (claim_id);
CREATE INDEX ix_review_replaces_id ON review (replaces_id);
CREATE INDEX ix_window_claim_id ON window (claim_id);
CREATE INDEX ix_window_latest ON window (latest);
CREATE INDEX ix_appearance_article_id ON appearance (article_id);
CREATE INDEX ix_appearance_relays_id ON appearance (relays_id);
CREATE INDEX ix_appearance_source_id ON appearance (source_id);
CREATE INDEX ix_byline_article_id ON byline (article_id);
CREATE INDEX ix_byline_reporter_id ON byline (reporter_id);
CREATE INDEX ix_inquiry_reply_inquiry_id ON inquiry_reply (inquiry_id);
CREATE INDEX ix_correction_appearance_id ON correction (appearance_id);
CREATE INDEX ix_correction_successor_id ON correction (successor_id);
CREATE INDEX ix_hedge_appearance_id ON hedge (appearance_id);
CREATE INDEX ix_evidence_article_id ON evidence (article_id);
CREATE INDEX ix_evidence_correction_id ON evidence (correction_id);
CREATE INDEX ix_evidence_review_id ON evidence (review_id);
CREATE INDEX ix_evidence_sha256 ON evidence (sha256);
CREATE INDEX ix_inquiry_reply_appearance_id ON inquiry_reply (appearance_id);
CREATE INDEX ix_copy_row_uid ON copy (row_uid);
CREATE INDEX ix_inquiry_reply_by ON inquiry (reply_by);
CREATE INDEX ix_window_review_on ON window (review_on);
CREATE INDEX ix_story_publishing_on ON story (publishing_on);
CREATE INDEX ix_correction_entered_at ON correction (entered_at);
CREATE INDEX ix_claim_word_claim_id ON claim_word (claim_id);
CREATE INDEX ix_search_fts_document_claim_id ON search_fts_document (claim_id);
CREATE TRIGGER "outlet_keep" BEFORE UPDATE ON "outlet" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of outlet are never given another identity'); END;
CREATE TRIGGER "outlet_delete" BEFORE DELETE ON "outlet" BEGIN SELECT RAISE(ABORT, 'rows of outlet are never deleted'); END;
CREATE TRIGGER "outlet_replace" BEFORE INSERT ON "outlet" WHEN EXISTS (SELECT 1 FROM "outlet" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of outlet are never replaced'); END;
CREATE TRIGGER "reporter_keep" BEFORE UPDATE ON "reporter" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of reporter are never given another identity'); END;
CREATE TRIGGER "reporter_delete" BEFORE DELETE ON "reporter" BEGIN SELECT RAISE(ABORT, 'rows of reporter are never deleted'); END;
CREATE TRIGGER "reporter_replace" BEFORE INSERT ON "reporter" WHEN EXISTS (SELECT 1 FROM "reporter" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of reporter are never replaced'); END;
CREATE TRIGGER "story_keep" BEFORE UPDATE ON "story" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of story are never given another identity'); END;
CREATE TRIGGER "story_delete" BEFORE DELETE ON "story" BEGIN SELECT RAISE(ABORT, 'rows of story are never deleted'); END;
CREATE TRIGGER "story_replace" BEFORE INSERT ON "story" WHEN EXISTS (SELECT 1 FROM "story" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of story are never replaced'); END;
CREATE TRIGGER "source_keep" BEFORE UPDATE ON "source" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of source are never given another identity'); END;
CREATE TRIGGER "source_delete" BEFORE DELETE ON "source" BEGIN SELECT RAISE(ABORT, 'rows of source are never deleted'); END;
CREATE TRIGGER "source_replace" BEFORE INSERT ON "source" WHEN EXISTS (SELECT 1 FROM "source" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of source are never replaced'); END;
CREATE TRIGGER "article_keep" BEFORE UPDATE ON "article" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of article are never given another identity'); END;
CREATE TRIGGER "article_delete" BEFORE DELETE ON "article" BEGIN SELECT RAISE(ABORT, 'rows of article are never deleted'); END;
CREATE TRIGGER "article_replace" BEFORE INSERT ON "article" WHEN EXISTS (SELECT 1 FROM "article" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of article are never replaced'); END;
CREATE TRIGGER "claim_keep" BEFORE UPDATE ON "claim" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND (NOT (NEW.salt IS NOT OLD.salt) OR (NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)))) BEGIN SELECT RAISE(ABORT, 'rows of claim are never given another identity'); END;
CREATE TRIGGER "claim_delete" BEFORE DELETE ON "claim" BEGIN SELECT RAISE(ABORT, 'rows of claim are never deleted'); END;
CREATE TRIGGER "claim_replace" BEFORE INSERT ON "claim" WHEN EXISTS (SELECT 1 FROM "claim" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of claim are never replaced'); END;
CREATE TRIGGER "outlet_alias_keep" BEFORE UPDATE ON "outlet_alias" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."outlet_id" IS NOT OLD."outlet_id") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."withdrawn" IS NOT OLD."withdrawn") AND (NEW."value" IS NULL OR NOT (NEW."value" IS NOT OLD."value")) AND (NEW."match_key" IS NULL OR NOT (NEW."match_key" IS NOT OLD."match_key")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of outlet_alias are never updated'); END;
CREATE TRIGGER "outlet_alias_delete" BEFORE DELETE ON "outlet_alias" BEGIN SELECT RAISE(ABORT, 'rows of outlet_alias are never deleted'); END;
CREATE TRIGGER "outlet_alias_replace" BEFORE INSERT ON "outlet_alias" WHEN EXISTS (SELECT 1 FROM "outlet_alias" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of outlet_alias are never replaced'); END;
CREATE TRIGGER "byline_keep" BEFORE UPDATE ON "byline" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."article_id" IS NOT OLD."article_id") AND NOT (NEW."reporter_id" IS NOT OLD."reporter_id") AND NOT (NEW."position" IS NOT OLD."position") AND NOT (NEW."withdrawn" IS NOT OLD."withdrawn") AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of byline are never updated'); END;
CREATE TRIGGER "byline_delete" BEFORE DELETE ON "byline" BEGIN SELECT RAISE(ABORT, 'rows of byline are never deleted'); END;
CREATE TRIGGER "byline_replace" BEFORE INSERT ON "byline" WHEN EXISTS (SELECT 1 FROM "byline" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of byline are never replaced'); END;
CREATE TRIGGER "claim_story_keep" BEFORE UPDATE ON "claim_story" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."story_id" IS NOT OLD."story_id") AND NOT (NEW."withdrawn" IS NOT OLD."withdrawn") AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of claim_story are never updated'); END;
CREATE TRIGGER "claim_story_delete" BEFORE DELETE ON "claim_story" BEGIN SELECT RAISE(ABORT, 'rows of claim_story are never deleted'); END;
CREATE TRIGGER "claim_story_replace" BEFORE INSERT ON "claim_story" WHEN EXISTS (SELECT 1 FROM "claim_story" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of claim_story are never replaced'); END;
CREATE TRIGGER "appearance_keep" BEFORE UPDATE ON "appearance" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."article_id" IS NOT OLD."article_id") AND NOT (NEW."attribution" IS NOT OLD."attribution") AND NOT (NEW."source_id" IS NOT OLD."source_id") AND NOT (NEW."terms" IS NOT OLD."terms") AND NOT (NEW."channel" IS NOT OLD."channel") AND NOT (NEW."capacity" IS NOT OLD."capacity") AND NOT (NEW."proximity" IS NOT OLD."proximity") AND NOT (NEW."stance" IS NOT OLD."stance") AND NOT (NEW."treatment" IS NOT OLD."treatment") AND NOT (NEW."placement" IS NOT OLD."placement") AND NOT (NEW."likelihood" IS NOT OLD."likelihood") AND NOT (NEW."likelihood_basis" IS NOT OLD."likelihood_basis") AND NOT (NEW."said" IS NOT OLD."said") AND NOT (NEW."wording" IS NOT OLD."wording") AND NOT (NEW."relays_id" IS NOT OLD."relays_id") AND NOT (NEW."relay_basis" IS NOT OLD."relay_basis") AND NOT (NEW."credibility" IS NOT OLD."credibility") AND (NEW."occasion" IS NULL OR NOT (NEW."occasion" IS NOT OLD."occasion")) AND (NEW."excerpt" IS NULL OR NOT (NEW."excerpt" IS NOT OLD."excerpt")) AND (NEW."prefix" IS NULL OR NOT (NEW."prefix" IS NOT OLD."prefix")) AND (NEW."suffix" IS NULL OR NOT (NEW."suffix" IS NOT OLD."suffix")) AND (NEW."anonymity_reason" IS NULL OR NOT (NEW."anonymity_reason" IS NOT OLD."anonymity_reason")) AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND (NEW."private_note" IS NULL OR NOT (NEW."private_note" IS NOT OLD."private_note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of appearance are never updated'); END;
CREATE TRIGGER "appearance_delete" BEFORE DELETE ON "appearance" BEGIN SELECT RAISE(ABORT, 'rows of appearance are never deleted'); END;
CREATE TRIGGER "appearance_replace" BEFORE INSERT ON "appearance" WHEN EXISTS (SELECT 1 FROM "appearance" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of appearance are never replaced'); END;
CREATE TRIGGER "hedge_keep" BEFORE UPDATE ON "hedge" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."appearance_id" IS NOT OLD."appearance_id") AND NOT (NEW."kind" IS NOT OLD."kind") AND (NEW."words" IS NULL OR NOT (NEW."words" IS NOT OLD."words")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of hedge are never updated'); END;
CREATE TRIGGER "hedge_delete" BEFORE DELETE ON "hedge" BEGIN SELECT RAISE(ABORT, 'rows of hedge are never deleted'); END;
CREATE TRIGGER "hedge_replace" BEFORE INSERT ON "hedge" WHEN EXISTS (SELECT 1 FROM "hedge" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of hedge are never replaced'); END;
CREATE TRIGGER "window_keep" BEFORE UPDATE ON "window" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."role" IS NOT OLD."role") AND NOT (NEW."said" IS NOT OLD."said") AND NOT (NEW."earliest" IS NOT OLD."earliest") AND NOT (NEW."latest" IS NOT OLD."latest") AND NOT (NEW."edtf" IS NOT OLD."edtf") AND NOT (NEW."precision" IS NOT OLD."precision") AND NOT (NEW."basis" IS NOT OLD."basis") AND NOT (NEW."review_on" IS NOT OLD."review_on") AND (NEW."words" IS NULL OR NOT (NEW."words" IS NOT OLD."words")) AND (NEW."understood" IS NULL OR NOT (NEW."understood" IS NOT OLD."understood")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of window are never updated'); END;
CREATE TRIGGER "window_delete" BEFORE DELETE ON "window" BEGIN SELECT RAISE(ABORT, 'rows of window are never deleted'); END;
CREATE TRIGGER "window_replace" BEFORE INSERT ON "window" WHEN EXISTS (SELECT 1 FROM "window" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of window are never replaced'); END;
CREATE TRIGGER "correction_keep" BEFORE UPDATE ON "correction" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."appearance_id" IS NOT OLD."appearance_id") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."successor_id" IS NOT OLD."successor_id") AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of correction are never updated'); END;
CREATE TRIGGER "correction_delete" BEFORE DELETE ON "correction" BEGIN SELECT RAISE(ABORT, 'rows of correction are never deleted'); END;
CREATE TRIGGER "correction_replace" BEFORE INSERT ON "correction" WHEN EXISTS (SELECT 1 FROM "correction" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of correction are never replaced'); END;
CREATE TRIGGER "relation_keep" BEFORE UPDATE ON "relation" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."other_id" IS NOT OLD."other_id") AND NOT (NEW."withdrawn" IS NOT OLD."withdrawn") AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of relation are never updated'); END;
CREATE TRIGGER "relation_delete" BEFORE DELETE ON "relation" BEGIN SELECT RAISE(ABORT, 'rows of relation are never deleted'); END;
CREATE TRIGGER "relation_replace" BEFORE INSERT ON "relation" WHEN EXISTS (SELECT 1 FROM "relation" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of relation are never replaced'); END;
CREATE TRIGGER "review_delete" BEFORE DELETE ON "review" BEGIN SELECT RAISE(ABORT, 'rows of review are never deleted'); END;
CREATE TRIGGER "review_replace" BEFORE INSERT ON "review" WHEN EXISTS (SELECT 1 FROM "review" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of review are never replaced'); END;
CREATE TRIGGER "evidence_keep" BEFORE UPDATE ON "evidence" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."review_id" IS NOT OLD."review_id") AND NOT (NEW."correction_id" IS NOT OLD."correction_id") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."article_id" IS NOT OLD."article_id") AND NOT (NEW."sha256" IS NOT OLD."sha256") AND NOT (NEW."published" IS NOT OLD."published") AND (NEW."title" IS NULL OR NOT (NEW."title" IS NOT OLD."title")) AND (NEW."url" IS NULL OR NOT (NEW."url" IS NOT OLD."url")) AND (NEW."file_name" IS NULL OR NOT (NEW."file_name" IS NOT OLD."file_name")) AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of evidence are never updated'); END;
CREATE TRIGGER "evidence_delete" BEFORE DELETE ON "evidence" BEGIN SELECT RAISE(ABORT, 'rows of evidence are never deleted'); END;
CREATE TRIGGER "evidence_replace" BEFORE INSERT ON "evidence" WHEN EXISTS (SELECT 1 FROM "evidence" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of evidence are never replaced'); END;
CREATE TRIGGER "judgement_keep" BEFORE UPDATE ON "judgement" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."a_uid" IS NOT OLD."a_uid") AND NOT (NEW."b_uid" IS NOT OLD."b_uid") AND NOT (NEW."replaces_id" IS NOT OLD."replaces_id") AND NOT (NEW."withdrawn" IS NOT OLD."withdrawn") AND (NEW."reason" IS NULL OR NOT (NEW."reason" IS NOT OLD."reason")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of judgement are never updated'); END;
CREATE TRIGGER "judgement_delete" BEFORE DELETE ON "judgement" BEGIN SELECT RAISE(ABORT, 'rows of judgement are never deleted'); END;
CREATE TRIGGER "judgement_replace" BEFORE INSERT ON "judgement" WHEN EXISTS (SELECT 1 FROM "judgement" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of judgement are never replaced'); END;
CREATE TRIGGER "inquiry_keep" BEFORE UPDATE ON "inquiry" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."source_id" IS NOT OLD."source_id") AND NOT (NEW."how" IS NOT OLD."how") AND NOT (NEW."asked_at" IS NOT OLD."asked_at") AND NOT (NEW."reply_by" IS NOT OLD."reply_by") AND (NEW."whom" IS NULL OR NOT (NEW."whom" IS NOT OLD."whom")) AND (NEW."question" IS NULL OR NOT (NEW."question" IS NOT OLD."question")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of inquiry are never updated'); END;
CREATE TRIGGER "inquiry_delete" BEFORE DELETE ON "inquiry" BEGIN SELECT RAISE(ABORT, 'rows of inquiry are never deleted'); END;
CREATE TRIGGER "inquiry_replace" BEFORE INSERT ON "inquiry" WHEN EXISTS (SELECT 1 FROM "inquiry" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of inquiry are never replaced'); END;
CREATE TRIGGER "inquiry_reply_delete" BEFORE DELETE ON "inquiry_reply" BEGIN SELECT RAISE(ABORT, 'rows of inquiry_reply are never deleted'); END;
CREATE TRIGGER "inquiry_reply_replace" BEFORE INSERT ON "inquiry_reply" WHEN EXISTS (SELECT 1 FROM "inquiry_reply" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of inquiry_reply are never replaced'); END;
CREATE TRIGGER "assignment_keep" BEFORE UPDATE ON "assignment" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."reviewer" IS NOT OLD."reviewer") AND NOT (NEW."taken" IS NOT OLD."taken") AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of assignment are never updated'); END;
CREATE TRIGGER "assignment_delete" BEFORE DELETE ON "assignment" BEGIN SELECT RAISE(ABORT, 'rows of assignment are never deleted'); END;
CREATE TRIGGER "assignment_replace" BEFORE INSERT ON "assignment" WHEN EXISTS (SELECT 1 FROM "assignment" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of assignment are never replaced'); END;
CREATE TRIGGER "revision_keep" BEFORE UPDATE ON "revision" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."row_uid" IS NOT OLD."row_uid") AND NOT (NEW."field" IS NOT OLD."field") AND (NEW."old" IS NULL OR NOT (NEW."old" IS NOT OLD."old")) AND (NEW."new" IS NULL OR NOT (NEW."new" IS NOT OLD."new")) AND (NEW."reason" IS NULL OR NOT (NEW."reason" IS NOT OLD."reason")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of revision are never updated'); END;
CREATE TRIGGER "revision_delete" BEFORE DELETE ON "revision" BEGIN SELECT RAISE(ABORT, 'rows of revision are never deleted'); END;
CREATE TRIGGER "revision_replace" BEFORE INSERT ON "revision" WHEN EXISTS (SELECT 1 FROM "revision" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of revision are never replaced'); END;
CREATE TRIGGER "redaction_keep" BEFORE UPDATE ON "redaction" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."row_uid" IS NOT OLD."row_uid") AND NOT (NEW."field" IS NOT OLD."field") AND (NEW."reason" IS NULL OR NOT (NEW."reason" IS NOT OLD."reason")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of redaction are never updated'); END;
CREATE TRIGGER "redaction_delete" BEFORE DELETE ON "redaction" BEGIN SELECT RAISE(ABORT, 'rows of redaction are never deleted'); END;
CREATE TRIGGER "redaction_replace" BEFORE INSERT ON "redaction" WHEN EXISTS (SELECT 1 FROM "redaction" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of redaction are never replaced'); END;
CREATE TRIGGER "sealed_keep" BEFORE UPDATE ON "sealed" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."row_uid" IS NOT OLD."row_uid") AND (NEW."recipients" IS NULL OR NOT (NEW."recipients" IS NOT OLD."recipients")) AND (NEW."ciphertext" IS NULL OR NOT (NEW."ciphertext" IS NOT OLD."ciphertext")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of sealed are never updated'); END;
CREATE TRIGGER "sealed_delete" BEFORE DELETE ON "sealed" BEGIN SELECT RAISE(ABORT, 'rows of sealed are never deleted'); END;
CREATE TRIGGER "sealed_replace" BEFORE INSERT ON "sealed" WHEN EXISTS (SELECT 1 FROM "sealed" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of sealed are never replaced'); END;
CREATE TRIGGER "copy_delete" BEFORE DELETE ON "copy" BEGIN SELECT RAISE(ABORT, 'rows of copy are never deleted'); END;
CREATE TRIGGER "copy_replace" BEFORE INSERT ON "copy" WHEN EXISTS (SELECT 1 FROM "copy" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of copy are never replaced'); END;
CREATE TRIGGER "event_keep" BEFORE UPDATE ON "event" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'rows of event are never updated'); END;
CREATE TRIGGER "event_delete" BEFORE DELETE ON "event" BEGIN SELECT RAISE(ABORT, 'rows of event are never deleted'); END;
CREATE TRIGGER "event_replace" BEFORE INSERT ON "event" WHEN EXISTS (SELECT 1 FROM "event" WHERE id = NEW.id OR hash = NEW.hash) BEGIN SELECT RAISE(ABORT, 'rows of event are never replaced'); END;
CREATE TRIGGER "policy_keep" BEFORE UPDATE ON "policy" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."name" IS NOT OLD."name") AND NOT (NEW."value" IS NOT OLD."value") AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of policy are never updated'); END;
CREATE TRIGGER "inquiry_reply_keep" BEFORE UPDATE ON "inquiry_reply" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."inquiry_id" IS NOT OLD."inquiry_id") AND NOT (NEW."reply" IS NOT OLD."reply") AND NOT (NEW."replied_at" IS NOT OLD."replied_at") AND NOT (NEW."appearance_id" IS NOT OLD."appearance_id") AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of inquiry_reply are never updated'); END;
CREATE TRIGGER "copy_keep" BEFORE UPDATE ON "copy" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."kind" IS NOT OLD."kind") AND NOT (NEW."complete" IS NOT OLD."complete") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."row_uid" IS NOT OLD."row_uid") AND (NEW."path" IS NULL OR NOT (NEW."path" IS NOT OLD."path")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of copy are never updated'); END;
CREATE TRIGGER "policy_delete" BEFORE DELETE ON "policy" BEGIN SELECT RAISE(ABORT, 'rows of policy are never deleted'); END;
CREATE TRIGGER "policy_replace" BEFORE INSERT ON "policy" WHEN EXISTS (SELECT 1 FROM "policy" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of policy are never replaced'); END;
CREATE TRIGGER "review_keep" BEFORE UPDATE ON "review" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."claim_id" IS NOT OLD."claim_id") AND NOT (NEW."status" IS NOT OLD."status") AND NOT (NEW."outcome" IS NOT OLD."outcome") AND NOT (NEW."proposed" IS NOT OLD."proposed") AND NOT (NEW."agrees_with_id" IS NOT OLD."agrees_with_id") AND NOT (NEW."replaces_id" IS NOT OLD."replaces_id") AND (NEW."note" IS NULL OR NOT (NEW."note" IS NOT OLD."note")) AND (NEW."rating" IS NULL OR NOT (NEW."rating" IS NOT OLD."rating")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of review are never updated'); END;
CREATE INDEX ix_appearance_off_record ON appearance (claim_id) WHERE terms = 'off_record';
CREATE INDEX ix_appearance_denied ON appearance (claim_id) WHERE stance = 'denies';
CREATE INDEX ix_review_proposed ON review (claim_id) WHERE proposed = 1;
CREATE INDEX ix_appearance_claim_id ON appearance (claim_id, entered_at);
CREATE INDEX ix_evidence_url ON evidence (url);
CREATE TRIGGER "remainder_keep" BEFORE UPDATE ON "remainder" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."subject" IS NOT OLD."subject") AND NOT (NEW."row_uid" IS NOT OLD."row_uid") AND NOT (NEW."without" IS NOT OLD."without") AND NOT (NEW."digest" IS NOT OLD."digest") AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM remainder other WHERE other.row_uid = OLD.row_uid AND other.id <> OLD.id AND other.salt IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'rows of remainder are never updated'); END;
CREATE TRIGGER "remainder_delete" BEFORE DELETE ON "remainder" BEGIN SELECT RAISE(ABORT, 'rows of remainder are never deleted'); END;
CREATE TRIGGER "remainder_replace" BEFORE INSERT ON "remainder" WHEN EXISTS (SELECT 1 FROM "remainder" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of remainder are never replaced'); END;
CREATE INDEX ix_remainder_row_uid ON remainder (row_uid);
CREATE INDEX ix_claim_now_stands_for_id ON claim_now (stands_for_id);
CREATE INDEX ix_claim_now_told_as_id ON claim_now (told_as_id);
CREATE INDEX ix_claim_now_due_by ON claim_now (due_by) WHERE due_by IS NOT NULL;
CREATE INDEX ix_claim_now_look_again_on ON claim_now (look_again_on) WHERE look_again_on IS NOT NULL;
CREATE INDEX ix_claim_now_reply_by ON claim_now (reply_by) WHERE reply_by IS NOT NULL;
CREATE INDEX ix_claim_now_corrected_at ON claim_now (corrected_at) WHERE corrected_at IS NOT NULL;
CREATE INDEX ix_claim_now_contested_at ON claim_now (contested_at) WHERE contested_at IS NOT NULL;
CREATE INDEX ix_claim_now_reworded_at ON claim_now (reworded_at) WHERE reworded_at IS NOT NULL;
CREATE INDEX ix_claim_now_made_apart_at ON claim_now (made_apart_at) WHERE made_apart_at IS NOT NULL;
CREATE INDEX ix_claim_now_stale_at ON claim_now (stale_at) WHERE stale_at IS NOT NULL;
CREATE INDEX ix_claim_now_proposed_at ON claim_now (proposed_at) WHERE proposed_at IS NOT NULL;
CREATE VIEW v_appearances AS 
SELECT
    a.id AS appearance,
    now.told_as_id AS claim,
    a.article_id AS article,
    outlet.name AS outlet,
    outlet.ours AS ours,
    article.kind AS article_kind,
    article.title AS title,
    article.url AS url,
    article.published AS published,
    article.published_earliest AS published_on,
    article.seen AS read,
    (
        SELECT group_concat(signed.name, '; ') FROM (
            SELECT reporter.name AS name FROM byline JOIN reporter ON reporter.id = byline.reporter_id
            WHERE byline.article_id = a.article_id AND NOT byline.withdrawn AND NOT EXISTS (
                SELECT 1 FROM byline later
                WHERE later.article_id = byline.article_id AND later.reporter_id = byline.reporter_id
                AND (later.entered_at > byline.entered_at
                     OR (later.entered_at = byline.entered_at AND later.uid > byline.uid))
            )
            ORDER BY byline.position, byline.id
        ) signed
    ) AS reporters,
    a.attribution AS attribution,
    a.source_id AS source,
    CASE WHEN source.named THEN source.name ELSE source.described END AS source_name,
    a.terms AS terms,
    a.channel AS channel,
    a.occasion AS occasion,
    a.capacity AS capacity,
    a.proximity AS proximity,
    a.stance AS stance,
    a.treatment AS treatment,
    a.placement AS placement,
    a.likelihood AS likelihood,
    EXISTS (SELECT 1 FROM hedge WHERE hedge.appearance_id = a.id) AS hedged,
    a.said AS said_on,
    a.excerpt AS excerpt,
    a.wording AS wording,
    a.anonymity_reason AS anonymity_reason,
    a.relays_id AS relays,
    a.relay_basis AS relay_basis,
    (a.relays_id IS NULL AND a.attribution <> 'outlet') AS original,
    EXISTS (
        SELECT 1 FROM correction WHERE correction.appearance_id = a.id AND correction.kind = 'retracted'
    ) AS retracted,
    date(a.entered_at) AS logged_on
FROM appearance a
JOIN claim_now now ON now.claim_id = a.claim_id
JOIN article ON article.id = a.article_id
LEFT JOIN outlet ON outlet.id = article.outlet_id
LEFT JOIN source ON source.id = a.source_id
WHERE NOT (a.terms IN ('off_record', 'deep_background') OR (a.terms = 'background' AND EXISTS (SELECT 1 FROM source s WHERE s.id = a.source_id AND s.named))) AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.appearance_id = a.id AND correction.kind = 'wrong');
CREATE VIEW v_chains AS 
SELECT
    a.appearance AS appearance,
    a.claim AS claim,
    a.article AS article,
    a.outlet AS outlet,
    a.published_on AS published_on,
    a.relay_basis AS relay_basis,
    a.retracted AS retracted,
    upstream.id AS upstream_article,
    outlet.name AS upstream_outlet,
    upstream.title AS upstream_title,
    upstream.published_earliest AS upstream_published_on,
    upstream.seen AS upstream_read,
    EXISTS (
        SELECT 1 FROM v_appearances other WHERE other.claim = a.claim AND other.article = upstream.id
    ) AS upstream_logged
FROM v_appearances a
JOIN article upstream ON upstream.id = a.relays
LEFT JOIN outlet ON outlet.id = upstream.outlet_id;
CREATE VIEW v_sources AS 
SELECT
    source.id AS source,
    source.kind AS kind,
    source.named AS named,
    CASE WHEN source.named THEN source.name END AS name,
    source.described AS described,
    source.role AS role,
    above.name AS belongs_to,
    source.stated_count AS stated_count,
    heard.appearances AS appearances,
    heard.claims AS claims,
    heard.outlets AS outlets,
    heard.first_published_on AS first_published_on,
    heard.last_published_on AS last_published_on
FROM source
JOIN (
    SELECT
        v.source AS source,
        count(*) AS appearances,
        count(DISTINCT v.claim) AS claims,
        count(DISTINCT v.outlet) AS outlets,
        min(v.published_on) AS first_published_on,
        max(v.published_on) AS last_published_on
    FROM v_appearances v WHERE v.source IS NOT NULL GROUP BY v.source
) heard ON heard.source = source.id
LEFT JOIN source above ON above.id = coalesce(source.institution_id, source.part_of_id, source.issuer_id);
CREATE VIEW v_claims AS 
WITH verdicts AS (
    SELECT
        now.told_as_id AS claim, review.status, date(review.entered_at) AS reviewed_on,
        lag(review.status) OVER (
            PARTITION BY now.told_as_id ORDER BY review.entered_at, review.uid
        ) AS before
    FROM review JOIN claim_now now ON now.claim_id = review.claim_id
    WHERE NOT review.proposed
    AND review.status IN ('confirmed', 'partly_confirmed', 'misleading', 'refuted', 'outdated')
), judged AS (
    SELECT
        claim,
        min(reviewed_on) AS first_verdict_on,
        max(reviewed_on) AS last_verdict_on,
        sum(CASE WHEN before <> status THEN 1 ELSE 0 END) AS verdict_changes
    FROM verdicts GROUP BY claim
), reviewed AS (
    SELECT now.told_as_id AS claim, count(*) AS reviews
    FROM review JOIN claim_now now ON now.claim_id = review.claim_id
    WHERE NOT review.proposed GROUP BY now.told_as_id
), carried AS (
    SELECT
        v.claim,
        count(*) AS appearances,
        count(DISTINCT v.article) AS articles,
        count(DISTINCT v.outlet) AS outlets,
        min(v.published_on) AS first_published_on,
        max(v.published_on) AS last_published_on
    FROM v_appearances v GROUP BY v.claim
)
SELECT
    claim.id AS claim,
    claim.statement AS statement,
    claim.kind AS kind,
    claim.weight AS weight,
    (
        SELECT group_concat(told.slug, ' ') FROM (
            SELECT DISTINCT story.slug AS slug
            FROM claim_story JOIN story ON story.id = claim_story.story_id
            JOIN claim_now member ON member.claim_id = claim_story.claim_id
            WHERE member.told_as_id = claim.id AND NOT claim_story.withdrawn AND NOT EXISTS (
                SELECT 1 FROM claim_story later
                WHERE later.claim_id = claim_story.claim_id AND later.story_id = claim_story.story_id
                AND (later.entered_at > claim_story.entered_at
                     OR (later.entered_at = claim_story.entered_at AND later.uid > claim_story.uid))
            )
            ORDER BY story.slug
        ) told
    ) AS stories,
    now.status AS status,
    now.outcome AS outcome,
    now.due_from AS due_from,
    now.due_by AS due_by,
    now.look_again_on AS look_again_on,
    coalesce(carried.appearances, 0) AS appearances,
    coalesce(carried.articles, 0) AS articles,
    coalesce(carried.outlets, 0) AS outlets,
    CASE WHEN NOT now.background THEN now.people_at_least END AS people_at_least,
    CASE WHEN NOT now.background THEN now.people_at_most END AS people_at_most,
    CASE WHEN NOT now.background THEN now.institutions_at_least END AS institutions_at_least,
    CASE WHEN NOT now.background THEN now.institutions_at_most END AS institutions_at_most,
    CASE WHEN NOT now.background THEN now.independent_at_least END AS independent_at_least,
    CASE WHEN NOT now.background THEN now.independent_at_most END AS independent_at_most,
    CASE WHEN NOT now.background THEN now.two_sources END AS two_sources,
    carried.first_published_on AS first_published_on,
    carried.last_published_on AS last_published_on,
    date(claim.entered_at) AS logged_on,
    coalesce(reviewed.reviews, 0) AS reviews,
    judged.first_verdict_on AS first_verdict_on,
    judged.last_verdict_on AS last_verdict_on,
    coalesce(judged.verdict_changes, 0) AS verdict_changes,
    CAST(julianday(judged.first_verdict_on) - julianday(date(claim.entered_at)) AS INTEGER) AS days_to_verdict
FROM claim
JOIN claim_now now ON now.claim_id = claim.id AND now.told_as_id = claim.id
LEFT JOIN carried ON carried.claim = claim.id
LEFT JOIN reviewed ON reviewed.claim = claim.id
LEFT JOIN judged ON judged.claim = claim.id;
CREATE INDEX ix_snapshot_article_id ON snapshot (article_id);
CREATE INDEX ix_snapshot_story_id ON snapshot (story_id);
CREATE INDEX ix_snapshot_sha256 ON snapshot (sha256);
CREATE INDEX ix_proposal_decision_snapshot_id ON proposal_decision (snapshot_id);
CREATE INDEX ix_proposal_decision_appearance_id ON proposal_decision (appearance_id);
CREATE TRIGGER "snapshot_keep" BEFORE UPDATE ON "snapshot" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."article_id" IS NOT OLD."article_id") AND NOT (NEW."story_id" IS NOT OLD."story_id") AND NOT (NEW."media" IS NOT OLD."media") AND NOT (NEW."kept_as" IS NOT OLD."kept_as") AND NOT (NEW."reader" IS NOT OLD."reader") AND NOT (NEW."language" IS NOT OLD."language") AND NOT (NEW."confidential" IS NOT OLD."confidential") AND (NEW."sha256" IS NULL OR NOT (NEW."sha256" IS NOT OLD."sha256")) AND (NEW."stated" IS NULL OR NOT (NEW."stated" IS NOT OLD."stated")) AND (NEW."text" IS NULL OR NOT (NEW."text" IS NOT OLD."text")) AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never updated'); END;
CREATE TRIGGER "snapshot_delete" BEFORE DELETE ON "snapshot" BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never deleted'); END;
CREATE TRIGGER "snapshot_replace" BEFORE INSERT ON "snapshot" WHEN EXISTS (SELECT 1 FROM "snapshot" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of snapshot are never replaced'); END;
CREATE TRIGGER "proposal_decision_keep" BEFORE UPDATE ON "proposal_decision" WHEN NOT (NOT (NEW."id" IS NOT OLD."id") AND NOT (NEW."uid" IS NOT OLD."uid") AND NOT (NEW."entered_at" IS NOT OLD."entered_at") AND NOT (NEW."entered_by" IS NOT OLD."entered_by") AND NOT (NEW."snapshot_id" IS NOT OLD."snapshot_id") AND NOT (NEW."proposal" IS NOT OLD."proposal") AND NOT (NEW."decision" IS NOT OLD."decision") AND NOT (NEW."appearance_id" IS NOT OLD."appearance_id") AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)) BEGIN SELECT RAISE(ABORT, 'rows of proposal_decision are never updated'); END;
CREATE TRIGGER "proposal_decision_delete" BEFORE DELETE ON "proposal_decision" BEGIN SELECT RAISE(ABORT, 'rows of proposal_decision are never deleted'); END;
CREATE TRIGGER "proposal_decision_replace" BEFORE INSERT ON "proposal_decision" WHEN EXISTS (SELECT 1 FROM "proposal_decision" WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'rows of proposal_decision are never replaced'); END;
COMMIT;
