"""What the owner of a store can do to all that protects a ledger in it; an empty line parts one from the next."""

EITHER = """
DROP INDEX one_outcome

DROP INDEX outcomes_of_order

ALTER TABLE entry RENAME COLUMN unit TO units

ALTER TABLE entry ADD COLUMN more TEXT

CREATE INDEX more ON entry (unit)

ALTER TABLE erased RENAME TO gone
"""
SQLITE = """
DROP TRIGGER entry_update

DROP TRIGGER personal_insert

DROP TRIGGER entry_outcome

DROP TRIGGER entry_supersedes

CREATE TRIGGER more BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END

CREATE TRIGGER entry_none AFTER INSERT ON entry BEGIN UPDATE entry SET payable = 0; END

CREATE VIEW seen AS SELECT * FROM entry

CREATE TABLE entries (number)

DROP TRIGGER entry_delete; CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT 1; END

PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'entry_delete'

PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOT EXISTS', 'EXISTS') WHERE name =
'personal_delete'

PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'entry'
"""
POSTGRESQL = """
DROP TRIGGER entry_update ON entry

ALTER TABLE entry DISABLE TRIGGER entry_delete

ALTER TABLE entry DISABLE TRIGGER ALL

ALTER TABLE entry ENABLE REPLICA TRIGGER entry_delete

ALTER TRIGGER entry_delete ON entry RENAME TO entry_deleted

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$

CREATE OR REPLACE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END
$$

ALTER FUNCTION refuse_unless_erased() SET search_path = other, public

CREATE OR REPLACE TRIGGER entry_delete BEFORE DELETE ON entry FOR EACH ROW WHEN (OLD.number = 0) EXECUTE
FUNCTION refuse_change()

CREATE OR REPLACE TRIGGER entry_delete BEFORE DELETE ON entry FOR EACH STATEMENT EXECUTE FUNCTION
refuse_change()

CREATE OR REPLACE TRIGGER entry_update BEFORE UPDATE OF unit ON entry FOR EACH ROW EXECUTE FUNCTION
refuse_change()

CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER a
BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION lose()

CREATE RULE gone AS ON DELETE TO entry DO INSTEAD NOTHING

CREATE RULE lost AS ON INSERT TO entry DO INSTEAD NOTHING

ALTER TABLE entry DROP CONSTRAINT entry_pkey

ALTER TABLE entry DROP CONSTRAINT entry_supersedes_key

ALTER TABLE ledger DROP CONSTRAINT ledger_format_check

ALTER TABLE entry ALTER COLUMN body DROP NOT NULL

ALTER TABLE entry ALTER COLUMN payable TYPE numeric

ALTER TABLE entry ALTER COLUMN unit SET DEFAULT 'CNY'

ALTER TABLE entry ADD CONSTRAINT c CHECK (payable < 100000)

ALTER TABLE entry ENABLE ROW LEVEL SECURITY

CREATE POLICY p ON entry USING (number < 2)

CREATE TABLE child () INHERITS (entry)

ALTER TABLE entry SET UNLOGGED

UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'one_outcome'::regclass

UPDATE pg_trigger SET tgenabled = 'D' WHERE tgname = 'entry_update'

ALTER DATABASE {database} SET session_replication_role = replica
"""
