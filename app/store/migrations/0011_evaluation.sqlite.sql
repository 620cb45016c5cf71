CREATE TRIGGER evaluation_event_no_update BEFORE UPDATE ON evaluation_event BEGIN SELECT RAISE(ABORT, 'evaluation_event is append-only'); END;
CREATE TRIGGER evaluation_event_no_delete BEFORE DELETE ON evaluation_event BEGIN SELECT RAISE(ABORT, 'evaluation_event is append-only'); END;
CREATE TRIGGER evaluation_evidence_no_update BEFORE UPDATE ON evaluation_evidence BEGIN SELECT RAISE(ABORT, 'evaluation_evidence is append-only'); END;
CREATE TRIGGER evaluation_evidence_no_delete BEFORE DELETE ON evaluation_evidence BEGIN SELECT RAISE(ABORT, 'evaluation_evidence is append-only'); END;
