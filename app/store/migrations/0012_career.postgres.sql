CREATE TRIGGER career_rule_append_only BEFORE UPDATE OR DELETE ON career_rule FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER talent_result_append_only BEFORE UPDATE OR DELETE ON talent_result FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER shortlist_append_only BEFORE UPDATE OR DELETE ON shortlist FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER shortlist_entry_append_only BEFORE UPDATE OR DELETE ON shortlist_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
