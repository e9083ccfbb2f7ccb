-- Which words are names of people: keyed hashes, of which none says whose name it is or
-- how many bear it, so that a text is looked through without opening every identity.
-- Emptied whenever an identity comes, changes or goes; filled when it is next needed.
-- Owner: src/store/vault.c
CREATE TABLE known_name (
    hash TEXT NOT NULL PRIMARY KEY
) @KEYED@;
CREATE TRIGGER known_name_more AFTER INSERT ON record WHEN NEW.kind = 'identity'
BEGIN DELETE FROM known_name; END;
CREATE TRIGGER known_name_other AFTER UPDATE ON record WHEN NEW.kind = 'identity'
BEGIN DELETE FROM known_name; END;
CREATE TRIGGER known_name_fewer AFTER DELETE ON record WHEN OLD.kind = 'identity'
BEGIN DELETE FROM known_name; END;
