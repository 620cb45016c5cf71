-- The sheets of a unit are made once at a time, however often somebody asks for them.

-- Where they were asked for twice, the first is the one that is worked on.
UPDATE sheet_batch SET finished_at = asked_at
WHERE finished_at IS NULL AND EXISTS (
    SELECT 1 FROM sheet_batch f
    WHERE f.cycle_id = sheet_batch.cycle_id AND f.unit_id = sheet_batch.unit_id AND f.lang = sheet_batch.lang
      AND f.finished_at IS NULL
      AND (f.asked_at < sheet_batch.asked_at OR (f.asked_at = sheet_batch.asked_at AND f.id < sheet_batch.id)));

CREATE UNIQUE INDEX sheet_batch_running ON sheet_batch (cycle_id, unit_id, lang) WHERE finished_at IS NULL;
