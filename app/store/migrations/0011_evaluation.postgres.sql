CREATE TRIGGER evaluation_event_append_only BEFORE UPDATE OR DELETE ON evaluation_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evaluation_evidence_append_only BEFORE UPDATE OR DELETE ON evaluation_evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
