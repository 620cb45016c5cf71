INSERT INTO role_grant (id, person_id, role, valid_from) SELECT gen_random_uuid(), person_id, 'trainer', 0 FROM account WHERE trainer;
INSERT INTO role_grant (id, person_id, role, valid_from) SELECT gen_random_uuid(), person_id, 'admin', 0 FROM account WHERE admin;
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION refuse_change();
