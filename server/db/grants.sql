-- The role under which the centre works. It can add to what must never change, and read it, and nothing else: neither a
-- bug nor an injected statement of the server can rewrite evidence or the audit log. Run after every migration.
do $$
begin
  create role anban_app nologin;
exception
  when duplicate_object or unique_violation then null;
end $$;

grant usage on schema public to anban_app;
grant select, insert, update, delete on all tables in schema public to anban_app;
revoke update, delete on audit_entry, audit_checkpoint, evidence_record, check_in from anban_app;
revoke all on kysely_migration, kysely_migration_lock from anban_app;
