-- Words between @ signs are dialect words: db_sqlite.c says what they stand for.

-- The records as they are now: a projection of the events, rebuilt by `verify`.
-- Owner: src/store/record.c
CREATE TABLE record (
    id TEXT NOT NULL PRIMARY KEY,
    cycle TEXT NOT NULL,        -- id of the cycle's record; '' for the workplace's own
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    schema_hash TEXT NOT NULL,  -- script_source holds the schema
    body TEXT NOT NULL          -- canonical JSON
) @KEYED@;
CREATE INDEX record_of_kind ON record (cycle, kind, id);

-- The values of the fields that a schema marks as indexed. Owner: src/store/record.c
CREATE TABLE ref (
    cycle TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (cycle, kind, field, value, id)
) @KEYED@;

-- One row a command; the key makes repeating it harmless. Owner: src/store/commit.c
CREATE TABLE command (
    number @ID@,
    key TEXT NOT NULL UNIQUE,
    cycle TEXT NOT NULL,
    at BIGINT NOT NULL,         -- milliseconds UTC
    actor TEXT NOT NULL,
    name TEXT NOT NULL,
    script_hash TEXT NOT NULL,  -- the bundle that decided; '' for a command in C
    undoes BIGINT NOT NULL,     -- number of the command that this one takes back, or 0
    outcome TEXT NOT NULL       -- canonical JSON: ids and counts, never words
);
CREATE INDEX command_undoing ON command (undoes);

-- The chain: one for the workplace. Owner: src/store/event.c
CREATE TABLE event (
    seq @ID@,
    command BIGINT NOT NULL,
    action TEXT NOT NULL,       -- create, change, remove; 'command' closes each command
    record TEXT NOT NULL,
    cycle TEXT NOT NULL,        -- the record's, as in `record`
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,       -- of salt, before and after
    hash TEXT NOT NULL          -- of the event before and this one
);
CREATE INDEX event_of_command ON event (command);

-- What erasure destroys, so that the chain still verifies. Owner: src/store/event.c
CREATE TABLE event_body (
    seq @ID@,
    salt TEXT NOT NULL,
    before TEXT,
    after TEXT
);

-- Scripts and schemas by the hash of their text. Owner: src/store/bundle.c
CREATE TABLE script_source (
    hash TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
);
CREATE TABLE script_bundle (
    hash TEXT NOT NULL PRIMARY KEY,
    manifest TEXT NOT NULL,     -- {"interface", "workflow", "description": its hash,
                                --  "sources": [{"module", "chunk", "hash"}]}
    description TEXT NOT NULL   -- what the workflow says of itself
);

-- Long work, so that what was cut short can be seen. Owner: src/store/job.c
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    cycle TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,        -- working, done, replaced
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    at BIGINT NOT NULL
);

-- Local scripts and settings, filled only inside a backup. Owner: src/store/backup.c
CREATE TABLE backup_file (
    name TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
);
