"""The tables of the store, version by version. What was released is never edited; a change is a new step."""

VERSION = 1
"""The version that this program writes. It is kept in ``PRAGMA user_version``."""

APPLICATION_ID = 0x43415053  # "CAPS"

# Every order has an index that also holds what a filter looks at, so that walking along it never opens a row in vain.
# What a list needs stands in ``credentials``, in rows small enough to read a hundred thousand of; bytes and report,
# which only one opened credential needs, stand in ``bodies``.
VERSION_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE credentials (
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  gone INTEGER NOT NULL DEFAULT 0,
  removed_at INTEGER,
  paper INTEGER NOT NULL DEFAULT 0,
  signed INTEGER NOT NULL DEFAULT 1,
  digest TEXT NOT NULL,
  canonical_digest TEXT NOT NULL,
  issuer_id TEXT,
  credential_id TEXT,
  valid_from INTEGER,
  kind TEXT NOT NULL,
  format TEXT NOT NULL,
  state TEXT NOT NULL,
  fresh_until INTEGER NOT NULL,
  ends_at INTEGER,
  title_en TEXT NOT NULL,
  title_nl TEXT NOT NULL,
  sort_en TEXT NOT NULL,
  sort_nl TEXT NOT NULL,
  issuer TEXT NOT NULL,
  issuer_sort TEXT NOT NULL,
  issuer_checked INTEGER NOT NULL DEFAULT 0,
  awarded_on TEXT NOT NULL,
  year INTEGER,
  expires_on TEXT,
  checked_at INTEGER,
  added_at INTEGER NOT NULL,
  credits TEXT NOT NULL DEFAULT '',
  favourite INTEGER NOT NULL DEFAULT 0,
  has_image INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX credentials_newest ON credentials
  (gone, awarded_on DESC, nr DESC, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_oldest ON credentials
  (gone, awarded_on = '', awarded_on, nr, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_title_en ON credentials
  (gone, sort_en, nr, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_title_nl ON credentials
  (gone, sort_nl, nr, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_issuer ON credentials
  (gone, issuer_sort, awarded_on DESC, nr DESC, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_added ON credentials
  (gone, added_at DESC, nr DESC, state, fresh_until, ends_at, paper, favourite, kind, year);
CREATE INDEX credentials_of_issuer ON credentials (gone, issuer, awarded_on DESC, nr DESC);
CREATE INDEX credentials_facets ON credentials
  (gone, issuer, year, kind, state, fresh_until, ends_at, paper, favourite);
CREATE INDEX credentials_digest ON credentials (digest);
CREATE INDEX credentials_canonical ON credentials (canonical_digest);
CREATE INDEX credentials_identity ON credentials (issuer_id, credential_id);

CREATE TABLE bodies (
  nr INTEGER PRIMARY KEY REFERENCES credentials (nr) ON DELETE CASCADE,
  raw BLOB NOT NULL,
  media_type TEXT NOT NULL,
  report BLOB NOT NULL
);

CREATE VIRTUAL TABLE search USING fts5 (
  title, issuer, words, note,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE superseded (
  credential INTEGER NOT NULL REFERENCES credentials (nr) ON DELETE CASCADE,
  replaced_at INTEGER NOT NULL,
  digest TEXT NOT NULL,
  raw BLOB NOT NULL,
  media_type TEXT NOT NULL,
  report BLOB NOT NULL
);
CREATE INDEX superseded_credential ON superseded (credential, replaced_at);
CREATE INDEX superseded_digest ON superseded (digest);

CREATE TABLE history (
  credential INTEGER NOT NULL REFERENCES credentials (nr) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX history_credential ON history (credential, at);

CREATE TABLE collections (nr INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE collected (
  collection INTEGER NOT NULL REFERENCES collections (nr) ON DELETE CASCADE,
  credential INTEGER NOT NULL REFERENCES credentials (nr) ON DELETE CASCADE,
  PRIMARY KEY (collection, credential)
) WITHOUT ROWID;
CREATE INDEX collected_credential ON collected (credential);

CREATE TABLE evidence_bodies (digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE evidence (
  nr INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES evidence_bodies (digest),
  media_type TEXT NOT NULL,
  purpose TEXT NOT NULL,
  retrieved_at INTEGER NOT NULL,
  final_url TEXT,
  headers TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX evidence_url ON evidence (url, retrieved_at DESC);
CREATE INDEX evidence_digest ON evidence (digest);
CREATE TABLE evidence_uses (
  credential INTEGER NOT NULL REFERENCES credentials (nr) ON DELETE CASCADE,
  evidence INTEGER NOT NULL REFERENCES evidence (nr) ON DELETE CASCADE,
  PRIMARY KEY (credential, evidence)
) WITHOUT ROWID;
CREATE INDEX evidence_uses_evidence ON evidence_uses (evidence);

CREATE TABLE receipts (nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made_at INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX receipts_made_at ON receipts (made_at DESC);
CREATE TABLE receipt_credentials (
  receipt INTEGER NOT NULL REFERENCES receipts (nr) ON DELETE CASCADE,
  credential_id TEXT NOT NULL,
  PRIMARY KEY (receipt, credential_id)
) WITHOUT ROWID;
CREATE INDEX receipt_credentials_credential ON receipt_credentials (credential_id);

CREATE TABLE trust_decisions (
  id TEXT PRIMARY KEY,
  trusted INTEGER NOT NULL,
  issuer BLOB,
  reason TEXT NOT NULL,
  decided_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE trust_log (at INTEGER NOT NULL, action TEXT NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE subscriptions (
  url TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  retrieved_at INTEGER,
  snapshot BLOB,
  documents BLOB,
  problem TEXT
) WITHOUT ROWID;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE person (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL);
CREATE TABLE holder_keys (
  nr INTEGER PRIMARY KEY,
  did TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  jwk TEXT NOT NULL,
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  main INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE pinned_contexts (
  url TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  body BLOB NOT NULL,
  pinned_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE network_log (nr INTEGER PRIMARY KEY, at INTEGER NOT NULL, url TEXT NOT NULL, outcome TEXT NOT NULL);
"""

STEPS: dict[int, str] = {1: VERSION_1}
"""Version number -> the statements that lead to it from the version before."""
