-- The role under which the centre works. It can add to what must never change, and read it, and nothing else. On the
-- embedded database this guards against our own mistakes only: the server signs in as the owner and takes this role, so
-- whoever can run SQL of their own choice on its connection can leave it again (`reset role`). Against that stands a user
-- who is nothing but a member of this role: server/README.md. What was rewritten all the same is found by
-- `anban audit verify`. Run as the owner of the tables after every migration; nobody does that where DATABASE_URL is set.
do $$
begin
  create role anban_app nologin;
exception
  when duplicate_object or unique_violation then null;
end $$;

grant usage on schema public to anban_app;
grant select, insert, update, delete on all tables in schema public to anban_app;
revoke update, delete on audit_entry, audit_checkpoint, evidence_record, check_in, case_event, recording_entry from anban_app;
-- Enough to see at the start that no migration is due.
revoke all on kysely_migration, kysely_migration_lock from anban_app;
grant select on kysely_migration, kysely_migration_lock to anban_app;
