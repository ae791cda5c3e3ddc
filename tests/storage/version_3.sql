-- What the program wrote when its files had version 3.
PRAGMA application_id = 1179407409;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE account (
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	username VARCHAR, 
	username_key VARCHAR, 
	password_hash VARCHAR, 
	"temporary" BOOLEAN NOT NULL, 
	since VARCHAR(20) NOT NULL, generation INTEGER NOT NULL DEFAULT 0, password_set VARCHAR(20), expires VARCHAR(20), 
	PRIMARY KEY (kind, person)
);
INSERT INTO "account" VALUES('technicians',2,'accepted','ivy','ivy','$argon2id$v=19$m=8,t=1,p=1$kP3ffw9wfDKZ91A6rmcTkA$ZqMemFDh7GW2gQARS4sFZKj3N++NNWGMpdI08LjXPkk',0,'2026-06-01T12:00:00Z',1,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "account" VALUES('employees',1,'assigned','eve','eve','$argon2id$v=19$m=8,t=1,p=1$uCdcgJrCXwsThSfhBfj7SQ$LTkZGQR7n74Cobn5f5cZGvXHVvFiu8EMRWy9DfP9W4Q',0,'2026-06-01T12:00:00Z',1,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "account" VALUES('employees',2,'assigned','bob','bob','$argon2id$v=19$m=8,t=1,p=1$PTL6uqTbDwhOHrqtmLZn8A$oIjRN6byZ35fNm/lnQ4J5s8/MlgsqN1JoOLtPUCE+l8',0,'2026-06-01T12:00:00Z',1,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "account" VALUES('technicians',3,'invited',NULL,NULL,NULL,0,'2026-06-01T12:00:00Z',1,NULL,NULL);
INSERT INTO "account" VALUES('technicians',4,'assigned','rob','rob','$argon2id$v=19$m=8,t=1,p=1$QWxz4KSMJ7xDVVG5MXqskw$6JoLfyr3Lb07n5KEXwgaoUOa6NOKdz5atuXapOW0kFo',0,'2026-06-01T12:00:00Z',1,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "account" VALUES('technicians',1,'invited',NULL,NULL,NULL,0,'2026-06-01T12:02:00Z',0,NULL,NULL);
CREATE TABLE attempt (
	"key" VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	since VARCHAR(20) NOT NULL, 
	until VARCHAR(20), 
	told BOOLEAN NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "attempt" VALUES('sign-in 5934384',2,'2026-06-01T12:01:00Z',NULL,0);
INSERT INTO "attempt" VALUES('account nobody dd707ba67f5baaa6a5279995de4fcd4d910e2b6ad6dabc22e413f898b75c952f',1,'2026-06-01T12:01:00Z',NULL,0);
INSERT INTO "attempt" VALUES('account employees 2',1,'2026-06-01T12:01:00Z',NULL,0);
CREATE TABLE clock (
	id INTEGER NOT NULL, 
	latest VARCHAR(20) NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE code (
	id INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	nonce VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	created VARCHAR(20) NOT NULL, 
	expires VARCHAR(20) NOT NULL, 
	used VARCHAR(20), 
	revoked VARCHAR(20), 
	PRIMARY KEY (id)
);
INSERT INTO "code" VALUES(1,'6f03378b8beb83edd7261a2e98e9a83f0a3b2b97957381bd48bdd476dfabd8aa','6b86b273ff34fce19d6b804eff5a3f57','technicians',2,'invitation','ivy@example.com','2026-06-01T12:00:00Z','2026-06-08T12:00:30Z','2026-06-01T12:01:00Z',NULL);
INSERT INTO "code" VALUES(2,'6c91a2172f3447ddc994e90865233d8398f911256d1edcf7bc0a1a2a056edb1f','4e07408562bedb8b60ce05c1decfe3ad','technicians',3,'invitation','+12015550140','2026-06-01T12:00:00Z','2026-06-08T12:00:30Z',NULL,'2026-06-01T12:02:00Z');
INSERT INTO "code" VALUES(3,'0c096bea4b2c3bb8b1b1fa3da4923fb9c507f826737fe895bc8d6bc62e3517f6','ef2d127de37b942baad06145e54b0c61','technicians',1,'invitation','pawel@example.com','2026-06-01T12:02:00Z','2026-06-08T12:02:30Z',NULL,NULL);
CREATE TABLE company (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	fleet_pro BOOLEAN NOT NULL, 
	payroll BOOLEAN NOT NULL, 
	sign_in VARCHAR NOT NULL, idle_minutes VARCHAR NOT NULL DEFAULT '30', session_hours VARCHAR NOT NULL DEFAULT '16', temporary_days VARCHAR NOT NULL DEFAULT '3', invitation_days VARCHAR NOT NULL DEFAULT '7', reset_minutes VARCHAR NOT NULL DEFAULT '60', hold_seconds VARCHAR NOT NULL DEFAULT '30', invitation_subject VARCHAR NOT NULL DEFAULT 'Your account at {company}', invitation_text TEXT NOT NULL DEFAULT 'Hello {name},

{company} has set up a profile for you. To make your account, start
fleet-tui, choose "I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not expect this
message, do nothing: without the code nobody can make your account.', invitation_sms TEXT NOT NULL DEFAULT '{company}: your code for fleet-tui is {code} (until {expires}).', reset_subject VARCHAR NOT NULL DEFAULT 'A new password at {company}', reset_text TEXT NOT NULL DEFAULT 'Hello {name},

somebody, probably you, asked for a new password for your account
{username} at {company}. To choose one, start fleet-tui, choose
"I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not ask for it, do
nothing: your password stays as it is.', reset_sms TEXT NOT NULL DEFAULT '{company}: your code for a new password in fleet-tui is {code} (until {expires}).', renewal BOOLEAN NOT NULL DEFAULT 0, 
	PRIMARY KEY (id)
);
INSERT INTO "company" VALUES(1,2,'Łódź Vans','US',1,1,'password','30','16','3','7','60','30','Your account at {company}','Hello {name},

{company} has set up a profile for you. To make your account, start
fleet-tui, choose "I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not expect this
message, do nothing: without the code nobody can make your account.','{company}: your code for fleet-tui is {code} (until {expires}).','A new password at {company}','Hello {name},

somebody, probably you, asked for a new password for your account
{username} at {company}. To choose one, start fleet-tui, choose
"I have a code" and type or paste this code:

    {code}

It can be used once, until {expires}. If you did not ask for it, do
nothing: your password stays as it is.','{company}: your code for a new password in fleet-tui is {code} (until {expires}).',0);
CREATE TABLE employee (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	positions_key VARCHAR NOT NULL, 
	role INTEGER, 
	role_key VARCHAR NOT NULL, 
	mobile VARCHAR, 
	email VARCHAR, 
	email_key VARCHAR, 
	fleet_pro BOOLEAN NOT NULL, 
	status VARCHAR NOT NULL, 
	status_key VARCHAR NOT NULL, 
	created VARCHAR(20) NOT NULL, 
	changed VARCHAR(20) NOT NULL, 
	last_sign_in VARCHAR(20), 
	business_unit INTEGER, 
	business_unit_key VARCHAR NOT NULL, 
	office_phone VARCHAR, 
	has_extension BOOLEAN NOT NULL, 
	extension VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(role) REFERENCES list_entry (id), 
	FOREIGN KEY(business_unit) REFERENCES list_entry (id)
);
INSERT INTO "employee" VALUES(1,1,1,'Eve O’Brien','eve o’brien','csr',37,'administrator',NULL,'eve@example.com','eve@example.com',0,'signed_in','02026-06-01T12:01:00Z','2026-06-01T12:00:00Z','2026-06-01T12:00:00Z','2026-06-01T12:01:00Z',NULL,'',NULL,0,NULL);
INSERT INTO "employee" VALUES(2,2,1,'Bob Stone','bob stone','csr',42,'office',NULL,'bob@example.com','bob@example.com',0,'signed_in','02026-06-01T12:01:00Z','2026-06-01T12:00:00Z','2026-06-01T12:02:00Z','2026-06-01T12:01:00Z',NULL,'',NULL,0,NULL);
CREATE TABLE employee_detail (
	id INTEGER NOT NULL, 
	photo VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES employee (id), 
	FOREIGN KEY(photo) REFERENCES photo (digest)
);
INSERT INTO "employee_detail" VALUES(1,NULL);
INSERT INTO "employee_detail" VALUES(2,NULL);
CREATE TABLE employee_link (
	person INTEGER NOT NULL, 
	field VARCHAR NOT NULL, 
	entry INTEGER NOT NULL, 
	PRIMARY KEY (person, field, entry), 
	FOREIGN KEY(person) REFERENCES employee (id), 
	FOREIGN KEY(entry) REFERENCES list_entry (id)
)
 WITHOUT ROWID

;
INSERT INTO "employee_link" VALUES(1,'positions',18);
INSERT INTO "employee_link" VALUES(2,'positions',18);
CREATE TABLE fleet_pro (
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	created VARCHAR(20) NOT NULL, 
	suspended VARCHAR(20), 
	PRIMARY KEY (kind, person)
);
CREATE TABLE history (
	id INTEGER NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	who VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	subject_kind VARCHAR NOT NULL, 
	person INTEGER, 
	subject VARCHAR NOT NULL, 
	changes TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "history" VALUES(1,'2026-06-01T12:00:00Z','tester','changed','company',NULL,'Łódź Vans','{"name":["My company","Łódź Vans"],"payroll":[false,true],"sign_in":["operating_system","password"]}','36f05e05ea593ed4a57b1543d651b4610da8fc32de6ec217ce362d7737dd92d4');
INSERT INTO "history" VALUES(2,'2026-06-01T12:00:00Z','tester','added','teams',NULL,'Równe','{"name":[null,"Równe"]}','81733e43a0252c1e3de4555aa3d01591db7d6eb100f4ff1bd1d88e8aa15e3a73');
INSERT INTO "history" VALUES(3,'2026-06-01T12:00:00Z','tester','added','skills',NULL,'O’Hare run','{"name":[null,"O’Hare run"]}','a9592b7310a58f5110021810503d5c73fc2df6a1efdae320f3967c26a489c31c');
INSERT INTO "history" VALUES(4,'2026-06-01T12:00:00Z','tester','added','skills',NULL,'Øster Bro','{"name":[null,"Øster Bro"]}','38a9660615f464d95c791520be6c7c9bc61d54b51ac9fff91c276c27c39571fd');
INSERT INTO "history" VALUES(5,'2026-06-01T12:00:00Z','tester','added','technicians',1,'Paweł Pawłowski','{"name":[null,"Paweł Pawłowski"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"skills":[null,[[70,"O’Hare run"],[71,"Øster Bro"]]],"color":[null,"red"],"mobile":[null,"+12015550123"],"email":[null,"pawel@example.com"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"team":[null,[69,"Równe"]],"memo":[null,"Zoë"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"payroll_id":[null,"T-129"],"active":[null,true]}','acac80d50f28534b2241ce8900ed33a2cdd97b75459397dd20436228a127377f');
INSERT INTO "history" VALUES(6,'2026-06-01T12:00:00Z','tester','added','technicians',2,'Ivy Invited','{"name":[null,"Ivy Invited"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"color":[null,"orange"],"email":[null,"ivy@example.com"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"active":[null,true]}','1494681962a7990f5f0247596e42fc6f45aa11b7c31805a18d149df1e5c586db');
INSERT INTO "history" VALUES(7,'2026-06-01T12:00:00Z','tester','invited','technicians',2,'Ivy Invited','{"account":[null,"invited"]}','0f286ec4b1416fe825ba70f861cb0ad94075bad32fb0d1c297c94ed65ff41d9f');
INSERT INTO "history" VALUES(8,'2026-06-01T12:00:00Z','tester','added','employees',1,'Eve O’Brien','{"name":[null,"Eve O’Brien"],"positions":[null,[[18,"CSR"]]],"role":[null,[37,"Administrator"]],"email":[null,"eve@example.com"],"has_extension":[null,false],"fleet_pro":[null,false],"active":[null,true]}','c0f8f68c045289bc111b5ba34a22fb9f58444787e13585f9600165d5999d42da');
INSERT INTO "history" VALUES(9,'2026-06-01T12:00:00Z','tester','added','employees',2,'Bob Stone','{"name":[null,"Bob Stone"],"positions":[null,[[18,"CSR"]]],"role":[null,[42,"Office"]],"email":[null,"bob@example.com"],"has_extension":[null,false],"fleet_pro":[null,false],"active":[null,true]}','9490f4a407547d825f1d0bf22bc58068708368aca417f897e5d9ac2818234dd0');
INSERT INTO "history" VALUES(10,'2026-06-01T12:00:00Z','tester','added','technicians',3,'Cid Gone','{"name":[null,"Cid Gone"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"color":[null,"amber"],"mobile":[null,"+12015550140"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"active":[null,true]}','7ee110717ed8bab18576ed4ff7481cf70af2b45cec2f28d33938f55de33f1d1f');
INSERT INTO "history" VALUES(11,'2026-06-01T12:00:00Z','tester','invited','technicians',3,'Cid Gone','{"account":[null,"invited"]}','903956077b05f841e70d71d9c166b69cddf221d8af93fdcf7e30279e63246877');
INSERT INTO "history" VALUES(12,'2026-06-01T12:00:00Z','tester','added','technicians',4,'Rob Stone','{"name":[null,"Rob Stone"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"color":[null,"yellow"],"mobile":[null,"+12015550141"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"may_see_people":["default","allow"],"active":[null,true]}','656039cfb6df9814b17c3404678790778097d93075d11782e1aeeaae556b02d2');
INSERT INTO "history" VALUES(13,'2026-06-01T12:01:00Z','eve','signed in','employees account',1,'Eve O’Brien','{}','c742a2618b8e3435678889d852ad57a8a8aee1d2a528ac7174e0444bf31453cc');
INSERT INTO "history" VALUES(14,'2026-06-01T12:01:00Z','eve','set password','employees account',1,'Eve O’Brien','{}','990dc0b043d255fb03c138fcb01c96b481460cdc27547851d755956d3d4eb066');
INSERT INTO "history" VALUES(15,'2026-06-01T12:01:00Z','bob','signed in','employees account',2,'Bob Stone','{}','649dab8c234fbe951fd0eee19b1b18690f28b7522c02fc8cede8707c3d78341d');
INSERT INTO "history" VALUES(16,'2026-06-01T12:01:00Z','bob','set password','employees account',2,'Bob Stone','{}','f7439b869f373c45a33cf029f3f18929cc7a548ae2df23e3893c0d5dca409692');
INSERT INTO "history" VALUES(17,'2026-06-01T12:01:00Z','rob','signed in','technicians account',4,'Rob Stone','{}','f326e3692b604be1b3a583095475da93ff7d8bdda6b8e19203ac5c9527daf99c');
INSERT INTO "history" VALUES(18,'2026-06-01T12:01:00Z','rob (technician)','set password','technicians account',4,'Rob Stone','{}','8f27c1bd41142dd0dbe8de4619d9b0f75a882308fecab3a889787a54ef307688');
INSERT INTO "history" VALUES(19,'2026-06-01T12:01:00Z','eve','added','views',NULL,'Łódź','{"list":[null,"Technicians"],"filter":[null,"Name: contains “pawł”"],"sort":[null,"Name"],"columns":[null,"Name, Team"]}','bf972b95e1d5c8888a528f0067340552ac7882ecf5c2efd3616610a72655e86c');
INSERT INTO "history" VALUES(20,'2026-06-01T12:01:00Z','tester','refused','account',NULL,'an unknown username','{}','8a719d7d4b05459eade33ddd7ca8878bde04d3a534a11901a1beebb0ebfb16f3');
INSERT INTO "history" VALUES(21,'2026-06-01T12:01:00Z','tester','refused','employees account',2,'Bob Stone','{"reason":[null,"wrong"]}','6b04f6e9759febb182adb9bed82ef9f92bee457e3e388a5b8c83e93f5f383586');
INSERT INTO "history" VALUES(22,'2026-06-01T12:01:00Z','outbox','sent','technicians account',2,'Ivy Invited','{"message":[null,"invitation"],"address":[null,"ivy@example.com"]}','27eb934ad1381374c404add983a205da561d4f61deb8138c7f23bc4e64e8cfb9');
INSERT INTO "history" VALUES(23,'2026-06-01T12:01:00Z','outbox','sent','technicians account',3,'Cid Gone','{"message":[null,"invitation"],"address":[null,"+12015550140"]}','24d7f8830b8b1d1576139d7107624d59902c6d12146647bacb78a8a9c193381d');
INSERT INTO "history" VALUES(24,'2026-06-01T12:01:00Z','ivy','accepted','technicians',2,'Ivy Invited','{"account":["invited","accepted"]}','aa6fdfb7b4237be656212d4a9584d5c0cda27fee26c36cf77d26f593b9b9cb61');
INSERT INTO "history" VALUES(25,'2026-06-01T12:01:00Z','ivy','code used','technicians account',2,'Ivy Invited','{"code":[null,"invitation"]}','5a188cacab6cec02535370765ddbc2eaebdbfaa75f2344045ff7913b2cd188bb');
INSERT INTO "history" VALUES(26,'2026-06-01T12:01:00Z','ivy','signed in','technicians account',2,'Ivy Invited','{}','45a8335eedf8dad08dabac4ff37dcd1c2e28af067a9a56fbc9e0c5d1c6c31dd5');
INSERT INTO "history" VALUES(27,'2026-06-01T12:02:00Z','eve','deactivated','technicians',3,'Cid Gone','{"active":[true,false]}','89b6bd8a764aeb2ea11cd655384afc35b0c6f54bfc6926edf84a30eb4f9fab1e');
INSERT INTO "history" VALUES(28,'2026-06-01T12:02:00Z','eve','activated','technicians',3,'Cid Gone','{"active":[false,true]}','0303a5142a3d0e08dfb9396a7e836d9937d1d6a5f36a9263f670abbd8f7be9b1');
INSERT INTO "history" VALUES(29,'2026-06-01T12:02:00Z','eve','changed','technicians',1,'Paweł Pawłowski','{"memo":["Zoë","here"]}','eaa4b8131a1b11e8535896be4e293dfb2fdcab800966d97a115327890d15090c');
INSERT INTO "history" VALUES(30,'2026-06-01T12:02:00Z','eve','undone','technicians',1,'Paweł Pawłowski','{"memo":["here","Zoë"]}','4336cf7d4aaf1d3ff53fac9722f5856c6e57c478819caf38b0199162f8d2034a');
INSERT INTO "history" VALUES(31,'2026-06-01T12:02:00Z','eve','invited','technicians',1,'Paweł Pawłowski','{"account":[null,"invited"]}','b0b941a1394303182e6cbb7ecd0765a2dd8a34dbc71abc1cdcb23089278d6e24');
INSERT INTO "history" VALUES(32,'2026-06-01T12:02:00Z','eve','changed','employees',2,'Bob Stone','{"may_see_history":["default","allow"]}','58a9a8e6bf46c49239967aacf0d4a40368a1e89e6dcd04afd6f96965a5a8524c');
INSERT INTO "history" VALUES(33,'2026-06-01T12:02:00Z','eve','changed','employee_roles',NULL,'Office','{"see_history":[false,true]}','01266adbee9507fe42724b0a26ae15e0d09c85fa4a7da4758461841fe9d5c840');
CREATE TABLE list_entry (
	id INTEGER NOT NULL, 
	list VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	retired BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_list_entry_name UNIQUE (list, name_key)
);
INSERT INTO "list_entry" VALUES(1,'technician_positions','Installer','installer',0,1);
INSERT INTO "list_entry" VALUES(2,'technician_positions','Service','service',0,1);
INSERT INTO "list_entry" VALUES(3,'technician_positions','Sales','sales',0,1);
INSERT INTO "list_entry" VALUES(4,'technician_positions','Maintenance','maintenance',0,1);
INSERT INTO "list_entry" VALUES(5,'technician_positions','Helper','helper',0,1);
INSERT INTO "list_entry" VALUES(6,'technician_positions','Install production manager','install production manager',0,1);
INSERT INTO "list_entry" VALUES(7,'technician_positions','Service manager','service manager',0,1);
INSERT INTO "list_entry" VALUES(8,'technician_positions','Sales manager','sales manager',0,1);
INSERT INTO "list_entry" VALUES(9,'technician_positions','Parts runner','parts runner',0,1);
INSERT INTO "list_entry" VALUES(10,'technician_positions','Dummy technician','dummy technician',0,1);
INSERT INTO "list_entry" VALUES(11,'technician_roles','Technician','technician',0,1);
INSERT INTO "list_entry" VALUES(12,'technician_roles','Service technician','service technician',0,1);
INSERT INTO "list_entry" VALUES(13,'technician_roles','Sales technician','sales technician',0,1);
INSERT INTO "list_entry" VALUES(14,'technician_roles','Installer','installer',0,1);
INSERT INTO "list_entry" VALUES(15,'technician_roles','Maintenance technician','maintenance technician',0,1);
INSERT INTO "list_entry" VALUES(16,'technician_roles','Helper','helper',0,1);
INSERT INTO "list_entry" VALUES(17,'technician_roles','Driver','driver',0,1);
INSERT INTO "list_entry" VALUES(18,'employee_positions','CSR','csr',0,1);
INSERT INTO "list_entry" VALUES(19,'employee_positions','Dispatcher','dispatcher',0,1);
INSERT INTO "list_entry" VALUES(20,'employee_positions','CSR manager','csr manager',0,1);
INSERT INTO "list_entry" VALUES(21,'employee_positions','Dispatch manager','dispatch manager',0,1);
INSERT INTO "list_entry" VALUES(22,'employee_positions','Install production manager','install production manager',0,1);
INSERT INTO "list_entry" VALUES(23,'employee_positions','Service manager','service manager',0,1);
INSERT INTO "list_entry" VALUES(24,'employee_positions','Sales manager','sales manager',0,1);
INSERT INTO "list_entry" VALUES(25,'employee_positions','Marketing manager','marketing manager',0,1);
INSERT INTO "list_entry" VALUES(26,'employee_positions','Administrator','administrator',0,1);
INSERT INTO "list_entry" VALUES(27,'employee_positions','Payroll manager','payroll manager',0,1);
INSERT INTO "list_entry" VALUES(28,'employee_positions','Bookkeeper','bookkeeper',0,1);
INSERT INTO "list_entry" VALUES(29,'employee_positions','Purchasing manager','purchasing manager',0,1);
INSERT INTO "list_entry" VALUES(30,'employee_positions','Warehouse manager','warehouse manager',0,1);
INSERT INTO "list_entry" VALUES(31,'employee_positions','Office manager','office manager',0,1);
INSERT INTO "list_entry" VALUES(32,'employee_positions','General manager','general manager',0,1);
INSERT INTO "list_entry" VALUES(33,'employee_positions','Business owner','business owner',0,1);
INSERT INTO "list_entry" VALUES(34,'employee_positions','Answering service','answering service',0,1);
INSERT INTO "list_entry" VALUES(35,'employee_positions','Inside sales','inside sales',0,1);
INSERT INTO "list_entry" VALUES(36,'employee_positions','General office','general office',0,1);
INSERT INTO "list_entry" VALUES(37,'employee_roles','Administrator','administrator',0,1);
INSERT INTO "list_entry" VALUES(38,'employee_roles','Fleet manager','fleet manager',0,1);
INSERT INTO "list_entry" VALUES(39,'employee_roles','Dispatch manager','dispatch manager',0,1);
INSERT INTO "list_entry" VALUES(40,'employee_roles','Dispatcher','dispatcher',0,1);
INSERT INTO "list_entry" VALUES(41,'employee_roles','Accounting','accounting',0,1);
INSERT INTO "list_entry" VALUES(42,'employee_roles','Office','office',0,2);
INSERT INTO "list_entry" VALUES(43,'skills','Drain cleaning','drain cleaning',0,1);
INSERT INTO "list_entry" VALUES(44,'skills','Electrical','electrical',0,1);
INSERT INTO "list_entry" VALUES(45,'skills','Gas','gas',0,1);
INSERT INTO "list_entry" VALUES(46,'skills','HVAC','hvac',0,1);
INSERT INTO "list_entry" VALUES(47,'skills','Plumbing','plumbing',0,1);
INSERT INTO "list_entry" VALUES(48,'skills','Refrigeration','refrigeration',0,1);
INSERT INTO "list_entry" VALUES(49,'skills','Water heaters','water heaters',0,1);
INSERT INTO "list_entry" VALUES(50,'teams','North','north',0,1);
INSERT INTO "list_entry" VALUES(51,'teams','South','south',0,1);
INSERT INTO "list_entry" VALUES(52,'teams','East','east',0,1);
INSERT INTO "list_entry" VALUES(53,'teams','West','west',0,1);
INSERT INTO "list_entry" VALUES(54,'zones','Central','central',0,1);
INSERT INTO "list_entry" VALUES(55,'zones','North','north',0,1);
INSERT INTO "list_entry" VALUES(56,'zones','South','south',0,1);
INSERT INTO "list_entry" VALUES(57,'zones','East','east',0,1);
INSERT INTO "list_entry" VALUES(58,'zones','West','west',0,1);
INSERT INTO "list_entry" VALUES(59,'trucks','Truck 1','truck 0000000001',0,1);
INSERT INTO "list_entry" VALUES(60,'trucks','Truck 2','truck 0000000002',0,1);
INSERT INTO "list_entry" VALUES(61,'trucks','Truck 3','truck 0000000003',0,1);
INSERT INTO "list_entry" VALUES(62,'trucks','Truck 4','truck 0000000004',0,1);
INSERT INTO "list_entry" VALUES(63,'trucks','Truck 5','truck 0000000005',0,1);
INSERT INTO "list_entry" VALUES(64,'business_units','Install','install',0,1);
INSERT INTO "list_entry" VALUES(65,'business_units','Maintenance','maintenance',0,1);
INSERT INTO "list_entry" VALUES(66,'business_units','Office','office',0,1);
INSERT INTO "list_entry" VALUES(67,'business_units','Sales','sales',0,1);
INSERT INTO "list_entry" VALUES(68,'business_units','Service','service',0,1);
INSERT INTO "list_entry" VALUES(69,'teams','Równe','rowne',0,1);
INSERT INTO "list_entry" VALUES(70,'skills','O’Hare run','o’hare run',0,1);
INSERT INTO "list_entry" VALUES(71,'skills','Øster Bro','øster bro',0,1);
CREATE TABLE operation (
	id INTEGER NOT NULL, 
	at VARCHAR(20) NOT NULL, 
	who VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	people INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	reverted BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "operation" VALUES(1,'2026-06-01T12:00:00Z','tester','Send Account Invite','technicians',1,7,7,'done',0);
INSERT INTO "operation" VALUES(2,'2026-06-01T12:00:00Z','tester','Send Account Invite','technicians',1,11,11,'done',0);
INSERT INTO "operation" VALUES(3,'2026-06-01T12:02:00Z','eve','Deactivate','technicians',1,27,27,'done',0);
INSERT INTO "operation" VALUES(4,'2026-06-01T12:02:00Z','eve','Activate','technicians',1,28,28,'done',0);
INSERT INTO "operation" VALUES(5,'2026-06-01T12:02:00Z','eve','Save Paweł Pawłowski','technicians',1,29,29,'done',1);
INSERT INTO "operation" VALUES(6,'2026-06-01T12:02:00Z','eve','Save Paweł Pawłowski','technicians',1,30,30,'undone',0);
INSERT INTO "operation" VALUES(7,'2026-06-01T12:02:00Z','eve','Send Account Invite','technicians',1,31,31,'done',0);
INSERT INTO "operation" VALUES(8,'2026-06-01T12:02:00Z','eve','Save Bob Stone','employees',1,32,32,'done',0);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	queued VARCHAR(20) NOT NULL, operation INTEGER, code INTEGER, token VARCHAR NOT NULL DEFAULT '', due VARCHAR(20) NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, lease VARCHAR, leased VARCHAR(20), sent VARCHAR(20), trouble VARCHAR, 
	PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES(1,'technicians',2,'invitation','email','ivy@example.com','sent','2026-06-01T12:00:00Z',1,1,'d4735e3a265e16eee03f59718b9b5d03','2026-06-01T12:00:30Z',1,NULL,NULL,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "outbox" VALUES(2,'technicians',3,'invitation','sms','+12015550140','sent','2026-06-01T12:00:00Z',2,2,'4b227777d4dd1fc61c6f884f48641d02','2026-06-01T12:00:30Z',1,NULL,NULL,'2026-06-01T12:01:00Z',NULL);
INSERT INTO "outbox" VALUES(3,'technicians',1,'invitation','email','pawel@example.com','queued','2026-06-01T12:02:00Z',7,3,'e7f6c011776e8db7cd330b54174fd76f','2026-06-01T12:02:30Z',0,NULL,NULL,NULL,NULL);
CREATE TABLE permission_override (
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	permission VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	PRIMARY KEY (kind, person, permission)
);
INSERT INTO "permission_override" VALUES('technicians',4,'see_people','allow');
INSERT INTO "permission_override" VALUES('employees',2,'see_history','allow');
CREATE TABLE photo (
	digest VARCHAR NOT NULL, 
	format VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (digest)
);
CREATE TABLE role_permission (
	role INTEGER NOT NULL, 
	permission VARCHAR NOT NULL, 
	PRIMARY KEY (role, permission), 
	FOREIGN KEY(role) REFERENCES list_entry (id)
);
INSERT INTO "role_permission" VALUES(37,'activate_people');
INSERT INTO "role_permission" VALUES(37,'export_people');
INSERT INTO "role_permission" VALUES(37,'import_people');
INSERT INTO "role_permission" VALUES(37,'manage_company');
INSERT INTO "role_permission" VALUES(37,'manage_lists');
INSERT INTO "role_permission" VALUES(37,'manage_payroll');
INSERT INTO "role_permission" VALUES(37,'manage_people');
INSERT INTO "role_permission" VALUES(37,'manage_roles');
INSERT INTO "role_permission" VALUES(37,'see_history');
INSERT INTO "role_permission" VALUES(37,'see_mail');
INSERT INTO "role_permission" VALUES(37,'see_payroll');
INSERT INTO "role_permission" VALUES(37,'see_people');
INSERT INTO "role_permission" VALUES(37,'send_invites');
INSERT INTO "role_permission" VALUES(37,'send_resets');
INSERT INTO "role_permission" VALUES(37,'set_passwords');
INSERT INTO "role_permission" VALUES(38,'activate_people');
INSERT INTO "role_permission" VALUES(38,'export_people');
INSERT INTO "role_permission" VALUES(38,'import_people');
INSERT INTO "role_permission" VALUES(38,'manage_lists');
INSERT INTO "role_permission" VALUES(38,'manage_payroll');
INSERT INTO "role_permission" VALUES(38,'manage_people');
INSERT INTO "role_permission" VALUES(38,'see_history');
INSERT INTO "role_permission" VALUES(38,'see_mail');
INSERT INTO "role_permission" VALUES(38,'see_payroll');
INSERT INTO "role_permission" VALUES(38,'see_people');
INSERT INTO "role_permission" VALUES(38,'send_invites');
INSERT INTO "role_permission" VALUES(38,'send_resets');
INSERT INTO "role_permission" VALUES(38,'set_passwords');
INSERT INTO "role_permission" VALUES(39,'activate_people');
INSERT INTO "role_permission" VALUES(39,'export_people');
INSERT INTO "role_permission" VALUES(39,'manage_lists');
INSERT INTO "role_permission" VALUES(39,'manage_people');
INSERT INTO "role_permission" VALUES(39,'see_history');
INSERT INTO "role_permission" VALUES(39,'see_mail');
INSERT INTO "role_permission" VALUES(39,'see_people');
INSERT INTO "role_permission" VALUES(39,'send_invites');
INSERT INTO "role_permission" VALUES(39,'send_resets');
INSERT INTO "role_permission" VALUES(40,'activate_people');
INSERT INTO "role_permission" VALUES(40,'manage_people');
INSERT INTO "role_permission" VALUES(40,'see_history');
INSERT INTO "role_permission" VALUES(40,'see_mail');
INSERT INTO "role_permission" VALUES(40,'see_people');
INSERT INTO "role_permission" VALUES(40,'send_invites');
INSERT INTO "role_permission" VALUES(40,'send_resets');
INSERT INTO "role_permission" VALUES(41,'export_people');
INSERT INTO "role_permission" VALUES(41,'manage_payroll');
INSERT INTO "role_permission" VALUES(41,'see_payroll');
INSERT INTO "role_permission" VALUES(41,'see_people');
INSERT INTO "role_permission" VALUES(42,'see_people');
INSERT INTO "role_permission" VALUES(42,'see_history');
CREATE TABLE technician (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	positions_key VARCHAR NOT NULL, 
	role INTEGER, 
	role_key VARCHAR NOT NULL, 
	mobile VARCHAR, 
	email VARCHAR, 
	email_key VARCHAR, 
	fleet_pro BOOLEAN NOT NULL, 
	status VARCHAR NOT NULL, 
	status_key VARCHAR NOT NULL, 
	created VARCHAR(20) NOT NULL, 
	changed VARCHAR(20) NOT NULL, 
	last_sign_in VARCHAR(20), 
	type VARCHAR, 
	color VARCHAR, 
	mobile_access BOOLEAN NOT NULL, 
	upcoming_visibility VARCHAR, 
	past_visibility VARCHAR, 
	team INTEGER, 
	team_key VARCHAR NOT NULL, 
	zone INTEGER, 
	zone_key VARCHAR NOT NULL, 
	truck INTEGER, 
	truck_key VARCHAR NOT NULL, 
	skills_key VARCHAR NOT NULL, 
	zones_key VARCHAR NOT NULL, 
	daily_goal BIGINT, 
	burden_rate BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(role) REFERENCES list_entry (id), 
	FOREIGN KEY(team) REFERENCES list_entry (id), 
	FOREIGN KEY(zone) REFERENCES list_entry (id), 
	FOREIGN KEY(truck) REFERENCES list_entry (id)
);
INSERT INTO "technician" VALUES(1,4,1,'Paweł Pawłowski','paweł pawłowski','installer',11,'technician','+12015550123','pawel@example.com','pawel@example.com',0,'pending','3','2026-06-01T12:00:00Z','2026-06-01T12:02:00Z',NULL,'managed','red',1,'all','all',69,'rowne',NULL,'',NULL,'','o’hare run, øster bro','',0,0);
INSERT INTO "technician" VALUES(2,3,1,'Ivy Invited','ivy invited','installer',11,'technician',NULL,'ivy@example.com','ivy@example.com',0,'signed_in','02026-06-01T12:01:00Z','2026-06-01T12:00:00Z','2026-06-01T12:01:00Z','2026-06-01T12:01:00Z','managed','orange',1,'all','all',NULL,'',NULL,'',NULL,'','','',0,0);
INSERT INTO "technician" VALUES(3,4,1,'Cid Gone','cid gone','installer',11,'technician','+12015550140',NULL,NULL,0,'pending','3','2026-06-01T12:00:00Z','2026-06-01T12:02:00Z',NULL,'managed','amber',1,'all','all',NULL,'',NULL,'',NULL,'','','',0,0);
INSERT INTO "technician" VALUES(4,1,1,'Rob Stone','rob stone','installer',11,'technician','+12015550141',NULL,NULL,0,'signed_in','02026-06-01T12:01:00Z','2026-06-01T12:00:00Z','2026-06-01T12:00:00Z','2026-06-01T12:01:00Z','managed','yellow',1,'all','all',NULL,'',NULL,'',NULL,'','','',0,0);
CREATE TABLE technician_detail (
	id INTEGER NOT NULL, 
	photo VARCHAR, 
	biography TEXT, 
	memo TEXT, 
	street VARCHAR, 
	unit VARCHAR, 
	city VARCHAR, 
	state VARCHAR, 
	zip VARCHAR, 
	country VARCHAR, 
	in_payroll BOOLEAN NOT NULL, 
	pay_type VARCHAR, 
	pay_basis VARCHAR, 
	payroll_id VARCHAR, 
	hourly_rate BIGINT, 
	commission BIGINT, 
	sold_by BIGINT, 
	start_date DATE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES technician (id), 
	FOREIGN KEY(photo) REFERENCES photo (digest)
);
INSERT INTO "technician_detail" VALUES(1,NULL,NULL,'Zoë',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'T-129',NULL,NULL,NULL,NULL);
INSERT INTO "technician_detail" VALUES(2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "technician_detail" VALUES(3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "technician_detail" VALUES(4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE technician_link (
	person INTEGER NOT NULL, 
	field VARCHAR NOT NULL, 
	entry INTEGER NOT NULL, 
	PRIMARY KEY (person, field, entry), 
	FOREIGN KEY(person) REFERENCES technician (id), 
	FOREIGN KEY(entry) REFERENCES list_entry (id)
)
 WITHOUT ROWID

;
INSERT INTO "technician_link" VALUES(1,'positions',1);
INSERT INTO "technician_link" VALUES(2,'positions',1);
INSERT INTO "technician_link" VALUES(3,'positions',1);
INSERT INTO "technician_link" VALUES(4,'positions',1);
INSERT INTO "technician_link" VALUES(1,'skills',70);
INSERT INTO "technician_link" VALUES(1,'skills',71);
CREATE TABLE "view" (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	shared BOOLEAN NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	filter TEXT NOT NULL, 
	sort VARCHAR NOT NULL, 
	descending BOOLEAN NOT NULL, 
	columns TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_view_name UNIQUE (kind, owner, name_key)
);
INSERT INTO "view" VALUES(1,'technicians','eve',1,'Łódź','łodz','[{"field":"name","contains":"paw\u0142"}]','name',0,'name,team',1);
INSERT INTO "view" VALUES(2,'employees','bob',0,'mine','mine','[]','status',0,'name,status',1);
INSERT INTO "view" VALUES(3,'technicians','rob (technician)',0,'mine','mine','[]','status',0,'name,status',1);
INSERT INTO "view" VALUES(4,'technicians','tester',0,'of the house','of the house','[]','name',0,'name',1);
CREATE UNIQUE INDEX uq_account_username ON account (kind, username_key);
CREATE INDEX ix_history_person ON history (subject_kind, person, id);
CREATE INDEX ix_employee_status_key ON employee (status_key, id, active);
CREATE UNIQUE INDEX uq_employee_email ON employee (email_key);
CREATE INDEX ix_employee_office_phone ON employee (coalesce(office_phone, ''), id, active);
CREATE INDEX ix_employee_email_key ON employee (coalesce(email_key, ''), id, active);
CREATE INDEX ix_employee_active ON employee (active, id, active);
CREATE INDEX ix_employee_fleet_pro ON employee (fleet_pro, id, active);
CREATE INDEX ix_employee_business_unit_key ON employee (business_unit_key, id, active);
CREATE INDEX ix_employee_positions_key ON employee (positions_key, id, active);
CREATE INDEX ix_employee_role_key ON employee (role_key, id, active);
CREATE INDEX ix_employee_name_key ON employee (name_key, id, active);
CREATE INDEX ix_employee_mobile ON employee (coalesce(mobile, ''), id, active);
CREATE INDEX ix_technician_status_key ON technician (status_key, id, active);
CREATE INDEX ix_technician_type ON technician (coalesce(type, ''), id, active);
CREATE INDEX ix_technician_role_key ON technician (role_key, id, active);
CREATE UNIQUE INDEX uq_technician_mobile ON technician (mobile);
CREATE INDEX ix_technician_email_key ON technician (coalesce(email_key, ''), id, active);
CREATE INDEX ix_technician_team_key ON technician (team_key, id, active);
CREATE INDEX ix_technician_zone_key ON technician (zone_key, id, active);
CREATE INDEX ix_technician_fleet_pro ON technician (fleet_pro, id, active);
CREATE INDEX ix_technician_truck ON technician (truck);
CREATE UNIQUE INDEX uq_technician_email ON technician (email_key);
CREATE INDEX ix_technician_name_key ON technician (name_key, id, active);
CREATE INDEX ix_technician_active ON technician (active, id, active);
CREATE INDEX ix_technician_truck_key ON technician (truck_key, id, active);
CREATE INDEX ix_technician_mobile ON technician (coalesce(mobile, ''), id, active);
CREATE INDEX ix_technician_positions_key ON technician (positions_key, id, active);
CREATE INDEX ix_employee_link_entry ON employee_link (field, entry, person);
CREATE UNIQUE INDEX uq_technician_detail_payroll_id ON technician_detail (payroll_id);
CREATE INDEX ix_technician_link_entry ON technician_link (field, entry, person);
CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END;
CREATE TRIGGER history_is_never_removed BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'the history is never removed'); END;
CREATE INDEX ix_operation_who ON operation (who, id);
CREATE INDEX ix_outbox_person ON outbox (kind, person);
CREATE INDEX ix_outbox_operation ON outbox (operation, person);
CREATE INDEX ix_code_person ON code (kind, person, purpose);
CREATE UNIQUE INDEX uq_code_hash ON code (hash);
CREATE INDEX ix_outbox_due ON outbox (state, due);
COMMIT;
