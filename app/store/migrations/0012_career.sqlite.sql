CREATE TRIGGER career_rule_no_update BEFORE UPDATE ON career_rule BEGIN SELECT RAISE(ABORT, 'career_rule is append-only'); END;
CREATE TRIGGER career_rule_no_delete BEFORE DELETE ON career_rule BEGIN SELECT RAISE(ABORT, 'career_rule is append-only'); END;
CREATE TRIGGER talent_result_no_update BEFORE UPDATE ON talent_result BEGIN SELECT RAISE(ABORT, 'talent_result is append-only'); END;
CREATE TRIGGER talent_result_no_delete BEFORE DELETE ON talent_result BEGIN SELECT RAISE(ABORT, 'talent_result is append-only'); END;
CREATE TRIGGER shortlist_no_update BEFORE UPDATE ON shortlist BEGIN SELECT RAISE(ABORT, 'shortlist is append-only'); END;
CREATE TRIGGER shortlist_no_delete BEFORE DELETE ON shortlist BEGIN SELECT RAISE(ABORT, 'shortlist is append-only'); END;
CREATE TRIGGER shortlist_entry_no_update BEFORE UPDATE ON shortlist_entry BEGIN SELECT RAISE(ABORT, 'shortlist_entry is append-only'); END;
CREATE TRIGGER shortlist_entry_no_delete BEFORE DELETE ON shortlist_entry BEGIN SELECT RAISE(ABORT, 'shortlist_entry is append-only'); END;
