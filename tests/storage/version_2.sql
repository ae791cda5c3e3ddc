-- What the program wrote when its files had version 2.
PRAGMA application_id = 1179407409;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE account (
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	username VARCHAR, 
	username_key VARCHAR, 
	password_hash VARCHAR, 
	"temporary" BOOLEAN NOT NULL, 
	since VARCHAR(20) NOT NULL, 
	PRIMARY KEY (kind, person)
);
INSERT INTO "account" VALUES('technicians',2,'invited',NULL,NULL,NULL,0,'2026-06-01T12:00:00Z');
INSERT INTO "account" VALUES('employees',1,'assigned','eve@example.com','eve@example.com','$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA',1,'2026-06-01T12:00:00Z');
INSERT INTO "account" VALUES('technicians',1,'invited',NULL,NULL,NULL,0,'2026-06-01T12:00:00Z');
CREATE TABLE company (
	id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	fleet_pro BOOLEAN NOT NULL, 
	payroll BOOLEAN NOT NULL, 
	sign_in VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "company" VALUES(1,1,'My company','US',1,0,'operating_system');
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
INSERT INTO "employee" VALUES(1,1,1,'Eve Stone','eve stone','csr',42,'office',NULL,'eve@example.com','eve@example.com',0,'admin_assigned','2','2026-06-01T12:00:00Z','2026-06-01T12:00:00Z',NULL,NULL,'',NULL,0,NULL);
CREATE TABLE employee_detail (
	id INTEGER NOT NULL, 
	photo VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES employee (id), 
	FOREIGN KEY(photo) REFERENCES photo (digest)
);
INSERT INTO "employee_detail" VALUES(1,NULL);
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
INSERT INTO "history" VALUES(1,'2026-06-01T12:00:00Z','tester','added','technicians',1,'Ann Porter','{"name":[null,"Ann Porter"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"color":[null,"red"],"mobile":[null,"+12015550123"],"email":[null,"zoe@example.com"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"memo":[null,"Zoë"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"active":[null,true]}','a8d11a6e711b03606a4155763043ed02bf7ebcb2a63b68e2470e9de2bcc6f2db');
INSERT INTO "history" VALUES(2,'2026-06-01T12:00:00Z','tester','added','technicians',2,'Ivy Invited','{"name":[null,"Ivy Invited"],"positions":[null,[[1,"Installer"]]],"type":[null,"managed"],"role":[null,[11,"Technician"]],"color":[null,"orange"],"email":[null,"ivy@example.com"],"mobile_access":[null,true],"upcoming_visibility":[null,"all"],"past_visibility":[null,"all"],"daily_goal":[null,"0.00"],"burden_rate":[null,"0.00"],"fleet_pro":[null,false],"in_payroll":[null,false],"active":[null,true]}','ea36b111554627290c51647da5e305fcd1008317023a3c49e95e57685481bc51');
INSERT INTO "history" VALUES(3,'2026-06-01T12:00:00Z','tester','added','employees',1,'Eve Stone','{"name":[null,"Eve Stone"],"positions":[null,[[18,"CSR"]]],"role":[null,[42,"Office"]],"email":[null,"eve@example.com"],"has_extension":[null,false],"fleet_pro":[null,false],"active":[null,true]}','0c1fc9130dfc01861e616a366774097f28f23e97ba7d3935498f4147b7bf26bd');
INSERT INTO "history" VALUES(4,'2026-06-01T12:00:00Z','tester','invited','technicians',1,'Ann Porter','{"account":[null,"invited"]}','0b71be6c95db27f399b6ec7efb69c6de78158bc0ef3dfd9c0314e1ba58180980');
INSERT INTO "history" VALUES(5,'2026-06-01T12:00:00Z','tester','changed','technicians',1,'Ann Porter','{"memo":["Zoë","here"]}','94bbb7106bca902a5d24876114fdc3da4cd40e4a045de9f648278a90d3ba0269');
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
INSERT INTO "list_entry" VALUES(42,'employee_roles','Office','office',0,1);
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
INSERT INTO "operation" VALUES(1,'2026-06-01T12:00:00Z','tester','Send Account Invite','technicians',1,4,4,'done',0);
INSERT INTO "operation" VALUES(2,'2026-06-01T12:00:00Z','tester','Save Ann Porter','technicians',1,5,5,'done',0);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	queued VARCHAR(20) NOT NULL, operation INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "outbox" VALUES(1,'technicians',2,'invitation','email','ivy@example.com','queued','2026-06-01T12:00:00Z',NULL);
INSERT INTO "outbox" VALUES(2,'technicians',1,'invitation','email','zoe@example.com','queued','2026-06-01T12:00:00Z',1);
CREATE TABLE permission_override (
	kind VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	permission VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	PRIMARY KEY (kind, person, permission)
);
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
INSERT INTO "role_permission" VALUES(39,'see_people');
INSERT INTO "role_permission" VALUES(39,'send_invites');
INSERT INTO "role_permission" VALUES(39,'send_resets');
INSERT INTO "role_permission" VALUES(40,'activate_people');
INSERT INTO "role_permission" VALUES(40,'manage_people');
INSERT INTO "role_permission" VALUES(40,'see_history');
INSERT INTO "role_permission" VALUES(40,'see_people');
INSERT INTO "role_permission" VALUES(40,'send_invites');
INSERT INTO "role_permission" VALUES(40,'send_resets');
INSERT INTO "role_permission" VALUES(41,'export_people');
INSERT INTO "role_permission" VALUES(41,'manage_payroll');
INSERT INTO "role_permission" VALUES(41,'see_payroll');
INSERT INTO "role_permission" VALUES(41,'see_people');
INSERT INTO "role_permission" VALUES(42,'see_people');
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
INSERT INTO "technician" VALUES(1,3,1,'Ann Porter','ann porter','installer',11,'technician','+12015550123','zoe@example.com','zoe@example.com',0,'pending','3','2026-06-01T12:00:00Z','2026-06-01T12:00:00Z',NULL,'managed','red',1,'all','all',NULL,'',NULL,'',NULL,'','','',0,0);
INSERT INTO "technician" VALUES(2,1,1,'Ivy Invited','ivy invited','installer',11,'technician',NULL,'ivy@example.com','ivy@example.com',0,'pending','3','2026-06-01T12:00:00Z','2026-06-01T12:00:00Z',NULL,'managed','orange',1,'all','all',NULL,'',NULL,'',NULL,'','','',0,0);
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
INSERT INTO "technician_detail" VALUES(1,NULL,NULL,'here',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "technician_detail" VALUES(2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
CREATE UNIQUE INDEX uq_account_username ON account (kind, username_key);
CREATE INDEX ix_history_person ON history (subject_kind, person, id);
CREATE INDEX ix_employee_name_key ON employee (name_key, id, active);
CREATE INDEX ix_employee_business_unit_key ON employee (business_unit_key, id, active);
CREATE INDEX ix_employee_mobile ON employee (coalesce(mobile, ''), id, active);
CREATE INDEX ix_employee_status_key ON employee (status_key, id, active);
CREATE INDEX ix_employee_office_phone ON employee (coalesce(office_phone, ''), id, active);
CREATE INDEX ix_employee_role_key ON employee (role_key, id, active);
CREATE UNIQUE INDEX uq_employee_email ON employee (email_key);
CREATE INDEX ix_employee_active ON employee (active, id, active);
CREATE INDEX ix_employee_email_key ON employee (coalesce(email_key, ''), id, active);
CREATE INDEX ix_employee_fleet_pro ON employee (fleet_pro, id, active);
CREATE INDEX ix_employee_positions_key ON employee (positions_key, id, active);
CREATE INDEX ix_technician_active ON technician (active, id, active);
CREATE INDEX ix_technician_name_key ON technician (name_key, id, active);
CREATE INDEX ix_technician_truck_key ON technician (truck_key, id, active);
CREATE INDEX ix_technician_mobile ON technician (coalesce(mobile, ''), id, active);
CREATE INDEX ix_technician_positions_key ON technician (positions_key, id, active);
CREATE INDEX ix_technician_status_key ON technician (status_key, id, active);
CREATE INDEX ix_technician_type ON technician (coalesce(type, ''), id, active);
CREATE INDEX ix_technician_role_key ON technician (role_key, id, active);
CREATE UNIQUE INDEX uq_technician_mobile ON technician (mobile);
CREATE INDEX ix_technician_truck ON technician (truck);
CREATE INDEX ix_technician_email_key ON technician (coalesce(email_key, ''), id, active);
CREATE INDEX ix_technician_team_key ON technician (team_key, id, active);
CREATE INDEX ix_technician_zone_key ON technician (zone_key, id, active);
CREATE UNIQUE INDEX uq_technician_email ON technician (email_key);
CREATE INDEX ix_technician_fleet_pro ON technician (fleet_pro, id, active);
CREATE INDEX ix_employee_link_entry ON employee_link (field, entry, person);
CREATE UNIQUE INDEX uq_technician_detail_payroll_id ON technician_detail (payroll_id);
CREATE INDEX ix_technician_link_entry ON technician_link (field, entry, person);
CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END;
CREATE TRIGGER history_is_never_removed BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'the history is never removed'); END;
CREATE INDEX ix_operation_who ON operation (who, id);
CREATE INDEX ix_outbox_person ON outbox (kind, person);
CREATE INDEX ix_outbox_operation ON outbox (operation, person);
COMMIT;
