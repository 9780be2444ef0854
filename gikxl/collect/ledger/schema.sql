-- The ledger: what was received, what it turned out to be, what people decided.
-- Times are texts in ISO 8601 with +08:00, digests are SHA-256 in hexadecimal.

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Each time something was collected; `ended` stays empty where it was stopped half-way.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  began  TEXT NOT NULL,
  ended  TEXT NOT NULL DEFAULT ''
);

-- A mail, or a file that lay there by itself. The same one is here once, however often and
-- wherever it was found.
CREATE TABLE messages (
  number      INTEGER PRIMARY KEY,
  digest      TEXT NOT NULL UNIQUE,
  run         INTEGER NOT NULL REFERENCES runs,
  kind        TEXT NOT NULL,
  source      TEXT NOT NULL,
  key         TEXT NOT NULL,
  message_id  TEXT NOT NULL,
  subject     TEXT NOT NULL,
  sender      TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  sent        TEXT NOT NULL,
  arrived     TEXT NOT NULL,
  problems    TEXT NOT NULL   -- findings, as JSON
);

-- What a source offered and need not be read again.
CREATE TABLE seen (
  source  TEXT NOT NULL,
  key     TEXT NOT NULL,
  message INTEGER NOT NULL REFERENCES messages,
  PRIMARY KEY (source, key)
) WITHOUT ROWID;
CREATE INDEX seen_message ON seen (message);

-- How a file that holds many items looked when all of them had been taken in.
CREATE TABLE stamps (
  source      TEXT NOT NULL,
  path        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- A file that is kept, unchanged, in the collection's folder.
CREATE TABLE originals (
  digest TEXT PRIMARY KEY,
  path   TEXT NOT NULL,
  size   INTEGER NOT NULL
) WITHOUT ROWID;

-- What came with a mail. `number` is what people name in accept and reject.
CREATE TABLE attachments (
  number  INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages,
  name    TEXT NOT NULL,
  inside  TEXT NOT NULL,
  digest  TEXT NOT NULL,      -- empty where it was not kept
  size    INTEGER NOT NULL,
  refusal TEXT                -- a finding, as JSON
);
CREATE INDEX attachments_message ON attachments (message);

-- The fields of a form in the order in which documents hold their numbers.
CREATE TABLE forms (
  number  INTEGER PRIMARY KEY,
  edition INTEGER NOT NULL,
  fields  TEXT NOT NULL UNIQUE
);

-- What an original turned out to be when it was checked.
CREATE TABLE documents (
  digest       TEXT PRIMARY KEY REFERENCES originals,
  basis        TEXT NOT NULL,
  verdict      TEXT NOT NULL,
  unit         TEXT,
  year         INTEGER,
  edition      INTEGER,
  level        TEXT,
  findings     TEXT NOT NULL, -- as JSON
  form         INTEGER REFERENCES forms,
  numbers      TEXT,          -- in the order of the form's fields, as JSON; decimals as texts
  last_form    INTEGER REFERENCES forms,
  last_numbers TEXT
) WITHOUT ROWID;

-- What people decided about an attachment; the last decision holds.
CREATE TABLE decisions (
  position INTEGER PRIMARY KEY,
  number   INTEGER NOT NULL REFERENCES attachments,
  verdict  TEXT NOT NULL,
  reason   TEXT NOT NULL,
  decided  TEXT NOT NULL,
  waived   TEXT NOT NULL,     -- codes, and the fields of each, as JSON
  run      INTEGER NOT NULL,  -- the last one before it
  unit     TEXT NOT NULL      -- whose report it is, where a person said it
);

-- The reports that reached us, to look at with any program that opens SQLite.
CREATE VIEW submissions AS
  SELECT attachments.number, run, name, path, inside, message_id, subject, sender, sender_name,
         sent, arrived, message AS mail, originals.digest, unit, year, edition, level, verdict
  FROM attachments
  JOIN messages ON messages.number = attachments.message
  JOIN originals ON originals.digest = attachments.digest
  JOIN documents ON documents.digest = attachments.digest
  ORDER BY attachments.number;

-- What came and could not be taken as it was.
CREATE VIEW refused AS
  SELECT source, key, messages.digest AS mail, kind, message_id, subject, sender, sender_name,
         sent, arrived, name, attachments.digest, attachments.size,
         coalesce(path, '') AS path, refusal, inside
  FROM attachments
  JOIN messages ON messages.number = attachments.message
  LEFT JOIN originals ON originals.digest = attachments.digest
  WHERE refusal IS NOT NULL
  ORDER BY attachments.number;

-- The replies: one for each unit, kind and what it answers (a document's digest, or the day
-- of a reminder), and how far each has got.
CREATE TABLE replies (
  unit    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  about   TEXT NOT NULL,
  key     TEXT NOT NULL,      -- the digest of what it says
  path    TEXT NOT NULL,
  written TEXT NOT NULL,
  state   TEXT NOT NULL,
  changed TEXT NOT NULL,
  answer  TEXT NOT NULL,
  PRIMARY KEY (unit, kind, about)
) WITHOUT ROWID;
