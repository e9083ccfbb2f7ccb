-- What texts mean, as numbers, so that they need not be worked out again: by a keyed hash of
-- model and text. Whose words they are cannot be read from it; but numbers of words that are
-- gone must not stay, so all of them go when words are destroyed.
-- Owner: src/store/vectors.c
CREATE TABLE vector (
    hash TEXT NOT NULL PRIMARY KEY,
    numbers TEXT NOT NULL
) @KEYED@;
CREATE TRIGGER vector_forget AFTER DELETE ON event_body
BEGIN DELETE FROM vector; END;
