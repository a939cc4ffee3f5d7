/**
 * The two statements of the hot path. Each does in one round trip, and so in one transaction, all that a record means.
 * The gate is `terminal_chain`: only the record that continues the chain passes, the same record sent ten times at once
 * passes once. When nothing moved, `submit.ts` finds out why.
 *
 * Every step reads what the step before it returns, so the locks are always taken in the same order. The rows looked at
 * first are `materialized`, one each by primary key: left to itself, a planner without statistics walks all records of a
 * terminal to find one.
 */
import { AUDIT_STEPS } from '../audit/chain.ts';

/** The request's nonce is spent here, in passing: used before, and nothing is eligible. */
const fresh = (nonce: string, expires: string) => `
  fresh as (
    insert into request_nonce (region_code, terminal_id, nonce, expires_at)
    values ($1, $2::uuid, ${nonce}::text, ${expires}::timestamptz) on conflict do nothing
    returning 1 as one
  )`;

const CHAIN = `
  chain as (
    update terminal_chain c set sequence = $3, digest = $5::bytea from eligible
    where c.region_code = $1 and c.terminal_id = $2 and c.sequence = $3 - 1 and c.digest = $4::bytea
    returning eligible.*
  )`;

const noteStep = (action: string, details: string, from: string) => `
  note as (
    select $1::text as region_code, 'terminal:' || $2::text as stream, $13::text as id, $12::text as at,
      'terminal:' || $2::text as actor, '${action}'::text as action, $6::text as subject, ${details} as details
    from ${from}
  )`;

/**
 * $1 region, $2 terminal, $3 sequence, $4 previous digest, $5 digest, $6 record id, $7 visit, $8 examinee, $9 session,
 * $10 canonical text, $11 signature, $12 received at, $13 audit entry id, $14 method, $15 decision, $16 alert id,
 * $17 kind of alert or null, $18 at, $19 officers, $20 nonce of the request, $21 when it may be forgotten.
 * Officers whom the region does not have decide nothing. An alert that is open already only becomes newer.
 * Answers one row: was the nonce fresh, did the chain move.
 */
export const STORE_IDENTITY_CHECK = {
  name: 'store-identity-check',
  text: `
  with ${fresh('$20', '$21')},
  eligible as (
    select t.site_code from terminal t, fresh where t.region_code = $1 and t.id = $2 and t.revoked_at is null
      and cardinality($19::uuid[]) =
        (select count(*) from officer o where o.region_code = $1 and o.id = any ($19::uuid[]))
  ), ${CHAIN},
  stored as (
    insert into evidence_record (region_code, id, terminal_id, sequence, kind, visit_id, examinee_id, session_id,
      passed, method, digest, signature, record, received_at)
    select $1, $6::uuid, $2::uuid, $3, 'identity-check', $7::uuid, $8::uuid, $9::uuid,
      $15::text = 'pass', $14::text, $5::bytea, $11::bytea, $10::text, $12::text::timestamptz
    from chain
  ),
  renewed as (
    update alert a set at = greatest(a.at, $18::timestamptz) from chain
    where $17::text is not null and a.region_code = $1 and a.terminal_id = $2::uuid and a.acknowledged_at is null
      and a.kind = $17::text and a.examinee_id = $8::uuid
    returning 1
  ),
  raised as (
    insert into alert (region_code, id, site_code, terminal_id, examinee_id, kind, at)
    select $1, $16::uuid, site_code, $2::uuid, $8::uuid, $17::text, $18::timestamptz
    from chain where $17::text is not null and not exists (select from renewed)
    returning 1
  ), ${noteStep('identity-check.stored', `json_build_object('decision', $15::text, 'method', $14::text)::text`, 'chain cross join (select count(*) from raised) as alerts')},
  ${AUDIT_STEPS}
  select exists (select from fresh) as fresh, exists (select from chain) as moved`,
};

/**
 * $1 to $13 as above, $14 identity check, $15 terminal number, $16 at, $17 its day in China, $18 nonce, $19 its end.
 * Whoever called for help before it at this terminal has been helped: those calls are closed.
 * Answers one row; `number` is null when the examinee had checked in before, or nothing moved.
 */
export const STORE_CHECK_IN = {
  name: 'store-check-in',
  text: `
  with ${fresh('$18', '$19')},
  sender as materialized (
    select site_code from terminal where region_code = $1 and id = $2::uuid and revoked_at is null
  ), appointment as materialized (
    select site_code, day from assessment_session where region_code = $1 and id = $9::uuid
  ), expected as materialized (
    select session_id from examinee where region_code = $1 and id = $8::uuid
  ), identified as materialized (
    select terminal_id, kind, passed, method, visit_id, examinee_id
    from evidence_record where region_code = $1 and id = $14::uuid
  ), eligible as (
    select i.method
    from fresh, sender t, appointment s, expected e, identified i
    where s.site_code = t.site_code and s.day = $17 and e.session_id = $9 and i.terminal_id = $2
      and i.kind = 'identity-check' and i.passed and i.method <> 'ticket' and i.visit_id = $7::uuid and i.examinee_id = $8
  ), ${CHAIN},
  stored as (
    insert into evidence_record (region_code, id, terminal_id, sequence, kind, visit_id, examinee_id, session_id,
      passed, method, digest, signature, record, received_at)
    select $1, $6::uuid, $2::uuid, $3, 'check-in', $7, $8, $9, false, method, $5, $11::bytea, $10::text,
      $12::text::timestamptz
    from chain
  ),
  claimed as (
    update examinee e set check_in_id = $6::uuid from chain
    where e.region_code = $1 and e.id = $8 and e.check_in_id is null
    returning e.room, chain.method
  ),
  ticket as (
    insert into queue_counter as q (region_code, session_id, room, last_number)
    select $1, $9, room, 1 from claimed
    on conflict (region_code, session_id, room) do update set last_number = q.last_number + 1
    returning room, last_number as number
  ),
  arrival as (
    insert into check_in (region_code, id, examinee_id, session_id, terminal_id, identity_check_id, method, room, number,
      terminal_number, at)
    select $1, $6::uuid, $8, $9, $2::uuid, $14, claimed.method, ticket.room, ticket.number, $15::text, $16::timestamptz
    from ticket, claimed
  ),
  helped as (
    update alert a set acknowledged_at = $12::text::timestamptz from chain
    where a.region_code = $1 and a.terminal_id = $2::uuid and a.acknowledged_at is null
      and a.kind in ('help:person-asks', 'help:manual-route') and a.at <= $16::timestamptz
    returning 1
  ), ${noteStep(
    'check-in.stored',
    `json_build_object('room', ticket.room, 'number', ticket.number)::text`,
    'chain cross join (select count(*) from helped) as alerts left join ticket on true',
  )},
  ${AUDIT_STEPS}
  select exists (select from fresh) as fresh, exists (select from chain) as moved, ticket.room, ticket.number
  from (select) as always left join ticket on true`,
};
