/**
 * People: who works here, and badges, which are known by a hash under the shop's own salt. Events of the fiscal chain that concern
 * people are found newest first: all, by kind, by person, by day.
 */
export const PEOPLE_COLUMNS = `
ALTER TABLE user_account ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1));
ALTER TABLE user_account ADD COLUMN badge_hash_hex TEXT;
CREATE UNIQUE INDEX user_account_badge ON user_account (badge_hash_hex) WHERE badge_hash_hex IS NOT NULL;

CREATE INDEX fiscal_event ON fiscal_record (sequence) WHERE kind = 'event';
CREATE INDEX fiscal_event_at ON fiscal_record (at) WHERE kind = 'event';
CREATE INDEX fiscal_event_name ON fiscal_record (json_extract(body, '$.event'), sequence) WHERE kind = 'event';
CREATE INDEX fiscal_event_person ON fiscal_record (json_extract(body, '$.userId'), sequence) WHERE kind = 'event';
`
