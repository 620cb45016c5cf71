INSERT INTO role_grant (id, person_id, role, valid_from) SELECT randomblob(16), person_id, 'trainer', 0 FROM account WHERE trainer;
INSERT INTO role_grant (id, person_id, role, valid_from) SELECT randomblob(16), person_id, 'admin', 0 FROM account WHERE admin;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'audit_link is append-only'); END;
